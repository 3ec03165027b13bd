"""The push hooks beside others, where something is missing, and as the recipes have them."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.documents import ROOT
from tests.guarded import FOLDER, Guarded
from tests.pushed import LINK
from tests.support import SCRIPTS, call

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pushed import Pushed

EARLIER = """\
#!/bin/sh
echo "given $*" >>{log}
cat >>{log}
test ! -e {stop}
"""
# As forges have it: a hook of their own that runs all in the folder of its name.
FORGE = """\
#!/bin/sh
told=$(cat)
for hook in hooks/pre-receive.d/*; do
	echo "$told" | "$hook" || exit 1
done
"""


def recipe(language: str, number: int) -> str:
    """Return one of the blocks of docs/server.md."""
    text = (ROOT / "docs/server.md").read_text(encoding="utf-8")
    return str(re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)[number])


def here(block: str, server: Guarded) -> str:
    """Return the commands of a recipe for what is installed here."""
    lines = [line for line in block.splitlines() if "venv" not in line and " pip " not in line]
    text = "\n".join(lines).replace("/srv/git-decide/bin", str(SCRIPTS))
    return text.replace("/srv/git/project.git", str(server.path))


def test_earlier_hooks_are_told_the_same(pushed: Pushed, tmp_path: Path) -> None:
    """Each gets its arguments and what git writes to it, and what it refuses is refused."""
    stop = tmp_path / "stop"
    for repo, name in ((pushed, "pre-push"), (pushed.server, "pre-receive")):
        hook = repo.hook(name)
        hook.write_text(EARLIER.format(log=tmp_path / name, stop=stop))
        repo.install()
    old, new = pushed.arrived(), pushed.ordinary("chained\n")
    assert pushed.push("origin", "HEAD:main").passed
    given = (tmp_path / "pre-push").read_text().splitlines()
    assert given[0].startswith("given origin file://")
    assert given[1:] == [f"HEAD {new} refs/heads/main {old}"]
    assert (tmp_path / "pre-receive").read_text() == f"given \n{old} {new} refs/heads/main\n"
    pushed.bad()
    assert "git-decide" in pushed.push().text
    assert "git-decide" in pushed.past().text
    pushed.git("reset", "-q", "--hard", "HEAD~1")
    pushed.ordinary("stopped\n")
    stop.touch()
    assert not pushed.push().passed
    assert not pushed.past().passed


def test_an_earlier_hook_that_does_not_listen(pushed: Pushed) -> None:
    """Nobody minds, however much there is to tell."""
    pushed.hook("pre-push").write_text("#!/bin/sh\nexit 0\n")
    pushed.install()
    for number in range(600):
        (pushed.path / f".git/refs/heads/topic-{number}").write_text(f"{pushed.head()}\n")
    said = pushed.push("origin", "refs/heads/*:refs/heads/*")
    assert said.passed, said.text
    assert "git-decide" not in said.text
    assert "roken pipe" not in said.text


@pytest.mark.parametrize("name", ["python", "package"])
def test_the_tool_is_gone(name: str, pushed: Pushed, tmp_path: Path) -> None:
    """An ordinary push needs none; with any other one line says that nobody judged it."""
    pushed.bake(name, "/nowhere")
    pushed.server.hook("pre-receive").unlink()
    env = {"PATH": pushed.only(tmp_path / "bin", "git", "git-receive-pack", "sh", "grep")}
    pushed.ordinary("without\n")
    said = pushed.push(env=env)
    assert said.passed, said.text
    assert "git-decide" not in said.text
    pushed.bad()
    said = pushed.push(env=env)
    assert said.passed, said.text
    assert said.text.count("git-decide: ") == 1
    assert "pip install git-decide" in said.text


def test_the_tool_has_moved(pushed: Pushed) -> None:
    """Where the interpreter is gone, a git-decide-hook on the PATH does the same."""
    for repo in (pushed, pushed.server):
        repo.bake("python", "/nowhere")
    pushed.bad()
    assert "main is protected" in pushed.push().text
    assert "pre-receive hook declined" in pushed.past().text


def test_a_hooks_folder_that_others_share(pushed: Pushed, tmp_path: Path) -> None:
    """A repository that has never met the tool pushes what it likes, and is asked nothing."""
    pushed.git("config", "core.hooksPath", str(tmp_path / "hooks"))
    pushed.install()
    pushed.bad()
    assert pushed.push().code == 1
    bare = Guarded(pushed.create(tmp_path / "foreign.git", pushed.env, bare=True).path, pushed.env)
    foreign = Guarded(bare.clone(tmp_path / "foreign").path, pushed.env)
    foreign.git("config", "core.hooksPath", str(tmp_path / "hooks"))
    for number in range(3):
        foreign.commit("Work", **{f"{number}.txt": "1\n"})
        said = foreign.attempt("push", "origin", "HEAD:main")
        assert said.passed, said.text
        assert "git-decide" not in said.text


def test_a_linked_worktree(pushed: Pushed, tmp_path: Path) -> None:
    """What is pushed from there is judged alike."""
    tree = Guarded(pushed.worktree(tmp_path / "tree", "topic").path, pushed.env)
    tree.commit("Retry", **{"src/payments/charge.py": "2\n"})
    assert tree.attempt("push", "origin", "HEAD:main").code == 1
    said = tree.attempt("push", "origin", "HEAD:topic")
    assert "topic goes up" in said.text


def test_a_shallow_clone(pushed: Pushed, tmp_path: Path) -> None:
    """What cannot be seen is said with the command that helps; other branches go up."""
    pushed.ordinary("deep\n")
    assert pushed.push().passed
    shallow = Guarded(pushed.server.clone(tmp_path / "shallow", "--depth=1").path, pushed.env)
    shallow.install()
    shallow.commit(LINK, **{"src/payments/charge.py": "3\n"})
    said = shallow.attempt("push", "origin", "HEAD:topic")
    assert said.passed, said.text
    assert shallow.attempt("push", "origin", "HEAD:main").passed
    shallow.git("checkout", "-q", "-B", "main", "HEAD~1")
    shallow.git("commit", "-q", "--amend", "--no-verify", "-m", "Deep, once more")
    said = shallow.attempt("push", "--force", "origin", "HEAD:main")
    assert not said.passed
    assert "git fetch --unshallow" in said.text


def test_a_note_that_the_server_has(pushed: Pushed) -> None:
    """A commit that cannot be rewritten arrives once its note did."""
    commit = pushed.bad()
    pushed.git("notes", "--ref=decisions", "add", "-m", "Decision: 1", commit)
    assert not pushed.past().passed
    said = pushed.past("origin", "refs/notes/decisions")
    assert said.passed, said.text
    said = pushed.past()
    assert said.passed, said.text


@pytest.mark.parametrize("number", [0, 1])
def test_the_recipe_for_a_bare_repository(number: int, pushed: Pushed, tmp_path: Path) -> None:
    """What docs/server.md says to type makes a server that holds to the rule."""
    shutil.rmtree(pushed.server.path / "hooks")
    env = {**pushed.env, "GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig")}
    commands = here(recipe("sh", number), pushed.server)
    commands = commands.replace("/srv/git/hooks", str(tmp_path / "hooks"))
    done = call(["sh", "-ec", commands], tmp_path, env)
    assert done.returncode == 0, done.stderr
    pushed.bad()
    said = pushed.attempt("push", "--no-verify", "origin", "HEAD", env=env)
    assert "pre-receive hook declined" in said.text


@pytest.mark.parametrize("by_hand", [True, False])
def test_the_recipe_for_a_forge(by_hand: bool, pushed: Pushed) -> None:
    """Its own hook stays and runs ours, be it installed or called by one line."""
    hook = pushed.server.hook("pre-receive")
    hook.write_text(FORGE)
    folder = hook.with_name("pre-receive.d")
    folder.mkdir()
    if by_hand:
        ours = folder / "decisions"
        ours.write_text("#!/bin/sh\n" + here(recipe("sh", 2), pushed.server) + "\n")
        ours.chmod(0o755)
    else:
        pushed.server.install()
    assert hook.read_text() == FORGE
    pushed.ordinary("forge\n")
    assert pushed.past().passed
    pushed.bad()
    assert "git-decide: refused" in pushed.past().text


def test_the_recipe_when_it_has_to_be_let_through(pushed: Pushed) -> None:
    """On the server itself, git takes what a push may not bring."""
    bad = pushed.bad()
    command = recipe("sh", 3).replace("/path/to/a/clone", str(pushed.path))
    done = call(["sh", "-ec", command], pushed.server.path, pushed.env)
    assert done.returncode == 0, done.stderr
    assert pushed.arrived() == bad


def test_a_log_that_the_rules_name(pushed: Pushed) -> None:
    """Records are watched where the log is, also in a repository that others push to."""
    pushed.commit("Break", **{f"{FOLDER}/0002-x.md": "---\nstatus: accepted\n---\n\n# X\n"})
    assert not pushed.past().passed

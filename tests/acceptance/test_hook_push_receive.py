"""A bare repository with the hook pre-receive: the rule where nobody can pass it by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.guarded import CHARGE, FIRST, FLAGS, FOLDER, RULES, WHY, Guarded, record
from tests.pushed import LINK
from tests.support import Repo, git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pushed import Pushed


def test_a_protected_branch(pushed: Pushed) -> None:
    """What skipped every hook of the clone is refused, and taken once it names its decision."""
    before = pushed.arrived()
    pushed.bad()
    said = pushed.past()
    assert said.code == 1
    assert "remote: git-decide: refused" in said.text
    assert WHY in said.text
    assert FIRST in said.text
    assert "pre-receive hook declined" in said.text
    assert pushed.arrived() == before
    pushed.git("commit", "-q", "--amend", "--no-verify", "-m", LINK)
    said = pushed.past()
    assert said.passed, said.text
    assert pushed.arrived() == pushed.head()


def test_work_in_progress_arrives(pushed: Pushed) -> None:
    """With a line about what main would say."""
    pushed.bad()
    said = pushed.past("origin", "HEAD:topic")
    assert said.passed, said.text
    assert "remote: git-decide: topic goes up, but main would refuse it" in said.text


def test_an_ordinary_push_starts_no_python(pushed: Pushed, tmp_path: Path) -> None:
    """Tags, and changes that nothing watches, cost the server git alone."""
    trap = tmp_path / "python"
    trap.write_text(f"#!/bin/sh\n: >{tmp_path}/started\nexit 1\n")
    trap.chmod(0o755)
    pushed.server.bake("python", str(trap))
    for content in ("a\n", "b\n"):
        pushed.ordinary(content)
        assert pushed.past().passed
    pushed.git("tag", "v1")
    assert pushed.past("origin", "v1").passed
    assert not (tmp_path / "started").exists()
    pushed.bad()
    assert not pushed.past().passed
    assert (tmp_path / "started").exists()


def test_several_at_once(pushed: Pushed) -> None:
    """All or nothing of a push arrives."""
    pushed.bad()
    pushed.git("tag", "v1")
    assert not pushed.past("origin", "main", "main:topic", "v1").passed
    assert pushed.arrived("topic") == pushed.arrived("v1") == ""
    assert pushed.past("origin", "main:topic", "v1").passed
    assert pushed.arrived("v1") == pushed.head()


def test_a_new_protected_branch(pushed: Pushed) -> None:
    """It is held against the other protected ones, by their rules."""
    pushed.commit("Rules", **{"decisions.toml": "", ".gitattributes": ""})
    pushed.bad()
    said = pushed.past("origin", "HEAD:release/1")
    assert not said.passed
    assert WHY in said.text
    assert pushed.past("origin", "HEAD~2:refs/heads/release/1").passed


def test_the_rules_are_those_of_what_is_there(pushed: Pushed) -> None:
    """A push cannot loosen what judges it, in one commit or in two."""
    pushed.commit("Loosen", **{"decisions.toml": RULES + '[policy]\nprotect = ["none"]\n'})
    pushed.bad()
    assert not pushed.past().passed
    pushed.git("reset", "-q", "--hard", "HEAD~2")
    pushed.commit("Unflag", **{".gitattributes": FLAGS.replace("fragile=payments", "")})
    pushed.bad()
    assert not pushed.past().passed


def test_the_last_protected_branch_stays(pushed: Pushed) -> None:
    """Without one, whatever comes next under its name would be held against nothing."""
    pushed.server.git("config", "receive.denyDeleteCurrent", "ignore")
    pushed.git("push", "-q", "--no-verify", "origin", "main:topic")
    said = pushed.past("origin", "--delete", "main")
    assert not said.passed
    assert "no protected branch is left" in said.text
    assert pushed.past("origin", "main:release/1", ":main").passed
    pushed.bad()
    assert not pushed.past("origin", "HEAD:main").passed
    assert pushed.past("origin", "--delete", "topic").passed


def test_a_forced_push(pushed: Pushed) -> None:
    """It may drop commits, and may not drop what is fragile."""
    pushed.ordinary("more\n")
    assert pushed.past().passed
    pushed.git("reset", "-q", "--hard", "HEAD~1")
    said = pushed.past("--force", "origin", "HEAD")
    assert said.passed, said.text
    pushed.commit(LINK, **{".gitattributes": f"{FLAGS}src/other.py fragile=payments\n"})
    assert pushed.past().passed
    pushed.git("reset", "-q", "--hard", "HEAD~1")
    assert not pushed.past("--force", "origin", "HEAD").passed


def test_a_broken_record(pushed: Pushed) -> None:
    """What is wrong with the records since is refused, and named."""
    pushed.commit("Decide", **{f"{FOLDER}/0002-new.md": record(decider="Grace")})
    said = pushed.past()
    assert not said.passed
    assert "does not check" in said.text
    assert f"{FOLDER}/0002-new.md" in said.text


def test_the_first_push_of_all(pushed: Pushed, tmp_path: Path) -> None:
    """An empty repository has no rules yet: a project that uses the tool may move there."""
    empty = Guarded(Repo.create(tmp_path / "empty.git", pushed.env, bare=True).path, pushed.env)
    empty.install()
    pushed.bad()
    said = pushed.past(f"file://{empty.path}", "HEAD:topic", "HEAD:main")
    assert said.passed, said.text
    pushed.bad("worse\n")
    assert not pushed.past(f"file://{empty.path}", "HEAD:main").passed


def test_a_default_branch_that_never_came(pushed: Pushed) -> None:
    """HEAD of a server often names a branch that nobody uses; main is what counts then."""
    pushed.server.git("symbolic-ref", "HEAD", "refs/heads/trunk")
    pushed.bad()
    assert not pushed.past().passed
    assert not pushed.past("origin", "HEAD:release/1").passed


def test_borrowed_objects(pushed: Pushed, tmp_path: Path) -> None:
    """A server that takes its objects from another one, as forks on a forge do."""
    flags = ("--bare", "--shared")
    fork = tmp_path / "fork.git"
    pushed.git("clone", "-q", *flags, str(pushed.server.path), str(fork))
    Guarded(fork, pushed.env).install()
    pushed.bad()
    assert not pushed.past(f"file://{fork}", "HEAD:main").passed
    pushed.git("commit", "-q", "--amend", "--no-verify", "-m", LINK)
    said = pushed.past(f"file://{fork}", "HEAD:main")
    assert said.passed, said.text


def test_a_replaced_commit(pushed: Pushed) -> None:
    """Whoever pushes a replacement of a commit does not have another one judged."""
    bad = pushed.bad()
    pushed.git("checkout", "-q", "--detach", "HEAD~1")
    fine = pushed.ordinary("fine\n")
    pushed.git("replace", bad, fine)
    assert pushed.past("origin", f"refs/replace/{bad}").passed
    assert not pushed.past("origin", f"{bad}:refs/heads/main").passed


@pytest.mark.parametrize("what", ["python", "package"])
def test_the_tool_is_gone(what: str, pushed: Pushed, tmp_path: Path) -> None:
    """What touches nothing watched arrives; anything else is refused with one line."""
    pushed.server.bake(what, "/nowhere")
    env = {"PATH": pushed.only(tmp_path / "bin", "git", "git-receive-pack", "sh", "grep")}
    pushed.ordinary("a\n")
    for target in ("main", "release/1", "topic"):
        said = pushed.attempt("push", "--no-verify", "origin", f"HEAD:refs/heads/{target}", env=env)
        assert said.passed, said.text
    pushed.bad()
    said = pushed.attempt("push", "--no-verify", "origin", "HEAD", env=env)
    assert not said.passed
    assert said.text.count("git-decide: refused") == 1
    assert "pip install git-decide" in said.text


def test_it_asks_git_as_often_for_many_branches(pushed: Pushed, tmp_path: Path) -> None:
    """Twelve that are not protected and lead to one commit cost as much as one does."""
    pushed.server.git("config", "receive.autogc", "false")
    pushed.bad()
    counts = []
    for some in (1, 12):
        trace = {"GIT_TRACE2_EVENT": str(tmp_path / f"trace-{some}")}
        names = [f"HEAD:refs/heads/{some}-{n}" for n in range(some)]
        done = pushed.attempt("push", "--no-verify", "origin", *names, env=trace)
        assert done.passed, done.text
        assert done.text.count("would refuse it") == 1
        counts.append(len(git_starts(tmp_path / f"trace-{some}")))
    assert counts[1] <= counts[0]  # the first one also remembers what it read


def test_a_policy_may_ask_for_every_commit(pushed: Pushed) -> None:
    """What is undone within a push is nothing on balance, and still refused there."""
    pushed.rule(f"[policy]\neach-commit = true\n\n{RULES}")
    pushed.server.git("fetch", "-q", str(pushed.path), "main:main")
    for content in ("a\n", "b\n"):
        pushed.ordinary(content)
        assert pushed.past().passed
    pushed.bad("2\n")
    pushed.commit("Back", **{CHARGE: "1\n"})
    assert not pushed.past().passed

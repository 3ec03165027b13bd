"""The native hooks in every kind of repository, and where something of theirs is missing."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.guarded import CHARGE, FIRST, FLAGS, FOLDER, RULES, Guarded, build, record
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

LINK = ("--trailer", "Decision: 1")


def story(repo: Guarded) -> None:
    """Ordinary passes, fragile is refused, linked passes: the main job."""
    repo.change("src/other.py", "ordinary\n")
    said = repo.try_commit("-m", "Other")
    assert said.passed, said.text
    repo.change(content="fragile\n")
    said = repo.try_commit("-m", "Retry")
    assert said.code == 1, said.text
    assert CHARGE in said.text
    said = repo.try_commit("-m", "Retry", *LINK)
    assert said.passed, said.text
    assert repo.links() == [FIRST]


def test_an_ordinary_commit_starts_no_python(guarded: Guarded, tmp_path: Path) -> None:
    """With a PATH that has none, a baked one that would tell, and one git process per hook."""
    trap = tmp_path / "python"
    trap.write_text(f"#!/bin/sh\n: >{tmp_path}/started\nexit 1\n")
    trap.chmod(0o755)
    guarded.bake("python", str(trap))
    env = {
        "PATH": guarded.only(tmp_path / "bin", "git", "sh"),
        "GIT_TRACE2_EVENT": str(tmp_path / "trace"),
    }
    guarded.change("src/other.py")
    guarded.change("src/payments/tests/t.py")
    said = guarded.try_commit("-q", "-m", "Other", env=env)
    assert said.passed, said.text
    assert not (tmp_path / "started").exists()
    asked = [start for start in git_starts(tmp_path / "trace") if "diff" in start]
    assert len(asked) == 3
    guarded.change()
    assert guarded.try_commit("-m", "Retry", *LINK, env=env).code == 1
    assert (tmp_path / "started").exists()


@pytest.mark.parametrize("name", ["python", "package"])
def test_the_tool_is_gone(name: str, guarded: Guarded, tmp_path: Path) -> None:
    """Ordinary commits pass; a fragile one is told in one line what is missing."""
    guarded.bake(name, "/nowhere")
    env = {"PATH": guarded.only(tmp_path / "bin", "git", "sh", "mkdir")}
    guarded.change("src/other.py")
    assert guarded.try_commit("-m", "The decision: other", env=env).passed
    guarded.change(f"{FOLDER}/0002-new.md", record())
    assert guarded.try_commit("-m", "Record", env=env).passed
    guarded.change()
    said = guarded.try_commit("-m", "Retry", *LINK, env=env)
    assert said.code == 1
    assert len(said.text.splitlines()) == 1
    assert "pip install git-decide" in said.text
    guarded.git("reset", "-q", "--hard")
    guarded.change(".gitattributes", "x")
    assert guarded.try_commit("-m", "Flags", env=env).code == 1
    guarded.git("reset", "-q", "--hard")
    guarded.write(".git/info/attributes", "* foo\n")
    guarded.change("src/other.py", "3\n")
    assert guarded.try_commit("-m", "Other", env=env).passed
    guarded.change()
    assert guarded.try_commit("-m", "Retry", env=env).code == 1


def test_the_tool_has_moved(guarded: Guarded) -> None:
    """Where the interpreter is gone, a git-decide-hook on the PATH does the same."""
    guarded.bake("python", "/nowhere")
    story(guarded)


@pytest.mark.parametrize("what", ["file", "gone", "no-attributes", "memo", "tmp"])
def test_its_own_folder_cannot_be_used(what: str, guarded: Guarded) -> None:
    """Nothing of it is needed: a folder that is away or cannot be written costs only time."""
    own = guarded.path / ".git/git-decide"
    if what in ("file", "gone"):
        shutil.rmtree(own)
    elif what == "no-attributes":
        (own / "attributes").unlink()
    else:
        shutil.rmtree(own / what, ignore_errors=True)
    if what in ("file", "memo", "tmp"):
        (own if what == "file" else own / what).write_text("in the way")
    story(guarded)
    guarded.change(content="amended\n")
    said = guarded.try_commit("--amend", "--no-edit")
    assert said.passed, said.text


@pytest.mark.parametrize("garbage", [b"", b"garbage", b"\xe3" * 99])
def test_a_corrupt_memo(garbage: bytes, guarded: Guarded) -> None:
    """What was remembered wrongly is worked out again."""
    guarded.change()
    assert guarded.try_commit("-m", "Retry", *LINK).passed
    remembered = [p for p in (guarded.path / ".git/git-decide/memo").rglob("*") if p.is_file()]
    assert remembered
    for path in remembered:
        path.write_bytes(garbage)
    story(guarded)


def test_a_memo_of_another_record_is_no_evidence(guarded: Guarded) -> None:
    """An entry holds what it was worked out from; one in the wrong place does not count."""
    guarded.add_record("0002-rejected", record(status="rejected"))
    guarded.change()
    assert guarded.try_commit("-m", "Retry", "--trailer", "Decision: 2").code == 1
    memo = guarded.path / ".git/git-decide/memo/records"
    ids = [
        guarded.out("rev-parse", f"HEAD:{FOLDER}/{stem}.md") for stem in (FIRST, "0002-rejected")
    ]
    (memo / ids[1]).write_bytes((memo / ids[0]).read_bytes())
    assert guarded.try_commit("-m", "Retry", "--trailer", "Decision: 2").code == 1


def test_a_linked_worktree(guarded: Guarded, tmp_path: Path) -> None:
    """Hooks and memo are shared, message and index are its own."""
    guarded.worktree(tmp_path / "tree", "topic")
    story(Guarded(tmp_path / "tree", guarded.env))
    assert not (guarded.path / ".git/git-decide/REFUSED_MSG").exists()


def test_a_worktree_of_a_bare_repository(guarded: Guarded, tmp_path: Path) -> None:
    """The common way to have many worktrees."""
    bare = guarded.clone(tmp_path / "bare.git", "--bare")
    tree = Guarded(bare.worktree(tmp_path / "tree", "topic").path, guarded.env)
    tree.install()
    story(tree)


def test_a_submodule(guarded: Guarded, tmp_path: Path) -> None:
    """Its git directory lies in that of the repository around it."""
    outer = Guarded(build(tmp_path / "outer", guarded.env).path, guarded.env)
    allow = ("-c", "protocol.file.allow=always")
    outer.git(*allow, "submodule", "add", "-q", str(guarded.path), "part")
    inner = Guarded(outer.path / "part", guarded.env)
    inner.install()
    story(inner)
    outer.git("add", "part")
    assert outer.try_commit("-m", "Part").passed


def test_sha256(tmp_path: Path, env: dict[str, str]) -> None:
    """The same with the other object format."""
    repo = build(tmp_path / "sha256", env, "sha256")
    story(repo)
    bad = repo.commit("Past the hooks", **{CHARGE: "bad\n"})
    repo.git("revert", "--no-commit", bad)
    assert repo.try_commit("--no-edit").passed
    repo.git("checkout", "-q", "-b", "topic", "HEAD~1")
    repo.commit("Aside", **{"src/auth/login.py": "2\n"})
    repo.git("checkout", "-q", "main")
    repo.attempt("merge", "--no-commit", "topic")
    repo.change("src/payments/refund.py", "evil\n")
    assert repo.try_commit("--no-edit").code == 1
    assert repo.try_commit("--no-edit", *LINK).passed
    repo.change(".gitattributes", "")
    assert repo.try_commit("-m", "Unflag").code == 1


def test_a_detached_head(guarded: Guarded) -> None:
    """No branch, no protection of one, but the rule."""
    guarded.git("checkout", "-q", "--detach")
    story(guarded)
    guarded.change(content="3\n")
    assert guarded.try_commit("--fixup=HEAD").passed


def test_an_unborn_branch(guarded: Guarded) -> None:
    """Its first commit has no rules yet, the second has."""
    guarded.git("checkout", "-q", "--orphan", "new")
    guarded.change()
    said = guarded.try_commit("-m", "First")
    assert said.passed, said.text
    story(guarded)


def test_adopting_it_does_not_block_itself(tmp_path: Path, env: dict[str, str]) -> None:
    """The commit that flags may change what it flags; the next one may not."""
    repo = Guarded(build(tmp_path / "r", env).path, env)
    repo.commit("Nothing", **{".gitattributes": "", "decisions.toml": ""})
    repo.stage(**{".gitattributes": FLAGS, "decisions.toml": RULES, CHARGE: "2\n"})
    said = repo.try_commit("-m", "Flag")
    assert said.passed, said.text
    story(repo)


def test_git_dir_and_work_tree_from_the_environment(guarded: Guarded, tmp_path: Path) -> None:
    """The repository may be named from anywhere."""
    (guarded.path / ".git").rename(tmp_path / "store")
    env = {"GIT_DIR": str(tmp_path / "store"), "GIT_WORK_TREE": str(guarded.path)}
    outside = Guarded(guarded.path, {**guarded.env, **env})
    story(outside)
    (guarded.path / "src").mkdir(exist_ok=True)
    relative = {"GIT_DIR": "../../store", "GIT_WORK_TREE": ".."}
    inside = Guarded(guarded.path / "src", {**guarded.env, **relative})
    (guarded.path / CHARGE).write_text("9\n")
    assert inside.try_commit("-a", "-m", "Retry").code == 1
    assert inside.try_commit("-a", "-m", "Retry", *LINK).passed


def test_another_index(guarded: Guarded, tmp_path: Path) -> None:
    """GIT_INDEX_FILE of the user's own is what is judged."""
    shutil.copy(guarded.path / ".git/index", tmp_path / "index")
    env = {"GIT_INDEX_FILE": str(tmp_path / "index")}
    guarded.write(CHARGE, "2\n")
    guarded.git("add", CHARGE, env=env)
    assert guarded.try_commit("-m", "Retry", env=env).code == 1
    assert guarded.try_commit("-m", "Retry", *LINK, env=env).passed


def test_a_hooks_folder_of_its_own(guarded: Guarded, tmp_path: Path) -> None:
    """core.hooksPath is where the hooks go, also one that several repositories share."""
    shutil.rmtree(guarded.path / ".git/hooks")
    guarded.git("config", "core.hooksPath", str(tmp_path / "hooks"))
    guarded.install()
    assert sorted(p.name for p in (tmp_path / "hooks").iterdir()) == [
        "commit-msg",
        "pre-commit",
        "pre-push",
        "prepare-commit-msg",
    ]
    story(guarded)
    other = build(tmp_path / "other", guarded.env)
    shutil.rmtree(other.path / ".git/hooks")
    shutil.rmtree(other.path / ".git/git-decide")
    other.git("config", "core.hooksPath", str(tmp_path / "hooks"))
    story(other)


def test_hooks_that_were_there_run_first(guarded: Guarded) -> None:
    """Each earlier hook gets its arguments, and what it refuses is refused."""
    shutil.rmtree(guarded.path / ".git/hooks")
    for name in ("pre-commit", "prepare-commit-msg", "commit-msg"):
        hook = guarded.write(
            f".git/hooks/{name}",
            f"#!/bin/sh\necho {name} $# >>log\n! grep -q {name} src/other.py\n",
        )
        hook.chmod(0o755)
    guarded.install()
    story(guarded)
    ran = guarded.read("log").splitlines()
    assert ran[:3] == ["pre-commit 0", "prepare-commit-msg 2", "commit-msg 1"]
    for name in ("pre-commit", "prepare-commit-msg", "commit-msg"):
        guarded.change("src/other.py", name)
        assert guarded.try_commit("-m", "Stop").code == 1


@pytest.mark.parametrize("sparse_index", [False, True])
def test_a_sparse_checkout(sparse_index: bool, guarded: Guarded) -> None:
    """What is not checked out is judged all the same, by flags that are not either."""
    guarded.commit("Nested", **{"src/vault/.gitattributes": "* fragile=vault\n",
                                "src/vault/key.py": "1\n"})  # fmt: skip
    guarded.add_record("0002-vault", record(modules="vault"))
    flag = "--sparse-index" if sparse_index else "--no-sparse-index"
    guarded.git("sparse-checkout", "init", "--cone", flag)
    guarded.git("sparse-checkout", "set", "src/auth")
    assert not (guarded.path / "src/vault").exists()
    guarded.change("src/auth/x.txt", "1")
    assert guarded.try_commit("-m", "Auth").code == 1
    guarded.git("reset", "-q", "--hard")
    guarded.write(CHARGE, "9\n")
    guarded.git("add", "--sparse", CHARGE)
    said = guarded.try_commit("-m", "Retry")
    assert said.code == 1
    assert CHARGE in said.text
    guarded.write("src/vault/key.py", "9\n")
    guarded.git("add", "--sparse", "src/vault/key.py")
    said = guarded.try_commit("-m", "Both", *LINK)
    assert said.code == 1
    assert "'vault'" in said.text
    said = guarded.try_commit("-m", "Both", "--trailer", "Decision: 1, 2")
    assert said.passed, said.text
    guarded.change("ordinary.py")
    said = guarded.try_commit("-q", "-m", "Ordinary")
    assert said.passed, said.text
    assert said.text == ""
    guarded.git("rm", "-q", "--sparse", "src/vault/.gitattributes")
    assert guarded.try_commit("-m", "Unflag").code == 1


NAMES = [
    "a b.py",
    'it\'s "quoted".py',
    "new\nline.py",
    "tab\t.py",
    "-rf.py",
    "\udcff\udcfe.py",
    "ünï©ode.py",
    ":(glob)*.py",
    "*.py",
    "a\\b.py",
    "$(touch hacked).py",
    "\x1b[31mred.py",
    "\u202egnirts.py",
]


@pytest.mark.parametrize("name", NAMES)
def test_odd_file_names(name: str, guarded: Guarded) -> None:
    """A name is text: judged like any other, shown without obeying it."""
    path = f"src/payments/{name}"
    guarded.change(path)
    said = guarded.try_commit("-m", "Odd")
    assert said.code == 1
    assert "could not judge" not in said.text
    assert not set(said.text) & set("\x1b\u202e\t")
    assert not (guarded.path / "hacked").exists()
    said = guarded.try_commit("-m", "Odd", *LINK)
    assert said.passed, said.text
    guarded.change(f"src/{name}")
    assert guarded.try_commit("-m", "Ordinary").passed


def test_a_record_with_an_odd_name(guarded: Guarded) -> None:
    """Spaces, quotes and letters of any script are part of an id."""
    for stem in ("0002-zwei tüten", "0003-it's", "0004-決定"):
        guarded.add_record(stem, record())
        guarded.change(content=stem)
        said = guarded.try_commit("-m", "Retry", "--trailer", f"Decision: {stem}")
        assert said.passed, said.text
        assert guarded.links() == [stem]


def test_a_locked_index(guarded: Guarded) -> None:
    """Git itself refuses, and says so."""
    guarded.change()
    guarded.write(".git/index.lock", "")
    said = guarded.try_commit("-m", "Retry", *LINK)
    assert said.code == 128
    assert "index.lock" in said.text


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder(guarded: Guarded) -> None:
    """A folder without the right to write is as good as none."""
    own = guarded.path / ".git/git-decide"
    own.chmod(0o555)
    try:
        story(guarded)
    finally:
        own.chmod(0o755)


def test_a_shallow_clone(guarded: Guarded, tmp_path: Path) -> None:
    """HEAD is enough to judge by."""
    guarded.commit("Second")
    clone = Guarded(guarded.clone(tmp_path / "clone", "--depth=1").path, guarded.env)
    clone.install()
    story(clone)


def test_a_partial_clone(guarded: Guarded, tmp_path: Path) -> None:
    """Blobs that are not there yet are fetched."""
    guarded.git("config", "uploadpack.allowFilter", "true")
    clone = Guarded(guarded.clone(tmp_path / "clone", "--filter=blob:none").path, guarded.env)
    clone.install()
    clone.change(".gitattributes", FLAGS.replace("fragile=auth", ""))
    assert clone.try_commit("-m", "Unflag").code == 1
    clone.git("reset", "-q", "--hard")
    story(clone)

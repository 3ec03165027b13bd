"""The parts of a repository are found as git finds them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from git_decide.errors import CannotLook
from git_decide.git.repository import hook_repository, open_repository
from git_decide.git.run import GitFailed
from tests.support import Repo, git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from git_decide.git.repository import Repository
    from tests.conftest import MakeRepo


def parts(found: Repository) -> tuple[str, str, str | None, str, str]:
    """Return everything but the environment."""
    return (found.git_dir, found.common_dir, found.top, found.index_file, found.object_format)


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
@pytest.mark.parametrize("finder", [open_repository, hook_repository])
def test_an_ordinary_repository(finder: object, object_format: str, make_repo: MakeRepo) -> None:
    """All parts are absolute, in both object formats, asked for or worked out."""
    assert callable(finder)
    repo = make_repo("a b", object_format)
    found = finder(str(repo.path), repo.env)
    git_dir = str(repo.path / ".git")
    assert parts(found) == (
        git_dir,
        git_dir,
        str(repo.path),
        os.path.join(git_dir, "index"),
        object_format,
    )
    assert found.empty_tree == repo.out("hash-object", "-t", "tree", os.devnull)
    assert found.scratch == os.path.join(git_dir, "git-decide")


def test_from_a_folder_below(repo: Repo) -> None:
    """A deeper folder belongs to the repository above it."""
    (repo.path / "a/b").mkdir(parents=True)
    assert open_repository(str(repo.path / "a/b"), repo.env) == repo.open()


def test_a_relative_directory(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative folder is taken from where the process is."""
    monkeypatch.chdir(repo.path.parent)
    assert open_repository(repo.path.name, repo.env) == repo.open()


def test_a_linked_worktree(repo: Repo, tmp_path: Path) -> None:
    """A linked worktree has a git directory of its own and shares the common one."""
    repo.commit("Start")
    linked = repo.worktree(tmp_path / "linked", "side")
    found = linked.open()
    assert found.git_dir == str(repo.path / ".git/worktrees/linked")
    assert found.common_dir == str(repo.path / ".git")
    assert found.index_file == os.path.join(found.git_dir, "index")
    assert hook_repository(str(linked.path), linked.env) == found
    exported = {**linked.env, "GIT_DIR": found.git_dir}
    assert parts(hook_repository(str(linked.path), exported)) == parts(found)


def test_a_submodule(repo: Repo, make_repo: MakeRepo, tmp_path: Path) -> None:
    """A submodule's git directory lies in its superproject."""
    other = make_repo("other")
    other.commit("Start", a="1")
    repo.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other.path), "sub")
    inner = Repo(repo.path / "sub", repo.env)
    assert inner.open().git_dir == str(repo.path / ".git/modules/sub")
    assert inner.open().top == str(repo.path / "sub")
    assert hook_repository(str(inner.path), inner.env) == inner.open()


def test_a_bare_repository(make_repo: MakeRepo) -> None:
    """A bare repository has no top, also when a hook runs in it with GIT_DIR=."""
    repo = make_repo("bare", bare=True)
    found = repo.open()
    assert (found.git_dir, found.top) == (str(repo.path), None)
    assert parts(hook_repository(str(repo.path), {**repo.env, "GIT_DIR": "."})) == parts(found)
    assert found.git("rev-parse", "--is-bare-repository") == b"true\n"


def test_given_git_dir_and_work_tree(repo: Repo, tmp_path: Path) -> None:
    """GIT_DIR, GIT_WORK_TREE and GIT_INDEX_FILE win, relative ones from the directory."""
    repo.commit("Start", a="1")
    place = tmp_path / "elsewhere"
    place.mkdir()
    env = {"GIT_DIR": "../repo/.git", "GIT_WORK_TREE": "../repo"}
    found = open_repository(str(place), {**repo.env, **env})
    assert parts(found) == parts(repo.open())
    assert found.git("ls-files") == b"a\n"
    given = repo.open(GIT_INDEX_FILE=".git/other")
    assert given.index_file == str(repo.path / ".git/other")
    assert given.git("ls-files") == b""
    hook = hook_repository(str(repo.path), {**repo.env, "GIT_INDEX_FILE": ".git/other"})
    assert hook.index_file == given.index_file
    assert parts(hook_repository(str(place), {**repo.env, **env})) == parts(found)


def test_a_hook_starts_no_process(repo: Repo, tmp_path: Path) -> None:
    """In a plain worktree the parts are worked out from files alone."""
    trace = tmp_path / "trace"
    env = {**repo.env, "GIT_TRACE2_EVENT": str(trace)}
    found = hook_repository(str(repo.path), env)
    assert git_starts(trace) == []
    assert found == open_repository(str(repo.path), env)
    assert len(git_starts(trace)) == 1


@pytest.mark.parametrize("finder", [open_repository, hook_repository])
def test_no_repository(finder: object, tmp_path: Path, env: dict[str, str]) -> None:
    """Outside a repository, in none, and in a broken one the message says so."""
    assert callable(finder)
    (tmp_path / "none").mkdir()
    with pytest.raises(CannotLook, match="not a git repository") as caught:
        finder(str(tmp_path / "none"), env)
    assert "git init" in caught.value.hint
    (tmp_path / "none/.git").write_text("gitdir: /nowhere\n")
    with pytest.raises(CannotLook, match="not a git repository"):
        finder(str(tmp_path / "none"), env)
    with pytest.raises(CannotLook, match=r"not a directory: .*missing"):
        finder(str(tmp_path / "missing"), env)


def test_a_repository_that_git_refuses(repo: Repo) -> None:
    """What git says of a repository that it cannot read is passed on."""
    repo.git("config", "core.repositoryFormatVersion", "99")
    with pytest.raises(CannotLook, match="cannot open the repository: Expected git repo version"):
        repo.open()


def test_a_folder_with_a_newline(make_repo: MakeRepo) -> None:
    """The path of a repository may hold anything."""
    repo = make_repo("new\nline")
    assert repo.open().top == str(repo.path)


def test_git_says_or_fails(repo: Repo) -> None:
    """An unexpected exit code is an error with git's last words; an expected one is not."""
    repository = repo.open()
    assert repository.git("cat-file", "--batch-check", feed=b"x\n") == b"x missing\n"
    with pytest.raises(
        GitFailed, match=r"git rev-parse failed \(exit 128\): fatal: Needed"
    ) as caught:
        repository.git("rev-parse", "--verify", "none")
    assert caught.value.result.code == 128
    assert repository.git("rev-parse", "--verify", "none", codes=(128,)) == b""
    assert repository.git("var", "GIT_EDITOR", extra_env={"GIT_EDITOR": "x"}) == b"x\n"


def test_a_missing_git_is_told(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git on the PATH there is nothing to ask."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotLook, match="not on the PATH"):
        repo.open()

"""What git is in the middle of is read from its own marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.git import state
from git_decide.values import replace
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo


def conflict(repo: Repo) -> None:
    """Make branches `main` and `side` that cannot be merged by themselves."""
    repo.commit("Start", a="0\n")
    repo.git("branch", "side")
    repo.commit("Ours", a="1\n")
    repo.git("checkout", "-q", "side")
    repo.commit("Theirs", a="2\n")
    repo.git("checkout", "-q", "main")


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (("merge", "side"), "merge"),
        (("merge", "--squash", "side"), "squash"),
        (("cherry-pick", "side"), "cherry-pick"),
        (("revert", "--no-edit", "HEAD^"), "revert"),
        (("rebase", "side"), "rebase"),
        (("rebase", "--apply", "side"), "rebase"),
        (("status",), ""),
    ],
)
def test_each_operation_is_told(command: tuple[str, ...], expected: str, repo: Repo) -> None:
    """A stopped operation is the one that the next commit belongs to."""
    conflict(repo)
    repo.git(*command, ok=False)
    assert state.in_progress(repo.open()) == expected
    heads = (repo.out("rev-parse", "side"),) if expected == "merge" else ()
    assert state.merge_heads(repo.open()) == heads


def test_am_is_told_from_a_rebase(repo: Repo) -> None:
    """Patches being applied are no rebase."""
    conflict(repo)
    patch = repo.git("format-patch", "-1", "--stdout", "side").stdout
    repo.git("am", input=patch, ok=False)
    assert state.in_progress(repo.open()) == "am"


def test_branch_and_head(repo: Repo, tmp_path: Path) -> None:
    """Unborn, born, packed, detached and in a linked worktree."""
    assert (state.branch(repo.open()), state.head(repo.open())) == ("main", None)
    first = repo.commit("Start")
    assert state.head(repo.open()) == first
    repo.git("checkout", "-q", "-b", "topic/ünïcode")
    repo.git("pack-refs", "--all")
    assert (state.branch(repo.open()), state.head(repo.open())) == ("topic/ünïcode", first)
    linked = repo.worktree(tmp_path / "linked", "side")
    second = linked.commit("Then")
    assert (state.branch(linked.open()), state.head(linked.open())) == ("side", second)
    assert state.head(repo.open()) == first
    repo.git("checkout", "-q", "--detach")
    assert (state.branch(repo.open()), state.head(repo.open())) == ("", first)


def test_a_head_that_is_a_link_or_a_chain(repo: Repo) -> None:
    """A symbolic link for HEAD and a ref that names a ref are left to git."""
    first = repo.commit("Start")
    head = repo.path / ".git/HEAD"
    head.unlink()
    head.symlink_to("refs/heads/main")
    assert (state.branch(repo.open()), state.head(repo.open())) == ("main", first)
    head.unlink()
    head.write_text("ref: refs/heads/alias\n")
    repo.git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
    assert state.head(repo.open()) == first


def test_refs_in_a_table_are_left_to_git(repo: Repo) -> None:
    """Where refs are no files, git is asked for HEAD and for what is in progress."""
    conflict(repo)
    repo.git("cherry-pick", "side", ok=False)
    (repo.path / ".git/reftable").mkdir()
    assert state.branch(repo.open()) == "main"
    assert state.head(repo.open()) == repo.head()
    assert state.in_progress(repo.open()) == "cherry-pick"
    repo.git("cherry-pick", "--abort")
    assert state.in_progress(repo.open()) == ""


def test_no_process_is_started_where_files_tell(repo: Repo, tmp_path: Path) -> None:
    """A hook learns all of it without asking git."""
    repo.commit("Start")
    trace = tmp_path / "trace"
    silent = replace(repo.open(), environ={**repo.env, "GIT_TRACE2_EVENT": str(trace)})
    assert (state.branch(silent), state.in_progress(silent)) == ("main", "")
    assert state.head(silent)
    assert state.merge_heads(silent) == ()
    assert git_starts(trace) == []


def test_a_shallow_clone_knows_that_it_is(repo: Repo, tmp_path: Path) -> None:
    """The history of a shallow clone ends early; that of a whole one does not."""
    repo.commit("One")
    repo.commit("Two")
    assert not state.shallow(repo.open())
    assert state.shallow(repo.clone(tmp_path / "clone", "--depth=1").open())

"""Revisions, and what they held, are found in any history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.git import revisions

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeRepo
    from tests.support import Repo

NAMES = ["a", ":(top)b c", "-d", "new\nline"]


def test_branches_that_count_elsewhere(repo: Repo, tmp_path: Path) -> None:
    """Remote-tracking ones in a clone, origin's first; the branch itself where it lives."""
    repo.commit("Start")
    repo.git("branch", "release/1.0")
    clone = repo.clone(tmp_path / "clone")
    clone.git("remote", "add", "away", f"file://{repo.path}")
    clone.git("fetch", "-q", "away")
    asked = ["main", "release/1.0", "none"]
    assert revisions.also_on(clone.open(), asked) == (
        "refs/remotes/origin/main",
        "refs/remotes/away/main",
        "refs/remotes/origin/release/1.0",
        "refs/remotes/away/release/1.0",
    )
    local = ("refs/heads/main", "refs/heads/release/1.0")
    assert revisions.also_on(repo.open(), asked) == local
    bare = repo.clone(tmp_path / "bare.git", "--bare")
    assert revisions.also_on(bare.open(), asked) == local
    assert revisions.also_on(repo.open(), []) == ()


def test_parents(repo: Repo) -> None:
    """A root commit has none, a merge has all of them in order."""
    first = repo.commit("One")
    second = repo.commit("Two")
    merge = repo.out("commit-tree", "-p", second, "-p", first, "-m", "M", "HEAD^{tree}")
    assert revisions.parents_of(repo.open(), first) == ()
    assert revisions.parents_of(repo.open(), second) == (first,)
    assert revisions.parents_of(repo.open(), merge) == (second, first)


def test_who_and_when(repo: Repo) -> None:
    """A commit made now would carry these."""
    assert revisions.committer_time(repo.open()) == 1772366400
    assert revisions.author(repo.open()) == "Ada Author <ada@example.com>"


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_versions_of_a_file(object_format: str, make_repo: MakeRepo) -> None:
    """Along the first parents, newest first, "" where it is gone, without side branches."""
    repo = make_repo("r", object_format)
    blobs = []
    for number in range(3):
        repo.commit(f"Change {number}", **{name: str(number) for name in NAMES})
        blobs.append(repo.out("rev-parse", "HEAD:a"))
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("Aside", a="side")
    repo.git("checkout", "-q", "main")
    repo.git("rm", "-q", "a")
    repo.commit("Gone")
    for name in NAMES[1:]:
        assert revisions.versions(repo.open(), "HEAD", name) == tuple(reversed(blobs))
    assert revisions.versions(repo.open(), "HEAD", "a") == ("", *reversed(blobs))
    assert revisions.versions(repo.open(), "HEAD", "never") == ()


def test_a_state_that_the_history_knows(repo: Repo) -> None:
    """Each path was once what is asked; a state that never was is not known."""
    repo.commit("One", **dict.fromkeys(NAMES, "1"))
    one = {name: ("100644", repo.out("rev-parse", f"HEAD:{name}")) for name in NAMES}
    repo.commit("Two", **dict.fromkeys(NAMES, "2"))
    assert revisions.ever_had(repo.open(), "HEAD", one)
    assert revisions.ever_had(repo.open(), "HEAD", dict.fromkeys(NAMES, ("", "")))
    assert not revisions.ever_had(repo.open(), "HEAD", {**one, "a": ("100755", one["a"][1])})
    assert not revisions.ever_had(
        repo.open(), "HEAD^", {"a": ("100644", repo.out("rev-parse", "HEAD:a"))}
    )

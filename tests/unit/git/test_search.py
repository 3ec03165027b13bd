"""Commits are found by what they say and by what they changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.errors import CannotLook
from git_decide.git import search

if TYPE_CHECKING:
    from tests.support import Repo


def test_a_commit_by_any_name(repo: Repo) -> None:
    """Branches, abbreviations and tags are resolved; anything else is told."""
    commit = repo.commit("Start")
    repo.git("tag", "-a", "v1", "-m", "One")
    for name in ("main", commit[:8], "v1", "HEAD"):
        assert search.commit_id(repo.open(), name) == commit
    for name in ("none", "--all", "HEAD^{tree}"):
        with pytest.raises(CannotLook, match="no commit is called"):
            search.commit_id(repo.open(), name)


def test_by_what_they_say(repo: Repo) -> None:
    """Newest first, whatever the letters, with the whole message."""
    repo.commit("Before")
    first = repo.commit("One\n\nDecision: 0001-a\n")
    second = repo.commit("Two ü\n\ndecision: 0001-a, 0002-b\n")
    repo.git("config", "log.showSignature", "true")
    found = search.saying(repo.open(), "HEAD", "^decision:.*0001-a")
    assert [each.id for each in found] == [second, first]
    assert found[0].subject == "Two ü"
    assert (found[0].author, found[0].date) == ("Ada Author", "2026-03-01")
    assert search.saying(repo.open(), "HEAD", "^decision: none") == ()


def test_the_last_to_change_a_line(repo: Repo) -> None:
    """The commit that set the status, with git's letter for its signature."""
    path = "log/0001-a b.md"
    repo.commit("Propose", **{path: "status: proposed\n"})
    accepted = repo.commit("Accept", **{path: "status: accepted\n"})
    repo.commit("Reword", **{path: "status: accepted\nmore\n"})
    found = search.last_to_change(repo.open(), "HEAD", path, "^status:")
    assert found is not None
    assert (found.id, found.signature) == (accepted, "N")
    assert search.last_to_change(repo.open(), "HEAD", "none", "^status:") is None

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


def test_versions_of_a_file(repo: Repo) -> None:
    """Every change of a file, newest first, through a rename that changes few lines."""
    text = "".join(f"line {number}\n" for number in range(20))
    first = repo.commit("Write", **{"log/0001-a b.md": text})
    repo.git("mv", "log/0001-a b.md", "log/0002-ü.md")
    second = repo.commit("Rename", **{"log/0002-ü.md": f"{text}more\n"})
    repo.commit("Something else", a="1")
    repo.git("config", "log.showRoot", "false")
    found = search.versions(repo.open(), "HEAD", "log/0002-ü.md")
    assert [(each.commit, each.path) for each in found] == [
        (second, "log/0002-ü.md"),
        (first, "log/0001-a b.md"),
    ]
    assert found[0].before == found[1].after
    assert found[1].before == ""
    assert search.versions(repo.open(), "HEAD", "none") == ()


def test_a_copy_begins_a_history_of_its_own(repo: Repo) -> None:
    """Two records that are much alike are two records: who wrote the first wrote not the second."""
    text = "".join(f"line {number}\n" for number in range(20))
    repo.commit("Write", **{"log/0001-a.md": text})
    second = repo.commit("Write another", **{"log/0002-b.md": f"{text}more\n"})
    found = search.versions(repo.open(), "HEAD", "log/0002-b.md")
    assert [(each.commit, each.before) for each in found] == [(second, "")]


def test_versions_of_several_paths(repo: Repo) -> None:
    """A file that goes has no blob after; renames are not followed."""
    repo.commit("Write", **{"a.md": "one\n"})
    repo.git("mv", "a.md", "b.md")
    repo.commit("Rename")
    found = search.versions_of(repo.open(), "HEAD", ["a.md"])
    assert [(each.before != "", each.after != "") for each in found] == [
        (True, False),
        (False, True),
    ]
    assert search.versions_of(repo.open(), "HEAD", []) == ()


def test_commits_by_their_ids(repo: Repo) -> None:
    """With git's letter for the signature; none asked for, none given."""
    first, second = repo.commit("One"), repo.commit("Two")
    found = search.commits(repo.open(), [first, second])
    assert {each.id: (each.subject, each.signature) for each in found.values()} == {
        first: ("One", "N"),
        second: ("Two", "N"),
    }
    assert search.commits(repo.open(), []) == {}

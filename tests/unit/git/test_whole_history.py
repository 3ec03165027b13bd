"""What every commit of a history says and changed, streamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.errors import CannotLook
from git_decide.git import whole_history
from git_decide.git.run import GitFailed
from git_decide.git.whole_history import changed
from tests.support import Repo, git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from git_decide.git.whole_history import Changed


def subjects(found: list[Changed]) -> list[bytes]:
    """Return the first line of each message."""
    return [commit.message.partition(b"\n")[0] for commit in found]


def test_messages_and_paths(repo: Repo) -> None:
    """Newest first; additions, changes, deletions, renames as two, odd names as they are."""
    repo.commit("One\n\nBody: x", **{"a": "1", "b c/\n/d": "1", "\udcff": "1"})
    repo.commit("Two", a="2")
    repo.git("mv", "a", "z")
    last = repo.commit("Three")
    found = list(changed(repo.open(), "HEAD"))
    assert found[0].commit == last
    assert found[0].committed == 1772366400
    assert [commit.message for commit in found] == [b"Three\n", b"Two\n", b"One\n\nBody: x\n"]
    assert [set(commit.paths) for commit in found] == [
        {b"a", b"z"},
        {b"a"},
        {b"a", b"b c/\n/d", b"\xff"},
    ]


def test_commits_that_change_nothing_and_merges(repo: Repo) -> None:
    """An empty commit has no paths; a merge is left out, what it brings is not."""
    repo.commit("One", a="1")
    repo.commit("Empty")
    repo.git("switch", "-q", "-c", "side", "HEAD~1")
    repo.commit("Side", b="1")
    repo.git("switch", "-q", "main")
    repo.git("merge", "-q", "-m", "Merge", "side")
    found = {commit.message: commit.paths for commit in changed(repo.open(), "HEAD")}
    assert found == {b"One\n": (b"a",), b"Empty\n": (), b"Side\n": (b"b",)}


def test_dropped_commits_are_there(repo: Repo) -> None:
    """What a merge threw away was committed all the same."""
    repo.commit("One", a="1")
    repo.git("switch", "-q", "-c", "side")
    repo.commit("Side", a="2")
    repo.git("switch", "-q", "main")
    repo.commit("Main", b="2")
    repo.git("merge", "-q", "-s", "ours", "-m", "Merge", "side")
    assert set(subjects(list(changed(repo.open(), "HEAD")))) == {b"One", b"Side", b"Main"}


def test_ends(repo: Repo) -> None:
    """Neither what is behind another commit, nor what is older than a time."""
    first = repo.commit("One", a="1")
    repo.commit("Two", a="2")
    late = {"GIT_COMMITTER_DATE": "2026-04-01T12:00:00+00:00"}
    repo.git("commit", "-q", "--allow-empty", "-m", "Late", env=late)
    assert subjects(list(changed(repo.open(), "HEAD", first))) == [b"Late", b"Two"]
    assert subjects(list(changed(repo.open(), "HEAD", since=1772366401))) == [b"Late"]


def test_notes(repo: Repo) -> None:
    """Only those of the refs that are asked for, whatever is configured to be shown."""
    repo.commit("One", a="1")
    repo.git("notes", "--ref", "decisions", "add", "-m", "Decision: 1")
    repo.git("notes", "add", "-m", "chat")
    repo.git("config", "notes.displayRef", "*")
    notes = {
        refs: [commit.notes for commit in changed(repo.open(), "HEAD", notes=refs)]
        for refs in ((), ("refs/notes/decisions",))
    }
    assert notes == {(): [b""], ("refs/notes/decisions",): [b"Decision: 1\n"]}


def test_one_process_and_no_configuration(repo: Repo, tmp_path: Path) -> None:
    """One start of git; settings of the user change nothing."""
    repo.commit("One", **{"sub/a": "1", "b": "1"})
    plain = list(changed(repo.open(), "HEAD"))
    for name, value in (
        ("log.showRoot", "false"),
        ("log.follow", "true"),
        ("log.showSignature", "true"),
        ("diff.relative", "true"),
        ("color.ui", "always"),
        ("log.decorate", "full"),
        ("diff.noprefix", "true"),
    ):
        repo.git("config", name, value)
    opened = repo.open(GIT_TRACE2_EVENT=str(tmp_path / "trace"))
    before = len(git_starts(tmp_path / "trace"))
    assert list(changed(opened, "HEAD")) == plain
    assert len(git_starts(tmp_path / "trace")) - before == 1


def test_a_reader_that_goes_away(repo: Repo) -> None:
    """Whoever stops reading ends git, and nothing is left behind."""
    for number in range(3):
        repo.commit(f"Commit {number}", a=str(number))
    walk = changed(repo.open(), "HEAD")
    assert next(walk).message == b"Commit 2\n"
    walk.close()  # type: ignore[attr-defined]
    assert list(walk) == []


def test_a_shallow_clone(repo: Repo, tmp_path: Path) -> None:
    """A commit whose parents are not here is no first commit: that is said."""
    repo.commit("One", a="1")
    repo.commit("Two", b="1")
    shallow = repo.clone(tmp_path / "shallow", "--depth", "1")
    with pytest.raises(CannotLook) as caught:
        list(changed(shallow.open(), "HEAD"))
    assert "git fetch --unshallow" in caught.value.hint


def test_a_damaged_history(repo: Repo) -> None:
    """An object that is gone is said, and what git said besides is kept."""
    first = repo.commit("One", a="1")
    repo.commit("Two", a="2")
    (repo.path / ".git" / "objects" / first[:2] / first[2:]).unlink()
    with pytest.raises(CannotLook, match="damaged"):
        list(changed(repo.open(), "HEAD"))
    with pytest.raises(GitFailed, match="bad revision"):
        list(changed(repo.open(), "no-such-branch"))


@given(st.lists(st.binary(max_size=5).map(lambda each: each.replace(b"\0", b"")), max_size=8))
def test_fields_however_they_arrive(fields: list[bytes]) -> None:
    """Where the pieces are cut makes no difference."""
    whole = b"".join(field + b"\0" for field in fields)
    for size in (1, 2, 3, 7, 100):
        pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
        assert list(whole_history._fields(pieces)) == fields

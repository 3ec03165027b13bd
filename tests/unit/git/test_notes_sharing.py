"""Sharing notes takes nothing away from anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.errors import UserError
from git_decide.git import notes, notes_sharing

if TYPE_CHECKING:
    from pathlib import Path

    from git_decide.git.repository import Repository
    from tests.support import Repo


@pytest.fixture
def clone(repo: Repo, tmp_path: Path) -> Repo:
    """Give a clone of a bare repository with one commit."""
    repo.commit()
    return repo.clone(tmp_path / "hub.git", "--bare").clone(tmp_path / "clone")


def origin(repo: Repository) -> notes_sharing.Remote:
    """Return the only remote."""
    (found,) = notes_sharing.remotes(repo)
    return found


def test_without_notes_nothing_is_pushed(clone: Repo) -> None:
    """Pushing nothing would delete what others have."""
    found = clone.open()
    notes_sharing.share(found, origin(found))
    assert clone.out("ls-remote", "origin", "refs/notes/*") == ""
    clone.git("notes", f"--ref={notes.LOCAL}", "add", "-m", "Decision: 1")
    clone.git("push", "-q", "origin", notes.LOCAL)
    clone.git("update-ref", "-d", notes.LOCAL)
    notes_sharing.share(found, origin(found))
    assert notes.LOCAL in clone.out("ls-remote", "origin", "refs/notes/*")
    assert notes.note_on(found, clone.head()) == "Decision: 1\n"


def test_a_tracked_ref_that_is_being_written(clone: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another fetch of the same notes is waited out, up to a point."""
    monkeypatch.setattr(notes_sharing, "_TRIES", 2)
    clone.git("notes", f"--ref={notes.LOCAL}", "add", "-m", "Decision: 1")
    clone.git("push", "-q", "origin", notes.LOCAL)
    found = clone.open()
    lock = clone.write(".git/refs/notes/remotes/origin/decisions.lock")
    with pytest.raises(UserError, match="somebody else"):
        notes_sharing.share(found, origin(found))
    lock.unlink()
    notes_sharing.share(found, origin(found))
    assert notes_sharing.shared(found, origin(found))


def test_remotes_with_dots_and_slashes(clone: Repo) -> None:
    """A remote's name is all that stands between `remote.` and the setting."""
    clone.git("remote", "add", "team/a.b", "elsewhere")
    names = [remote.name for remote in notes_sharing.remotes(clone.open())]
    assert names == ["origin", "team/a.b"]

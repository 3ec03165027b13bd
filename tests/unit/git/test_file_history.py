"""Which commits made files what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from git_decide.git.file_history import changing, moves

if TYPE_CHECKING:
    from tests.support import Repo

GONE = "1" * 40


def test_changes_renames_and_odd_subjects(repo: Repo) -> None:
    """Every commit to the folder is told, newest first, whatever its subject looks like."""
    repo.commit("/looks like a path", **{"log/a": "1\n2\n3\n", "b": ""})
    repo.commit(":100644 looks like a change", b="1")
    repo.git("mv", "log/a", "log/c")
    repo.commit("Move")
    repo.git("commit", "-q", "--allow-empty", "--allow-empty-message", "-m", "")
    repo.git("rm", "-q", "log/c")
    last = repo.commit("Remove")
    found = list(changing(repo.open(), last, [GONE], ["log"]))
    told = [
        (each.subject, [(c.path, c.former, bool(c.before), bool(c.after)) for c in each.changes])
        for each in found
    ]
    assert told == [
        ("Remove", [("log/c", "", True, False)]),
        ("Move", [("log/c", "log/a", True, True)]),
        ("/looks like a path", [("log/a", "", False, True)]),
    ]
    assert found[0].author == "Ada Author"
    assert list(changing(repo.open(), last, [found[1].id], ["log"])) == found[:1]
    assert not list(changing(repo.open(), last, [], []))


def test_moves_lead_from_anywhere(repo: Repo) -> None:
    """A file that comes from outside of a folder is seen to have been moved."""
    first = repo.commit("Write", **{"old/a": "1\n2\n3\n"})
    (repo.path / "new").mkdir()
    repo.git("mv", "old/a", "new/a")
    second = repo.commit("Move", other="1")
    ((commit, change),) = moves(repo.open(), [second, first])
    assert (commit, change.former, change.path) == (second, "old/a", "new/a")
    assert change.before == change.after != ""
    assert not list(moves(repo.open(), []))

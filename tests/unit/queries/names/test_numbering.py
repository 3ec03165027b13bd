"""Numbers for records: the next one free, and never the same one twice."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from git_decide import files
from git_decide.git.repository import open_repository
from git_decide.policy import config
from git_decide.queries.names import numbering
from git_decide.queries.names.claims import Claims, look_ahead
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

VERBS = ("cat-file", "diff-tree", "for-each-ref", "grep", "ls-files", "rev-parse")
RECORDS = config.DEFAULTS.records


def create(repo: Repo, title: str = "T") -> str:
    """Write a record with the default rules."""
    opened = open_repository(str(repo.path), repo.env)
    return numbering.create(opened, RECORDS, "", title, "2026-01-01", lambda _: b"x")


def claims(repo: Repo) -> list[str]:
    """Return the names of the claims."""
    return sorted(os.listdir(repo.path / ".git/git-decide/numbers/main"))


def test_claims_go_once_a_branch_has_the_number(repo: Repo) -> None:
    """What every worktree sees needs no claim any more."""
    create(repo)
    assert claims(repo) == ["1.0"]
    repo.git("add", ".")
    repo.commit("One")
    create(repo)
    assert claims(repo) == ["2.0"]


def test_a_claim_that_was_given_up_is_outbid(repo: Repo) -> None:
    """A number whose record is gone is taken again, under a next generation."""
    os.unlink(repo.path / create(repo))
    assert create(repo) == "docs/decisions/0001-t.md"
    assert claims(repo) == ["1.0", "1.1"]


def test_a_young_claim_stands_without_its_record(repo: Repo) -> None:
    """Somebody who has claimed a number is about to write the record."""
    folder = repo.path / ".git/git-decide/numbers/main"
    folder.mkdir(parents=True)
    (folder / "1.0").write_text("/not/written/yet")
    assert create(repo) == "docs/decisions/0002-t.md"
    os.utime(folder / "1.0", (0, 0))
    os.unlink(repo.path / "docs/decisions/0002-t.md")
    assert create(repo) == "docs/decisions/0001-t.md"


def test_a_failure_gives_the_number_back(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that cannot be written leaves no claim."""
    create_whole = files.create_whole

    def full(path: str, content: bytes) -> bool:
        if path.endswith(".md"):
            raise OSError(28, "No space left on device", path)
        return create_whole(path, content)

    monkeypatch.setattr(files, "create_whole", full)
    with pytest.raises(OSError, match="No space"):
        create(repo)
    assert claims(repo) == []


def test_a_number_taken_by_hand_meanwhile(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the very file appears after the numbers were read, the next number is taken."""
    monkeypatch.setattr(numbering, "_here", lambda *_: ())
    repo.write("docs/decisions/0001-t.md", "by hand")
    assert create(repo) == "docs/decisions/0002-t.md"
    assert repo.read("docs/decisions/0001-t.md") == "by hand"


def test_a_lost_race_for_a_claim(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who comes second for a number takes the next one."""
    real = Claims._all
    calls: list[int] = []

    def late(self: Claims) -> dict[int, tuple[bool, int]]:
        calls.append(1)
        return {} if len(calls) < 3 else real(self)

    create(repo, "First")
    monkeypatch.setattr(Claims, "_all", late)
    monkeypatch.setattr(numbering, "_here", lambda *_: ())
    assert create(repo, "Second") == "docs/decisions/0002-second.md"


def test_a_record_that_appears_while_its_claim_is_read(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its writer marks the claim as old once the record is there: the claim never looks dead."""
    folder = repo.path / ".git/git-decide/numbers/main"
    folder.mkdir(parents=True)
    written = repo.path / "docs/decisions/0001-theirs.md"
    (folder / "1.0").write_text(str(written))
    lexists = os.path.lexists

    def looked(path: str | bytes) -> bool:
        there = lexists(path)
        if os.fsdecode(path) == str(written) and not there:
            repo.write("docs/decisions/0001-theirs.md", "x")
            os.utime(folder / "1.0", (0, 0))
        return there

    monkeypatch.setattr(os.path, "lexists", looked)
    assert create(repo) == "docs/decisions/0002-t.md"


def test_a_claim_that_goes_after_git_began_to_list(repo: Repo) -> None:
    """Its number may be on a branch that git had not seen yet, so it counts, once."""
    opened = open_repository(str(repo.path), repo.env)
    create(repo, "Theirs")
    look_ahead(opened)
    os.unlink(repo.path / ".git/git-decide/numbers/main/1.0")
    os.unlink(repo.path / "docs/decisions/0001-theirs.md")
    assert create(repo) == "docs/decisions/0002-t.md"
    os.unlink(repo.path / "docs/decisions/0002-t.md")
    assert create(repo) == "docs/decisions/0001-t.md"


def test_branches_are_read_once(repo: Repo, tmp_path: Path) -> None:
    """What no tip changed is known: git is asked for nothing but the tips."""
    repo.commit("One", **{"docs/decisions/0004-a.md": "x"})
    create(repo)
    trace = tmp_path / "trace"
    opened = open_repository(str(repo.path), {**repo.env, "GIT_TRACE2_EVENT": str(trace)})
    path = numbering.create(opened, RECORDS, "", "T", "2026-01-01", lambda _: b"x")
    assert path == "docs/decisions/0006-t.md"
    verbs = [next(w for w in argv[3:] if w in VERBS) for argv in git_starts(trace)]
    assert sorted(verbs) == ["for-each-ref", "grep", "ls-files", "rev-parse"]


def test_a_branch_that_moves_is_read_again(repo: Repo) -> None:
    """A new tip may have new records; a number that is gone with its tip stays taken."""
    repo.commit("One", **{"docs/decisions/0004-a.md": "x"})
    create(repo)
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("Two", **{"docs/decisions/0008-b.md": "x"})
    repo.git("checkout", "-q", "main")
    assert create(repo) == "docs/decisions/0009-t.md"
    repo.git("branch", "-q", "-D", "side")
    os.unlink(repo.path / "docs/decisions/0009-t.md")
    assert create(repo) == "docs/decisions/0009-t.md"


def test_the_latest_names_say_how_the_next_is_named(repo: Repo) -> None:
    """In a log of hundreds the older names change nothing, a few odd ones neither."""
    for number in range(1, 150):
        repo.write(f"docs/decisions/{number:04}-x.md", "x")
    for number in range(150, 160):
        repo.write(f"docs/decisions/ADR-{number}-x.md", "x")
    assert create(repo) == "docs/decisions/ADR-160-t.md"

"""A review that nobody held is told of, from the day after it was due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.queries.checks import checking
from git_decide.store import WORKTREE
from tests.unit.queries.logs import record, write

if TYPE_CHECKING:
    from tests.support import Repo

DAY = 86_400
DUE = 1_780_315_200  # 2026-06-01, noon, UTC
OUTCOME = "\n## Outcome\n\n2026-06-02, worked: Nobody was blocked.\n"


def told(repo: Repo, moment: int) -> list[tuple[str, int, str]]:
    """Return what is told of reviews at a moment."""
    there = repo.open(GIT_TEST_DATE_NOW=str(moment))
    found = checking.check(there, WORKTREE).findings
    return [(e.path, e.line, e.severity) for e in found if e.code == "review-overdue"]


def test_it_is_told_once_the_day_is_over(repo: Repo) -> None:
    """Not on the day itself; and what was remembered of yesterday's check does not hide it."""
    write(repo, {"0001-a": record(review_by="2026-06-01")})
    repo.commit("Accept")
    assert told(repo, DUE) == told(repo, DUE) == []
    assert told(repo, DUE + DAY) == [("docs/decisions/0001-a.md", 6, "warning")]
    assert told(repo, DUE) == []


@pytest.mark.parametrize(
    "text",
    [
        record(review_by="2026-06-01") + OUTCOME,
        record(review_by="2026-06-01", status="deprecated"),
        record(review_by="2026-06-01", status="proposed"),
        record(review_by="soon"),
        record(),
    ],
    ids=["told", "ended", "not decided", "no day", "no review"],
)
def test_nothing_else_is_overdue(repo: Repo, text: str) -> None:
    """Neither what has an outcome, nor what does not hold, nor what nobody wanted reviewed."""
    write(repo, {"0001-a": text})
    assert told(repo, DUE + 100 * DAY) == []

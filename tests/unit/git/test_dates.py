"""Claims about git_decide.git.dates."""

from __future__ import annotations

import time
from datetime import date as calendar
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from git_decide.errors import UserError
from git_decide.git.dates import day, moment
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

HOUR = 3600
DAY = 24 * HOUR
MADE = 1772366400  # 2026-03-01T12:00:00Z, when the tests' commits are made
JANUARY = 1769817600  # 2026-01-31T00:00:00Z


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-01-31", JANUARY),
        (" 2026-1-31 ", JANUARY),
        ("2026/01/31", JANUARY),
        ("31.01.2026", JANUARY),
        ("2026-01-31 10:00", JANUARY + 10 * HOUR),
        ("2026-01-31T10:00:00Z", JANUARY + 10 * HOUR),
        ("2026-01-31 10:00 +0100", JANUARY + 9 * HOUR),
        ("Jan 31 2026 00:00", JANUARY),
        ("2026-01", JANUARY - 30 * DAY),
        ("2026", JANUARY - 30 * DAY),
        ("@1769817600 +0000", JANUARY),
        ("1769817600", JANUARY),
        ("v1", MADE),
        ("2026.04", MADE),
        ("main", MADE),
        ("HEAD", MADE),
    ],
)
def test_a_moment(repo: Repo, text: str, meant: int) -> None:
    """A date begins at midnight; a tag, a branch or a commit is when it was committed."""
    repo.commit()
    repo.git("tag", "v1")
    repo.git("tag", "2026.04")
    assert moment(repo.open(), text) == meant


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("1.week", 7 * DAY),
        ("1.week.ago", 7 * DAY),
        ("2 weeks ago", 14 * DAY),
        ("two weeks", 14 * DAY),
        ("5 minutes ago", 300),
        ("Yesterday", DAY),
        ("last week", 7 * DAY),
        ("now", 0),
        ("today", 0),
        ("0 days ago", 0),
    ],
)
def test_a_span(repo: Repo, text: str, ago: int) -> None:
    """Counted back from now, in each of git's ways to write it."""
    assert abs(time.time() - ago - moment(repo.open(), text)) < 60


@pytest.mark.parametrize("text", ["monday", "Mon", "march"])
def test_a_name_may_mean_this_moment(repo: Repo, text: str) -> None:
    """On a Monday as on any other day, so that what is typed once can be run each day."""
    monday = MADE + DAY
    assert moment(repo.open(GIT_TEST_DATE_NOW=str(monday)), text) == monday


@pytest.mark.parametrize("text", ["100.years", "1900-01-01", "1900"])
def test_before_all_time(repo: Repo, text: str) -> None:
    """What lies before 1970 is the beginning of time, which git does not count below."""
    assert moment(repo.open(), text) == 0
    assert day(repo.open(), text) in ("1970-01-01", text)


NO_DATES = (
    *("", " ", "-1", "--all", "..", "v1..", "2026-01..", "v9", "nope", "release 3", "yesteday"),
    *("2 weeks agp", "2 monts ago", "5 mins ago", "5 ago", "1 eon ago", "a week ago", "weeks ago"),
    *("next week", "2026-W05", "3", "20260201", "ago", "at", "???", "zwei Wochen"),
)
NO_DAYS = ("2026-02-30", "2026-13", "2026-02-30 10:00", "2026/02/30", "31.02.2026", "13/13/2026")


@pytest.mark.parametrize("text", [*NO_DATES, *NO_DAYS])
def test_what_git_would_guess_at_is_refused(repo: Repo, text: str) -> None:
    """As a moment and as a day, with examples of what is understood."""
    repo.commit()
    expected = "there is no day" if text in NO_DAYS else "is no date, and no revision"
    for read in (moment, day):
        with pytest.raises(UserError) as caught:
            read(repo.open(), text)
        assert expected in caught.value.message
        assert "2 weeks ago" in (caught.value.hint or "")


def test_before_the_first_commit(repo: Repo) -> None:
    """There are dates, though no revision."""
    assert moment(repo.open(), "2026-01-31") == JANUARY
    with pytest.raises(UserError):
        moment(repo.open(), "HEAD")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(when=st.dates(calendar(1971, 1, 1), calendar(2099, 12, 31)))
def test_a_day_begins_with_itself(repo: Repo, when: calendar) -> None:
    """Any day of the calendar is one, however its parts stand, and is its own day."""
    opened = repo.open()
    noon = f"{when} 12:00"
    for text in (f"{when}", f"{when.day}.{when.month}.{when.year}"):
        assert moment(opened, text) == moment(opened, noon) - 12 * HOUR
    assert day(opened, f"{when}") == f"{when}"


def test_two_processes_at_most(repo: Repo, tmp_path: Path) -> None:
    """One for what may be a revision, one for git's own reading of dates."""
    repo.commit()
    trace = tmp_path / "trace"
    opened = repo.open(GIT_TRACE2_EVENT=str(trace))
    for text, processes in (("2 weeks ago", 2), ("2026-01-31", 1), ("HEAD", 1)):
        before = len(git_starts(trace))
        moment(opened, text)
        assert len(git_starts(trace)) - before == processes

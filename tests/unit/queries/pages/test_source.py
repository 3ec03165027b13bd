"""The days that a page looks back to."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from git_decide.queries.pages.source import as_date, before, seconds, whole

DAYS = st.dates(min_value=date(1971, 1, 1), max_value=date(2999, 1, 1))


@given(DAYS, st.integers(0, 400))
def test_as_many_days_before(since: date, length: int) -> None:
    """The time before is as long as the time itself, both ends included, and ends before it."""
    day = since + timedelta(days=length)
    first = as_date(before(since.isoformat(), day.isoformat()))
    assert first is not None
    assert since - first == day - since + timedelta(days=1)


def test_a_week() -> None:
    """From Monday to Monday are eight days, and eight more lie before them."""
    assert before("2026-03-02", "2026-03-09") == "2026-02-22"


def test_before_the_beginning_of_time() -> None:
    """There is no day before the first one."""
    assert before("0001-01-02", "2026-03-09") == "0001-01-01"


@given(st.text(max_size=12))
def test_what_is_no_day(text: str) -> None:
    """A text is a day only as ISO 8601 writes it in full."""
    found = as_date(text)
    assert found is None or found.isoformat() == text


def test_a_year_or_a_month_is_its_first_day() -> None:
    """Which is how much git is asked for."""
    assert [whole(text) for text in ("2026", "2026-03", "2026-03-09")] == [
        *("2026-01-01", "2026-03-01", "2026-03-09")
    ]


@given(DAYS)
def test_when_a_day_begins(day: date) -> None:
    """In seconds since 1970, UTC."""
    assert seconds(day.isoformat()) == (day - date(1970, 1, 1)).total_seconds()

"""Records that are chosen by what they state, and put in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.queries.checks.gist import Gist, Named
from git_decide.queries.selecting import Wanted, fits, ordered
from git_decide.records.digest import Name
from git_decide.records.lifecycle import STATUSES
from git_decide.values import replace

RECORD = Gist(
    Name("0001-cap", "", 1, "log/0001-cap.md"),
    (),
    readable=True,
    status="accepted",
    date="2026-02-15",
    kind="technical",
    modules=(Named("modules", "payments", 1, 1),),
    tags=("x", "y"),
    deciders=("Ada  Lovelace (Tech Lead)", "Bo (PM)"),
    review_by="2026-08-15",
)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(statuses=("rejected", "accepted")),
        Wanted(modules=("payments",), tags=("y", "z"), kinds=("technical",)),
        Wanted(deciders=("ada lovelace",)),
        Wanted(deciders=("nobody", "pm")),
        Wanted(since="2026-02-15", until="2026-02-15"),
        Wanted(overdue="2026-08-16"),
    ],
)
def test_a_record_that_fits(wanted: Wanted) -> None:
    """Each field narrows, what stands in one field widens; days are included."""
    assert fits(RECORD, wanted)
    assert not fits(replace(RECORD, readable=False), wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(statuses=("proposed",)),
        Wanted(kinds=("scope",)),
        Wanted(modules=("pay",)),
        Wanted(tags=("X",)),
        Wanted(deciders=("Lovelace Bo",)),
        Wanted(since="2026-02-16"),
        Wanted(until="2026-02-14"),
        Wanted(overdue="2026-08-15"),
        Wanted(statuses=("accepted",), tags=("z",)),
    ],
)
def test_a_record_that_does_not(wanted: Wanted) -> None:
    """Names of modules and tags are whole, and a decider is one person."""
    assert not fits(RECORD, wanted)


@pytest.mark.parametrize("date", ["", "soon", "15/02/2026", "1st of May"])
def test_a_record_without_a_date_is_of_no_time(date: str) -> None:
    """Whatever the time is."""
    undated = replace(RECORD, date=date)
    assert not fits(undated, Wanted(since="1970-01-01"))
    assert not fits(undated, Wanted(until="2999-01-01"))
    assert not fits(replace(RECORD, review_by=date), Wanted(overdue="2999-01-01"))


@pytest.mark.parametrize("status", ["superseded", "deprecated", "rejected"])
def test_what_has_ended_is_not_overdue(status: str) -> None:
    """Nobody has to review it."""
    assert not fits(replace(RECORD, status=status), Wanted(overdue="2999-01-01"))


@given(
    st.lists(st.tuples(st.sampled_from(["", "soon", "2026-01-01", "2026-03-01"]), st.integers())),
    st.booleans(),
)
def test_by_date(said: list[tuple[str, int]], reverse: bool) -> None:
    """The newest is first, what has no date last, like ones stay as they were listed."""
    gists = [replace(RECORD, date=date, title=str(n)) for date, n in said]
    found = ordered(gists, "date", reverse)
    ranks = {"2026-03-01": 0, "2026-01-01": 1}
    wanted = sorted(gists, key=lambda gist: ranks.get(gist.date, 2))
    assert found == (wanted[::-1] if reverse else wanted)


def test_by_status() -> None:
    """In the order in which a record has them."""
    gists = [replace(RECORD, status=status) for status in ("", *reversed(STATUSES), "odd")]
    found = [gist.status for gist in ordered(gists, "status")]
    assert found == [*STATUSES, "", "odd"]
    assert ordered(gists, "id") == gists

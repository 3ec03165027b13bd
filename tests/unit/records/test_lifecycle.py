"""The moves between statuses are those of the table, and no others."""

from __future__ import annotations

from itertools import product

import pytest

from git_decide.records.lifecycle import MOVES, STATUSES, allowed, command, may

TABLE = {
    ("problem", "proposed"): "propose",
    ("problem", "rejected"): "reject",
    ("proposed", "accepted"): "accept",
    ("proposed", "rejected"): "reject",
    ("proposed", "contested"): "contest",
    ("proposed", "superseded"): "supersede",
    ("contested", "escalated"): "escalate",
    ("contested", "proposed"): "resolve",
    ("contested", "rejected"): "reject",
    ("escalated", "proposed"): "resolve",
    ("escalated", "rejected"): "reject",
    ("accepted", "superseded"): "supersede",
    ("accepted", "deprecated"): "deprecate",
    ("rejected", "proposed"): "reopen",
    ("deprecated", "proposed"): "reopen",
}


@pytest.mark.parametrize(("before", "after"), list(product((*STATUSES, "draft", ""), repeat=2)))
def test_only_the_moves_of_the_table_are_allowed(before: str, after: str) -> None:
    """Every pair of statuses is decided, unknown ones included."""
    assert may(before, after) == ((before, after) in TABLE)
    assert command(before, after) == TABLE.get((before, after), "")
    assert (after in allowed(before)) == may(before, after)


def test_every_status_has_its_row() -> None:
    """The table speaks of each status, and moves only to known ones."""
    assert tuple(MOVES) == STATUSES
    assert {after for row in MOVES.values() for after in row} <= set(STATUSES)

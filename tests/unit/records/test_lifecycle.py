"""The moves between statuses are those of the table, and no others."""

from __future__ import annotations

from itertools import product

import pytest

from git_decide.records.lifecycle import (
    DECIDED,
    MOVES,
    STATUSES,
    command,
    may,
    moves,
    sources,
    target,
)
from tests.moves import MOVES as CONTRACT

TABLE = {
    **CONTRACT,
    # What states no status, or an unknown one, has not begun.
    ("draft", "proposed"): "propose",
    ("", "proposed"): "propose",
}
VERBS = sorted({*TABLE.values(), "edit"})
EVERY = (*STATUSES, "draft", "")


@pytest.mark.parametrize(("before", "after"), list(product(EVERY, repeat=2)))
def test_only_the_moves_of_the_table_are_allowed(before: str, after: str) -> None:
    """Every pair of statuses is decided, unknown ones included."""
    assert may(before, after) == ((before, after) in TABLE)
    assert command(before, after) == TABLE.get((before, after), "")
    assert moves(before).get(after, "") == TABLE.get((before, after), "")


@pytest.mark.parametrize(("before", "verb"), list(product(EVERY, VERBS)))
def test_a_verb_has_one_target(before: str, verb: str) -> None:
    """Where a verb leads to is what the table says, and it starts from nowhere else."""
    leads = [after for (start, after), name in TABLE.items() if (start, name) == (before, verb)]
    assert [target(before, verb)] == (leads or [""])
    assert (before in sources(verb)) == (bool(leads) and before in STATUSES)


def test_every_status_has_its_row() -> None:
    """The table speaks of each status, and moves only to known ones."""
    assert tuple(MOVES) == STATUSES
    assert {after for row in MOVES.values() for after in row} <= set(STATUSES)


def test_what_was_decided_once() -> None:
    """Accepted records, and what becomes of them, are no proposals."""
    assert DECIDED == ("accepted", "superseded", "deprecated")

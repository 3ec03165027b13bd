"""How a record may move from status to status: one table."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

STATUSES = (
    "problem",
    "proposed",
    "contested",
    "escalated",
    "accepted",
    "rejected",
    "superseded",
    "deprecated",
)

# From → to → the command that makes the move. What is not here is refused.
MOVES: dict[str, dict[str, str]] = {
    "problem": {"proposed": "propose", "rejected": "reject"},
    "proposed": {
        "accepted": "accept",
        "rejected": "reject",
        "contested": "contest",
        "superseded": "supersede",
    },
    "contested": {"escalated": "escalate", "proposed": "resolve", "rejected": "reject"},
    "escalated": {"proposed": "resolve", "rejected": "reject"},
    "accepted": {"superseded": "supersede", "deprecated": "deprecate"},
    "rejected": {"proposed": "reopen"},
    "superseded": {},
    "deprecated": {"proposed": "reopen"},
}

# A record that states no status, or none that is known, has not begun: it can only be proposed.
_UNKNOWN = {"proposed": "propose"}
# What was decided once: what such a record covers or claims stays as it is.
DECIDED = ("accepted", "superseded", "deprecated")


def may(before: str, after: str) -> bool:
    """Tell whether a record in status `before` may move to `after`; staying is no move."""
    return after in moves(before)


def moves(before: str) -> Mapping[str, str]:
    """Return the statuses that a record in status `before` may move to, each with its verb."""
    return MOVES.get(before, _UNKNOWN)


def command(before: str, after: str) -> str:
    """Return the verb that moves a record from `before` to `after`, "" where none does."""
    return moves(before).get(after, "")


def target(before: str, verb: str) -> str:
    """Return the status that `verb` moves a record in status `before` to, "" where it does not."""
    return next((after for after, known in moves(before).items() if known == verb), "")


def sources(verb: str) -> tuple[str, ...]:
    """Return every status from which `verb` moves a record."""
    return tuple(before for before, row in MOVES.items() if verb in row.values())

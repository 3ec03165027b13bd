"""How a record may move from status to status: one table."""

from __future__ import annotations

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


def may(before: str, after: str) -> bool:
    """Tell whether a record in status `before` may move to `after`; staying is no move."""
    return after in MOVES.get(before, {})


def allowed(before: str) -> tuple[str, ...]:
    """Return every status that a record in status `before` may move to."""
    return tuple(MOVES.get(before, {}))


def command(before: str, after: str) -> str:
    """Return the verb that moves a record from `before` to `after`, "" where none does."""
    return MOVES.get(before, {}).get(after, "")

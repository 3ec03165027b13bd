"""The moves between statuses, as the contract has them: not taken from the code."""

from __future__ import annotations

# From and to → the command that makes the move.
MOVES = {
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

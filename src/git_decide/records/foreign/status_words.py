"""Which words people write for a status."""

from __future__ import annotations

from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    Words = tuple[tuple[str, tuple[str, ...]], ...]

# Canonical status → what is written for it, folded: lower case, words parted by one space.
STATUS_WORDS: dict[str, tuple[str, ...]] = {
    "problem": ("problem", "problem only"),
    "proposed": (
        "proposed", "propose", "proposal", "draft", "drafted", "drafting", "pending", "in review",
        "under review", "for review", "review", "reviewing", "needs review", "ready for review",
        "waiting for review", "awaiting review", "to be reviewed", "rfc", "request for comments",
        "wip", "new", "work in progress", "in progress", "open", "opened", "idea", "suggested",
        "in discussion", "under discussion", "under ongoing discussion", "ongoing discussion",
        "incomplete", "discussion", "discussing", "under consideration", "to be decided",
        "to be discussed", "not decided", "not yet decided", "undecided", "not yet accepted",
        "not accepted yet", "not approved yet", "not yet approved", "pending approval",
        "pending acceptance", "pending review", "pending decision", "awaiting approval",
        "awaiting decision", "up for discussion", "on hold", "hold", "deferred", "postponed",
        "paused", "parked", "unconfirmed", "tentative", "candidate", "planned", "experimental",
        "trial", "initial", "provisional",
    ),
    "contested": ("contested", "disputed"),
    "escalated": ("escalated",),
    "accepted": (
        "accepted", "accept", "acceptance", "approved", "approve", "adopted", "adopt", "active",
        "implemented", "implementing", "implementable", "done", "decided", "final", "finalized",
        "finalised", "agreed", "agreed upon", "in effect", "effective", "enforced", "in force",
        "in use",
        "ratified", "confirmed", "complete", "completed", "closed", "committed", "concluded",
        "valid", "current", "released", "merged", "resolved", "signed off", "applied", "living",
        "amended", "partially superseded", "partly superseded", "partially replaced",
        "partially deprecated", "partially accepted", "partially implemented",
        "being implemented", "published", "stable",
    ),
    "rejected": (
        "rejected", "reject", "declined", "denied", "abandoned", "withdrawn", "not accepted",
        "not approved", "not adopted", "cancelled", "canceled", "dropped", "discarded", "refused",
        "dismissed", "turned down", "won't do", "wont do", "will not do", "wontfix", "not going",
        "voided", "void", "rejected proposal", "aborted", "not implemented",
    ),
    "superseded": (
        "superseded", "superceded", "superseeded", "supersceded", "superceeded", "superseded by",
        "replaced", "obsoleted by", "replaced by", "overtaken", "overridden", "overruled",
        "updated by",
    ),
    "deprecated": (
        "deprecated", "obsolete", "obsoleted", "retired", "removed", "outdated", "expired",
        "no longer valid", "no longer relevant", "no longer in use", "no longer used",
        "no longer applicable", "no longer applies", "no longer in effect", "no longer in force",
        "no longer active", "no longer needed", "not valid", "invalid", "revoked", "reverted",
        "rolled back", "rescinded", "repealed", "archived", "historical", "legacy", "inactive",
        "sunset", "sunsetted", "phased out", "discontinued", "dead", "not relevant",
        "not applicable anymore", "not valid anymore", "not used anymore",
    ),
}  # fmt: skip
# How far along its life a status is: where a text tells of several, the furthest counts.
RANKS = {
    "problem": 0, "proposed": 1, "contested": 2, "escalated": 2, "accepted": 3, "rejected": 3,
    "deprecated": 4, "superseded": 5,
}  # fmt: skip
LONGEST = 5  # words in one phrase


@lru_cache(maxsize=8)
def phrases(further: Words = ()) -> Mapping[tuple[str, ...], str]:
    """Return words → canonical status, with the `further` ones of `[records.statuses]`.

    The team's own words win over the built-in ones.
    """
    found = {tuple(each.split()): status for status, all_ in STATUS_WORDS.items() for each in all_}
    for status, written in further:
        if status in STATUS_WORDS:
            found.update((folded(each), status) for each in written if folded(each))
    return found


def folded(text: str) -> tuple[str, ...]:
    """Return the words of a phrase as they are compared: no case, signs or emoji."""
    kept = (char if char.isalnum() or char in "'\u2019" else " " for char in text.casefold())
    return tuple("".join(kept).replace("\u2019", "'").split())

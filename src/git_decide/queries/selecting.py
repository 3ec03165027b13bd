"""Chooses records by what they state: the filters that verbs have in common."""

from __future__ import annotations

from git_decide.records.lifecycle import STATUSES
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from git_decide.queries.checks.gist import Gist
    from git_decide.records.digest import Name

# What holds no longer, or never did: nobody has to look at it again.
ENDED = ("superseded", "deprecated", "rejected")


@value
class Wanted:
    """Which records are asked for: each field narrows, what stands in one field widens.

    Empty fields ask for nothing. `deciders` are parts of names or roles, in any case. `since`
    and `until` are days, months or years as records write them, both included; a record
    without a date fits neither. `overdue` is the day before which a review must have been due.
    """

    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    deciders: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    overdue: str = ""


def fits(gist: Gist, wanted: Wanted) -> bool:
    """Return whether a record is among those that are asked for; an unreadable one never is."""
    return (
        gist.readable
        and (not wanted.statuses or gist.status in wanted.statuses)
        and (not wanted.kinds or gist.kind in wanted.kinds)
        and _meet(wanted.modules, (named.written for named in gist.modules))
        and _meet(wanted.tags, gist.tags)
        and _decided_by(gist, wanted.deciders)
        and _in_time(gist.date, wanted.since, wanted.until)
        and (not wanted.overdue or is_overdue(gist, wanted.overdue))
    )


def _meet(wanted: tuple[str, ...], stated: Iterable[str]) -> bool:
    return not wanted or not set(wanted).isdisjoint(stated)


def _decided_by(gist: Gist, wanted: tuple[str, ...]) -> bool:
    return not wanted or any(
        folded(part) in folded(decider) for decider in gist.deciders for part in wanted
    )


def folded(text: str) -> str:
    """Return a text as names are compared: no case, single spaces."""
    return " ".join(text.casefold().split())


def _in_time(date: str, since: str, until: str) -> bool:
    if not (since or until):
        return True
    return dated(date) and date >= since and (not until or date[: len(until)] <= until)


def dated(text: str) -> bool:
    """Return whether a text begins with a year, so that it compares as days do."""
    return text[:4].isdigit() and text[4:5] in ("", "-")


def is_overdue(gist: Gist, day: str) -> bool:
    """Return whether on a day the review of a record was due before, and nobody told of it."""
    due = dated(gist.review_by) and gist.review_by < day
    return due and not gist.reviewed and gist.status not in ENDED


def ordered(gists: Sequence[Gist], by: str, reverse: bool = False) -> list[Gist]:
    """Return records in an order: "id" as they are listed, "date" newest first, or "status".

    Statuses come in the order in which a record has them. What lacks the date or
    the status is last, or first where all is the other way round.
    """
    found = list(gists)
    if by == "date":
        found.sort(key=lambda gist: gist.date if dated(gist.date) else "", reverse=True)
    elif by == "status":
        found.sort(key=lambda gist: _STEPS.get(gist.status, len(_STEPS)))
    return found[::-1] if reverse else found


_STEPS = {status: step for step, status in enumerate(STATUSES)}


def former_ids(gists: Iterable[Gist]) -> dict[str, list[Name]]:
    """Return which of the records bear each former id."""
    found: dict[str, list[Name]] = {}
    for gist in gists:
        for alias in gist.aliases:
            found.setdefault(alias, []).append(gist.name)
    return found

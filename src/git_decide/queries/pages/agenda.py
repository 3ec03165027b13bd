"""Puts together what a PM and a tech lead have to talk about."""

from __future__ import annotations

from git_decide.queries.pages.model import Page, Part
from git_decide.queries.pages.outcomes import is_due, may_be_won, reviews, wins
from git_decide.queries.pages.owed import owed
from git_decide.queries.pages.scoped import scope_changes
from git_decide.queries.pages.understanding import lately_accepted, not_understood
from git_decide.queries.pages.waiting import OPEN, disagreements, problems, proposals
from git_decide.queries.pages.worsening import worsening
from git_decide.queries.scope import is_scope
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.pages.model import AgendaKey, Point
    from git_decide.queries.pages.source import Source


def agenda(source: Source, side: str = "", revision: str = "") -> Page:
    """Return the agenda of a day: nine parts, each with what is most urgent first.

    Only what concerns `side`, if one is given. `revision` is what the page was asked for by.
    How many processes that takes depends neither on the records nor on the commits.
    """
    # At once what the parts ask for one after the other.
    source.past.settings([gist for gist in source.gists if _has_a_day(gist)])
    source.records(_read(source))
    debts, worse, scope = owed(source), worsening(source), scope_changes(source)
    parts = (
        _part("disagreements", disagreements(source)),
        _part("problems", problems(source)),
        _part("proposals", proposals(source)),
        _part("reviews", reviews(source)),
        scope,
        _part("debts", debts.points),
        _part("fragile", worse.points),
        not_understood(source),
        _part("wins", wins(source)),
    )
    return Page(
        "agenda",
        source.day,
        source.since,
        side,
        revision,
        tuple(replace(part, points=_for(side, part.points)) for part in parts),
        complete=debts.complete and worse.complete and source.complete,
        tip=source.past.tip or "",
    )


def _part(key: AgendaKey, points: tuple[Point, ...]) -> Part:
    return Part(key, points)


def _for(side: str, points: tuple[Point, ...]) -> tuple[Point, ...]:
    return tuple(point for point in points if not side or side in point.sides)


def _has_a_day(gist: Gist) -> bool:
    """Return whether some part of the page wants to know when a record got its status."""
    return gist.status in (*OPEN, "accepted") or is_scope(gist.kind)


def _read(source: Source) -> list[Gist]:
    """Return the records that some part of the page wants to read."""
    lately = {gist.name for gist in lately_accepted(source)}
    return [
        gist
        for gist in source.gists
        if gist.status in OPEN
        or is_due(gist, source.day)
        or is_scope(gist.kind)
        or may_be_won(gist)
        or gist.name in lately
    ]

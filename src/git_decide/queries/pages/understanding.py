"""Finds the decisions that some of those whom they concern have not acknowledged."""

from __future__ import annotations

from git_decide.queries.acknowledging import in_use, understandings
from git_decide.queries.linking import sides
from git_decide.queries.pages.model import Part
from git_decide.queries.pages.points import BOTH, record_point
from git_decide.queries.past import day_of
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.policy.model import Roles
    from git_decide.queries.acknowledging import Understanding
    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.pages.source import Source

_KEYS = ("decision", "context", "trade-offs", "cost")


def accepted_on(source: Source) -> dict[str, str]:
    """Return by id the days on which decisions in force were accepted, "" where none is known."""
    gists = [gist for gist in source.gists if gist.status == "accepted"]
    made = source.past.settings(gists)
    steps = {gist.name.qualified: made[gist.name].accepted_by for gist in gists}
    return {name: day_of(step.committed) if step else "" for name, step in steps.items()}


def lately_accepted(source: Source) -> list[Gist]:
    """Return the decisions in force that were accepted since the page looks back."""
    days = accepted_on(source)
    return [gist for gist in source.gists if days.get(gist.name.qualified, "") >= source.since]


def not_understood(source: Source) -> Part:
    """Return what was accepted lately and not acknowledged by all whom it concerns, oldest first.

    They wait for those persons, and concern the sides of these: both where no role tells. It
    is not begun where nobody has ever acknowledged anything.
    """
    days = accepted_on(source)
    chosen = source.records(lately_accepted(source))
    records = [record for _, record in chosen]
    past = source.past
    args = (past.repo, source.rules, past.tip, records, source.until)
    known = understandings(*args) if records else {}
    found = []
    for gist, record in chosen:
        understood = known[gist.name]
        if understood.missing:
            point = record_point(source, gist, record, _KEYS, days[gist.name.qualified])
            concerned = _sides(understood, source.rules.roles)
            found.append(replace(point, waits_for=understood.missing, sides=concerned or BOTH))
    points = tuple(sorted(found, key=lambda point: (point.day, point.id)))
    return Part("not-understood", points, begun=not found or in_use(past.repo, source.until))


def _sides(understood: Understanding, roles: Roles) -> frozenset[str]:
    """Return the sides that the absent speak for; both where one of them states no role."""
    found = sides([each.role for each in understood.absent if each.role], roles)
    return BOTH if any(not each.role for each in understood.absent) else found

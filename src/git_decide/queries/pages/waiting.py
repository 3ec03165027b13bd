"""Finds the records that wait for somebody: disagreements, problems, proposals."""

from __future__ import annotations

from git_decide.policy.model import SIDES
from git_decide.queries.pages.points import BOTH, named, owners, record_point, signed
from git_decide.queries.past import day_of
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from git_decide.policy.model import Roles, Side
    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.pages.model import Point
    from git_decide.queries.pages.source import Source
    from git_decide.queries.status_history import Setting
    from git_decide.records.digest import Name
    from git_decide.records.model import Person, Record

OPEN = ("problem", "proposed", "contested", "escalated")
_DISPUTED = ("escalated", "contested")  # what went furthest comes first
_PERSPECTIVES = tuple(f"perspectives.{side}" for side in SIDES)


def open_records(source: Source) -> list[tuple[Gist, Record]]:
    """Return the records that are not settled, with what they say."""
    return source.records(gist for gist in source.gists if gist.status in OPEN)


def disagreements(source: Source) -> tuple[Point, ...]:
    """Return what the sides do not agree on: what went furthest first, then what lasts longest.

    Also a proposal of which one side alone has said what it thinks: it waits for the other.
    """
    days = _days(source)
    found = []
    for gist, record in open_records(source):
        if _is_disputed(record):
            asked = ("escalated-to", "escalation", "cost", "alternatives")
            keys = ("context", *_PERSPECTIVES, *asked)
            point = record_point(source, gist, record, keys, days[gist.name])
            found.append(replace(point, waits_for=_awaited(record), sides=BOTH))
    found.sort(key=lambda point: (_rank(point.status), *_age(point)))
    return tuple(found)


def problems(source: Source) -> tuple[Point, ...]:
    """Return what nobody has a solution for, oldest first."""
    days = _days(source)
    keys = ("context", "cost")
    found = [
        record_point(source, gist, record, keys, days[gist.name])
        for gist, record in open_records(source)
        if record.status == "problem"
    ]
    return tuple(sorted(found, key=_age))


def proposals(source: Source) -> tuple[Point, ...]:
    """Return what is to be decided, and the sides that it waits for; oldest first.

    What has everybody it needs waits for nobody but the word that it is accepted, and comes
    first.
    """
    days = _days(source)
    keys = ("context", "decision", "resolution", "alternatives", "trade-offs", "cost")
    found = []
    for gist, record in open_records(source):
        if record.status == "proposed" and not _is_disputed(record):
            point = record_point(source, gist, record, keys, days[gist.name])
            policies = map(source.rules.module, source.modules.get(gist.name, ()))
            demanded = {side for policy in policies for side in policy.decided_by}
            roles = source.rules.roles
            missing = unsigned(record.kind or "", demanded, record.deciders, roles)
            waits = named(missing)
            found.append(replace(point, waits_for=waits, sides=point.sides | missing))
    found.sort(key=lambda point: (bool(point.waits_for), *_age(point)))
    return tuple(found)


def unsigned(
    kind: str, demanded: Iterable[Side], people: Sequence[Person], roles: Roles
) -> frozenset[Side]:
    """Return the sides that a proposal of this kind needs, and that nobody of these speaks for.

    What kind it is demands sides, and so do the modules that it covers (`demanded`). Where
    neither does, both are asked for as long as nobody at all has decided.
    """
    needed = (owners(kind) if kind else frozenset()) | frozenset(demanded)
    if not needed:
        return frozenset() if people else BOTH
    return needed - signed(people, roles)


def _is_disputed(record: Record) -> bool:
    if record.status in _DISPUTED:
        return True
    return record.status == "proposed" and len(_silent(record)) == 1


def _silent(record: Record) -> list[Side]:
    """Return the sides whose perspective is missing."""
    given = record.perspectives
    return [side for side in BOTH if not (given and getattr(given, side))]


def _awaited(record: Record) -> tuple[str, ...]:
    """Return who has not done their part: a silent side, else the one who was to settle it."""
    if silent := named(_silent(record)):
        return silent
    told = record.escalated_to if record.status == "escalated" else None
    return (told,) if told else ()


def _days(source: Source) -> dict[Name, str]:
    """Return since when each open record is what it is: by its commits, "" where none tells.

    What was taken further is in dispute since it was contested.
    """
    gists = [gist for gist in source.gists if gist.status in OPEN]
    made = source.past.settings(gists)
    return {gist.name: _since(gist, made[gist.name]) for gist in gists}


def _since(gist: Gist, setting: Setting) -> str:
    contested = setting.contested_by if gist.status == "escalated" else None
    step = contested or setting.set_by
    return day_of(step.committed) if step else ""


def _rank(status: str) -> int:
    return _DISPUTED.index(status) if status in _DISPUTED else len(_DISPUTED)


def _age(point: Point) -> tuple[str, str]:
    """Return what sorts the oldest first, and what has no day last."""
    return (point.day or "9", point.id)

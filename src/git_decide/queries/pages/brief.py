"""Puts together the living document: what is fragile, what is decided and why, what is open."""

from __future__ import annotations

from datetime import timedelta

from git_decide.errors import Refused, named
from git_decide.queries.pages.activity import Activities, activities
from git_decide.queries.pages.model import Page, Part, Point
from git_decide.queries.pages.owed import owed
from git_decide.queries.pages.points import BOTH, record_point
from git_decide.queries.pages.source import as_date, seconds
from git_decide.queries.pages.understanding import accepted_on
from git_decide.queries.pages.waiting import OPEN, disagreements, problems, proposals
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.pages.source import Source

DAYS = 90  # that the numbers of a fragile module look back to
_KEYS = (
    *("context", "decision", "alternatives", "trade-offs", "resolution", "cost"),
    *("success-criteria", "review-by", "outcome"),
)


def brief(source: Source, module: str = "", revision: str = "") -> Page:
    """Return the brief of a module, or of all that was decided.

    `revision` is what the page was asked for by. Raises `Refused` for a module that neither
    flags, rules nor records know. How many processes that takes depends neither on the records
    nor on the commits.
    """
    if module and module not in _known(source):
        message = f"there is no fragile module {named(module)}"
        raise Refused(message, "git decide fragile list   shows them all")
    told = [gist for gist in source.gists if gist.status in (*OPEN, "accepted")]
    source.past.settings(told)  # at once what the parts ask for one after the other
    source.records(told)
    debts, activity = owed(source), _activity(source)
    unsettled = (*disagreements(source), *proposals(source), *problems(source))
    fragile = tuple(_fragile(source, activity, module))
    parts = {
        "fragile": fragile,
        "decided": _decided(source, module, [point.module for point in fragile]),
        "open": tuple(p for p in unsettled if not module or module in p.module.split(", ")),
        "debts": tuple(p for p in debts.points if module in ("", p.module)),
    }
    return Page(
        "brief",
        source.day,
        about=module,
        revision=revision,
        parts=tuple(Part(key, points) for key, points in parts.items()),
        complete=debts.complete and activity.complete and source.complete,
        tip=source.past.tip or "",
    )


def _known(source: Source) -> set[str]:
    stated = {name for some in source.modules.values() for name in some}
    return {*source.flagged, *source.rules.modules, *stated}


def _activity(source: Source) -> Activities:
    tip, day = source.past.tip, as_date(source.day)
    if tip is None or day is None:
        return Activities({})
    since = seconds((day - timedelta(days=DAYS)).isoformat())
    return activities(source.past.repo, source.rules, source.where, tip, since, since)


def _fragile(source: Source, activity: Activities, module: str) -> Iterator[Point]:
    """Yield the fragile modules, those that had to be repaired most first."""

    def most_fixed(name: str) -> tuple[int, int, str]:
        found = activity.of(name)
        return -len(found.fixes), -found.commits, name

    for name in sorted((n for n in source.flagged if module in ("", n)), key=most_fixed):
        policy, found = source.flagged[name].policy, activity.of(name)
        yield Point(
            name,
            module=name,
            says=(("why", policy.why),) if policy.why else (),
            people=policy.owners,
            sides=BOTH,
            numbers=(
                ("files", len(source.flagged[name].files)),
                ("commits", found.commits),
                ("linked", found.linked),
                ("fixes", len(found.fixes)),
            ),
        )


def _decided(source: Source, module: str, order: Iterable[str]) -> tuple[Point, ...]:
    """Return the decisions in force, newest first; those of all modules grouped in this order.

    One of several modules stands with the first of them, one of none at the end.
    """
    chosen = [gist for gist in source.gists if _holds(source, gist, module)]
    days = accepted_on(source)
    followers = source.past.following(chosen)
    found = []
    for gist, record in source.records(chosen):
        day = days[gist.name.qualified] or gist.date
        point = record_point(source, gist, record, _KEYS, day)
        covered = source.modules.get(gist.name, ())
        numbers = (("commits", len(followers.get(gist.name, ()))),)
        group = module or next(iter(covered), "")
        found.append(replace(point, module=group, numbers=numbers))
    found.sort(key=lambda point: (point.day, point.id), reverse=True)
    groups = {name: at for at, name in enumerate(order)}
    rank = {"": len(groups) + 1}
    return tuple(
        sorted(
            found, key=lambda p: (groups.get(p.module, rank.get(p.module, len(groups))), p.module)
        )
    )


def _holds(source: Source, gist: Gist, module: str) -> bool:
    inside = not module or module in source.modules.get(gist.name, ())
    return gist.status == "accepted" and inside

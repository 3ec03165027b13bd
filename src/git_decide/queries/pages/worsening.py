"""Finds the fragile modules that get worse: those that need more fixes than they did before."""

from __future__ import annotations

from git_decide.queries.pages.activity import activities
from git_decide.queries.pages.model import Point
from git_decide.queries.pages.points import BOTH
from git_decide.queries.pages.source import before, seconds
from git_decide.queries.past import day_of
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.policy.model import ModulePolicy
    from git_decide.queries.pages.activity import Activity
    from git_decide.queries.pages.source import Source

FEWEST = 2  # fixes: a single one happens to any module
_TOLD = 3  # fixes that are told of


@value
class Worse:
    """The modules that get worse, the worst first; `complete` is False for a history cut short."""

    points: tuple[Point, ...] = ()
    complete: bool = True


def worsening(source: Source) -> Worse:
    """Return the modules with more fixes since the page looks back than in as many days before.

    At least `FEWEST`. Fixes are those commits whose subjects say so (`is_fix`), and days those
    of their committers, UTC.
    """
    past, since = source.past, source.since
    if past.tip is None:
        return Worse()
    start = seconds(before(since, source.day))
    args = (past.repo, source.rules, source.where, past.tip)
    found = activities(*args, start, seconds(since))
    worse = [
        (name, each)
        for name, each in found.modules.items()
        if len(each.fixes) >= FEWEST and len(each.fixes) > each.fixes_before
    ]
    worse.sort(key=lambda each: (each[1].fixes_before - len(each[1].fixes), each[0]))
    points = (_point(source, source.rules.module(name), each) for name, each in worse)
    return Worse(tuple(points), found.complete)


def _point(source: Source, policy: ModulePolicy, found: Activity) -> Point:
    day = day_of(found.fixes[0].committed)
    fixes = [f"{fix.subject} ({fix.commit[:10]})" for fix in found.fixes[:_TOLD]]
    return Point(
        policy.name,
        module=policy.name,
        day=day,
        days=source.days(day),
        says=(*([("why", policy.why)] if policy.why else ()), *(("fixes", fix) for fix in fixes)),
        people=policy.owners,
        sides=BOTH,
        numbers=(
            ("fixes", len(found.fixes)),
            ("fixes-before", found.fixes_before),
            ("commits", found.commits),
            ("linked", found.linked),
        ),
    )

"""Puts decisions in the order of time, with the commits that made them and carried them out."""

from __future__ import annotations

from git_decide.git import state
from git_decide.queries.past import day_of
from git_decide.queries.selecting import dated, fits
from git_decide.queries.timeline_target import EVERYTHING, concerned
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.policy.model import Rules
    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.following import Follower
    from git_decide.queries.past import Past
    from git_decide.queries.selecting import Wanted
    from git_decide.queries.status_history import Setting
    from git_decide.queries.timeline_target import Reason, Target


@value
class Entry:
    """A decision: its record, when it was made, by whom, and who carried it out.

    `day` is what the record states (``YYYY-MM-DD``), else that of the commit that gave it
    its status, or wrote it; "" where nothing tells. `followers` are newest first, as far
    as they have to do with what was asked about. `reasons` say what the record has to do with
    that; there are none where everything was asked for.
    """

    gist: Gist
    day: str
    setting: Setting
    followers: tuple[Follower, ...]
    reasons: tuple[Reason, ...] = ()


@value
class Timeline:
    """Decisions, newest first.

    `total` counts all that fit, `concerned` those that have to do with what was asked about,
    be they asked for or not. `complete` is False in a shallow clone, where more may exist.
    """

    entries: tuple[Entry, ...]
    total: int
    concerned: int
    complete: bool


def timeline(
    past: Past, rules: Rules, where: str, wanted: Wanted, target: Target = EVERYTHING, most: int = 0
) -> Timeline:
    """Return the decisions that have to do with the target and fit, newest first.

    `most` is how many of them, 0 for all. Filters by date go by the day of the entry.
    """
    found = concerned(past, rules, where, target)
    dated = [(_day(gist, past), gist) for gist in found.gists(past.gists) if gist.readable]
    chosen = [(day, gist) for day, gist in dated if fits(replace(gist, date=day), wanted)]
    chosen.sort(key=lambda each: (each[0], each[1].name.number or 0, each[1].name.path))
    told = chosen[::-1][: most or None]
    gists = [gist for _, gist in told]
    made = past.settings(gists)
    followers = found.followers if found.followers is not None else past.following(gists)
    entries = (
        Entry(
            gist,
            day,
            made[gist.name],
            followers.get(gist.name, ()),
            found.reasons.get(gist.name, ()),
        )
        for day, gist in told
    )
    complete = not state.shallow(past.repo)
    return Timeline(tuple(entries), len(chosen), len(dated), complete)


def _day(gist: Gist, past: Past) -> str:
    if dated(gist.date):
        return gist.date
    setting = past.settings([gist])[gist.name]
    step = setting.set_by or setting.made
    return day_of(step.committed) if step else ""

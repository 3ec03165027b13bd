"""Puts together what there is to know of one record beside what it says itself."""

from __future__ import annotations

from git_decide.git import attributes, search, state
from git_decide.queries.acknowledging import traced, understandings
from git_decide.queries.flags import all_paths, attributes_at
from git_decide.queries.modules import modules
from git_decide.queries.past import day_of
from git_decide.queries.relations import Ties
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from git_decide.policy.model import Rules
    from git_decide.queries.acknowledging import Understanding
    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.following import Follower
    from git_decide.queries.past import Past
    from git_decide.queries.relations import Other, Relations
    from git_decide.queries.status_history import Setting
    from git_decide.records.model import Record

_ENDED = ("superseded", "deprecated")


@value
class Tenure:
    """When a record of a chain of supersession was in force: from one day to another.

    Days as ``YYYY-MM-DD``, UTC: those of the commits that accepted it and that ended it, else
    those that the records state. "" for one that was never accepted, or is in force still.
    """

    other: Other
    since: str = ""
    until: str = ""


@value
class Background:
    """What git and the other records tell of a record.

    `signatures` are git's letters for those of the commits that set its status, by id.
    `tenures` are of the whole chain that it is part of, `files` the tracked files that
    it governs. `complete` is False in a shallow clone, where more commits may exist.
    """

    relations: Relations
    setting: Setting
    signatures: Mapping[str, str]
    followers: tuple[Follower, ...]
    tenures: tuple[Tenure, ...]
    files: tuple[str, ...]
    complete: bool
    understanding: Understanding


def background(past: Past, rules: Rules, where: str, gist: Gist, record: Record) -> Background:
    """Return what there is to know of one of the records at a place; both are of that one.

    The number of processes does not depend on the history, nor on the number of records.
    """
    others = Ties(past.gists, past.catalogue()).of(gist.name)
    by_name = {each.name: each for each in past.gists}
    chain = [(by_name[other.name], other) for other in others.chain]
    made = past.settings([gist, *(each for each, _ in chain)])
    setting = made[gist.name]
    steps = (setting.set_by, setting.accepted_by)
    ids = list(dict.fromkeys(step.id for step in steps if step))
    signed = search.commits(past.repo, ids)
    return Background(
        others,
        setting,
        {name: commit.signature for name, commit in signed.items()},
        past.following([gist]).get(gist.name, ()),
        tuple(_tenure(each, other, made[other.name]) for each, other in chain),
        governed(past, rules, where, gist),
        not state.shallow(past.repo),
        traced(past.repo, understandings(past.repo, rules, past.tip, [record])[record.name]),
    )


def governed(past: Past, rules: Rules, where: str, gist: Gist) -> tuple[str, ...]:
    """Return the tracked files at a place that a record covers, in order.

    As the judge has it: those of its modules, those that its patterns match, and those of
    modules whose `decisions` in decisions.toml name it.
    """
    names = {each.written for each in gist.modules} | _attached(past, rules, gist)
    if not names and not gist.paths:
        return ()
    paths = all_paths(past.repo, where)
    found = set(attributes.matches(past.repo, [gist.paths], paths)[0])
    if names:
        flagged = modules(attributes_at(past.repo, where, paths))
        found.update(path for path, module in flagged.items() if module in names)
    return tuple(path for path in paths if path in found)


def _attached(past: Past, rules: Rules, gist: Gist) -> set[str]:
    return {
        name
        for name, policy in rules.modules.items()
        if any(past.catalogue().linked(written) == (gist.name,) for written in policy.decisions)
    }


def _tenure(gist: Gist, other: Other, setting: Setting) -> Tenure:
    if setting.accepted_by:
        since = day_of(setting.accepted_by.committed)
    else:
        since = gist.date if other.status in ("accepted", *_ENDED) else ""
    ended = setting.set_by if since and other.status in _ENDED else None
    return Tenure(other, since, day_of(ended.committed) if ended else "")

"""Tells which branches that a push changes are protected, and what each is held against."""

from __future__ import annotations

from git_decide.errors import ConfigurationBroken
from git_decide.git.objects import Blob, read_objects
from git_decide.git.ranges import pushed
from git_decide.policy import config
from git_decide.queries.rules import FILE, judging_rules, rules_of
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.git.ranges import Range
    from git_decide.git.repository import Repository
    from git_decide.git.updates import Branches, Update
    from git_decide.policy.model import Rules


@value
class Arrival:
    """A branch that a push changes, and whether the rules protect it.

    `known` tells that the commit which the branch comes from is in this repository.
    """

    update: Update
    protected: bool
    known: bool = True


@value
class Push:
    """What a push changes, and what is protected where it arrives.

    `guards` are the branches that new ones are held against, the most important first:
    the protected ones, or the default one where none is. `protected` tells which it is.
    """

    arrivals: tuple[Arrival, ...]
    branches: Branches
    guards: tuple[str, ...]
    protected: bool


def push_of(repo: Repository, updates: Sequence[Update], branches: Branches) -> Push:
    """Return what a push of `updates` to a repository with these branches is. One git process.

    A branch is protected where the rules of the default branch say so, or its own: those
    of the commit that it comes from.
    """
    default = branches.tips.get(branches.default, "")
    rules = _rules_of(repo, [default, *(update.old for update in updates)])
    general = rules.get(default, config.DEFAULTS)
    guards = _protected(general, branches)
    arrivals = tuple(_arrival(update, general, rules.get(update.old)) for update in updates)
    instead = (branches.default,) if branches.default else ()
    return Push(arrivals, branches, guards or instead, bool(guards))


def range_of(repo: Repository, push: Push, arrival: Arrival) -> Range | None:
    """Return what is to be judged of a branch, None where nothing came before it.

    A protected branch is judged by how it changes. Any other, and one that is new, by
    what it has and the protected ones have not: what a pull request would be told.
    Raises `CannotLook` as `pushed` does.
    """
    update, branches = arrival.update, push.branches
    if arrival.protected and update.old:
        base = f"{branches.prefix}{update.branch}" if branches.prefix else ""
        return pushed(repo, update.old, update.new, (), base, update.branch)
    tips = [branches.tips[name] for name in push.guards]
    if not tips:
        return None
    found = pushed(repo, "", update.new, tips, "", update.branch)
    names = [name for name in push.guards if branches.tips[name] == found.base]
    return replace(found, base_name=branches.prefix + names[0]) if names else found


def unguarded(push: Push) -> tuple[str, ...]:
    """Return the protected branches that a push deletes, if it leaves none.

    The next one of these names would be held against nothing.
    """
    gone = [a.update.branch for a in push.arrivals if a.protected and not a.update.new]
    come = [a.update.branch for a in push.arrivals if a.protected and a.update.new]
    left = {*(push.guards if push.protected else ()), *come}.difference(gone)
    return () if left else tuple(gone)


def _arrival(update: Update, general: Rules, own: Rules | None) -> Arrival:
    patterns = (*general.protect, *(own.protect if own else ()))
    protected = config.branch_matches(patterns, update.branch)
    return Arrival(update, protected, known=not update.old or own is not None)


def _protected(general: Rules, branches: Branches) -> tuple[str, ...]:
    order = sorted(branches.tips, key=lambda name: (name != branches.default, name))
    return tuple(name for name in order if config.branch_matches(general.protect, name))


def _rules_of(repo: Repository, commits: Sequence[str]) -> dict[str, Rules]:
    """Return the rules of those commits that are here. One process."""
    wanted = tuple(filter(None, dict.fromkeys(commits)))
    if not wanted:
        return {}
    found = read_objects(repo, [name for c in wanted for name in (c, f"{c}:{FILE}")])
    return {c: _rules(repo, c, found[f"{c}:{FILE}"]) for c in wanted if found[c]}


def _rules(repo: Repository, commit: str, found: tuple[str, str, bytes] | None) -> Rules:
    if found is None or found[1] != "blob":
        return config.DEFAULTS
    try:
        return rules_of(repo, Blob(found[0], found[2], len(found[2])))
    except ConfigurationBroken:
        return judging_rules(repo, commit)

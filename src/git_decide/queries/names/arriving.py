"""Puts records that share a number in the order in which they came."""

from __future__ import annotations

from git_decide.git import arrivals, state
from git_decide.listing import INDEX, WORKTREE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.records.digest import Name

_WILD = frozenset("*?[\\")


def by_arrival(
    repo: Repository,
    rules: Rules,
    where: str,
    names: Sequence[Name],
    dates: Callable[[Sequence[Name]], Mapping[str, str]],
) -> list[Name]:
    """Return the records, those first that came first.

    What others have counts before everything: a record on the branches that are
    protected, or on the remote's own, came before one that is not there yet, although it
    may have been merged into this branch later. Then counts the first-parent history of
    `where`, then the date (by path; asked for only where nothing else tells), then the
    name. Two git processes.
    """
    paths = [name.path for name in names]
    start = state.head(repo) if where in (WORKTREE, INDEX) else where
    plain = [branch for branch in rules.protect if _WILD.isdisjoint(branch)]
    held = arrivals.presence(repo, plain, paths)
    came = arrivals.order_of_arrival(repo, start, paths) if start else {}
    latest = max(came.values(), default=0) + 1
    place = {path: (-held[path], came.get(path, latest)) for path in paths}
    told_apart = len(set(place.values())) == len(names)
    days = {} if told_apart else dates(names)
    return sorted(names, key=lambda name: (place[name.path], days.get(name.path, ""), name.path))

"""Merges again what matters of merges, git being given no other files than these."""

from __future__ import annotations

import os

from git_decide.git import history
from git_decide.git.objects import COMMAND_LINE
from git_decide.git.replaying import Node, replayed
from git_decide.queries.ranges.doubts import change
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from git_decide.git.changes import Entry
    from git_decide.git.history import Commit
    from git_decide.git.repository import Repository
    from git_decide.queries.ranges.bases import Base
    from git_decide.queries.ranges.doubts import Side

_FILES = {mode: mode for mode in (b"100644", b"100755", b"120000")}
_LAST = 4_000_000_000  # seconds since 1970: later than any merge base


@value
class Remake:
    """A merge of two parents, what git takes for their merge base, the paths that are in question.

    Nothing may have been renamed to or from these paths, or be in their way.
    """

    commit: Commit
    base: Base
    paths: frozenset[bytes]


def remade(
    repo: Repository, merges: Sequence[Remake], dates: Mapping[str, int]
) -> dict[str, tuple[Entry, ...]]:
    """Return what merges hold beyond git's own at their paths, by id, as far as that can be told.

    `dates` are those of commits, on which it depends in which order git merges merge bases.
    Three processes.
    """
    places = {path for each in merges for path in each.paths}
    if not places or sum(len(path) + 16 for path in places) > COMMAND_LINE:
        return {}
    trees = _Trees(repo, merges, places)
    nodes = _Nodes(trees, dates)
    made: dict[str, int] = {}
    for each in merges:
        try:
            made[each.commit.id] = nodes.merge(each)
        except KeyError:
            continue  # a date that is not known, or something that is no file
    found = replayed(repo, nodes.made, list(made.values()))
    return {name: found[number] for name, number in made.items() if number in found}


class _Trees:
    """What the commits that have to do with some merges hold at some paths."""

    def __init__(self, repo: Repository, merges: Sequence[Remake], places: Iterable[bytes]) -> None:
        names = dict.fromkeys((each.base.ref, name) for each in merges for name in _names(each))
        pathspecs = [f":(top,literal){os.fsdecode(path)}" for path in places]
        found = history.differing(repo, list(names), pathspecs)
        self._leading = dict(zip(names, map(change, found), strict=True))

    def files(self, merge: Remake, name: str) -> dict[bytes, tuple[bytes, bytes]]:
        """Return what a commit holds at the paths of a merge. Raises `KeyError` for no file."""
        found = {}
        for path in merge.paths:
            side = self._side(merge, name, path)
            if side:
                found[path] = _FILES[side[0]], side[1]
        return found

    def _side(self, merge: Remake, name: str, path: bytes) -> Side:
        ref = merge.base.ref
        if name != ref and path in self._leading[ref, name]:
            return self._leading[ref, name][path][1]
        # What is the same in all of them is in nobody's way.
        leading = (self._leading[ref, each] for each in _names(merge))
        return next((each[path][0] for each in leading if path in each), None)


def _names(merge: Remake) -> list[str]:
    """Return the commits whose files have to be known, but for the first merge base."""
    return [merge.commit.id, *merge.commit.parents, *_below(merge.base)]


def _below(base: Base) -> list[str]:
    if not base.below:
        return []
    return [base.other, base.below.ref, *_below(base.below)]


class _Nodes:
    """The commits to be made, parents first."""

    def __init__(self, trees: _Trees, dates: Mapping[str, int]) -> None:
        self.made: list[Node] = []
        self._trees = trees
        self._dates = dates

    def merge(self, merge: Remake) -> int:
        """Add a merge with all that it takes, return its number. Raises `KeyError`."""
        bases = self._base(merge, merge.base)
        one, two = (
            self._add(bases, _LAST, self._trees.files(merge, each)) for each in merge.commit.parents
        )
        return self._add((one, two), _LAST, self._trees.files(merge, merge.commit.id))

    def _base(self, merge: Remake, base: Base) -> tuple[int, ...]:
        if not base.below:
            return (self._add((), 0, self._trees.files(merge, base.ref)),)
        dates = [self._dates[base.ref], self._dates[base.other]]
        if dates[0] == dates[1]:
            raise KeyError(base.other)
        below = self._base(merge, base.below)
        files = (self._trees.files(merge, each) for each in (base.ref, base.other))
        return tuple(self._add(below, date, each) for date, each in zip(dates, files, strict=True))

    def _add(
        self, parents: tuple[int, ...], date: int, files: Mapping[bytes, tuple[bytes, bytes]]
    ) -> int:
        self.made.append(Node(parents, date, files))
        return len(self.made) - 1

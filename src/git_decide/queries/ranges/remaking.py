"""Merges again what matters of merges, git being given no other files than these."""

from __future__ import annotations

import os

from git_decide.git import history
from git_decide.git.objects import COMMAND_LINE
from git_decide.git.replaying import Node, Replay
from git_decide.queries.ranges.doubts import change
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Protocol

    from git_decide.git.changes import Entry
    from git_decide.git.history import Commit
    from git_decide.git.repository import Repository
    from git_decide.queries.ranges.doubts import Side

    class Files(Protocol):
        """What commits hold, as far as it matters to a merge."""

        def files(self, merge: Remake, name: str, /) -> dict[bytes, tuple[bytes, bytes]]:
            """Return mode and object by path, for one of the commits of a merge."""


_FILES = {mode: mode for mode in (b"100644", b"100755", b"120000")}
_LAST = 4_000_000_000  # seconds since 1970: later than any merge base


@value
class Remake:
    """A merge of two parents, where they forked, and the paths that are in question.

    `line` is as `Ancestry.lineage` gives it. Nothing may have been renamed to or from the
    paths, or be in their way; where that cannot be told there are none, and all are.
    """

    commit: Commit
    line: Mapping[str, tuple[str, ...]]
    paths: frozenset[bytes] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """The commits whose files have to be known."""
        return tuple(dict.fromkeys((*self.line, *self.commit.parents, self.commit.id)))


def remade(
    repo: Repository, merges: Sequence[Remake], dates: Mapping[str, int]
) -> dict[str, tuple[Entry, ...]]:
    """Return what merges hold beyond git's own at their paths, by id, as far as that can be told.

    `dates` are those of commits, on which it depends in which order git merges merge bases.
    To look for these is what takes git longest. Six processes.
    """
    whole = [each for each in merges if not each.paths]
    parts = [each for each in merges if each.paths]
    places = {path for each in parts for path in each.paths}
    if sum(len(path) + 16 for path in places) > COMMAND_LINE:
        whole, parts, places = list(merges), [], set()
    nodes, made = _nodes(whole, _Whole(repo, whole), dates)
    # These take longest, so git merges them while what the others hold is looked up.
    with Replay(repo, nodes, list(made.values()), renames=True) as first:
        others, more = _nodes(parts, _Parts(repo, parts, places), dates)
        with Replay(repo, others, list(more.values()), renames=False) as second:
            return _by_name(made, first.found()) | _by_name(more, second.found())


def _nodes(
    merges: Sequence[Remake], files: Files, dates: Mapping[str, int]
) -> tuple[list[Node], dict[str, int]]:
    """Return the commits that some merges take, and the number of each merge, by its id."""
    nodes: list[Node] = []
    made: dict[str, int] = {}
    for each in merges:
        try:
            made[each.commit.id] = _add(nodes, each, files, dates)
        except KeyError:
            continue  # a date that is not known, or something that is no file
    return nodes, made


def _by_name(
    made: Mapping[str, int], found: Mapping[int, tuple[Entry, ...]]
) -> dict[str, tuple[Entry, ...]]:
    return {name: found[number] for name, number in made.items() if number in found}


class _Whole:
    """The trees of the commits that have to do with some merges."""

    def __init__(self, repo: Repository, merges: Sequence[Remake]) -> None:
        names = dict.fromkeys(name for each in merges for name in each.names)
        asked = [f"{name}^{{tree}}".encode() for name in names]
        self._trees = dict(zip(names, history.objects(repo, asked), strict=True))

    def files(self, _: Remake, name: str) -> dict[bytes, tuple[bytes, bytes]]:
        """Return what a commit holds."""
        return {b"": (b"040000", self._trees[name].encode())}


class _Parts:
    """What the commits that have to do with some merges hold at some paths."""

    def __init__(self, repo: Repository, merges: Sequence[Remake], places: Iterable[bytes]) -> None:
        pairs = dict.fromkeys((each.names[0], name) for each in merges for name in each.names[1:])
        pathspecs = [f":(top,literal){os.fsdecode(path)}" for path in places]
        found = history.differing(repo, list(pairs), pathspecs)
        self._leading = dict(zip(pairs, map(change, found), strict=True))

    def files(self, merge: Remake, name: str) -> dict[bytes, tuple[bytes, bytes]]:
        """Return what a commit holds at the paths of a merge. Raises `KeyError` for no file."""
        found = {}
        for path in merge.paths:
            side = self._side(merge, name, path)
            if side:
                found[path] = _FILES[side[0]], side[1]
        return found

    def _side(self, merge: Remake, name: str, path: bytes) -> Side:
        first, *others = merge.names
        if name != first and path in self._leading[first, name]:
            return self._leading[first, name][path][1]
        # What is the same in all of them is in nobody's way.
        leading = (self._leading[first, each] for each in others)
        return next((each[path][0] for each in leading if path in each), None)


def _add(nodes: list[Node], merge: Remake, files: Files, dates: Mapping[str, int]) -> int:
    """Add a merge and all that it takes to `nodes`; return its number. Raises `KeyError`."""
    numbers: dict[str, int] = {}
    made = []
    times = _times(merge, dates)
    tips = tuple(name for name in merge.line if not any(name in p for p in merge.line.values()))
    behind = {**dict.fromkeys(merge.commit.parents, tips), **merge.line}
    behind[merge.commit.id] = merge.commit.parents
    for number, name in enumerate(merge.names):
        parents = tuple(numbers[parent] for parent in behind[name])
        date = times[number] if number < len(times) else _LAST
        numbers[name] = len(nodes) + number
        made.append(Node(parents, date, files.files(merge, name)))
    nodes += made
    return len(nodes) - 1


def _times(merge: Remake, dates: Mapping[str, int]) -> list[int]:
    """Return the dates of merge bases, which tell git with which to begin. Raises `KeyError`."""
    first, *others = merge.line
    alone = all(merge.line[name] for name in others)  # behind all others, never beside one
    times = [dates.get(first, 0) if alone else dates[first], *(dates[name] for name in others)]
    if len(set(times[alone:])) < len(times[alone:]):
        raise KeyError(merge.commit.id)  # which of them comes first cannot be told
    return times

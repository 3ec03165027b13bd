"""Finds where the parents of merges forked, as far as the commits at hand can tell."""

from __future__ import annotations

from itertools import combinations, permutations

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    # The parents of commits, by their ids.
    Parents = Mapping[str, Sequence[str]]


_MOST = 20  # merge bases of merge bases


@value
class Ancestry:
    """Which commits lie behind which, for those of a range and what is known of older ones.

    `names` are their ids, no commit before one of its parents; `numbers` count them.
    `behind` has a bit for each of the commits behind a commit, itself included. What lies
    behind those of `open` is not known; `older` are all that are not of the range. The base,
    one of the `names` if the range grew on it, has every one of these behind it, known or
    not. `outside` are those that the range grew on.
    """

    names: Sequence[str]
    numbers: Mapping[str, int]
    behind: Sequence[int]
    open: int
    older: int
    base: int
    outside: Sequence[str]

    def forks(self, one: str, other: str) -> tuple[str, ...]:
        """Return the merge bases of two commits, none where they cannot be told."""
        mine, theirs = self.behind[self.numbers[one]], self.behind[self.numbers[other]]
        found = []
        left, within = mine & theirs, 0
        while left:
            last = left.bit_length() - 1  # nothing that is common and left descends from it
            found.append(self.names[last])
            within |= self.behind[last]
            left &= ~within
        hidden = self._hidden(mine & ~within, theirs & ~within)
        return () if hidden or self._nested(found) else tuple(found)

    def lineage(self, one: str, other: str) -> dict[str, tuple[str, ...]]:
        """Return the merge bases of two commits, with those of any two of them, and so on.

        For each the ones that lie next behind it, parents first. Nothing where that cannot
        be told, or is too much.
        """
        found = set(self.forks(one, other))
        size = 0
        while size < len(found) <= _MOST:
            size = len(found)
            for each, another in combinations(sorted(found), 2):
                forks = self.forks(each, another)
                if not forks:
                    return {}
                found.update(forks)
        line = sorted(found, key=self.numbers.__getitem__)
        return {name: self._next_of(name, line) for name in line} if size == len(found) else {}

    def _next_of(self, name: str, among: Sequence[str]) -> tuple[str, ...]:
        found, within = [], 1 << self.numbers[name]
        for each in reversed(among):
            bit = 1 << self.numbers[each]
            if each != name and bit & self.behind[self.numbers[name]] and not bit & within:
                found.append(each)
                within |= self.behind[self.numbers[each]]
        return tuple(found)

    def _hidden(self, mine: int, theirs: int) -> bool:
        """Tell whether two commits may have more in common than is known.

        `mine` and `theirs` are what lies behind each of them alone. What they had in common
        beside that would be older than the range, or out of sight: one had to reach it through
        a commit whose parents are not known, the other one through any that is older.
        """
        return bool(
            (self._unseen(mine) and theirs & self.older)
            or (self._unseen(theirs) and mine & self.older)
        )

    def _nested(self, found: Sequence[str]) -> bool:
        """Tell whether one of these commits may lie behind another one, out of sight."""
        numbers = [self.numbers[name] for name in found]
        return any(
            1 << old & self.older and self._unseen(self.behind[new]) & ~self.behind[old]
            for new, old in permutations(numbers, 2)
        )

    def _unseen(self, behind: int) -> int:
        """Return behind which commits there may be more that belongs to these, unknown to be."""
        return 0 if behind & self.base else behind & self.open


def ancestry(commits: Parents, base: str, older: Parents | None = None) -> Ancestry:
    """Return how commits hang together: parents first, none of them behind `base`.

    `commits` are those of the range with their parents; `older` are parents of commits outside
    of it, as many as are at hand.
    """
    outside = dict.fromkeys(p for each in commits.values() for p in each if p not in commits)
    names = [*_in_order(outside, older or {}, base), *commits]
    numbers = {name: number for number, name in enumerate(names)}
    behind: list[int] = []
    unknown = 0
    parents = {**(older or {}), **commits}
    for number, name in enumerate(names):
        bits = 1 << number
        if name not in parents:
            unknown |= bits
        if name == base:
            bits = (bits << 1) - 1  # it comes last of what is outside of the range
        for parent in parents.get(name, ()):
            bits |= behind[numbers[parent]]
        behind.append(bits)
    return Ancestry(
        names,
        numbers,
        behind,
        unknown,
        (1 << len(names) - len(commits)) - 1,
        1 << numbers[base] if base in outside else 0,
        tuple(outside),
    )


def _in_order(outside: Mapping[str, None], older: Parents, base: str) -> list[str]:
    """Return these commits and all that is known to lie behind them, parents first, `base` last."""
    found: dict[str, None] = {}
    left = [each for each in outside if each != base]
    if base in outside:
        left.insert(0, base)
    while left:
        name = left[-1]
        before = [each for each in older.get(name, ()) if each not in found]
        if name in found or not before:
            found[left.pop()] = None
        else:
            left += before
    if base in found and outside:
        del found[base]
        found[base] = None
    return list(found)

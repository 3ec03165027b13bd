"""Finds where the parents of merges forked, as far as the commits of one range can tell."""

from __future__ import annotations

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from git_decide.git.history import Commit


@value
class Ancestry:
    """Which commits lie behind which, for those of a range and the ones they grew on.

    `numbers` counts them; `behind` has a bit for each of the commits behind a commit, itself
    included. Nothing is known of what lies behind commits outside of the range, but that
    the base has all of them behind it.
    """

    numbers: Mapping[str, int]
    behind: Mapping[str, int]
    commits: Sequence[Commit]

    def fork(self, commit: Commit) -> str:
        """Return the merge base of the two parents of a merge, "" where it cannot be told."""
        one, other = commit.parents
        return self._fork(one, other) or self._fork(other, one)

    def _fork(self, one: str, other: str) -> str:
        there = self.behind[one]
        if there >> self.numbers[other] & 1:
            return other
        edge = self._edge(there, self.behind[other] & ~there)
        every = sum(1 << self.numbers[each] for each in edge)
        return next((each for each in edge if not every & ~self.behind[each]), "")

    def _edge(self, there: int, mine: int) -> set[str]:
        """Return which of `there` the commits of `mine` grew on; none where that is not known."""
        found: set[str] = set()
        for number in _bits(mine):
            if number >= len(self.commits):
                return set()  # what lies behind it is out of sight
            parents = self.commits[number].parents
            if not parents:
                return set()
            found.update(each for each in parents if there >> self.numbers[each] & 1)
        return found


def ancestry(commits: Sequence[Commit], base: str) -> Ancestry:
    """Return how commits hang together: parents first, none of them behind `base`."""
    numbers = {commit.id: number for number, commit in enumerate(commits)}
    outside = dict.fromkeys(p for c in commits for p in c.parents if p not in numbers)
    numbers |= {name: len(commits) + number for number, name in enumerate(outside)}
    behind = {name: 1 << numbers[name] for name in outside}
    if base in behind:
        behind[base] = sum(behind.values())
    for commit in commits:
        bits = 1 << numbers[commit.id]
        for parent in commit.parents:
            bits |= behind[parent]
        behind[commit.id] = bits
    return Ancestry(numbers, behind, commits)


def _bits(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest

"""Tells what git takes for the merge base where two branches were merged into each other."""

from __future__ import annotations

from git_decide.queries.ranges import doubts
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from git_decide.queries.ranges.ancestry import Ancestry
    from git_decide.queries.ranges.doubts import Change

    # What leads from one commit to another.
    Leading = Mapping[tuple[str, str], Change]

_DEEPEST = 9  # merges of merge bases of merge bases


@value
class Base:
    """What git takes for the merge base of two commits: `ref`, or a merge of it and `other`.

    `below` is the base of that merge.
    """

    ref: str
    other: str = ""
    below: Base | None = None

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield between which commits it has to be known what changed."""
        if self.below:
            yield from self.below.pairs()
            yield self.below.ref, self.ref
            yield self.below.ref, self.other

    def held(self, leading: Leading) -> Change | None:
        """Return what leads from `ref` to the base, None where that may be anything."""
        if not self.below:
            return {}
        held = self.below.held(leading)
        if held is None:
            return None
        one, other = (
            doubts.since(held, leading[self.below.ref, name]) for name in (self.ref, self.other)
        )
        return doubts.virtual(one, other)


class Bases:
    """The merge bases of many pairs of commits."""

    def __init__(self, line: Ancestry) -> None:
        self._line = line
        self._known: dict[tuple[str, ...], Base | None] = {}

    def of(self, one: str, other: str, depth: int = 0) -> Base | None:
        """Return what git takes for the merge base of two commits, None where that is not plain.

        That is where there are more than two, or commits out of sight may be.
        """
        forks = self._line.forks(one, other)
        if len(forks) == 1:
            return Base(forks[0])
        if len(forks) != 2 or depth > _DEEPEST:
            return None
        if forks not in self._known:
            below = self.of(forks[0], forks[1], depth + 1)
            self._known[forks] = below and Base(forks[0], forks[1], below)
        return self._known[forks]

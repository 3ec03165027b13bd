"""Finds the merges of a range that git must make once more, to tell what they hold beyond its own.

To make a merge again takes git as long as the merge took. Most need not be: where one
side left a file as both sides found it, the other side's version is what git takes. What
the sides found follows from what the commits of the range changed, as far as the range
reaches back; wherever it does not, the merge is made once more.
"""

from __future__ import annotations

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from git_decide.git.history import Step
    from git_decide.queries.ranges.trees import Tree


def doubtful(
    steps: Sequence[Step], watched: Mapping[str, Tree], paths: frozenset[bytes], fork: str
) -> list[Step]:
    """Return the merges that may hold, at one of the `paths`, what git's own merge would not.

    `watched` are the files at these paths for every commit and every parent of one. `fork`
    is the commit behind which all lies that the range starts from.
    """
    known = _Ancestors(steps, fork)
    return [
        step for step in steps if len(step.raw) > 1 and _is_doubtful(step, watched, paths, known)
    ]


def _is_doubtful(
    step: Step, watched: Mapping[str, Tree], paths: frozenset[bytes], known: _Ancestors
) -> bool:
    first, *others = (paths.intersection(step.paths(n)) for n in range(len(step.raw)))
    differing = first.union(*others)
    if not differing:
        return False
    if len(others) != 1:  # an octopus
        return True
    found = known.meeting(*step.commit.parents)
    if found is None:
        return True
    one, other = (watched[parent] for parent in step.commit.parents)
    bases = [watched[base] for base in found]
    made = watched[step.commit.id]
    return any(_is_chosen(name, one, other, made, bases) for name in _names(differing))


def _names(paths: frozenset[bytes]) -> list[str]:
    import os

    return [os.fsdecode(path) for path in paths]


def _is_chosen(path: str, one: Tree, other: Tree, made: Tree, bases: Sequence[Tree]) -> bool:
    """Return whether a file of a merge is anything but what the one side that changed it has."""
    if made.get(path) == one.get(path):
        return not _all_have(bases, path, other)
    if made.get(path) == other.get(path):
        return not _all_have(bases, path, one)
    return True


def _all_have(bases: Sequence[Tree], path: str, side: Tree) -> bool:
    return all(base.get(path) == side.get(path) for base in bases)


@value
class _Side:
    """A commit's ancestors within the range, as a set of bits, and the parents outside of it."""

    inside: int
    outside: frozenset[str]


class _Ancestors:
    """Which commits of a range lie behind which, so that it can be told where two lines met."""

    def __init__(self, steps: Sequence[Step], fork: str) -> None:
        self._steps = steps
        self._fork = fork
        self._number = {step.commit.id: number for number, step in enumerate(steps)}
        self._sides: dict[str, _Side] = {}
        shared: dict[frozenset[str], frozenset[str]] = {}
        for number, step in enumerate(steps):
            inside, outside = 1 << number, frozenset[str]()
            for parent in step.commit.parents:
                side = self._side(parent)
                inside |= side.inside
                outside |= side.outside
            self._sides[step.commit.id] = _Side(inside, shared.setdefault(outside, outside))

    def _side(self, commit: str) -> _Side:
        return self._sides.get(commit) or _Side(0, frozenset([commit]))

    def meeting(self, one: str, other: str) -> tuple[str, ...] | None:
        """Return the commits at which the line of one side leaves that of the other.

        One of the two must reach all that the other reaches outside of the range; None where
        neither is known to.
        """
        for whole, part in ((one, other), (other, one)):
            if self._reaches(self._side(whole), self._side(part).outside):
                return self._leaving(part, self._side(whole))
        return None

    def _reaches(self, side: _Side, outside: Iterable[str]) -> bool:
        return self._fork in side.outside or side.outside.issuperset(outside)

    def _leaving(self, part: str, whole: _Side) -> tuple[str, ...]:
        own = self._side(part).inside & ~whole.inside
        if part not in self._number or not own:
            return (part,)
        found: dict[str, None] = {}
        while own:
            number = own.bit_length() - 1
            own ^= 1 << number
            for parent in self._steps[number].commit.parents:
                at = self._number.get(parent)
                if at is None or whole.inside >> at & 1:
                    found[parent] = None
        return tuple(each for each in found if not self._is_behind(each, found))

    def _is_behind(self, commit: str, others: Iterable[str]) -> bool:
        """Return whether a commit is known to lie behind one of the others: then it is no base."""
        at = self._number.get(commit)
        for other in others:
            if other != commit and other in self._number:
                side = self._side(other)
                if side.inside >> at & 1 if at is not None else self._reaches(side, [commit]):
                    return True
        return False

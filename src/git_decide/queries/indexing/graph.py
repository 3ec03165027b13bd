"""Keeps how all commits hang together in a few arrays, and answers from them."""

from __future__ import annotations

from array import array
from itertools import repeat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    # The ids of its parents, with spaces between them, by the id of each commit.
    Parents = Mapping[bytes, bytes]
    # What one page holds: ids, first parents, pairs of a commit and a further parent.
    Page = tuple[bytes, bytes, bytes]

NONE = -1  # in place of a parent that there is not
_NUMBER = "i"
_MOST = 24  # after so many searches through all ids a table of them pays


class Graph:
    """Commits by number: a parent has a smaller number than its children.

    `size` is that of an id in bytes.
    """

    def __init__(self, size: int, pages: Iterable[Page] = ()) -> None:
        self._size = size
        self._ids = b""
        self._firsts = array(_NUMBER)
        self._more: dict[int, list[int]] = {}
        self._numbers: dict[bytes, int] = {}
        self._passed = 0  # ids, by all searches together
        ids = []
        for page in pages:
            ids.append(page[0])
            self._firsts.frombytes(page[1])
            self._take(page[2])
        self._ids = b"".join(ids)

    def _take(self, pairs: bytes) -> None:
        found = array(_NUMBER)
        found.frombytes(pairs)
        for child, parent in zip(found[::2], found[1::2], strict=True):
            self._more.setdefault(child, []).append(parent)

    def __len__(self) -> int:
        return len(self._firsts)

    def number(self, commit: str) -> int:
        """Return the number of a commit, NONE for one that is not here."""
        return self._number(bytes.fromhex(commit))

    def _number(self, name: bytes) -> int:
        if self._numbers:
            return self._numbers.get(name, NONE)
        # From the end, since most questions are about what is new.
        at = self._ids.rfind(name)
        while at >= 0 and at % self._size:
            at = self._ids.rfind(name, 0, at + self._size - 1)
        number = at // self._size if at >= 0 else NONE
        self._passed += len(self) - number
        if self._passed > _MOST * len(self):
            self._numbers = self._table()
        return number

    def _table(self) -> dict[bytes, int]:
        ids, size = self._ids, self._size
        cuts = range(0, len(ids), size)
        return {ids[at : at + size]: number for number, at in enumerate(cuts)}

    def id(self, number: int) -> str:
        """Return the id of a commit."""
        at = number * self._size
        return self._ids[at : at + self._size].hex()

    def heads(self) -> tuple[str, ...]:
        """Return the commits that have no children: all others are behind these."""
        childless = bytearray(b"\1") * len(self)
        for first in self._firsts:
            if first >= 0:
                childless[first] = 0
        for parents in self._more.values():
            for parent in parents:
                childless[parent] = 0
        return tuple(self.id(number) for number, is_head in enumerate(childless) if is_head)

    def add(self, parents: Parents, known: frozenset[bytes] = frozenset()) -> Page:
        """Take in commits, in any order, and return the page that holds them alone.

        Those that are `known` are left out, since they are here already. A parent that is
        neither here nor among them counts as absent: the history ends there.
        """
        new = _Addition(self, {k: v for k, v in parents.items() if k not in known})
        new.take_all()
        ids = bytes.fromhex(b"".join(new.numbers).decode())
        page = (ids, new.firsts.tobytes(), new.more.tobytes())
        self._ids += ids
        self._firsts.extend(new.firsts)
        self._take(page[2])
        if self._numbers:
            self._numbers = self._table()
        return page

    def known(self, parents: Parents) -> frozenset[bytes]:
        """Return which of these commits are here already."""
        return frozenset(name for name in parents if self.number(name.decode()) != NONE)

    def brought_in(self, commit: str, tip: str) -> tuple[str, ...]:
        """Return the merges that led from a commit to the first-parent line of `tip`, in order."""
        start, end = self.number(commit), self.number(tip)
        found: list[int] = []
        if 0 <= start < end:
            behind, end = self._joins(start, end)
            while end > start:
                found.append(end)
                # The first parent does not have the commit behind it, so another one does.
                side = next(p for p in self._more[end] if p >= start and behind[p - start])
                end = self._lowest(start, side, behind)
        return tuple(self.id(number) for number in reversed(found))

    def _joins(self, start: int, end: int) -> tuple[bytearray, int]:
        """Return where `start` comes into the first-parent line of `end`, NONE for nowhere.

        Together with a mark for each number from `start` up to there that has it behind.
        """
        line = self._line(start, end)
        marks = bytearray(len(line))
        marks[0] = 1
        if line[0]:
            return marks, NONE
        more = self._more
        for at, first in enumerate(self._firsts[start + 1 : end + 1], 1):
            if (first >= start and marks[first - start]) or (
                at + start in more
                and any(p >= start and marks[p - start] for p in more[at + start])
            ):
                marks[at] = 1
                # Children have larger numbers, so this is the lowest on the line.
                if line[at]:
                    return marks, at + start
        return marks, NONE

    def _line(self, start: int, end: int) -> bytearray:
        """Return a mark for each number from `start` to `end` on the first-parent line of `end`."""
        marks = bytearray(end - start + 1)
        firsts = self._firsts
        while end >= start:
            marks[end - start] = 1
            end = firsts[end]
        return marks

    def _lowest(self, start: int, end: int, marks: bytearray) -> int:
        """Return the last commit of a first-parent line that has `start` behind it, or is it."""
        firsts = self._firsts
        while (first := firsts[end]) >= start and marks[first - start]:
            end = first
        return end

    def reaches(self, tip: str) -> Callable[[str], bool]:
        """Return what tells whether a commit is `tip` or behind it."""
        top = self.number(tip)
        if top == NONE:
            return lambda commit: commit == tip
        return _Behind(self, top).holds

    def parents(self, number: int) -> Iterator[int]:
        """Yield the numbers of the parents of a commit."""
        if self._firsts[number] != NONE:
            yield self._firsts[number]
        yield from self._more.get(number, ())


class _Behind:
    """The commits behind one of them, found as far down as somebody asks."""

    def __init__(self, graph: Graph, top: int) -> None:
        self._graph = graph
        self._marks = bytearray(top + 1)
        self._marks[top] = 1
        self._at = top  # all above has passed its mark on

    def holds(self, commit: str) -> bool:
        number = self._graph.number(commit)
        if not 0 <= number < len(self._marks):
            return False
        self._descend(number)
        return bool(self._marks[number])

    def _descend(self, number: int) -> None:
        marks, parents = self._marks, self._graph.parents
        for at in range(self._at, number, -1):
            if marks[at]:
                for parent in parents(at):
                    marks[parent] = 1
        self._at = min(self._at, number)


class _Addition:
    """Commits that get their numbers: each behind its parents."""

    def __init__(self, graph: Graph, parents: Parents) -> None:
        self._graph = graph
        self._parents = parents
        self._next = len(graph)
        self.numbers: dict[bytes, int] = {}
        self.firsts = array(_NUMBER)
        self.more = array(_NUMBER)

    def take_all(self) -> None:
        """Give every commit its number."""
        names = [*self._parents][::-1]  # newest first as a rule: then parents come first now
        early = self._number_all(names)
        if early:
            self._number_all(self._mended(names, early))

    def _number_all(self, names: Sequence[bytes]) -> list[int]:
        """Give the commits numbers as they stand, unless one comes before its parents.

        Returns where those stand that do.
        """
        start = self._next
        numbers = dict(zip(names, range(start, start + len(names)), strict=True))
        written = [*map(self._parents.__getitem__, names)]
        length = len(names[0]) if names else 0
        alone = [each if len(each) <= length else each[:length] for each in written]
        firsts = [*map(numbers.get, alone, repeat(NONE))]
        early = {at for at, number in enumerate(firsts, start) if number >= at}
        more = array(_NUMBER)
        for at, parents in enumerate(written):
            if len(parents) > length:
                for each in parents.split()[1:]:
                    parent = self._at(numbers, each)
                    if parent != NONE:
                        more.extend((start + at, parent))
                    if parent >= start + at:
                        early.add(start + at)
        if early:
            return [at - start for at in sorted(early)]
        for at in [at for at, first in enumerate(alone) if first and firsts[at] == NONE]:
            firsts[at] = self._at(numbers, alone[at])
        self.numbers, self.firsts, self.more = numbers, array(_NUMBER, firsts), more
        return []

    def _mended(self, names: Sequence[bytes], early: Sequence[int]) -> list[bytes]:
        """Return the commits with the ancestors of those that stand too early put before them."""
        at = {name: number for number, name in enumerate(names)}
        found: list[bytes] = []
        moved: set[bytes] = set()
        last = 0
        for number in early:
            found += [name for name in names[last:number] if name not in moved]
            last = number
            waiting = [names[number]] if names[number] not in moved else []
            while waiting:
                parents = self._parents[waiting[-1]].split()
                lacking = [p for p in parents if at.get(p, NONE) >= number and p not in moved]
                if lacking:
                    waiting += lacking
                elif (name := waiting.pop()) not in moved:
                    moved.add(name)
                    found.append(name)
        return found + [name for name in names[last:] if name not in moved]

    def _at(self, numbers: Mapping[bytes, int], name: bytes) -> int:
        return numbers[name] if name in numbers else self._graph.number(name.decode())


def joined(first: Page, second: Page) -> Page:
    """Return one page out of two that follow each other."""
    return (first[0] + second[0], first[1] + second[1], first[2] + second[2])

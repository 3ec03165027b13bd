"""Finds the circles in a graph of records."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from git_decide.records.digest import Name


def circles(edges: Mapping[Name, Sequence[Name]]) -> tuple[tuple[Name, ...], ...]:
    """Return one shortest circle for each knot of records that lead to one another.

    `edges` leads from a record to others, never to itself. A circle begins with the
    first of its knot by path and follows the edges. Linear in the edges, but
    for the knots themselves, and without recursion.
    """
    found = (_around(min(knot, key=lambda name: name.path), edges) for knot in _knots(edges))
    return tuple(sorted(found, key=lambda ring: ring[0].path))


def _around(start: Name, edges: Mapping[Name, Sequence[Name]]) -> tuple[Name, ...]:
    """Return a shortest way from `start` back to it, breadth first; there is one."""
    came_from: dict[Name, Name] = {}
    front = [start]
    while start not in came_from:
        following = []
        for name in front:
            for other in edges.get(name, ()):
                if other not in came_from:
                    came_from[other] = name
                    following.append(other)
        front = following
    way = [came_from[start]]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))


def _knots(edges: Mapping[Name, Sequence[Name]]) -> Iterator[list[Name]]:
    """Yield the strongly connected components of more than one record (Tarjan's algorithm)."""
    number: dict[Name, int] = {}
    low: dict[Name, int] = {}
    open_names: dict[Name, None] = {}
    for root in edges:
        work = [] if root in number else [(root, iter(edges[root]))]
        if work:
            number[root] = low[root] = len(number)
            open_names[root] = None
        while work:
            name, rest = work[-1]
            other = next(rest, None)
            if other is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == number[name]:
                    knot = _closed(open_names, name)
                    if len(knot) > 1:
                        yield knot
            elif other not in number:
                number[other] = low[other] = len(number)
                open_names[other] = None
                work.append((other, iter(edges.get(other, ()))))
            elif other in open_names:
                low[name] = min(low[name], number[other])


def _closed(open_names: dict[Name, None], last: Name) -> list[Name]:
    knot = []
    while True:
        name, _ = open_names.popitem()
        knot.append(name)
        if name == last:
            return knot

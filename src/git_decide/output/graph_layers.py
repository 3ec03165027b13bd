"""Puts a graph into layers in which every arrow leads to the left, and orders what is in them.

The way of Sugiyama, Tagawa and Toda (1981): circles are broken, layers are longest
paths, an arrow across several layers gets a place in each, and sweeps that put every
node at the mean of its neighbours untangle the arrows.
"""

from __future__ import annotations

from itertools import pairwise

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Arrow = tuple[int, int]  # from, to

_SWEEPS = 12


@value
class Layered:
    """A graph in layers, the leftmost first.

    Nodes are numbers; those that the caller does not know are places of arrows that pass
    a layer. `ways` are the nodes that each arrow passes, both its ends included, from
    the right to the left.
    """

    layers: tuple[tuple[int, ...], ...]
    ways: Mapping[Arrow, tuple[int, ...]]


def layered(nodes: Sequence[int], arrows: Sequence[Arrow], strong: Sequence[Arrow]) -> Layered:
    """Return a connected graph in layers.

    `strong` are those of the arrows that count where all of them would make too many
    layers; the others then may stay within one layer, and have no way. Nor have those
    that would pass a great many layers.
    """
    at = _places(nodes, arrows)
    if max(at.values()) >= _MOST and len(strong) < len(arrows):
        at = _places(nodes, strong)
    apart = [arrow for arrow in arrows if 0 < abs(at[arrow[0]] - at[arrow[1]]) <= _FAR]
    ways = _ways(nodes, apart, at)
    layers: list[list[int]] = [[] for _ in range(max(at.values()) + 1)]
    for node, layer in at.items():
        layers[layer].append(node)
    return Layered(tuple(map(tuple, _untangled(layers, ways.values()))), ways)


_MOST = 5
_FAR = 30


def _places(nodes: Sequence[int], arrows: Sequence[Arrow]) -> dict[int, int]:
    """Return the layer of each node: one more than the largest that it leads to."""
    left: dict[int, list[int]] = {node: [] for node in nodes}
    for start, end in arrows:
        left[start].append(end)
    order = _from_the_left(nodes, left)
    rank = {node: at for at, node in enumerate(order)}
    right: dict[int, list[int]] = {node: [] for node in nodes}
    found: dict[int, int] = {}
    for node in order:
        below = [end for end in left[node] if rank[end] < rank[node]]
        # An arrow of a circle that leads to the right counts the other way round.
        below += [start for start in right[node] if rank[start] < rank[node]]
        found[node] = 1 + max((found[end] for end in below), default=-1)
        for end in left[node]:
            right[end].append(node)
    return _drawn_near(order, arrows, found)


def _from_the_left(nodes: Iterable[int], left: Mapping[int, Sequence[int]]) -> list[int]:
    """Return the nodes so that what a node leads to comes before it, but for circles."""
    found: list[int] = []
    seen: set[int] = set()
    for root in nodes:
        work = [] if root in seen else [(root, iter(left[root]))]
        seen.add(root)
        while work:
            node, rest = work[-1]
            other = next((end for end in rest if end not in seen), None)
            if other is None:
                found.append(node)
                work.pop()
            else:
                seen.add(other)
                work.append((other, iter(left[other])))
    return found


def _drawn_near(
    order: Sequence[int], arrows: Sequence[Arrow], found: dict[int, int]
) -> dict[int, int]:
    """Move what leads nowhere as far to the right as what leads to it allows."""
    leading = {start for start, end in arrows if found[end] < found[start]}
    nearest: dict[int, int] = {}
    for start, end in arrows:
        low, high = sorted((start, end), key=lambda node: found[node])
        if low not in leading and found[low] < found[high]:
            nearest[low] = min(nearest.get(low, found[high]), found[high])
    return {node: max(found[node], nearest.get(node, 0) - 1) for node in order}


def _ways(
    nodes: Sequence[int], arrows: Sequence[Arrow], at: dict[int, int]
) -> dict[Arrow, tuple[int, ...]]:
    """Return the way of each arrow; places that it needs are added to `at`."""
    found: dict[Arrow, tuple[int, ...]] = {}
    unused = max(nodes) + 1
    for start, end in arrows:
        step = -1 if at[end] < at[start] else 1
        between = list(range(at[start] + step, at[end], step))
        places = range(unused, unused + len(between))
        unused += len(between)
        at.update(zip(places, between, strict=True))
        found[start, end] = (start, *places, end)
    return found


def _untangled(layers: list[list[int]], ways: Iterable[Sequence[int]]) -> list[list[int]]:
    beside = neighbours(layers, ways)
    for sweep in range(_SWEEPS if len(layers) > 1 else 0):
        forth = sweep % 2 == 0
        pairs = list(pairwise(layers))
        for left, right in pairs if forth else pairs[::-1]:
            fixed, moved = (left, right) if forth else (right, left)
            place = {node: number for number, node in enumerate(fixed)}
            _sort(moved, {node: beside[node][0 if forth else 1] for node in moved}, place)
    return layers


def _sort(layer: list[int], beside: Mapping[int, Sequence[int]], place: Mapping[int, int]) -> None:
    """Sort a layer by the mean place of what each is joined with; what has none stays."""
    old = {node: number for number, node in enumerate(layer)}
    joined = [node for node in layer if beside[node]]
    means = {node: sum(place[o] for o in beside[node]) / len(beside[node]) for node in joined}
    ordered = iter(sorted(joined, key=lambda node: (means[node], old[node])))
    layer[:] = [next(ordered) if beside[node] else node for node in layer]


def neighbours(
    layers: Sequence[Sequence[int]], ways: Iterable[Sequence[int]]
) -> dict[int, tuple[list[int], list[int]]]:
    """Return for each node those that it is joined with, at its left and at its right."""
    at = {node: number for number, layer in enumerate(layers) for node in layer}
    found: dict[int, tuple[list[int], list[int]]] = {node: ([], []) for node in at}
    for way in ways:
        for one, other in pairwise(way):
            low, high = (one, other) if at[one] < at[other] else (other, one)
            found[high][0].append(low)
            found[low][1].append(high)
    return found

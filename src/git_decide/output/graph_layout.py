"""Finds the places of boxes and the ways of the arrows between them, for a picture."""

from __future__ import annotations

from itertools import pairwise

from git_decide.output.graph_layers import layered, neighbours
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from git_decide.output.graph_layers import Arrow, Layered

    Point = tuple[float, float]

BOX = 232  # the width of a box
ACROSS = 64  # between two columns of boxes: the room of the arrows
DOWN = 14  # between two boxes in a column
PASSING = 6  # the height that an arrow takes which passes a column
WIDTH = 4 * BOX + 3 * ACROSS  # what a picture has at least, if there is enough to fill it
_SWEEPS = 10


@value
class Layout:
    """Where everything is, in units of the picture.

    `places` are the upper left corners of the boxes, by number. `ways` are the points
    that each arrow goes through, one at either side of a column that it passes.
    """

    width: float
    height: float
    places: Mapping[int, Point]
    ways: Mapping[Arrow, tuple[Point, ...]]


def layout(heights: Sequence[float], arrows: Sequence[Arrow], strong: Sequence[Arrow]) -> Layout:
    """Return the layout of boxes of these heights; `arrows` lead from box to box.

    What is joined stands together, the larger groups first; boxes without arrows
    follow in their order. `strong` are the arrows that make up the columns.
    """
    groups = _groups(len(heights), arrows)
    joined = [group for group in groups if len(group) > 1]
    single = [group[0] for group in groups if len(group) == 1]
    counted = set(strong)
    blocks = [
        _block(group, heights, own, [arrow for arrow in own if arrow in counted])
        for group, own in zip(joined, _shared_out(joined, arrows), strict=True)
    ]
    blocks.sort(key=lambda block: -block.height)
    width = max([WIDTH, *(block.width for block in blocks)])
    packed, height = _packed(blocks, width)
    rest = _grid(single, heights, width)
    below = _moved(rest, 0, height + (2 * DOWN if blocks and single else 0))
    whole = [*packed, below]
    used = max((each.width for each in whole), default=0)
    places = {node: place for each in whole for node, place in each.places.items()}
    ways = {arrow: way for each in whole for arrow, way in each.ways.items()}
    return Layout(used, below.height, places, ways)


def _groups(count: int, arrows: Iterable[Arrow]) -> list[list[int]]:
    """Return the numbers up to `count` in groups of those that arrows join, in order."""
    beside: list[list[int]] = [[] for _ in range(count)]
    for start, end in arrows:
        beside[start].append(end)
        beside[end].append(start)
    seen: set[int] = set()
    found = []
    for first in range(count):
        if first in seen:
            continue
        seen.add(first)
        group = [first]
        for node in group:
            new = [other for other in dict.fromkeys(beside[node]) if other not in seen]
            seen.update(new)
            group += new
        found.append(sorted(group))
    return found


def _shared_out(groups: Sequence[Sequence[int]], arrows: Iterable[Arrow]) -> list[list[Arrow]]:
    """Return the arrows of each group."""
    at = {node: number for number, group in enumerate(groups) for node in group}
    found: list[list[Arrow]] = [[] for _ in groups]
    for arrow in arrows:
        found[at[arrow[0]]].append(arrow)
    return found


def _block(
    group: Sequence[int], heights: Sequence[float], arrows: Sequence[Arrow], strong: Sequence[Arrow]
) -> Layout:
    inside = set(group)
    found = layered(group, arrows, strong)
    tall = {
        node: heights[node] if node in inside else PASSING
        for layer in found.layers
        for node in layer
    }
    middles = _middles(found, tall)
    top = min(middles[node] - tall[node] / 2 for node in tall)
    middles = {node: middle - top for node, middle in middles.items()}
    column = {node: at for at, layer in enumerate(found.layers) for node in layer}
    left = {node: at * (BOX + ACROSS) for node, at in column.items()}
    ways = {arrow: tuple(_points(found.ways.get(arrow, arrow), left, middles)) for arrow in arrows}
    places = {node: (left[node], middles[node] - tall[node] / 2) for node in group}
    width = len(found.layers) * (BOX + ACROSS) - ACROSS
    bulge = ACROSS / 2 if len(found.ways) < len(arrows) else 0
    height = max(middles[node] + tall[node] / 2 for node in tall)
    return Layout(width + bulge, height, places, ways)


def _points(
    way: Sequence[int], left: Mapping[int, float], middles: Mapping[int, float]
) -> Iterator[Point]:
    """Yield where an arrow leaves its box, passes columns, and meets the other box."""
    backwards = left[way[0]] < left[way[-1]]
    sides = (0, BOX) if backwards else (BOX, 0)
    if left[way[0]] == left[way[-1]]:
        yield from ((left[node] + BOX, middles[node]) for node in way)
        return
    yield left[way[0]] + sides[1], middles[way[0]]
    for node in way[1:-1]:
        yield from ((left[node] + side, middles[node]) for side in sides)
    yield left[way[-1]] + sides[0], middles[way[-1]]


def _middles(found: Layered, tall: Mapping[int, float]) -> dict[int, float]:
    """Return how far down the middle of each box is: near to what it is joined with."""
    beside = neighbours(found.layers, found.ways.values())
    middles: dict[int, float] = {}
    for layer in found.layers:
        middles.update(zip(layer, _spread([0.0] * len(layer), layer, tall), strict=True))
    for sweep in range(_SWEEPS):
        side = sweep % 2
        for layer in found.layers[::-1] if side else found.layers:
            wanted = [_mean(beside[node][side], middles, middles[node]) for node in layer]
            middles.update(zip(layer, _spread(wanted, layer, tall), strict=True))
    return middles


def _mean(nodes: Sequence[int], middles: Mapping[int, float], otherwise: float) -> float:
    return sum(middles[node] for node in nodes) / len(nodes) if nodes else otherwise


def _spread(
    wanted: Sequence[float], layer: Sequence[int], tall: Mapping[int, float]
) -> list[float]:
    """Return places as near to those wanted as the order and the heights of the boxes allow.

    Least squares: neighbours that want to be too near are pooled until none does.
    """
    offsets = [0.0]
    for one, other in pairwise(layer):
        offsets.append(offsets[-1] + (tall[one] + tall[other]) / 2 + DOWN)
    pools: list[tuple[float, int]] = []  # the sum of what its members want, and their number
    for want, offset in zip(wanted, offsets, strict=True):
        total, count = want - offset, 1
        while pools and pools[-1][0] * count >= total * pools[-1][1]:
            more, members = pools.pop()
            total, count = total + more, count + members
        pools.append((total, count))
    starts = [total / count for total, count in pools for _ in range(count)]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]


def _packed(blocks: Sequence[Layout], width: float) -> tuple[list[Layout], float]:
    """Put blocks into rows, as many into each as fit; return them, and where they end."""
    found = []
    x = y = tallest = 0.0
    for block in blocks:
        if x and x + block.width > width:
            x, y, tallest = 0.0, y + tallest + 2 * DOWN, 0.0
        found.append(_moved(block, x, y))
        x += block.width + ACROSS
        tallest = max(tallest, block.height)
    return found, y + tallest


def _grid(nodes: Sequence[int], heights: Sequence[float], width: float) -> Layout:
    """Put boxes without arrows into rows, in their order."""
    columns = max(int((width + ACROSS) // (BOX + ACROSS)), 1)
    places: dict[int, Point] = {}
    y = 0.0
    for at in range(0, len(nodes), columns):
        row = nodes[at : at + columns]
        places.update((node, (number * (BOX + ACROSS), y)) for number, node in enumerate(row))
        y += max(heights[node] for node in row) + DOWN
    used = min(len(nodes), columns) * (BOX + ACROSS) - ACROSS
    return Layout(max(used, 0), max(y - DOWN, 0.0), places, {})


def _moved(block: Layout, x: float, y: float) -> Layout:
    places = {node: (left + x, top + y) for node, (left, top) in block.places.items()}
    ways = {arrow: tuple((a + x, b + y) for a, b in way) for arrow, way in block.ways.items()}
    return Layout(block.width + x, block.height + y, places, ways)

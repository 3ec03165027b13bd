"""Where boxes and arrows of a picture are: nothing overlaps, and every arrow meets its boxes."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from git_decide.output.graph_layout import BOX, Layout, layout


def drawn(count: int, arrows: list[tuple[int, int]], weak: int = 0) -> Layout:
    """Return the layout of boxes of height 50; the last `weak` arrows are not strong."""
    return layout([50.0] * count, arrows, arrows[: len(arrows) - weak])


@given(st.data())
def test_no_box_lies_on_another(data: st.DataObject) -> None:
    """Whatever leads where, in circles or not, boxes stand apart and within the picture."""
    heights = data.draw(st.lists(st.floats(30, 90), min_size=1, max_size=14))
    ends = st.integers(0, len(heights) - 1)
    pairs = data.draw(st.lists(st.tuples(ends, ends), max_size=30, unique=True))
    arrows = [pair for pair in pairs if pair[0] != pair[1]]
    strong = [arrow for arrow in arrows if data.draw(st.booleans())]
    found = layout(heights, arrows, strong)
    assert set(found.places) == set(range(len(heights)))
    for (one, (x, y)), (other, (a, b)) in combinations(found.places.items(), 2):
        beside = abs(x - a) >= BOX
        assert beside or y + heights[one] <= b + 0.01 or b + heights[other] <= y + 0.01
    for node, (x, y) in found.places.items():
        assert 0 <= x <= found.width - BOX
        assert -0.01 <= y <= found.height - heights[node] + 0.01
    for (start, end), way in found.ways.items():
        for node, (x, y) in ((start, way[0]), (end, way[-1])):
            left, top = found.places[node]
            assert x in (left, left + BOX)
            assert abs(y - top - heights[node] / 2) < 0.01
    assert set(found.ways) == set(arrows)


def test_the_older_one_is_at_the_left() -> None:
    """A chain goes from the right to the left, a column a step."""
    found = drawn(3, [(2, 1), (1, 0)])
    assert [found.places[node][0] for node in range(3)] == sorted(
        {x for x, _ in found.places.values()}
    )
    assert found.ways[1, 0] == ((found.places[1][0], 25.0), (BOX, 25.0))


def test_an_arrow_passes_between_boxes() -> None:
    """One that leads across a column goes around the box that stands there."""
    found = drawn(3, [(2, 1), (1, 0), (2, 0)])
    ((left, top), way) = (found.places[1], found.ways[2, 0])
    passing = [y for x, y in way if x in (left, left + BOX)]
    assert len(passing) == 2
    assert all(y < top or y > top + 50 for y in passing)


def test_arrows_of_a_tree_do_not_cross() -> None:
    """What follows one box stands together, in the order of the boxes that it follows."""
    found = drawn(7, [(1, 0), (2, 0), (3, 1), (4, 2), (5, 1), (6, 2)])
    middles = [[found.places[node][1] for node in some] for some in ((3, 5), (4, 6))]
    assert max(middles[0]) < min(middles[1]) or max(middles[1]) < min(middles[0])


def test_many_weak_links_make_no_columns() -> None:
    """Records that each relate to the one before stand in a column; a few in a row."""
    short = [(n, n - 1) for n in range(1, 4)]
    long = [(n, n - 1) for n in range(1, 40)]
    assert drawn(4, short, weak=3).height == 50
    assert {x for x, _ in drawn(40, long, weak=39).places.values()} == {0}


def test_what_is_linked_comes_first() -> None:
    """Boxes without arrows follow below, in their order, in rows."""
    found = drawn(8, [(7, 6)])
    rows = [found.places[node] for node in range(6)]
    assert all(one < other for one, other in pairwise((y, x) for x, y in rows))
    assert min(y for _, y in rows) > found.places[6][1] + 50


def test_a_great_many_layers_take_little_time() -> None:
    """An arrow across a long chain does not take a place in each column."""
    arrows = [(n, n - 1) for n in range(1, 400)] + [(n, 0) for n in range(2, 400)]
    assert len(drawn(400, arrows).ways[399, 0]) == 2


def test_nothing() -> None:
    """No boxes make an empty picture."""
    assert drawn(0, []) == Layout(0, 0.0, {}, {})

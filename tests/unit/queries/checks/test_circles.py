"""Circles of records: each knot is told once, as a shortest way around."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from git_decide.queries.checks.circles import circles
from git_decide.records.digest import Name

NAMES = [Name(f"{n}", "", n, f"{n}.md") for n in range(8)]
EDGES = st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=20)


def reachable(edges: set[tuple[Name, Name]], start: Name) -> set[Name]:
    """Return what `start` leads to, in one step or more."""
    found: set[Name] = set()
    while True:
        more = {b for a, b in edges if a == start or a in found} - found
        if not more:
            return found
        found |= more


@given(EDGES)
def test_against_what_leads_back_to_itself(drawn: set[tuple[Name, Name]]) -> None:
    """Every record that leads back to itself is in a knot with one circle, and no other is."""
    edges = {(a, b) for a, b in drawn if a != b}
    graph: dict[Name, list[Name]] = {}
    for a, b in sorted(edges, key=lambda edge: (edge[0].path, edge[1].path)):
        graph.setdefault(a, []).append(b)
    ways = {name: reachable(edges, name) for name in NAMES}
    knots = {
        frozenset(other for other in ways[name] if name in ways[other])
        for name in NAMES
        if name in ways[name]
    }
    rings = circles(graph)
    assert {min(knot, key=lambda name: name.path) for knot in knots} == {ring[0] for ring in rings}
    assert len(rings) == len(knots)
    for ring in rings:
        assert len(set(ring)) == len(ring) > 1
        assert all(edge in edges for edge in pairwise((*ring, ring[0])))


def test_a_long_way_around() -> None:
    """Neither depth nor length is limited."""
    names = [Name(f"{n}", "", n, f"{n:05d}.md") for n in range(20_000)]
    graph = {a: [b] for a, b in pairwise([*names, names[0]])}
    assert circles(graph) == (tuple(names),)

"""The links between records as one graph, whichever end states them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from git_decide.queries.checks.gist import Gist, Named
from git_decide.queries.graph import Dangling, Edge, around, chosen, graph, linked
from git_decide.records.digest import Name

if TYPE_CHECKING:
    from git_decide.queries.graph import Graph

NAMES = [Name(f"{n:04}-cap", "", n, f"log/{n:04}-cap.md") for n in range(1, 7)]
_KEYS = ("supersedes", "superseded-by", "amends", "amended-by", "relates")
STATED = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(_KEYS), st.integers(1, 8)))


def log(*stated: tuple[int, str, int]) -> Graph:
    """Return the graph of six records; record number `at` + 1 states each link by a number."""
    links: dict[int, list[Named]] = {}
    for at, key, other in stated:
        links.setdefault(at, []).append(Named(key, str(other), 1, 1))
    return graph(
        [Gist(n, (), readable=True, links=tuple(links.get(at, ()))) for at, n in enumerate(NAMES)]
    )


def pairs(found: Graph) -> list[tuple[str, int | None, int | None]]:
    """Return the edges by the numbers of the records."""
    return [(edge.kind, edge.newer.number, edge.older.number) for edge in found.edges]


def test_either_end_states_a_link() -> None:
    """Both together are one arrow, from the newer record to the older one."""
    assert pairs(log((1, "supersedes", 1))) == [("supersedes", 2, 1)]
    assert pairs(log((0, "superseded-by", 2))) == [("supersedes", 2, 1)]
    assert pairs(log((1, "supersedes", 1), (0, "superseded-by", 2))) == [("supersedes", 2, 1)]
    assert pairs(log((0, "amended-by", 2), (0, "relates", 3))) == [
        ("amends", 2, 1),
        ("relates", 3, 1),
    ]


def test_the_stronger_link_is_told() -> None:
    """What supersedes a record relates to it as well, whoever says so."""
    assert pairs(log((1, "relates", 1), (1, "amends", 1), (1, "supersedes", 1))) == [
        ("supersedes", 2, 1)
    ]
    assert pairs(log((0, "relates", 2), (1, "amends", 1))) == [("amends", 2, 1)]


def test_links_that_lead_nowhere() -> None:
    """They are told apart, as written; one to the record itself is no link."""
    found = log((0, "supersedes", 99), (1, "relates", 2))
    assert found.dangling == (Dangling("supersedes", NAMES[0], "99"),)
    assert found.edges == ()


def test_unreadable_records_are_no_part() -> None:
    """A link to one leads nowhere."""
    broken = Gist(NAMES[0], ())
    stating = Gist(NAMES[1], (), readable=True, links=(Named("relates", "1", 1, 1),))
    found = graph([broken, stating])
    assert found.nodes == (stating,)
    assert found.dangling == (Dangling("relates", NAMES[1], "1"),)


def test_a_neighbourhood() -> None:
    """So many links away, in whatever direction they lead."""
    found = log((1, "supersedes", 1), (2, "amends", 2), (3, "relates", 3))
    assert around(found, [NAMES[1]], 0) == {NAMES[1]}
    assert around(found, [NAMES[1]], 1) == set(NAMES[:3])
    assert around(found, [NAMES[1]], 9) == set(NAMES[:4]) == linked(found)


@given(STATED)
def test_against_a_naive_statement(stated: list[tuple[int, str, int]]) -> None:
    """Two records have an arrow exactly where one names the other, the strongest that is named."""
    said: dict[tuple[int, int], set[str]] = {}
    for at, key, other in stated:
        ends = (other, at + 1) if key in ("superseded-by", "amended-by") else (at + 1, other)
        kind = {"superseded-by": "supersedes", "amended-by": "amends"}.get(key, key)
        if kind == "relates":
            ends = (max(ends), min(ends))
        if other <= 6 and other != at + 1:
            said.setdefault(ends, set()).add(kind)
    strong = {ends for ends, kinds in said.items() if kinds != {"relates"}}
    wanted = [
        (min(kinds, key=("supersedes", "amends", "relates").index), *ends)
        for ends, kinds in said.items()
        if ends in strong or (ends[1], ends[0]) not in strong
    ]
    assert sorted(pairs(log(*stated))) == sorted(wanted)


@given(STATED, st.sets(st.sampled_from(NAMES)))
def test_a_part_has_what_is_within(stated: list[tuple[int, str, int]], names: set[Name]) -> None:
    """Arrows are kept where both ends are."""
    whole = log(*stated)
    part = chosen(whole, names)
    assert {gist.name for gist in part.nodes} == names
    assert part.edges == tuple(
        Edge(edge.kind, edge.newer, edge.older)
        for edge in whole.edges
        if {edge.newer, edge.older} <= names
    )

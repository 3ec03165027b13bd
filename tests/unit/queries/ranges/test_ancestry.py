"""Where two commits forked is told rightly, or not at all, however little is known."""

from __future__ import annotations

from itertools import combinations
from random import Random

from git_decide.queries.ranges.ancestry import ancestry

Graph = dict[str, tuple[str, ...]]


def _graph(random: Random) -> Graph:
    """Return commits with their parents, parents first, as many merges among them as not."""
    made: Graph = {}
    for number in range(random.randrange(6, 22)):
        there = list(made)
        count = min(len(there), random.choice((1, 1, 2)) if random.random() < 0.95 else 0)
        made[f"{number:02}"] = tuple(random.sample(there[-6:], min(count, len(there[-6:]))))
    return made


def _behind(graph: Graph, name: str) -> set[str]:
    found = {name}
    for parent in graph[name]:
        found |= _behind(graph, parent)
    return found


def _forks(graph: Graph, one: str, other: str) -> set[str]:
    """Return the merge bases of two commits, by their definition."""
    common = _behind(graph, one) & _behind(graph, other)
    return {
        each for each in common if not any(each in _behind(graph, more) for more in common - {each})
    }


def test_what_is_out_of_sight_never_leads_to_a_wrong_merge_base() -> None:
    """Of what is older than a range any part may be known, and what is told holds of all."""
    told = untold = hidden = 0
    for number in range(400):
        random = Random(f"ancestry {number}")
        graph = _graph(random)
        base, tip = random.choice(list(graph)), list(graph)[-1]
        inside = [n for n in graph if n in _behind(graph, tip) - _behind(graph, base)]
        outside = {p for n in inside for p in graph[n]} - {*inside}
        older = sorted({n for each in outside for n in _behind(graph, each)})
        known = {n: graph[n] for n in older if random.random() < random.choice((0.3, 0.9))}
        line = ancestry({n: graph[n] for n in inside}, base, known)
        for one, other in combinations(line.names, 2):
            found = line.forks(one, other)
            wanted = _forks(graph, one, other)
            assert not found or {*found} == wanted, (number, one, other)
            told += bool(found)
            untold += bool(wanted) and not found
            hidden += bool(found) and not {*older} <= known.keys()
    assert told > 1000
    assert untold > 100
    assert hidden > 100

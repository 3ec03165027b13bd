"""Puts the links between records together as one graph, whichever end states them."""

from __future__ import annotations

from git_decide.queries.names.references import Called, Catalogue
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from git_decide.queries.checks.gist import Gist
    from git_decide.records.digest import Name

# Key of a link as a record states it → its kind, and whether that record is where it begins.
_KINDS = {
    "supersedes": ("supersedes", True),
    "superseded-by": ("supersedes", False),
    "amends": ("amends", True),
    "amended-by": ("amends", False),
    "relates": ("relates", True),
}
# Of two links between the same records the stronger one is told.
KINDS = ("supersedes", "amends", "relates")


@value
class Edge:
    """A link between two records: `newer` supersedes or amends `older`.

    Of two that relate, the one that comes later in the log counts as the newer.
    """

    kind: str
    newer: Name
    older: Name


@value
class Dangling:
    """A link as a record states it, where it means no other record, or several."""

    kind: str
    name: Name
    written: str


@value
class Graph:
    """Records by log and path, the links between them, and those that lead nowhere."""

    nodes: tuple[Gist, ...]
    edges: tuple[Edge, ...] = ()
    dangling: tuple[Dangling, ...] = ()


def graph(gists: Sequence[Gist]) -> Graph:
    """Return the graph of all records, of which unreadable ones are no part."""
    known = Catalogue([Called(gist.name, gist.title, gist.aliases) for gist in gists])
    nodes = tuple(gist for gist in gists if gist.readable)
    order = {gist.name: at for at, gist in enumerate(nodes)}
    edges: dict[tuple[Name, Name], str] = {}
    dangling: dict[Dangling, None] = {}
    for kind, begins, name, written in _stated(nodes):
        meant = known.resolve(written, name)
        if len(meant) != 1 or meant[0] not in order:
            dangling[Dangling(kind, name, written)] = None
        elif meant[0] != name:
            newer, older = (name, meant[0]) if begins else (meant[0], name)
            if kind == "relates" and order[newer] < order[older]:
                newer, older = older, newer
            _add(edges, newer, older, kind)
    made = (Edge(kind, *ends) for ends, kind in edges.items())
    by_ends = sorted(made, key=lambda edge: (order[edge.newer], order[edge.older]))
    return Graph(nodes, tuple(by_ends), tuple(dangling))


def _stated(nodes: Iterable[Gist]) -> Iterator[tuple[str, bool, Name, str]]:
    """Yield each link: its kind, whether it begins where it is stated, where, in what words."""
    stated = [(link.key, gist.name, link.written) for gist in nodes for link in gist.links]
    for wanted in KINDS:
        for key, name, written in stated:
            kind, begins = _KINDS[key]
            if kind == wanted:
                yield kind, begins, name, written


def _add(edges: dict[tuple[Name, Name], str], newer: Name, older: Name, kind: str) -> None:
    """Add a link, the strongest coming first: a weaker one adds nothing, either way round."""
    if (newer, older) in edges or (kind == "relates" and (older, newer) in edges):
        return
    edges[newer, older] = kind


def chosen(whole: Graph, names: Collection[Name]) -> Graph:
    """Return the part of a graph that is made of these records."""
    return Graph(
        tuple(gist for gist in whole.nodes if gist.name in names),
        tuple(edge for edge in whole.edges if edge.newer in names and edge.older in names),
        tuple(each for each in whole.dangling if each.name in names),
    )


def around(whole: Graph, names: Iterable[Name], depth: int) -> set[Name]:
    """Return the records that are at most `depth` links away from one of `names`."""
    beside = _neighbours(whole.edges)
    found = set(names)
    front = set(found)
    for _ in range(depth):
        front = {other for name in front for other in beside.get(name, ())} - found
        if not front:
            break
        found |= front
    return found


def linked(whole: Graph) -> set[Name]:
    """Return the records that have a link to another one."""
    return set(_neighbours(whole.edges))


def _neighbours(edges: Iterable[Edge]) -> Mapping[Name, Sequence[Name]]:
    found: dict[Name, list[Name]] = {}
    for edge in edges:
        found.setdefault(edge.newer, []).append(edge.older)
        found.setdefault(edge.older, []).append(edge.newer)
    return found

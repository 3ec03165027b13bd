"""Draws the graph of records in the language of Mermaid, which forges show in Markdown."""

from __future__ import annotations

import re

from git_decide.output.graph_look import LIGHT, called, look, stated
from git_decide.output.terminal import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.graph import Graph
    from git_decide.records.digest import Name

# An arrow leads from the newer record, at the right, to the older one.
_ARROWS = {
    "supersedes": "==>|supersedes|",
    "amends": "-->|amends|",
    "relates": "-.-",
}
# What Mermaid draws unless its configuration says otherwise: letters of a text, arrows.
_LETTERS, _EDGES = 50_000, 500
# Everything that Mermaid, Markdown or HTML could see a sign in, wherever it stands. Dots,
# dashes and brackets only where an address, a rule or an item of a list might begin. The
# first ones are a line break, a formula or an icon even as entities.
_SIGNS = re.compile(
    r"([\\$]|:(?=\S))"
    r"|[^\w\s,()'!?./+-]|_|^[-+\s]|(?<=\d)[.)](?=\s|$)|(?<=\S)\.(?=\S)|(?<=-)-|//"
)
_JOINER = "#8288;"  # cannot be seen, and breaks up what it stands in


def mermaid(graph: Graph) -> str:
    """Return a flow chart: a box for each record, in the colour of its status."""
    numbers = {gist.name: f"r{at}" for at, gist in enumerate(graph.nodes, 1)}
    lines = ["flowchart RL"]
    lines += (f'  {numbers[gist.name]}["{_label(gist)}"]' for gist in graph.nodes)
    lines += (
        f"  {numbers[edge.newer]} {_ARROWS[edge.kind]} {numbers[edge.older]}"
        for edge in graph.edges
    )
    return "\n".join([*lines, *_classes(graph, numbers)])


def _label(gist: Gist) -> str:
    return "<br>".join(_escaped(each) for each in (called(gist), gist.title, stated(gist)) if each)


def _escaped(text: str) -> str:
    """Return text in which nothing means anything: its signs as entities of Mermaid."""
    return _SIGNS.sub(_entities, safe(text))


def _entities(match: re.Match[str]) -> str:
    entities = "".join(f"#{ord(letter)};" for letter in match[0])
    return entities + _JOINER if match[1] else entities


def _classes(graph: Graph, numbers: Mapping[Name, str]) -> Iterator[str]:
    members: dict[str, list[str]] = {}
    for gist in graph.nodes:
        members.setdefault(look(gist), []).append(numbers[gist.name])
    for status, some in sorted(members.items()):
        fill, border, text = LIGHT[status]
        yield f"  classDef {status} fill:{fill},stroke:{border},color:{text}"
        yield f"  class {','.join(some)} {status}"


def too_large(graph: Graph, text: str) -> bool:
    """Return whether Mermaid refuses to draw this, as it is set up on forges."""
    return len(text) > _LETTERS or len(graph.edges) > _EDGES

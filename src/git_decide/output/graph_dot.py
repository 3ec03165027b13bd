"""Draws the graph of records in the language of Graphviz."""

from __future__ import annotations

from git_decide.output.graph_look import LIGHT, called, look, stated
from git_decide.output.terminal import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.graph import Graph

_STYLES = {
    "supersedes": 'label="supersedes", penwidth=2',
    "amends": 'label="amends"',
    "relates": "style=dashed, dir=none, constraint=false",
}
_WRAP = 32


def dot(graph: Graph) -> str:
    """Return a directed graph: a box for each record, in the colour of its status.

    An edge leads from the newer record, at the right, to the older one.
    """
    numbers = {gist.name: f"r{at}" for at, gist in enumerate(graph.nodes, 1)}
    lines = [
        "digraph decisions {",
        "  rankdir=RL",
        '  node [shape=box, style="rounded,filled", fontname="sans-serif", fontsize=11]',
        '  edge [fontname="sans-serif", fontsize=9, color="#59636e"]',
    ]
    lines += (f"  {numbers[gist.name]} [{_node(gist)}]" for gist in graph.nodes)
    lines += (
        f"  {numbers[edge.newer]} -> {numbers[edge.older]} [{_STYLES[edge.kind]}]"
        for edge in graph.edges
    )
    return "\n".join([*lines, "}"])


def _node(gist: Gist) -> str:
    from textwrap import wrap

    label = [called(gist), *wrap(gist.title, _WRAP), stated(gist)]
    fill, border, text = LIGHT[look(gist)]
    written = "\\n".join(_escaped(each) for each in label if each)
    colours = f'fillcolor="{fill}", color="{border}", fontcolor="{text}"'
    return f'label="{written}", tooltip="{_escaped(gist.title or gist.name.id)}", {colours}'


def _escaped(text: str) -> str:
    r"""Return text for a quoted label, in which ``\N`` and ``&lt;`` would mean something."""
    return safe(text).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')

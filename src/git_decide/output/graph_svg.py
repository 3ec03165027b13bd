"""Draws the graph of records as an SVG picture."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from git_decide.output.graph_layout import ACROSS, BOX, layout
from git_decide.output.graph_look import DARK, LIGHT, called, look, stated
from git_decide.output.svg_text import cut, length, lines
from git_decide.output.terminal import safe
from git_decide.output.text import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from git_decide.output.graph_layout import Point
    from git_decide.output.graph_look import Colours
    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.graph import Edge, Graph

_MARGIN = 16
_LEGEND = 44  # the room at the top
_SIDE = 10  # between the border of a box and its text
_SIZE, _SMALL = 12.5, 11.5  # of the letters
_BOLD = 1.15 * _SMALL  # how large they seem where they are bold
_LINE = 17
_HEAD = 26  # of a box: down to where its title begins
_MOST = 3  # lines of a title
# XML cannot hold these at all.
_NO_XML = re.compile("[\ufffe\uffff]")
_STYLE = """
  text { font: 12.5px system-ui, -apple-system, "Segoe UI", sans-serif }
  .head { font-size: 11.5px; font-weight: 600 }
  .quiet { font-size: 11.5px; fill: %s }
  path { fill: none; stroke: %s }
  .supersedes { stroke-width: 2.2 }
  .amends { stroke-width: 1.2 }
  .relates { stroke-width: 1.2; stroke-dasharray: 4 4 }
  .tip { fill: %s; stroke: none }
"""
_LIGHT_LINES, _DARK_LINES = ("#59636e", "#818b98", "#818b98"), ("#9198a1", "#656c76", "#656c76")


def svg(graph: Graph) -> str:
    """Return the picture: a box for each record, an arrow from the newer one to the older.

    The older ones are at the left. What is linked stands together, what is not stands
    below, in the order of the log.
    """
    titles = [lines(_text(gist.title), BOX - 2 * _SIDE, _SIZE, _MOST) for gist in graph.nodes]
    heights = [_HEAD + _LINE * max(len(title), 1) + 6.0 for title in titles]
    number = {gist.name: at for at, gist in enumerate(graph.nodes)}
    edges = {(number[edge.newer], number[edge.older]): edge for edge in graph.edges}
    strong = [ends for ends, edge in edges.items() if edge.kind != "relates"]
    found = layout(heights, tuple(edges), strong)
    return "\n".join(
        [
            *_opening(graph, found.width + 2 * _MARGIN, found.height + _LEGEND + 2 * _MARGIN),
            f'<g transform="translate({_MARGIN} {_LEGEND + _MARGIN})">',
            *(_arrow(edge, found.ways[ends]) for ends, edge in edges.items()),
            *(
                _box(gist, found.places[at], heights[at], titles[at])
                for at, gist in enumerate(graph.nodes)
            ),
            "</g>",
            "</svg>",
        ]
    )


def _text(text: str) -> str:
    return _NO_XML.sub("\ufffd", safe(text))


def _opening(graph: Graph, width: float, height: float) -> Iterator[str]:
    statuses = [status for status in LIGHT if any(status == look(gist) for gist in graph.nodes)]
    kinds = [kind for kind in ("supersedes", "amends", "relates") if _has(graph, kind)]
    legend = list(_legend(statuses, kinds))
    wide = max(width, _MARGIN + sum(room for room, _ in legend))
    said = f"{count(len(graph.nodes), 'decision')}, {count(len(graph.edges), 'link')}"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {wide:.0f} {height:.0f}" role="img" aria-label="{said}">'
    )
    yield f"<title>{said}</title>"
    yield f"<style>{_style()}</style>"
    yield (
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="9" '
        'markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">'
        '<path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>'
    )
    at = float(_MARGIN)
    for room, drawn in legend:
        yield f'<g transform="translate({at:.0f} {_MARGIN})">{drawn}</g>'
        at += room


def _has(graph: Graph, kind: str) -> bool:
    return any(edge.kind == kind for edge in graph.edges)


def _legend(statuses: Sequence[str], kinds: Sequence[str]) -> Iterator[tuple[float, str]]:
    """Yield each entry of the legend with the room that it takes."""
    for status in statuses:
        said = "other status" if status == "unknown" else status
        mark = f'<rect class="{status}" x="0.5" y="2.5" width="13" height="13" rx="3"/>'
        yield 42 + length(said, _SMALL), f'{mark}<text class="quiet" x="20" y="13">{said}</text>'
    for kind in kinds:
        tip = "" if kind == "relates" else ' marker-end="url(#tip)"'
        said = "relates to" if kind == "relates" else kind
        line = f'<path class="{kind}" d="M34 9H0"{tip}/>'
        yield 62 + length(said, _SMALL), f'{line}<text class="quiet" x="42" y="13">{said}</text>'


def _style() -> str:
    dark = (_STYLE % _DARK_LINES).replace("\n", "\n  ")
    return (
        f"{_STYLE % _LIGHT_LINES}{_colours(LIGHT)}"
        f"  @media (prefers-color-scheme: dark) {{{dark}{_colours(DARK)}  }}\n"
    )


def _colours(known: Mapping[str, Colours]) -> str:
    return "".join(
        f"  .{status} {{ fill: {fill}; stroke: {border} }}\n"
        f"  .{status}-text {{ fill: {text} }}\n"
        f"  .{status}-head {{ fill: {border if status not in _QUIET else text} }}\n"
        for status, (fill, border, text) in known.items()
    )


_QUIET = ("superseded", "deprecated", "unknown")


def _arrow(edge: Edge, way: Sequence[Point]) -> str:
    tip = "" if edge.kind == "relates" else ' marker-end="url(#tip)"'
    said = f"{edge.newer.qualified} {edge.kind} {edge.older.qualified}"
    title = f"<title>{escape(_text(said))}</title>"
    return f'<path class="{edge.kind}" d="{_curve(way)}"{tip}>{title}</path>'


def _curve(way: Sequence[Point]) -> str:
    """Return a path through the points: straight past a column, a curve from one to the next."""
    (x, y), *rest = way
    drawn = [f"M{x:.1f} {y:.1f}"]
    for at, (to_x, to_y) in enumerate(rest):
        half = (to_x - x) / 2
        turn, back = x + half, to_x - half
        if not half:  # within one column: out to the right, and back
            turn = back = x + min(16 + abs(to_y - y) / 12, 0.9 * ACROSS)
        inner = f"{turn:.1f} {y:.1f} {back:.1f} {to_y:.1f}"
        drawn.append(f"L{to_x:.1f} {to_y:.1f}" if at % 2 else f"C{inner} {to_x:.1f} {to_y:.1f}")
        x, y = to_x, to_y
    return "".join(drawn)


def _box(gist: Gist, place: Point, height: float, title: Sequence[str]) -> str:
    kind = look(gist)
    status = cut(_text(gist.status), BOX / 2, _BOLD)
    room = BOX - 2 * _SIDE - length(status, _BOLD) - 10
    name = cut(_text(called(gist)), room, _BOLD)
    full = f"{gist.name.qualified}: {gist.title or '(no title)'}"
    full += f" ({stated(gist)})" if stated(gist) else ""
    parts = [
        f'<g transform="translate({place[0]:.1f} {place[1]:.1f})">',
        f"<title>{escape(_text(full))}</title>",
        f'<rect class="{kind}" x="0.5" y="0.5" width="{BOX - 1}" height="{height - 1:.0f}" '
        'rx="6"/>',
        f'<text class="head {kind}-head" x="{_SIDE}" y="18">{escape(name)}</text>',
        f'<text class="head {kind}-head" x="{BOX - _SIDE}" y="18" text-anchor="end">'
        f"{escape(status)}</text>",
        *(
            f'<text class="{kind}-text" x="{_SIDE}" y="{_HEAD + 10 + _LINE * at}">'
            f"{escape(line)}</text>"
            for at, line in enumerate(title or ["(no title)"])
        ),
        "</g>",
    ]
    return "".join(parts)

"""Graphs of records for tests of how they are drawn."""

from __future__ import annotations

from hypothesis import strategies as st

from git_decide.queries.checks.gist import Gist
from git_decide.queries.graph import Edge, Graph
from git_decide.records.digest import Name
from git_decide.records.lifecycle import STATUSES

# What the languages of pictures, Markdown, HTML or a terminal see signs in.
_NASTY = "\"'`<>&#;:%[]{}()|\\$*_~^=+-./!?@,0n \n\r\t\x00\x1b\x7f\u2028"
_NASTY += "\u202e\ufffe\uffff\ud800\udcffé漢🎉"
texts = st.text(st.one_of(st.sampled_from(_NASTY), st.characters()), max_size=24)
statuses = st.one_of(st.sampled_from(["", *STATUSES]), texts)


def gist(number: int, title: str = "Cap retries", status: str = "accepted", date: str = "") -> Gist:
    """Return a record by its number."""
    stem = f"{number:04}-cap"
    name = Name(stem, "", number, f"docs/decisions/{stem}.md")
    return Gist(name, (), readable=True, title=title, status=status, date=date)


@st.composite
def graphs(draw: st.DrawFn, most: int = 12) -> Graph:
    """Draw a graph of records with any words in any places; circles are among them."""
    said = draw(st.lists(st.tuples(texts, statuses, texts), max_size=most))
    nodes = tuple(gist(at, *words) for at, words in enumerate(said, 1))
    if len(nodes) < 2:
        return Graph(nodes)
    ends = st.sampled_from([each.name for each in nodes])
    kinds = st.sampled_from(["supersedes", "amends", "relates"])
    drawn = draw(st.lists(st.tuples(kinds, ends, ends), max_size=2 * most))
    edges = {(newer, older): Edge(kind, newer, older) for kind, newer, older in drawn}
    return Graph(nodes, tuple(edge for edge in edges.values() if edge.newer != edge.older))

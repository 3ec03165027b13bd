"""Graphs of records in each language of pictures: whatever a title says stays text."""

from __future__ import annotations

import re
import shutil
import subprocess
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from git_decide.output.graph_dot import dot
from git_decide.output.graph_look import called
from git_decide.output.graph_mermaid import mermaid, too_large
from git_decide.output.graph_svg import svg
from git_decide.output.terminal import safe
from git_decide.queries.graph import Edge, Graph
from git_decide.records.digest import Name
from git_decide.values import replace
from tests.unit.output.graphs import gist, graphs

SVG = "{http://www.w3.org/2000/svg}"
PAIR = (gist(1, "Poll", "superseded", "2026-01-02"), gist(2, "Use webhooks"))
TWO = Graph(PAIR, (Edge("supersedes", PAIR[1].name, PAIR[0].name),))
DOT = shutil.which("dot")
# A line of Mermaid that this project writes: nothing else may come of a title.
_MERMAID = re.compile(
    r"""flowchart RL|  r\d+\["(?:[^"\[\]{}<>`\\|$%*~^=@&:]|<br>)*"\]"""
    r"""|  r\d+ (?:==>\|supersedes\||-->\|amends\||-\.-) r\d+"""
    r"""|  classDef [a-z]+ [a-z0-9#:,]+|  class [r\d,]+ [a-z]+"""
)


def test_mermaid() -> None:
    """A box for each record, its status as class, an arrow from the newer to the older one."""
    assert mermaid(TWO).splitlines() == [
        "flowchart RL",
        '  r1["0001<br>Poll<br>superseded, 2026-01-02"]',
        '  r2["0002<br>Use webhooks<br>accepted"]',
        "  r2 ==>|supersedes| r1",
        "  classDef accepted fill:#dafbe1,stroke:#1a7f37,color:#1f2328",
        "  class r2 accepted",
        "  classDef superseded fill:#eaeef2,stroke:#818b98,color:#59636e",
        "  class r1 superseded",
    ]


@given(graphs())
def test_mermaid_takes_every_title_for_text(graph: Graph) -> None:
    """No sign of Mermaid, Markdown or HTML is left as it is, and none is lost."""
    lines = mermaid(graph).split("\n")
    assert all(_MERMAID.fullmatch(line) for line in lines)
    for node, line in zip(graph.nodes, lines[1:], strict=False):
        said = line.partition('["')[2][:-2].replace("#8288;", "").split("<br>")
        read = [re.sub(r"#(\d+);", lambda match: chr(int(match[1])), part) for part in said]
        stated = safe(", ".join(each for each in (node.status, node.date) if each))
        assert read == [each for each in (called(node), safe(node.title), stated) if each]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("1. Use webhooks", "1#46; Use webhooks"),
        ("- item", "#45; item"),
        ("Fast (and cheap), isn't it?", "Fast (and cheap), isn't it?"),
        ("https://example.com", "https#58;#8288;#47;#47;example#46;com"),
        ("fa:fa-car", "fa#58;#8288;fa-car"),
        ("Payments: cap at 2.", "Payments#58; cap at 2#46;"),
        ("a\\nb $$x$$", "a#92;#8288;nb #36;#8288;#36;#8288;x#36;#8288;#36;#8288;"),
        ("%%{init: {}}%%", "#37;#37;#123;init#58; #123;#125;#125;#37;#37;"),
        ("Größe 漢字", "Größe 漢字"),
    ],
)
def test_mermaid_leaves_what_it_can(title: str, said: str) -> None:
    """Plain words stay readable in the source."""
    assert f'r1["0001<br>{said}<br>accepted"]' in mermaid(Graph((gist(1, title),)))


def test_what_is_too_large_for_mermaid() -> None:
    """Forges draw neither more than 500 arrows nor more than 50,000 letters."""
    many = tuple(replace(TWO.edges[0]) for _ in range(501))
    assert too_large(Graph(PAIR, many), "")
    assert too_large(TWO, " " * 50_001)
    assert not too_large(TWO, mermaid(TWO))


def test_dot() -> None:
    """A node for each record, an arrow from the newer to the older one."""
    text = dot(TWO)
    assert '  r1 [label="0001\\nPoll\\nsuperseded, 2026-01-02", tooltip="Poll"' in text
    assert '  r2 -> r1 [label="supersedes", penwidth=2]' in text


@given(graphs())
def test_dot_takes_every_title_for_text(graph: Graph) -> None:
    """Quotes end where they should: each line is an identifier with attributes."""
    quoted = r'"(?:[^"\\]|\\[\\"n])*"'
    attribute = rf"[a-z]+=(?:{quoted}|[a-z0-9]+)"
    line = rf"  r\d+(?: -> r\d+)? \[{attribute}(?:, {attribute})*\]"
    first, *rest, last = dot(graph).split("\n")
    assert (first, last) == ("digraph decisions {", "}")
    assert len(rest) == 3 + len(graph.nodes) + len(graph.edges)
    assert all(re.fullmatch(line, each) for each in rest[3:])


@pytest.mark.skipif(not DOT, reason="Graphviz is not installed")
@settings(max_examples=5)
@given(graphs())
def test_graphviz_reads_it(graph: Graph) -> None:
    """Graphviz has no objection, and shows every box."""
    text = dot(graph).encode("utf-8", "backslashreplace")
    done = subprocess.run([DOT or "", "-Tplain"], input=text, capture_output=True, check=True)
    assert done.stderr == b""
    shown = [line.split()[1] for line in done.stdout.splitlines() if line.startswith(b"node ")]
    assert len(shown) == len(graph.nodes)


@given(graphs())
def test_svg_takes_every_title_for_text(graph: Graph) -> None:
    """XML readers find a box for each record, a line for each link, and nothing else."""
    root = ElementTree.fromstring(svg(graph))
    *_, drawing = list(root)
    paths = [each for each in drawing if each.tag == f"{SVG}path"]
    boxes = [each for each in drawing if each.tag == f"{SVG}g"]
    assert (len(paths), len(boxes)) == (len(graph.edges), len(graph.nodes))
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        *("svg", "title", "style", "defs", "marker", "path", "g", "rect", "text")
    }
    assert all(set(each.attrib) <= {"transform"} for each in boxes)


def test_svg_says_what_a_box_has_no_room_for() -> None:
    """The title of a box is cut; what a pointer shows is whole."""
    long = gist(7, "Use webhooks " * 30, "proposed", "2026-03-01")
    (box,) = list(ElementTree.fromstring(svg(Graph((long,)))))[-1]
    shown = [each.text or "" for each in box.iter(f"{SVG}text")]
    assert shown[:2] == ["0007", "proposed"]
    assert len(shown) == 5
    assert shown[-1].endswith("…")
    (full,) = box.iter(f"{SVG}title")
    assert full.text == f"0007-cap: {long.title} (proposed, 2026-03-01)"


def test_svg_of_nothing() -> None:
    """An empty graph is a picture, too."""
    assert "0 decisions, 0 links" in svg(Graph(()))


def test_what_a_record_is_called() -> None:
    """Its number will do, behind its log; without one it is the whole id."""
    names = {
        "0042-use-webhooks": "0042",
        "ADR-034a-x": "ADR-034a",
        "2026-02-15-use-webhooks": "2026-02-15-use-webhooks",
    }
    for stem, short in names.items():
        number = None if stem.startswith("2026") else 1
        name = Name(stem, "billing", number, f"b/{stem}.md")
        assert called(replace(gist(1), name=name)) == f"billing/{short}"

"""The headings of reStructuredText are those of docutils, its fields where people put them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import example, given, settings
from hypothesis import strategies as st

from git_decide.records.digest import name_of
from git_decide.records.outline import Part
from git_decide.records.plain.outline import PlainOutline
from git_decide.records.plain.rst import markup
from git_decide.records.plain.rst_scan import scan
from git_decide.records.reader import read
from tests.unit.records.support import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

_QUIET = {
    "doctitle_xform": False,
    "docinfo_xform": False,
    "report_level": 5,
    "halt_level": 6,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
}


def theirs(text: str) -> list[tuple[int, str]]:
    """Return the levels and the words of the headings that docutils finds."""
    settings_ = {**_QUIET, "warning_stream": io.StringIO()}
    return list(_sections(publish_doctree(text, settings_overrides=settings_), 1))


def _sections(node: nodes.Element, level: int) -> list[tuple[int, str]]:
    found = []
    for child in node.children:
        if isinstance(child, nodes.section):
            title = child.children[0]
            assert isinstance(title, nodes.title)
            found += [(level, title.rawsource), *_sections(child, level + 1)]
    return found


def ours(text: str) -> list[tuple[int, str]]:
    """Return the same as we find it."""
    return [(each.level, each.text) for each in scan(text).headings]


_SIGNS = [
    "=====",
    "=========",
    "-----",
    "---",
    "--",
    "-",
    "==",
    "=",
    "~~~~~~~~~~~",
    "~~~",
    "====",
    "******",
    "^^^^^^^^^^",
    "*",
    "..",
    "::",
    "|",
    "/V",
    "--opt",
]
_LINES = st.sampled_from(
    [
        *_SIGNS, "Title", "Two words", "- item", "* x", "1. One", "2. Two", "a. b", "#. x",
        "(1) x", "I. x", "II. y", ":Status: Accepted", ":a:", ".. comment", ".. note:: x",
        ".. code::", ".. _t: http://x", ".. [1] note", ".. |s| replace:: x", "   indented",
        " one", "text::", "> quoted", ">>> 1", "\\ text \\::", "é漢字", "-a  b", "__ x", "\tTab",
        "+---+---+", "=== ===", "a   b", "==== ====", '"text"', "`x`_", "| line", "| a | b |",
        "", "", "", "", "", "",
    ]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(_LINES, max_size=12).map("\n".join))
@example("I. x\nII. y\n=====")
@example("a::\n\n> b\n> c\n=====\nT\n=====\n")
@example("=== ===\na   b\n\n=== ===\nT\n=\n")
@example("漢字\n===\n\n漢字\n====\n")
@example("A\n=\n\nB\n-\n\nC\n~\n\nD\n=\n\nE\n~\n")
def test_headings_are_those_of_docutils(text: str) -> None:
    """Whatever lines come together, both see the same headings on the same levels."""
    assert ours(text) == theirs(text)


@pytest.mark.parametrize(
    "path", sorted((EXAMPLES / "foreign-markup").glob("*.rst")), ids=lambda path: path.stem
)
def test_headings_of_the_examples_are_those_of_docutils(path: Path) -> None:
    """The same for texts that somebody wrote."""
    text = path.read_text(encoding="utf-8")
    assert ours(text) == theirs(text) != []


def test_parts_of_a_part() -> None:
    """A part goes up to the next heading of its level, and has parts of its own."""
    text = "in\n\nA\n=\n\na\n\nB\n-\n\nb\n\nC\n=\n"
    outline = PlainOutline(text, scan(text))
    parts = outline.parts(1)
    assert [(each.level, each.heading, each.line, each.first, each.last) for each in parts] == [
        (0, "", 0, 0, 2),
        (1, "A", 2, 4, 12),
        (1, "C", 12, 14, 15),
    ]  # fmt: skip
    whole = parts[1]
    assert [part.heading for part in outline.parts(2, whole)] == ["", "B"]
    assert outline.text(whole.first, whole.last).startswith("a\n\nB")


def stated(text: str) -> list[tuple[str, str, int, int]]:
    """Return what a text without headings states, with places."""
    marked = markup(text)
    found = marked.find(0, text.count("\n") + 1)
    return [(each.key, each.text, each.line, each.column) for each in found.statements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":Status: Accepted\n", [("status", "Accepted", 1, 10)]),
        (":Decision-Makers: Ann\n", [("deciders", "Ann", 1, 19)]),
        (
            ":Deciders:\n    - Ann (PM)\n    - Bo\n:Date: x\n",
            [("deciders", "Ann (PM)", 2, 7), ("deciders", "Bo", 3, 7), ("date", "x", 4, 8)],
        ),
        (":Status:\n    Accepted\n\n    On Monday\n", [("status", "Accepted", 2, 5)]),
        (":Status:\n\nAccepted\n", []),
        (":php:`Status` x\n", []),
        ("::\n\n   :Status: Accepted\n", []),
        (".. :Status: Accepted\n", []),
        (".. code::\n\n   Status: x\n", []),
        (".. adr::\n   :status: Accepted\n", [("status", "Accepted", 2, 13)]),
        ("Status\n  Accepted\n", [("status", "Accepted", 2, 3)]),
        ("Status of it all\n  Accepted\n", []),
        ("**Status:** Accepted\n", [("status", "Accepted", 1, 13)]),
        ("* Status: Accepted\n", [("status", "Accepted", 1, 11)]),
        ("| Status: Accepted\n| Date: 2020-01-01\n",
         [("status", "Accepted", 1, 11), ("date", "2020-01-01", 2, 9)]),
        ("+---+---+\n| Status | Accepted |\n+---+---+\n", [("status", "Accepted", 2, 12)]),
        ("====== ====\nStatus Done\n====== ====\n", [("status", "Done", 2, 8)]),
        ("====== ====\nStatus Date\n====== ====\nDone   Now\n====== ====\n",
         [("status", "Done", 4, 1), ("date", "Now", 4, 8)]),
        ("====== ====\nStatus Done\n", []),
        (".. list-table::\n\n   * - Status\n     - Done\n", [("status", "Done", 4, 8)]),
        ('.. csv-table::\n\n   "Status", "Done, at last"\n', [("status", "Done, at last", 3, 15)]),
        (".. image:: https://img.shields.io/badge/Status-in_review-blue\n",
         [("status", "in_review", 1, 48)]),
        (".. image:: https://img.shields.io/badge/build-passing-blue\n", []),
    ],
)  # fmt: skip
def test_fields_are_found_where_people_state_them(
    text: str, expected: list[tuple[str, str, int, int]]
) -> None:
    """Field lists, terms, tables, directives, badges, and the ways of Markdown."""
    assert stated(text) == expected


def test_a_table_that_says_more_is_kept() -> None:
    """Only where all of a table is stated, its lines say nothing else."""
    table = "+---+---+\n| Status | Done |\n+---+---+\n| Team | x |\n+---+---+\n"
    assert markup(table).find(0, 5).bare == frozenset()
    assert markup("+---+---+\n| Date | x |\n+---+---+\n").find(0, 3).bare == {0, 2}


@pytest.mark.parametrize(
    ("text", "expected", "rest"),
    [
        ("- a: b\n- *c* - d\n- **e**\n", [("a", "b"), ("c", "d"), ("e", None)], ""),
        ("x\n\n1. a\n2. b: c\n\ny\n", [("a", None), ("b", "c")], "x\n\ny"),
        ("* a\n\n  b\n\n  * c\n* d\n", [("a", "b\n\n* c"), ("d", None)], ""),
        ("a\n  b\n\n``c``\n  d\n", [("a", "b"), ("c", "d")], ""),
        ("- a -- b\n", [("a", "b")], ""),
        ("words\n", [], "words"),
    ],
)
def test_alternatives_are_items_and_terms(
    text: str, expected: list[tuple[str, str | None]], rest: str
) -> None:
    """Bullets, numbers, terms with definitions; what is none is left over."""
    part = Part(2, "Options", 0, 0, text.count("\n") + 1, 0, 0)
    found, left = markup(text).options(part, 3, frozenset())
    assert [(option.name, option.reason) for option, _ in found] == expected
    assert left == rest


def test_headings_name_alternatives() -> None:
    """A heading that an item named before adds its text to the reason."""
    text = "T\n=\n\n- a: b\n\na\n-\n\nc\n\nd\n-\n\ne\n\nf\n-\n\ng\n"
    marked = markup(text)
    part = marked.outline.parts(1)[1]
    found, _ = marked.options(part, 2, frozenset({15}))
    assert [(option.name, option.reason, line) for option, line in found] == [
        ("a", "b\n\nc", 3),
        ("d", "e", 10),
    ]


def test_links_lead_to_targets_that_stand_elsewhere() -> None:
    """A name in backquotes, or one word, stands for what a line of its own says."""
    text = (
        "4. T\n####\n\nStatus\n******\n\nSuperseded by `the new one`_ and strings_\n\n"
        ".. _The new one: 0009-new.rst\n.. _strings: ../b/0010-x.rst\n"
    )
    name = name_of("docs/adr/0004-t.rst", "")
    assert name
    record = read(text.encode(), name).record
    assert record
    assert record.superseded_by == ("docs/adr/0009-new.rst", "docs/b/0010-x.rst")

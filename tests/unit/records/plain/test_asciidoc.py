"""The headings of AsciiDoc are those that it calls so; statements stand where people put them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from git_decide.records.outline import Part
from git_decide.records.plain.asciidoc import markup
from git_decide.records.plain.asciidoc_scan import scan


def headings(text: str) -> list[tuple[int, str]]:
    """Return the levels and the words of the headings."""
    return [(each.level, each.text) for each in scan(text).headings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("= A\n\n== B\n\n=== C ===\n\n== D == e\n", [(1, "A"), (2, "B"), (3, "C"), (2, "D == e")]),
        ("# A\n\n## B ##\n", [(1, "A"), (2, "B")]),
        ("==A\n\n = B\n\n=======\n", []),
        ("text\n== A\n", []),
        ("* item\n== A\n", []),
        ("A\n=\n\nBcd\n---\n\nBcd\n-----\n", [(2, "Bcd")]),
        ("Abc\n===\n\nDef\n~~~\n\nGhi\n^^^\n\nJkl\n+++\n",
         [(1, "Abc"), (3, "Def"), (4, "Ghi"), (5, "Jkl")]),
        ("----\n== A\n----\n\n== B\n", [(2, "B")]),
        ("====\n== A\n\n----\n====\n----\n====\n\n== B\n", [(2, "B")]),
        ("```ruby\n== A\n```\n\n== B\n", [(2, "B")]),
        ("|===\n\n== A\n|===\n\n== B\n", [(2, "B")]),
        ("////\n== A\n////\n== B\n", [(2, "B")]),
        ("----\n== A\n", []),
        ("[discrete]\n== A\n\n[float]\n== B\n\n[#id]\n== C\n\n[[d]]\n== D\n", [(2, "C"), (2, "D")]),
        ("== A [[b]]\n", [(2, "A")]),
        (".T\nimage::x[]\n== A\n'''\n== B\n:c: d\n== E\n// f\n== G\n",
         [(2, "A"), (2, "B"), (2, "E"), (2, "G")]),
    ],
)  # fmt: skip
def test_headings_are_those_of_asciidoc(text: str, expected: list[tuple[int, str]]) -> None:
    """They begin a block, and stand in no other one."""
    assert headings(text) == expected


def test_comments_and_code_are_known() -> None:
    """Lines and blocks of comments, blocks of code, and the comment that nothing closes."""
    found = scan("// a\nb\n// c\n\n////\nd\n////\n\n----\ne\n----\n\n f\n\n////\ng\n")
    assert found.comments == ((0, 1), (2, 3), (4, 7), (14, 17))
    assert found.code == ((8, 11), (12, 13))
    assert found.unclosed == (14,)


_LINES = st.sampled_from(
    ["= T", "== S", "A", "===", "----", "====", "|===", "--", "```", "////", "[discrete]", "* i",
     ". n", "t:: d", ":a: b", "// c", "+", " x", "", "", "|Status |Done", "[cols=2*]", "'''"]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(_LINES, max_size=14))
def test_headings_lie_in_order_and_outside_of_comments(lines: list[str]) -> None:
    """Spans lie within the text, headings one after another and in no comment or code."""
    found = scan("\n".join(lines))
    last = 0
    for heading in found.headings:
        assert last <= heading.line < heading.after <= max(len(lines), 1)
        assert not any(a <= heading.line < b for a, b in (*found.comments, *found.code))
        last = heading.after
    for first, end in (*found.comments, *found.code):
        assert 0 <= first < end <= max(len(lines), 1)


def stated(text: str) -> list[tuple[str, str, int, int]]:
    """Return what a text without sections states, with places."""
    marked = markup(text)
    first = 1 if text.startswith("= ") else 0
    found = marked.find(first, text.count("\n") + 1)
    return [(each.key, each.text, each.line, each.column) for each in found.statements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":status: accepted\n", [("status", "accepted", 1, 10)]),
        (":adr-status: accepted\n", [("status", "accepted", 1, 14)]),
        (":status: accepted \\\n", [("status", "accepted", 1, 10)]),
        (":status:\n", []),
        (":toc: left\n", []),
        ("*Status:* Accepted +\n*Date*: today +\n",
         [("status", "Accepted", 1, 11), ("date", "today", 2, 9)]),
        ("*Status:* {status}\n", []),
        ("* *Status*: Accepted\n", [("status", "Accepted", 1, 13)]),
        ("Status:: Accepted\n", [("status", "Accepted", 1, 10)]),
        ("*Status*::\n  Accepted\n", [("status", "Accepted", 2, 3)]),
        ("Status::\nAccepted\n", [("status", "Accepted", 2, 1)]),
        (".Status\nAccepted\n", [("status", "Accepted", 2, 1)]),
        (".Status\n----\nx\n----\n", []),
        ("// Status: Accepted\n", []),
        ("----\nStatus: Accepted\n----\n", []),
        ("|===\n|Status |Done\n|Date |x\n|===\n", [("status", "Done", 2, 10), ("date", "x", 3, 8)]),
        ("|===\n|Status |Date\n\n|Done |x\n|===\n",
         [("status", "Done", 4, 2), ("date", "x", 4, 8)]),
        ('[cols="1h,a"]\n|===\n|Status\na|Done\n|===\n', [("status", "Done", 4, 3)]),
        ("[cols=2*]\n|===\n|Status\n|Done\n|===\n", [("status", "Done", 4, 2)]),
        ("|===\n|===\n", []),
        ("|===\n|Status |Done\n", [("status", "Done", 2, 10)]),
        ("image:https://img.shields.io/badge/status-done-blue.svg[x]\n",
         [("status", "done", 1, 43)]),
        ("= T\nAnn <a@b.c>\nv1.0, 2020-02-03: x\n", [("date", "2020-02-03", 3, 7)]),
        ("= T\nAnn\n2020-02-03\n", [("date", "2020-02-03", 3, 1)]),
        ("= T\nAnn\n3 May 2020\n:date: 2021-01-01\n", [("date", "2021-01-01", 4, 8)]),
        ("= T\n\n\n2020-02-03\n", []),
    ],
)  # fmt: skip
def test_fields_are_found_where_people_state_them(
    text: str, expected: list[tuple[str, str, int, int]]
) -> None:
    """Attributes, terms, tables, block titles, the revision line, and the ways of Markdown."""
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "rest"),
    [
        ("* *a*: b\n* c - d\n* e\n", [("a", "b"), ("c", "d"), ("e", None)], ""),
        ("x\n\n. a\n+\nb\n** c\n. d\n\ny\n", [("a", "b\n** c"), ("d", None)], "x\n\ny"),
        ("a:: b\n*c*::\n  d\n\ne\n", [("a", "b"), ("c", "d")], "e"),
        ("* a\n\nb:: c\n", [("a", None), ("b", "c")], ""),
    ],
)
def test_alternatives_are_items_and_terms(
    text: str, expected: list[tuple[str, str | None]], rest: str
) -> None:
    """Bullets, numbers, terms; what is none is left over."""
    part = Part(2, "Options", 0, 0, text.count("\n") + 1, 0, 0)
    found, left = markup(text).options(part, 3, frozenset())
    assert [(option.name, option.reason) for option, _ in found] == expected
    assert left == rest


def test_blocks_in_blocks_end_early() -> None:
    """However deep they are nested, the stack does not overflow."""
    signs = "".join(f"{sign * length}\n" for length in range(4, 160) for sign in "=*_")
    assert headings(f"{signs}== A\n") == []

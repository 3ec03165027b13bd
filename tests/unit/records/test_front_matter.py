"""The front matter is texts with places, and nothing in it can hurt."""

from __future__ import annotations

from unittest.mock import ANY

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from git_decide.records.fields import person, plain
from git_decide.records.front_matter import Span, Text, parse, span
from git_decide.records.limits import FINDINGS
from git_decide.records.model import Person


def _plain(source: str) -> object:
    table = parse(source).table
    return plain(table) if table else None


def test_scalars_stay_what_was_typed() -> None:
    """No guessed type ever applies."""
    source = "a: 0042\nb: no\nc: 2026-02-15\nd: ~\ne: 1e3\nf: 'x'\ng: |\n  two\n  lines\nh:\n"
    assert _plain(source) == {
        "a": "0042",
        "b": "no",
        "c": "2026-02-15",
        "d": "~",
        "e": "1e3",
        "f": "x",
        "g": "two\nlines\n",
        "h": "",
    }


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("---\na: b\n---\nbody", Span(4, 9, 13)),
        ("---  \r\na: b\r\n---\r\nbody", Span(7, 13, 18)),
        ("---\na: b\n...\nbody", Span(4, 9, 13)),
        ("---\n---\n", Span(4, 4, 8)),
        ("---\n---", Span(4, 4, 7)),
        ("---\na: b\n\n# T\n", Span(4, 9, 9)),
        ("---\na: b\n# T\n", Span(4, 9, 9)),
        ("---\na: b", Span(4, 8, 8)),
        ("# T\n---\na: b\n---\n", None),
        ("----\na: b\n---\n", None),
        ("", None),
    ],
)
def test_the_front_matter_lies_between_two_lines(text: str, where: Span | None) -> None:
    """An unclosed one is taken to end before the first blank line or heading."""
    assert span(text) == where


@pytest.mark.parametrize(
    "bomb",
    [
        "a: " + "[" * 100_000,
        "- " * 100_000,
        "a: " + "{b: " * 100_000,
        "? " * 50_000,
    ],
)
def test_deep_nesting_ends_early(bomb: str) -> None:
    """The stack does not overflow, and what was read before is kept."""
    front = parse("status: accepted\n" + bomb)
    assert front.broken
    assert "levels deep" in front.problems[-1].message or "YAML" in front.problems[-1].message


def test_aliases_do_not_multiply() -> None:
    """Nothing is read after the first anchor, so nine levels of ten are one finding."""
    source = "a0: &a0 [x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
    )
    front = parse(source)
    assert [problem.code for problem in front.problems] == ["yaml-anchor"]


def test_a_control_character_has_its_place() -> None:
    """The place counts characters, not bytes."""
    problem = parse("a: ü\nb: öx\x01\n").problems[0]
    assert (problem.code, problem.line, problem.column) == ("broken-front-matter", 1, 5)


BROKEN = "broken-front-matter"


@pytest.mark.parametrize(
    ("source", "read", "told"),
    [
        (
            "status: accepted\ntitle: Use X: Y\ndate: 2020-01-01\n",
            {"status": "accepted", "title": "Use X: Y", "date": "2020-01-01"},
            [(1, 12, 'Write `title: "Use X: Y"`.')],
        ),
        ("a: 1\r\nb: c: d\r\ne: f\r\n", {"a": "1", "b": "c: d", "e": "f"}, [(1, 4, ANY)]),
        ("a: b\nno field at all\nc: d\n", {"a": "b", "c": "d"}, [(1, 0, "")]),
        ("no field at all\na: b\n", {"a": "b"}, [(0, 0, "")]),
        ('title: "Use x\na: b\n', {"title": "Use x", "a": "b"}, [(0, 0, "Write `title: Use x`.")]),
        ('a: "b" c\nd: e\n', {"a": '"b" c', "d": "e"}, [(0, 7, ANY)]),
        ("a: @b\nc: `d`\n", {"a": "@b", "c": "`d`"}, [(0, 3, ANY), (1, 3, ANY)]),
        ("a: **b**\nc: *d* e\n", {"a": "**b**", "c": "*d* e"}, [(0, 4, ANY), (1, 5, ANY)]),
        ("a: *b*\nc: d\n", {"a": "*b*", "c": "d"}, [(0, 5, ANY)]),
        ("a: [b, 'c'\nd: e\n", {"a": ["b", "c"], "d": "e"}, [(0, 0, "")]),
        ("a: {b\nc: d\n", {"c": "d"}, [(0, 0, "")]),
        ("a: |\n  b\n c\nd: e\n", {"d": "e"}, [(2, 1, "")]),
        ("a: 'b\n 'c'\nd: e\n", {"d": "e"}, [(1, 2, "")]),
        ("a: b\n\tc: d\ne: f\n", {"a": "b", "e": "f"}, [(1, 0, "")]),
        ("a:\n  - b: c: d\n  - e # f\ng: h\n", {"a": ["b: c: d", "e"], "g": "h"}, [(1, 8, "")]),
        ("a:\n\t- b\n\t- c\nd: e\n", {"a": ["b", "c"], "d": "e"}, [(1, 0, "")]),
        ("a:\n  - b: c: d\n  e\ng: h\n", {"g": "h"}, [(1, 8, "")]),
        ("  a: b: c\n  d: e\n", {"a": "b: c", "d": "e"}, [(0, 6, ANY)]),
        ("a: b\x01c\nd: e: f\n", {"a": "b\ufffdc", "d": "e: f"}, [(0, 4, ""), (1, 4, ANY)]),
        ("a: b: c # d\n", {"a": "b: c"}, [(0, 4, 'Write `a: "b: c"`.')]),
        ("a: b\na: c: d\n", {"a": "b"}, [(1, 0, ""), (1, 4, ANY)]),
        (f"a: b: {'c' * 90}\n", {"a": f"b: {'c' * 90}"}, [(0, 4, "")]),
    ],
)
def test_a_broken_line_breaks_its_own_field_only(
    source: str, read: dict[str, object], told: list[tuple[int, int, str]]
) -> None:
    """The rest is read, and what is broken as far as anybody can tell what it was meant to be."""
    front = parse(source)
    assert front.broken
    assert _plain(source) == read
    assert [(each.line, each.column, each.mend) for each in front.problems] == told
    assert {each.code for each in front.problems} <= {BROKEN, "duplicate-key"}


def test_what_is_recovered_has_its_place() -> None:
    """An edit or a finding that points there meets the words as they are written."""
    source = "a: b\nc: d: e  # f\ng:\n  - h: i: j\n"
    table = parse(source).table
    assert table
    found = {key.value: (key, node) for key, node in table.entries}
    key, node = found["c"]
    assert (source[key.start : key.end], source[node.start : node.end]) == ("c", "d: e")
    assert (node.line, node.column) == (1, 3)
    assert source[found["g"][1].start : found["g"][1].end] == "h: i: j"


def test_reading_ends_after_many_broken_fields() -> None:
    """Nobody is told of more, and no text can take for ever."""
    front = parse("".join(f"a{n}: b: c\n" for n in range(5000)))
    assert front.broken
    assert len(front.problems) == FINDINGS


_FIELDS = st.sampled_from(
    ["a: b\n", "c: d: e\n", "f: [g\n", "h: *i\n", "j\n", "k:\n- l: m: n\n", 'o: "p\n', "\tq: r\n",
     "s: |\n  t\n u\n", "# v\n", "\n", "w: {x\r\n", "y: \x01\n", "{z}: 1\n"]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(_FIELDS, max_size=8).map("".join), st.lists(_FIELDS, max_size=8).map("".join))
def test_no_broken_field_hides_a_sound_one(before: str, after: str) -> None:
    """A field on a line of its own is read whatever stands around it, and lies where it stands."""
    source = f"{before}sound: 1\n{after}"
    front = parse(source)
    assert front.table
    found = {key.value: node for key, node in front.table.entries}
    node = found["sound"]
    assert isinstance(node, Text)
    assert source[node.start : node.end] == node.value == "1"


@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"#%@`,? \n\t0~\x00\x01é"), max_size=60))
def test_no_text_makes_the_parser_raise(source: str) -> None:
    """Whatever is between the lines, there is an answer."""
    front = parse(source)
    assert front.table is not None or front.problems or not plain_lines(source)


def plain_lines(source: str) -> bool:
    """Tell whether a text has more than blank lines and comments."""
    lines = source.replace("\r", "\n").split("\n")
    return any(line.strip() and not line.strip().startswith("#") for line in lines)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ida Berg (PM)", Person("Ida Berg", "PM")),
        ("Ida Berg  ( product   manager )", Person("Ida Berg", "product manager")),
        ("Ida (she/her) (PM)", Person("Ida (she/her)", "PM")),
        ("Ida (PM (interim))", Person("Ida", "PM (interim)")),
        ("Ida Berg", Person("Ida Berg")),
        ("Ida ()", Person("Ida ()")),
        ("(PM)", Person("(PM)")),
        ("Ida) (", Person("Ida) (")),
        ("Ida PM)", Person("Ida PM)")),
    ],
)
def test_people_are_names_with_roles(text: str, read: Person) -> None:
    """The last pair of parentheses is the role."""
    assert person(text) == read
    assert person(str(read)) == read

"""The front matter is texts with places, and nothing in it can hurt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.records.fields import person, plain
from git_decide.records.front_matter import Span, parse, span
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

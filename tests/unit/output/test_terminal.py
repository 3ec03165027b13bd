"""Text from a repository can do nothing to a terminal."""

from __future__ import annotations

import json
import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.output import terminal
from git_decide.output.hyperlinks import Hyperlinks
from git_decide.output.json import answer
from git_decide.output.terminal import Paint, cut, safe, safe_lines, wants_colour, width
from git_decide.output.text import table

ANYTHING = st.text(st.characters(codec=None, categories=None))


@given(ANYTHING)
def test_nothing_that_acts_is_left(text: str) -> None:
    """No control, no surrogate, no turning of the writing direction survives."""
    made = safe(text)
    assert not {c for c in made if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")}
    assert not {c for c in made if unicodedata.bidirectional(c) in ("RLO", "LRO", "RLI", "RLE")}


def test_what_is_printable_is_safe() -> None:
    """No letter that is left as it is, without looking for patterns, would be escaped by them."""
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    acting = re.findall(terminal._UNSAFE, every)
    assert len(acting) > 2000  # the halves of surrogate pairs among them
    assert not any(map(str.isprintable, acting))
    assert safe("a\u2026 é") == "a\u2026 é"


@given(ANYTHING)
def test_lines_stay_lines(text: str) -> None:
    """Line breaks are all that `safe_lines` lets through."""
    made = safe_lines(text)
    assert made.count("\n") == text.replace("\r\n", "\n").count("\n")
    assert safe(made.replace("\n", "")) == made.replace("\n", "")


@given(ANYTHING)
def test_json_can_be_written_and_read_back(text: str) -> None:
    """Every text comes back from the JSON, which is UTF-8 and harmless on a terminal."""
    made = answer(noun={"text": text})
    assert json.loads(made.encode().decode()) == {"version": 1, "noun": {"text": text}}
    assert safe_lines(made) == made


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\r\tc", "a\\nb\\r\\tc"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x9b", "\\x9b"),
        ("\udcff", "\\xff"),
        ("\ud800", "\\ud800"),
        ("\u202e", "\\u202e"),
        ("支払い é 👩‍💻", "支払い é 👩‍💻"),
    ],
)
def test_escapes_can_be_read(text: str, shown: str) -> None:
    """What is escaped looks as in a Python text; all other letters stay."""
    assert safe(text) == shown


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("支払", 4), ("e\u0301", 1), ("", 0)])
def test_width(text: str, columns: int) -> None:
    """Wide letters take two columns, combining marks none."""
    assert width(text) == columns


@given(st.text("ab支払 "), st.integers(1, 12))
def test_cut_fits(text: str, columns: int) -> None:
    """A cut text is never wider than asked for, and says that it was cut."""
    made = cut(text, columns)
    assert width(made) <= columns
    assert made == text or made.endswith("…")


@pytest.mark.parametrize("columns", [0, -1, -9])
def test_of_no_columns_nothing_is_left(columns: int) -> None:
    """What stands before a text may take more room than there is."""
    assert cut("text", columns) == ""
    assert width(cut(Paint(True)("red", "text"), columns)) == 0


def test_colours_take_no_room_in_tables() -> None:
    """Columns line up whether cells are coloured or not."""
    rows = [(Paint(True)("red", "a"), "x"), ("bbb", "y")]
    assert table(rows) == ["\x1b[31ma\x1b[0m    x", "bbb  y"]


@pytest.mark.parametrize(
    ("when", "environ", "terminal", "wanted"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {}, True, False),
    ],
)
def test_when_to_colour(when: str, environ: dict[str, str], terminal: bool, wanted: bool) -> None:
    """The option decides, then NO_COLOR, then the terminal."""
    assert wants_colour(when, environ, terminal) is wanted  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.sampled_from("bcdl"), st.text("ab é支\u0301", max_size=6))))
def test_colours_and_links_are_kept_whole_where_a_text_is_cut(parts: list[tuple[str, str]]) -> None:
    """They take no room, none of them is lost or taken apart, and what is left is the text cut."""
    text = "".join(_dressed(kind, piece) for kind, piece in parts)
    plain = "".join(piece for _, piece in parts)
    assert width(text) == width(plain)
    for columns in range(1, 8):
        made = cut(text, columns)
        assert _bare(made) == cut(plain, columns)
        assert _ACTING.findall(made) == _ACTING.findall(text)


_ACTING = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\")


def _dressed(kind: str, text: str) -> str:
    if kind == "l":
        return Hyperlinks(True).address("https://example.com", text)
    return text if kind == "d" else Paint(on=True)({"b": "bold", "c": "cyan"}[kind], text)


def _bare(text: str) -> str:
    return _ACTING.sub("", text)

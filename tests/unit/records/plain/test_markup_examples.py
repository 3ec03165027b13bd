"""Records in other markup, and traps in YAML and links, are read as their JSON neighbours say."""

from __future__ import annotations

import json
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from git_decide.records.checks import examine
from git_decide.records.document import document
from git_decide.records.reader import read
from tests.unit.records.support import EXAMPLES, named

if TYPE_CHECKING:
    from pathlib import Path

    from git_decide.records.model import Record

FOLDER = EXAMPLES / "foreign-markup"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")


def expected(path: Path) -> dict[str, object]:
    """Return what stands beside an example."""
    beside = path.with_suffix(".json").read_text(encoding="utf-8")
    loaded: dict[str, object] = json.loads(beside)
    return loaded


def said(path: Path) -> dict[str, object]:
    """Return the same as it is read."""
    reading = read(path.read_bytes(), named(path.name))
    record = reading.record
    assert record
    made: dict[str, object] = {"document": document(record)}
    made["findings"] = [[each.code, each.line, each.column] for each in reading.findings]
    made["mentions"] = [[each.path, each.text, each.line, each.column] for each in record.mentions]
    made["silences"] = [
        [each.code, each.reason, each.line, each.column] for each in record.silences
    ]
    made["placeholders"] = list(record.placeholders)
    return {key: found for key, found in made.items() if found}


def places(record: Record) -> list[tuple[int, int, str]]:
    """Return where statements and links stand; YAML has ways to write the same text otherwise."""
    statements = [each for each in record.statements if each.manner != "front matter"]
    return [
        *((each.line, each.column, each.text) for each in statements),
        *((each.line, each.column, each.text) for each in record.mentions),
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_example_is_read_as_its_neighbour_says(path: Path) -> None:
    """The document, the findings, the links and the silences stand beside the record."""
    assert said(path) == expected(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_place_is_where_the_words_are(path: Path) -> None:
    """What a statement or a link says stands in the file at its line and column."""
    record = read(path.read_bytes(), named(path.name)).record
    assert record
    lines = path.read_text(encoding="utf-8").split("\n")
    for line, column, text in places(record):
        assert lines[line - 1][column - 1 :].startswith(text)
    for silence in record.silences:
        assert "git-decide: ignore" in lines[silence.line - 1][silence.column - 1 :]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_line_ends_and_byte_order_marks_change_nothing(path: Path) -> None:
    """CRLF, a BOM and a missing final newline make the same reading."""
    content, name = path.read_bytes(), named(path.name)
    plain = read(content, name)
    assert read(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"), name) == plain
    assert read(content.rstrip(b"\n"), name) == plain


_LINES = sorted({line for path in FILES for line in path.read_bytes().split(b"\n")})
_ENDINGS = (".md", ".rst", ".adoc")


@st.composite
def mutations(draw: st.DrawFn) -> tuple[bytes, str]:
    """Return an example with lines taken out, repeated, moved and cut, and an ending."""
    lines = draw(st.sampled_from(FILES)).read_bytes().split(b"\n")
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(lines)))
        how = draw(st.sampled_from(("out", "in", "cut", "indent")))
        if how == "in":
            lines.insert(at, draw(st.sampled_from(_LINES)))
        elif how == "out":
            del lines[at : at + draw(st.integers(1, 6))]
        elif at < len(lines):
            short = lines[at][draw(st.integers(0, 9)) :]
            lines[at] = short if how == "cut" else b"   " + lines[at]
    return b"\n".join(lines), draw(st.sampled_from(_ENDINGS))


@settings(max_examples=150, deadline=None)
@given(mutations())
def test_no_mutation_makes_the_reader_raise(mutated: tuple[bytes, str]) -> None:
    """Whatever the text, there is a record, and every place lies in the file."""
    content, ending = mutated
    reading, findings = examine(content, named(f"0042-x{ending}"))
    assert reading.record
    lines = content.decode().split("\n")
    for line, column, text in places(reading.record):
        assert lines[line - 1][column - 1 :].startswith(text)
    for problem in findings:
        assert 0 <= problem.line <= len(lines)


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.sampled_from("ab:-=~*_`|+.#<>[](){}/\\'\" \n\t0,;{}é\x0b\x0c"), max_size=120),
    st.sampled_from(_ENDINGS),
)
def test_no_text_makes_the_reader_raise(text: str, ending: str) -> None:
    """Signs of all three markups in any order are a text as well."""
    assert examine(text.encode(), named(f"0042-x{ending}"))[0].record


@pytest.mark.parametrize(
    "text",
    [
        "[a](1-a.md)" * 9000, "](" * 50000, "<!-- " * 20000, "``a " * 25000, "<a " * 30000,
        "link:" * 20000, "<<a," * 25000, "= a" + " " * 100000 + "x",
        ".. _a: b" + " " * 100000 + "x",
        "/badge/a" + "-" * 100000, "|===\n" + "1" * 100000, "S\n=\n\n" * 2400, ":a: b\n" * 9000,
    ],
)  # fmt: skip
@pytest.mark.no_cover  # others run the same, not as often
@pytest.mark.parametrize("ending", _ENDINGS)
def test_no_text_takes_long(text: str, ending: str) -> None:
    """What would make a careless pattern try every length of every run is read at once."""
    begun = process_time()
    read(text.encode(), named(f"0042-x{ending}"))
    assert process_time() - begun < 5

"""Every foreign example is read as the JSON beside it says; adding a file adds a case."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from git_decide.records.checks import examine
from git_decide.records.digest import SUFFIXES
from git_decide.records.document import document
from git_decide.records.reader import read
from tests.unit.records.foreign_support import FURTHER, ROOT, WORDS, name

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = sorted(path for path in ROOT.rglob("*") if path.suffix in SUFFIXES)


def _id(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_there_are_examples() -> None:
    """The cases below are not empty."""
    assert len(RECORDS) > 100


@pytest.mark.parametrize("path", RECORDS, ids=_id)
def test_a_record_has_this_document(path: Path) -> None:
    """The canonical document stands beside the record."""
    record = read(path.read_bytes(), name(path), FURTHER, WORDS).record
    assert record
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert document(record) == expected


@pytest.mark.parametrize("path", RECORDS, ids=_id)
def test_a_record_has_these_findings(path: Path) -> None:
    """Where something is wrong ``NAME.findings.json`` says what, and in which place."""
    beside = path.with_suffix(".findings.json")
    expected = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else []
    _, found = examine(path.read_bytes(), name(path), headings=FURTHER, statuses=WORDS)
    assert [f"{each.line}:{each.column} {each.code}" for each in found] == expected


@pytest.mark.parametrize("path", RECORDS, ids=_id)
def test_line_ends_and_byte_order_marks_change_nothing(path: Path) -> None:
    """CRLF, a BOM and a missing final newline make the same record, in the same places."""
    content = path.read_bytes()
    plain = read(content, name(path), FURTHER, WORDS)
    windows = b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")
    assert read(windows, name(path), FURTHER, WORDS) == plain
    assert read(content.rstrip(b"\n"), name(path), FURTHER, WORDS) == plain


@pytest.mark.parametrize("path", RECORDS, ids=_id)
def test_a_statement_is_where_it_says(path: Path) -> None:
    """The text of a statement stands in its line and column, character by character."""
    record = read(path.read_bytes(), name(path), FURTHER, WORDS).record
    assert record
    lines = path.read_text(encoding="utf-8").split("\n")
    for statement in record.statements:
        line = lines[statement.line - 1]
        assert line[statement.column - 1 :].startswith(statement.text)

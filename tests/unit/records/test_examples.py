"""Every example file says what its JSON neighbour says; adding a file adds a case."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from git_decide import codes
from git_decide import findings as all_findings
from git_decide.records.checks import examine
from git_decide.records.document import document
from git_decide.records.reader import read
from tests.unit.records.support import ENGINEERING, EXAMPLES, PRODUCT, named

if TYPE_CHECKING:
    from pathlib import Path

VALID = sorted((EXAMPLES / "valid").glob("*.md"))
INVALID = sorted((EXAMPLES / "findings").glob("*.md"))
# What no text file can show, or should in a repository; tests of the reader do.
ELSEWHERE = {
    "conflict-markers",
    "date-in-future",  # told by a check, which knows what day it is
    "record-too-large",
    "record-is-symlink",
    "record-not-a-file",
    "record-unreadable",
    "too-many-findings",
    "record-name-unusable",
    "not-utf-8",
    "nul-character",
    "invalid-field",
    "team-schema",
}


def _examined(path: Path) -> tuple[all_findings.Finding, ...]:
    name = named(path.name)
    return examine(path.read_bytes(), name, product=PRODUCT, engineering=ENGINEERING)[1]


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_record_has_this_document_and_no_findings(path: Path) -> None:
    """The canonical document stands beside the record."""
    record = read(path.read_bytes(), named(path.name)).record
    assert record
    assert document(record) == json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert _examined(path) == ()


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_line_ends_and_byte_order_marks_change_nothing(path: Path) -> None:
    """CRLF, a BOM and a missing final newline make the same document and the same places."""
    content = path.read_bytes()
    plain = read(content, named(path.name))
    windows = b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")
    assert read(windows, named(path.name)) == plain
    assert read(content.rstrip(b"\n"), named(path.name)) == plain


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_broken_record_has_these_findings(path: Path) -> None:
    """The findings stand beside the record, with places, words and mends."""
    told = [all_findings.document(found) for found in _examined(path)]
    for found in told:
        assert found.pop("path") == f"docs/decisions/{path.name}"
        assert found.pop("severity") == codes.CODES[str(found["code"])].severity
    assert told == json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_findings_are_sentences_on_one_line(path: Path) -> None:
    """A message ends with a full stop and has no line break; a mend is never empty."""
    for found in _examined(path):
        assert found.message.endswith(".")
        assert "\n" not in found.message
        assert found.mend


def test_every_code_of_records_has_an_example() -> None:
    """What records.checks can say is said of some example."""
    shown = {found.code for path in INVALID for found in _examined(path)}
    assert shown | ELSEWHERE == set(codes._RECORDS)
    assert not shown & ELSEWHERE

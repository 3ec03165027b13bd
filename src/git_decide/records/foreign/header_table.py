"""Finds the header fields that a Markdown table states, in rows or in columns."""

from __future__ import annotations

import re

from git_decide.records.foreign.labels import fold
from git_decide.records.model import Statement
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CELL = re.compile(r"(?:[^|\\`]|\\.|`[^`|]*`|`|\\)+", re.DOTALL)
_RULE = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
_DECORATION = "*_` \t"


@value
class Cell:
    """The text of a cell, and the column (from one) where it begins."""

    text: str
    column: int


@value
class Row:
    """A line of a table (from zero); the rule below its head has no cells."""

    line: int
    cells: tuple[Cell, ...]


def rows(lines: Sequence[str], at: int, last: int) -> list[Row]:
    """Return the table that begins in line `at`; none where none does."""
    if at + 1 >= last or not _RULE.match(lines[at + 1]) or "|" not in lines[at]:
        return []
    end = at + 2
    while end < last and "|" in lines[end] and lines[end].strip():
        end += 1
    return [Row(line, _cells(lines[line]) if line != at + 1 else ()) for line in range(at, end)]


def _cells(line: str) -> tuple[Cell, ...]:
    start = len(line) - len(line.lstrip(" \t>"))
    start += line[start : start + 1] == "|"
    found = []
    while start < len(line):
        match = _CELL.match(line, start)
        end = match.end() if match else start
        text = line[start:end]
        found.append(Cell(text.strip(), start + len(text) - len(text.lstrip()) + 1))
        start = end + 1
    return tuple(found)


def statements(
    table: Sequence[Row], keys: Mapping[str, str], offset: int
) -> tuple[list[Statement], frozenset[int]]:
    """Return what a table states, and its lines that would say nothing without those.

    ``| Status | Accepted |`` states in a row, one row of values below a head in columns.
    """
    head, values = table[0], [each for each in table[1:] if each.cells]
    in_rows = [each for each in table if len(each.cells) > 1 and _key(each.cells[0], keys)]
    in_head = [cell for cell in head.cells if _key(cell, keys)]
    if len(in_head) > 1 or (in_head and in_rows == [head] and len(values) == 1):
        if len(values) != 1:
            return [], frozenset()
        row = values[0]
        pairs = [(name, cell, row) for name, cell in zip(head.cells, row.cells, strict=False)]
        frame = frozenset({head.line, head.line + 1}) if len(in_head) == len(head.cells) else None
    else:
        pairs = [(each.cells[0], each.cells[1], each) for each in in_rows]
        rest = [each for each in values if each not in in_rows]
        frame = frozenset({head.line + 1} | ({head.line} - {each.line for each in in_rows}))
        frame = frame if pairs and not rest else None
    found = [
        Statement(key, cell.text, row.line + offset + 1, cell.column, "table")
        for name, cell, row in pairs
        if (key := _key(name, keys)) and cell.text
    ]
    return found, frame or frozenset()


def _key(cell: Cell, keys: Mapping[str, str]) -> str:
    return keys.get(fold(cell.text.strip(_DECORATION)), "")

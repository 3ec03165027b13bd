"""Finds the header fields that reStructuredText and AsciiDoc state in ways of their own."""

from __future__ import annotations

import re

from git_decide.records.foreign import header
from git_decide.records.foreign.header import SEVERAL, Found
from git_decide.records.foreign.labels import fold
from git_decide.records.model import Statement
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from git_decide.records.model import Manner

_MARKER = re.compile(r"[ \t]*(?:[-*+\u2022]|\d+[.)]|#\.)[ \t]+")
_SHIELD = re.compile(
    r"/badge/(?P<label>(?:[^-/\s]|--){1,60})-(?P<said>(?:[^-/\s]|--){1,60})-[^-/\s\[\]?]+(?=[\s\[?]|\Z)"
)


@value
class Cell:
    """A text on one line (from zero) and the column (from zero) where it begins."""

    text: str
    line: int
    column: int


@value
class Table:
    """The rows of cells in the lines up to `last`, with the lines `above` that belong to it."""

    rows: tuple[tuple[Cell, ...], ...]
    last: int
    above: int = 0


@value
class Ways:
    """In which ways a markup states fields, each asked for the line in which it may begin.

    `field` returns a name and the values below it, `table` a table; None for neither.
    `plain` returns a line as `header` reads it, as long as it was.
    """

    field: Callable[[Sequence[str], int, int], Entry | None]
    table: Callable[[Sequence[str], int, int], Table | None]
    plain: Callable[[str], str]


@value
class Entry:
    """A name with the values that stand for it in the lines up to `last`."""

    name: str
    values: tuple[Cell, ...]
    last: int
    manner: Manner = "attribute"


def find(
    lines: Sequence[str], first: int, last: int, keys: Mapping[str, str], offset: int, ways: Ways
) -> Found:
    """Return what the lines `first` up to `last` state; see `header.find`."""
    made: list[Statement] = []
    bare: set[int] = set()
    rest = [ways.plain(line) for line in lines[first:last]]
    at = first
    while at < last:
        end = at + 1
        entry = ways.field(lines, at, last) if lines[at].strip() else None
        table = ways.table(lines, at, last) if lines[at].strip() and not entry else None
        if entry:
            if key := keys.get(fold(entry.name)):
                stated = list(_stated(key, entry, offset))
                made.extend(stated)
                end = entry.last
                bare.update(_names(stated, at, end, offset))
        elif table:
            stated = list(_tabled(table.rows, keys, offset))
            made.extend(stated)
            end = table.last
            bare.update(
                _rules(table, stated, lines, at, offset) if _is_known(table, stated) else ()
            )
        else:
            made.extend(_badges(lines[at], at + offset + 1, keys))
        if entry or table:
            rest[at - first : end - first] = [""] * (end - at)
        at = end
    found = header.find(rest, 0, last - first, keys, offset + first)
    return Found(
        (*made, *found.statements), frozenset(bare) | {first + line for line in found.bare}
    )


def _names(stated: Sequence[Statement], first: int, last: int, offset: int) -> set[int]:
    """Return the lines of a field or a table that only name what other lines of it state."""
    return set(range(first, last)) - {each.line - offset - 1 for each in stated}


def _is_known(table: Table, stated: Sequence[Statement]) -> bool:
    """Tell whether all that a table says is stated."""
    rows = table.rows
    return bool(stated) and (
        len(stated) == len(rows) or (len(rows) == 2 and len(stated) == len(rows[0]))
    )


def _rules(
    table: Table, stated: Sequence[Statement], lines: Sequence[str], at: int, offset: int
) -> set[int]:
    """Return the lines of a table that hold only signs, names and how it is laid out."""
    values = {each.line - offset - 1 for each in stated}
    begin = min(cell.line for cell in table.rows[0])
    headed = values.isdisjoint(cell.line for cell in table.rows[0])
    names = table.rows[0] if headed else [row[0] for row in table.rows]
    signs = {n for n in range(begin, table.last) if not any(map(str.isalnum, lines[n]))}
    return {*range(at - table.above, begin), *signs, *(cell.line for cell in names)} - values


def below(lines: Sequence[str], at: int, last: int, depth: int) -> tuple[tuple[Cell, ...], int]:
    """Return the lines from `at` on that are deeper than `depth`, and where they end."""
    found, end = [], at
    while end < last:
        line = lines[end]
        bare = line.lstrip()
        if bare and len(line) - len(bare) <= depth:
            break
        if bare:
            found.append(Cell(bare.rstrip(), end, len(line) - len(bare)))
        end += 1
    while end > at and not lines[end - 1].strip():
        end -= 1
    return tuple(found), end


def _stated(key: str, entry: Entry, offset: int) -> Iterator[Statement]:
    """Yield one statement for a field; for a list, one for each line of it."""
    for cell in entry.values if key in SEVERAL else entry.values[:1]:
        marker = _MARKER.match(cell.text)
        start = marker.end() if marker else 0
        if text := cell.text[start:].strip():
            column = cell.column + start + 1
            yield Statement(key, text, cell.line + offset + 1, column, entry.manner)


def _tabled(
    rows: Sequence[Sequence[Cell]], keys: Mapping[str, str], offset: int
) -> Iterator[Statement]:
    """Yield what a table states: rows of name and value, or one row below a row of names."""
    head = [keys.get(fold(cell.text)) for cell in rows[0]] if rows else []
    pairs = [(row[0], row[1]) for row in rows if len(row) > 1]
    if len(rows) == 2 and all(head) and len(head) == len(rows[1]) and len(head) > 1:
        pairs = list(zip(rows[0], rows[1], strict=True))
    for name, cell in pairs:
        key = keys.get(fold(name.text))
        if key and cell.text:
            line, column = cell.line + offset + 1, cell.column + 1
            yield Statement(key, cell.text, line, column, "table")


def _badges(line: str, number: int, keys: Mapping[str, str]) -> Iterator[Statement]:
    """Yield what pictures state by their address: ``…/badge/status-accepted-green``."""
    for shield in _SHIELD.finditer(line):
        said = shield["said"].removesuffix(".svg").removesuffix(".png")
        key = keys.get(fold(header.badge_text(shield["label"])))
        if key:
            yield Statement(key, said, number, shield.start("said") + 1, "badge")

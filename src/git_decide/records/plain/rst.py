"""What a record in reStructuredText states, and in which places."""

from __future__ import annotations

import re

from git_decide.records.foreign.labels import label_keys
from git_decide.records.foreign.markup import Markup
from git_decide.records.foreign.relations import fold
from git_decide.records.plain import rst_scan
from git_decide.records.plain.header import Cell, Entry, Table, Ways, below, find
from git_decide.records.plain.items import Item, options
from git_decide.records.plain.outline import PlainOutline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.records.foreign.labels import Synonyms

_FIELD = re.compile(r"(?P<depth>[ \t]*):(?P<name>(?![: ])(?:[^:\\`]|\\.)+?(?<! )):(?:[ \t]+|\Z)")
_TERM = re.compile(r"(?P<name>[^\W\d_][^:`|*]{0,39})\Z")
_LINE_BLOCK = re.compile(r"[ \t]*\|(?=[ \t])")
_GRID = re.compile(r"[ \t]*\+(?:[-=]+\+)+[ \t]*\Z")
_COLUMNS = re.compile(r"(?P<depth>[ \t]*)=+(?:[ \t]+=+)+[ \t]*\Z")
_LIST_TABLE = re.compile(r"(?P<depth>[ \t]*)\.\. (?:list-table|csv-table)::")
_ROW = re.compile(r"[ \t]*\*[ \t]+-[ \t]+")
_FURTHER_CELL = re.compile(r"[ \t]+-[ \t]+")
_QUOTED = re.compile(r"\"(?P<quoted>[^\"]*)\"|(?P<bare>[^,\"]+)")
_EMPHASIS = re.compile(r"\*(?P<name>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])")
_ITEM = re.compile(r"(?P<depth>[ \t]*)(?P<sort>[-*+\u2022]|\(?(?:\d+|#|[a-zA-Z])[.)])[ \t]+(?=\S)")

_TARGET = re.compile(
    r"[ \t]*\.\.[ \t]+_(?:`(?P<quoted>[^`]+)`|(?P<bare>[^\s`_][^:`]*)):"
    r"[ \t]+(?P<target>\S+)[ \t]*\Z"
)


def markup(text: str, offset: int = 0, further: Synonyms = ()) -> Markup:
    """Return how `text` is read, which begins after `offset` lines of its file."""
    outline = PlainOutline(text, rst_scan.scan(text))
    keys = label_keys(further)
    lines = outline.prose()
    ways = Ways(_entry, _table, _plain)
    return Markup(
        outline,
        lambda first, last: find(lines, first, last, keys, offset, ways),
        lambda part, deepest, skip: options(outline, part, deepest, skip, _begins, _goes),
        _targets(outline.lines),
    )


def _targets(lines: Sequence[str]) -> Mapping[str, str]:
    """Return where named links lead, by folded label: ``.. _label: target``."""
    found = [match for line in lines if "_" in line and (match := _TARGET.match(line))]
    return {fold(each["quoted"] or each["bare"]): each["target"] for each in found}


def _plain(line: str) -> str:
    """Return a line of a line block without its bar."""
    bar = _LINE_BLOCK.match(line)
    return " " * bar.end() + line[bar.end() :] if bar else line


def _entry(lines: Sequence[str], at: int, last: int) -> Entry | None:
    """Return the field ``:Name: value`` or the term with its definition in line `at`."""
    field = _FIELD.match(lines[at])
    if field:
        first = Cell(lines[at][field.end() :].rstrip(), at, field.end())
        further, end = below(lines, at + 1, last, len(field["depth"]))
        values = (first, *further) if first.text else further
        return Entry(field["name"], values, max(end, at + 1))
    term = _TERM.match(lines[at].rstrip())
    if not term or at + 1 >= last or lines[at + 1][:1] not in (" ", "\t"):
        return None
    values, end = below(lines, at + 1, last, 0)
    return Entry(term["name"], values, end, "line") if values else None


def _table(lines: Sequence[str], at: int, last: int) -> Table | None:
    line = lines[at]
    if _GRID.match(line):
        return _grid(lines, at, last)
    if _COLUMNS.match(line):
        return _columned(lines, at, last)
    listed = _LIST_TABLE.match(line)
    return _listed(lines, at, last, len(listed["depth"])) if listed else None


def _grid(lines: Sequence[str], at: int, last: int) -> Table:
    rows, end, fresh = [], at + 1, True
    while end < last and lines[end].lstrip().startswith(("+", "|")):
        line = lines[end]
        if line.lstrip().startswith("+"):
            fresh = True
        elif fresh:
            rows.append(_cells(line, end, [bar.end() for bar in re.finditer(r"\|", line)]))
            fresh = False
        end += 1
    return Table(tuple(rows), end)


def _cells(line: str, at: int, starts: Sequence[int]) -> tuple[Cell, ...]:
    """Return the cells of a line that begin in these columns, without what parts them."""
    ends = [*(start - 1 for start in starts[1:]), len(line)]
    made = []
    for start, end in zip(starts, ends, strict=True):
        text = line[start:end]
        made.append(Cell(text.strip(), at, start + len(text) - len(text.lstrip())))
    return tuple(made[:-1]) if made and not made[-1].text else tuple(made)


def _columned(lines: Sequence[str], at: int, last: int) -> Table | None:
    """Return a table whose columns stand below lines of equals signs."""
    starts = [sign.start() for sign in re.finditer(r"=+", lines[at])]
    rows: list[tuple[Cell, ...]] = []
    borders = 0
    for end in range(at + 1, last):
        if _COLUMNS.match(lines[end]):
            borders += 1
            if borders == 2 or end + 1 >= last or not lines[end + 1].strip():
                return Table(tuple(rows), end + 1)
        elif lines[end][starts[0] : starts[1]].strip():
            rows.append(_cells(lines[end], end, starts))
    return None


def _listed(lines: Sequence[str], at: int, last: int, depth: int) -> Table:
    """Return a table that is a list of lists, or has its cells between commas."""
    _, end = below(lines, at + 1, last, depth)
    rows: list[tuple[Cell, ...]] = []
    for number in range(at + 1, end):
        line = lines[number]
        row, further = _ROW.match(line), _FURTHER_CELL.match(line)
        if row:
            rows.append((Cell(line[row.end() :].strip(), number, row.end()),))
        elif further and rows:
            rows[-1] = (*rows[-1], Cell(line[further.end() :].strip(), number, further.end()))
        elif "csv-table::" in lines[at] and line.strip() and not line.lstrip().startswith(":"):
            rows.append(_comma_parted(line, number))
    return Table(tuple(rows), max(end, at + 1))


def _comma_parted(line: str, at: int) -> tuple[Cell, ...]:
    found = []
    for cell in _QUOTED.finditer(line):
        text = cell["quoted"] if cell["bare"] is None else cell["bare"]
        start = cell.start("quoted") if cell["bare"] is None else cell.start("bare")
        if text.strip():
            found.append(Cell(text.strip(), at, start + len(text) - len(text.lstrip())))
    return tuple(found)


def _begins(lines: Sequence[str], at: int, sort: str) -> Item | None:
    """Return the item that begins in a line: of a list, or a term with its definition."""
    line = lines[at]
    found = _ITEM.match(line)
    if found:
        kind = found["sort"] if found["sort"] in "-*+\u2022" else "1"
        made = f"{len(found['depth'])}{kind}"
        text = _EMPHASIS.sub(r"**\g<name>**", line[found.end() :].rstrip(), count=1)
        return Item(made, text) if sort in ("", made) else None
    following = lines[at + 1] if at + 1 < len(lines) else ""
    if sort in ("", "term") and line[:1].strip() and following[:1] in (" ", "\t"):
        above = lines[at - 1] if at else ""
        if following.strip() and not above.strip() and not line.startswith(".."):
            return Item("term", "", _bare(line))
    return None


def _bare(term: str) -> str:
    """Return a term without its emphasis and its classifier."""
    return term.partition(" : ")[0].strip().strip("*`").rstrip(":").strip()


def _goes(lines: Sequence[str], at: int, item: Item) -> bool:
    line = lines[at]
    depth = 0 if item.sort == "term" else int(re.sub(r"\D.*", "", item.sort))
    return not line.strip() or len(line) - len(line.lstrip()) > depth

"""What a record in AsciiDoc states, and in which places."""

from __future__ import annotations

import re

from git_decide.records.foreign import dates
from git_decide.records.foreign.header import Found
from git_decide.records.foreign.labels import label_keys
from git_decide.records.foreign.markup import Markup
from git_decide.records.model import Statement
from git_decide.records.plain import asciidoc_scan
from git_decide.records.plain.header import Cell, Entry, Table, Ways, below, find
from git_decide.records.plain.items import Item, options
from git_decide.records.plain.outline import PlainOutline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.records.foreign.labels import Synonyms

_ATTRIBUTE = re.compile(r":(?P<name>\w[\w -]*):(?:[ \t]+|\Z)")
_REFERENCE = re.compile(r"\{(?P<name>\w[\w-]*)\}")
_TERM = re.compile(r"[ \t]*(?P<name>[^\s:|][^:|]{0,39}?):{2,4}(?:[ \t]+|\Z)")
_BLOCK_TITLE = re.compile(r"\.(?P<name>[^\W\d_][^:|]{0,39})\Z")
_BREAK = re.compile(r"[ \t]\+[ \t]*\Z")
_BOLD = re.compile(r"(?<![\w*])\*(?P<name>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])")
_REVISION = re.compile(
    r"(?:v?[\w.]+,[ \t]*)?(?P<date>\d[\w ./-]*\d|\w+ \d{1,2},? \d{4})(?=[:,]|\Z)"
)
_TABLE = re.compile(r"\|={3,}[ \t]*\Z")
_COLUMNS = re.compile(r"\bcols=\"?(?P<given>[^\"\]]+)")
_CELL = re.compile(r"(?:\d{1,3}\*|[\d.]{1,7}\+)?[<^>.]{0,3}[aehlmsd]?\|")
_ITEM = re.compile(r"[ \t]*(?P<sort>\*{1,5}|-|\.{1,5}|\d+\.|[a-zA-Z]\.)[ \t]+(?=\S)")


def markup(text: str, offset: int = 0, further: Synonyms = ()) -> Markup:
    """Return how `text` is read, which begins after `offset` lines of its file."""
    outline = PlainOutline(text, asciidoc_scan.scan(text))
    keys = label_keys(further)
    lines = outline.prose()
    return Markup(
        outline,
        lambda first, last: _find(outline, lines, first, last, keys, offset),
        lambda part, deepest, skip: options(outline, part, deepest, skip, _begins, _goes),
    )


def _find(
    outline: PlainOutline,
    lines: Sequence[str],
    first: int,
    last: int,
    keys: Mapping[str, str],
    offset: int,
) -> Found:
    """Return what lines state, but for what only repeats an attribute: ``{status}``."""
    found = find(lines, first, last, keys, offset, Ways(_entry, _table, _plain))
    kept = [each for each in found.statements if not _REFERENCE.fullmatch(each.text)]
    if first == _after_title(outline) and not any(each.key == "date" for each in kept):
        kept.extend(_revision(outline.shown, first, last, offset))
    return Found(tuple(kept), found.bare)


def _after_title(outline: PlainOutline) -> int:
    title = outline.headings[0] if outline.headings else None
    return title.after if title and title.level == 1 else -1


def _revision(lines: Sequence[str], first: int, last: int, offset: int) -> list[Statement]:
    """Return the date of the line below the author, ``1.0, 2021-03-04: first draft``."""
    for at in range(first, min(first + 2, last)):
        found = _REVISION.match(lines[at])
        if found and dates.read(found["date"]).text:
            place = (at + offset + 1, found.start("date") + 1)
            return [Statement("date", found["date"], *place, "line")]
    return []


def _plain(line: str) -> str:
    """Return a line without the sign that breaks it."""
    return _BREAK.sub("", line)


def _entry(lines: Sequence[str], at: int, last: int) -> Entry | None:
    """Return the attribute, the term or the title of a block in line `at` with what it names."""
    line = lines[at]
    attribute = _ATTRIBUTE.match(line)
    if attribute:
        text = line[attribute.end() :].rstrip().removesuffix("\\").rstrip()
        return Entry(attribute["name"], (Cell(text, at, attribute.end()),), at + 1)
    term = _TERM.match(line)
    if term:
        first = Cell(_plain(line[term.end() :]).rstrip(), at, term.end())
        further, end = below(lines, at + 1, last, 0)
        if not first.text and not further and at + 1 < last and lines[at + 1].strip():
            further, end = (_whole(lines, at + 1),), at + 2
        values = (first, *further) if first.text else further
        return Entry(_unmarked(term["name"]), values, max(end, at + 1), "line")
    title = _BLOCK_TITLE.match(line.rstrip())
    if not title or at + 1 >= last or not lines[at + 1][:1].isalnum():
        return None
    return Entry(title["name"], (_whole(lines, at + 1),), at + 2, "line")


def _whole(lines: Sequence[str], at: int) -> Cell:
    text = lines[at].lstrip()
    return Cell(_plain(text).rstrip(), at, len(lines[at]) - len(text))


def _unmarked(text: str) -> str:
    return text.strip("*_`")


def _table(lines: Sequence[str], at: int, last: int) -> Table | None:
    if not _TABLE.match(lines[at]):
        return None
    cells: list[Cell] = []
    width, end = _width(lines[at - 1] if at else ""), at + 1
    while end < last and not _TABLE.match(lines[end]):
        found = _cells(lines[end], end)
        width = width or len(found)
        cells.extend(found)
        end += 1
    rows = [tuple(cells[n : n + width]) for n in range(0, len(cells), width or 1)]
    above = int(at > 0 and lines[at - 1].startswith("["))
    return Table(tuple(rows), min(end + 1, last), above)


def _width(line: str) -> int:
    """Return how many columns the line above a table gives it; zero where it does not say."""
    given = _COLUMNS.search(line) if line.startswith("[") else None
    if not given:
        return 0
    return sum(_times(part) for part in given["given"].split(","))


def _times(column: str) -> int:
    """Return for how many columns a part of ``cols="2*,1"`` stands."""
    before, star, _ = column.strip().partition("*")
    return int(before) if star and before.isdigit() and len(before) < 3 else 1


def _cells(line: str, at: int) -> list[Cell]:
    bars = list(_CELL.finditer(line))
    made = []
    for bar, following in zip(bars, [*bars[1:], None], strict=False):
        text = line[bar.end() : following.start() if following else len(line)]
        bare = text.strip()
        made.append(Cell(bare, at, bar.end() + len(text) - len(text.lstrip())))
    return made


def _begins(lines: Sequence[str], at: int, sort: str) -> Item | None:
    """Return the item that begins in a line: of a list, or a term with its reason."""
    line = lines[at]
    found = _ITEM.match(line)
    if found:
        kind = "1" if found["sort"][0].isalnum() else found["sort"]
        text = _BOLD.sub(r"**\g<name>**", line[found.end() :].rstrip(), count=1)
        return Item(kind, text) if sort in ("", kind) else None
    term = _TERM.match(line)
    if term and sort in ("", "term"):
        return Item("term", line[term.end() :].strip(), _unmarked(term["name"]))
    return None


def _goes(lines: Sequence[str], at: int, item: Item) -> bool:
    """Tell whether a line belongs to an item: blank ones do, and what a `+` joins to it."""
    line = lines[at]
    if not line.strip() or lines[at - 1].strip() or line[0] in " \t":
        return True
    return bool(_ITEM.match(line)) and item.sort != "term"

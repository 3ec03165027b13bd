"""Lays a page out for a terminal."""

from __future__ import annotations

from git_decide.output.page_words import sheet
from git_decide.output.terminal import width
from git_decide.output.wrapping import wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from git_decide.output.page_sheet import Entry, Line, Section, Sheet
    from git_decide.output.terminal import Paint
    from git_decide.queries.pages.model import Page

_USUAL, _WIDEST = 80, 100  # columns: longer lines are hard to read


def text(page: Page, paint: Paint, columns: int) -> str:
    """Return a page for so many columns, 0 where nothing limits them."""
    room = max(min(columns or _USUAL, _WIDEST), 30)
    return "\n".join(_lines(sheet(page), paint, room))


def _lines(told: Sheet, paint: Paint, room: int) -> Iterator[str]:
    yield from (paint("bold", line) for line in wrapped(told.title, room))
    yield from wrapped(told.intro, room)
    for section in told.sections:
        yield ""
        yield from _section(section, paint, room)
    if told.absent:
        yield ""
        yield from wrapped(told.absent, room)
    if told.caution:
        yield ""
        yield from (paint("yellow", line) for line in wrapped(told.caution, room))


def _section(section: Section, paint: Paint, room: int) -> Iterator[str]:
    heading = wrapped(f"{section.heading} ({section.total})", room)
    yield from (paint("bold", line) for line in heading)
    yield "-" * max(map(width, heading))
    if section.note:
        yield from (paint("bold", line) for line in wrapped(section.note, room))
    group, spread = "", any(entry.lines for entry in section.entries)
    for number, entry in enumerate(section.entries):
        if entry.group != group:
            group = entry.group
            yield from ["", *(paint("bold", line) for line in wrapped(group, room))]
        elif number and spread and (entry.lines or section.entries[number - 1].lines):
            yield ""
        yield from _entry(entry, paint, room)
    if section.left:
        yield ""
        yield from wrapped(f"And {section.left} more: {section.more}", room)


def _entry(entry: Entry, paint: Paint, room: int) -> Iterator[str]:
    title = wrapped(entry.title, room - 2)
    for number, line in enumerate(title):
        yield f"{'  ' if number else '• '}{paint('cyan', line)}"
    yield from (f"  {paint('dim', line)}" for line in _facts(entry, room - 2))
    for each in entry.lines:
        yield from _line(each, paint, room - 2)


def _facts(entry: Entry, room: int) -> Iterator[str]:
    """Yield the facts with dots between them, broken between two of them where that can be."""
    held = ""
    for fact in filter(None, (*entry.facts, entry.id)):
        if held and width(held) + 3 + width(fact) > room:
            yield from wrapped(held, room)
            held = ""
        held += f" · {fact}" if held else fact
    if held:
        yield from wrapped(held, room)


def _line(line: Line, paint: Paint, room: int) -> Iterator[str]:
    """Yield a labelled text, its further lines below the text and not below the label."""
    label = f"{line.label}: " if line.label else ""
    taken = 0 if width(label) > room // 2 else len(label)
    lines = wrapped(line.text, room - taken) if taken else wrapped(f"{label}{line.text}", room)
    for number, each in enumerate(lines):
        lead = label if taken and not number else " " * taken
        said = f"{lead}{each}"
        yield f"  {paint('yellow', said) if line.loud else said}"

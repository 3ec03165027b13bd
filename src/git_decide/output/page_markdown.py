"""Lays a page out in Markdown, to be kept in a repository or put into a forge's text."""

from __future__ import annotations

from git_decide.output.markdown_text import code, link, text
from git_decide.output.page_sheet import address, place
from git_decide.output.page_words import sheet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from git_decide.output.page_sheet import Entry, Line, Section
    from git_decide.output.permalinks import Site
    from git_decide.queries.pages.model import Page


def markdown(page: Page, site: Site | None = None) -> str:
    """Return a page in Markdown, its records and commits linked to where a site is known."""
    told = sheet(page)
    whose = f"{link(text(place(site)), site.page)}: " if site else ""
    parts = [f"# {text(told.title)}", f"{whose}{text(told.intro)}"]
    parts += [part for section in told.sections for part in _section(section, page, site)]
    if told.absent:
        parts.append(text(told.absent))
    if told.caution:
        parts.append(f"> {text(told.caution)}")
    return "\n\n".join(parts) + "\n"


def _section(section: Section, page: Page, site: Site | None) -> Iterator[str]:
    yield f"## {text(section.heading)} ({section.total})"
    if section.note:
        yield f"**{text(section.note)}**"
    group, items = "", list[str]()
    for entry in section.entries:
        if entry.group != group:
            if items:
                yield "\n".join(items)
            group, items = entry.group, []
            yield f"### {text(group)}"
        items.append("\n".join(_entry(entry, page, site)))
    yield "\n".join(items)
    if section.left:
        yield f"And {section.left} more: {code(section.more)}"


def _entry(entry: Entry, page: Page, site: Site | None) -> Iterator[str]:
    small = " · ".join(text(each) for each in (*entry.facts, entry.id) if each)
    title = f"**{link(text(entry.title), address(entry, page, site))}**"
    # Two spaces would do, but editors and mail programs take them away.
    yield f"- {title}{_BREAK if small else ''}"
    if small:
        yield f"  {small}"
    yield from (f"  - {_line(line)}" for line in entry.lines)


def _line(line: Line) -> str:
    said = f"**{text(line.text)}**" if line.loud else text(line.text)
    return f"{text(line.label)}: {said}" if line.label else said


_BREAK = "\\"

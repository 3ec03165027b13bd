"""Writes an agenda as the message that an incoming webhook of Slack takes.

Block Kit, as published at https://docs.slack.dev/reference/block-kit. What a repository says
stands in rich text only, which Slack shows as it is: in its markup nothing can be escaped but
``&``, ``<`` and ``>``.
"""

from __future__ import annotations

import json

from git_decide.output.page_sheet import address, place
from git_decide.output.page_words import sheet
from git_decide.output.terminal import cut

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from git_decide.output.page_sheet import Entry, Section, Sheet
    from git_decide.output.permalinks import Site
    from git_decide.queries.pages.model import Page

    Element = dict[str, object]

BLOCKS = 50  # in one message
HEADER = 150  # characters of a header
# Of the JSON of all blocks: Slack refuses messages somewhere above 13,000 without saying where.
CHARACTERS = 12_000
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def slack(page: Page, site: Site | None = None) -> str:
    """Return the message as JSON on one line; the more there is to say, the less of each part."""
    for most in (5, 3, 2, 1):
        told = sheet(page, most)
        blocks = [*_blocks(told, page, site)]
        written = json.dumps(blocks, ensure_ascii=False)
        if len(blocks) <= BLOCKS and len(written) <= CHARACTERS:
            break
    else:
        blocks = _counted(told)
    return json.dumps({"text": _plain(told), "blocks": blocks}, ensure_ascii=False)


def _plain(told: Sheet) -> str:
    """Return what a notification shows: words of our own, in Slack's markup."""
    return f"{told.title}: {told.summary or told.absent}".translate(_ESCAPES)


def _blocks(told: Sheet, page: Page, site: Site | None) -> Iterator[Element]:
    yield _header(told)
    intro = [_text(told.intro)]
    if site:
        intro = [_link(place(site), site.page), _text(f": {told.intro}")]
    yield _rich([_run(intro)])
    for section in told.sections:
        yield {"type": "divider"}
        yield _rich(_section(section, page, site))
    if end := [each for each in (told.absent, told.caution) if each]:
        yield {"type": "divider"}
        yield _rich([_run([_text(" ".join(end))])])


def _counted(told: Sheet) -> list[Element]:
    """Return what is left where even one thing of each part would be too much."""
    return [_header(told), _rich([_run([_text(told.summary)])])]


def _header(told: Sheet) -> Element:
    text = {"type": "plain_text", "text": cut(told.title, HEADER), "emoji": False}
    return {"type": "header", "text": text}


def _section(section: Section, page: Page, site: Site | None) -> Iterator[Element]:
    yield _run([_text(f"{section.heading} ({section.total})", bold=True)])
    if section.note:
        yield _run([_text(section.note)])
    yield {
        "type": "rich_text_list",
        "style": "bullet",
        "elements": [_run(_entry(each, page, site)) for each in section.entries],
    }
    if section.left:
        yield _run([_text(f"And {section.left} more.", italic=True)])


def _entry(entry: Entry, page: Page, site: Site | None) -> Iterator[Element]:
    url = address(entry, page, site)
    yield _link(entry.title, url, bold=True) if url else _text(entry.title, bold=True)
    if facts := " · ".join(entry.facts):
        yield _text(f"\n{facts}")
    for line in entry.lines:
        yield _text(f"\n{line.label}: " if line.label else "\n")
        yield _text(line.text, bold=True) if line.loud else _text(line.text)


def _rich(elements: Iterable[Element]) -> Element:
    return {"type": "rich_text", "elements": list(elements)}


def _run(elements: Iterable[Element]) -> Element:
    return {"type": "rich_text_section", "elements": list(elements)}


def _text(text: str, **style: bool) -> Element:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def _link(text: str, url: str, **style: bool) -> Element:
    return {"type": "link", "url": url, "text": text, **({"style": style} if style else {})}

"""Writes an agenda as the message that a workflow of Microsoft Teams takes from a webhook.

An Adaptive Card 1.5 (https://adaptivecards.io/schemas/1.5.0/adaptive-card.json) in the envelope
that such webhooks are documented to take. What a repository says stands in runs of text only:
blocks of text, which alone can be headings, would read it as Markdown.
"""

from __future__ import annotations

import json

from git_decide.output.page_sheet import address, place
from git_decide.output.page_words import sheet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from git_decide.output.page_sheet import Entry, Section, Sheet
    from git_decide.output.permalinks import Site
    from git_decide.queries.pages.model import Page

    Element = dict[str, object]

# What Teams takes in one message, in bytes. It counts two for a character, it seems: both ways
# of counting are held.
BYTES = 28_000
_GAP = "\u200b"


def teams(page: Page, site: Site | None = None) -> str:
    """Return the message as JSON on one line; the more there is to say, the less of each part."""
    for most in (5, 3, 2, 1):
        told = sheet(page, most)
        written = _message([*_body(told, page, site)])
        if max(len(written.encode()), 2 * len(written)) <= BYTES:
            return written
    return _message([_title(told.title), _runs([_run(told.summary)])])


def _message(body: list[Element]) -> str:
    card = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "body": body,
        "msteams": {"width": "Full"},
    }
    kind = "application/vnd.microsoft.card.adaptive"
    attachment = {"contentType": kind, "contentUrl": None, "content": card}
    message = {"type": "message", "attachments": [attachment]}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))


def _body(told: Sheet, page: Page, site: Site | None) -> Iterator[Element]:
    yield _title(told.title)
    whose = [_run(place(site), url=site.page), _run(": ")] if site else []
    yield _runs([*whose, _run(told.intro, isSubtle=True)], spacing="None")
    for section in told.sections:
        yield from _section(section, page, site)
    for end in (told.absent, told.caution):
        if end:
            yield _runs([_run(end, isSubtle=True)], separator=True, spacing="Medium")


def _section(section: Section, page: Page, site: Site | None) -> Iterator[Element]:
    yield _heading(f"{section.heading} ({section.total})")
    if section.note:
        yield _runs([_run(section.note)], spacing="Small")
    for number, entry in enumerate(section.entries):
        yield from _entry(entry, page, site, first=not number)
    if section.left:
        yield _runs([_run(f"And {section.left} more.", isSubtle=True)])


def _entry(entry: Entry, page: Page, site: Site | None, first: bool) -> Iterator[Element]:
    title = _run(entry.title, url=address(entry, page, site), weight="Bolder")
    yield _runs([title], spacing="Small" if first else "Medium")
    if facts := " · ".join(entry.facts):
        yield _runs([_run(facts, isSubtle=True, size="Small")], spacing="None")
    for line in entry.lines:
        label = [_run(f"{line.label}: ", isSubtle=True)] if line.label else []
        loud = {"weight": "Bolder", "color": "Attention"} if line.loud else {}
        yield _runs([*label, _run(line.text, **loud)], spacing="None")


def _heading(words: str) -> Element:
    """Return the heading of a part, in words of our own: readers of a screen are told of it."""
    text = {"type": "TextBlock", "text": words, "style": "heading", "wrap": True}
    return {**text, "weight": "Bolder", "size": "Medium", "separator": True, "spacing": "Large"}


def _title(text: str) -> Element:
    return _runs([_run(text, weight="Bolder", size="Large")])


def _runs(inlines: list[Element], **more: object) -> Element:
    return {"type": "RichTextBlock", "inlines": inlines, **more}


def _run(text: str, url: str = "", **more: object) -> Element:
    # Cards put dates in the place of {{DATE(…)}}.
    plain = text.replace("{{", "{" + _GAP + "{")
    action = {"selectAction": {"type": "Action.OpenUrl", "url": url}} if url else {}
    return {"type": "TextRun", "text": plain, **more, **action}

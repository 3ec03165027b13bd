"""Changes single sections of a record in another format than this project's own."""

from __future__ import annotations

import re

from git_decide.errors import Refused
from git_decide.records import headings
from git_decide.records.edit.body import SIDES, Body, Place
from git_decide.records.edit.opened import opened
from git_decide.records.edit.proof import proven, unsafe
from git_decide.records.edit.sections import LIST_ITEM
from git_decide.records.edit.source import unified
from git_decide.records.edit.view import Lines
from git_decide.records.foreign import labels
from git_decide.records.outline import trimmed
from git_decide.records.template_text import is_empty, is_template, is_unfilled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.records.edit.opened import Draft
    from git_decide.records.outline import Part

# What sections are called where they are not called as in this project's own format.
_NAMES: dict[str, dict[str, str]] = {
    "madr": {
        "context": "Context and Problem Statement",
        "alternatives": "Considered Options",
        "decision": "Decision Outcome",
        "trade-offs": "Consequences",
    },
    "": {"trade-offs": "Consequences"},
}
_ORDER = {"madr": ("context", "alternatives", "decision", "trade-offs")}
_OPTION = re.compile(
    r"[-*+] (?:\*\*|__)?(?P<name>.+?)(?:(?:\*\*|__):?|:(?= )|\Z)[ ]*(?P<reason>.*)\Z"
)


def set_section(draft: Draft, key: str, text: str) -> Draft:
    """Return the record whose section `key` holds `text`."""
    new = _given(key, text)
    body = Body(draft)
    place = body.place(key)
    if place is None:
        return _with_section(body, key, new)
    return _proven(draft, key, place.part.heading, _replaced(body, place, new), new)


def append_to_section(draft: Draft, key: str, text: str) -> Draft:
    """Return the record with `text` at the end of the section `key`."""
    new = _given(key, text)
    body = Body(draft)
    place = body.place(key)
    if place is None:
        return _with_section(body, key, new)
    filled = [span for span in place.spans if _is_filled(body, span)]
    if not filled:
        return _proven(draft, key, place.part.heading, _replaced(body, place, new), new)
    named = _named_options(body, place.part) if key == "alternatives" else []
    if named:
        return _with_options(body, named[-1], new)
    rows = _rows(body, filled[0])
    joined = new.startswith(LIST_ITEM) and _ends_with_item(body, rows)
    block = [*([] if joined else [""]), *new.split("\n")]
    made = body.with_lines(rows[-1] + 1, rows[-1] + 1, block)
    return _proven(draft, key, place.part.heading, made, f"{_said(body, place)}\n{new}")


def _given(key: str, text: str) -> str:
    new = trimmed(unified(text).split("\n"))
    if not new:
        raise Refused(f"there is no text for the section {key}", "Give it some text.")
    return new


def _proven(draft: Draft, key: str, heading: str, made: bytes, wanted: str) -> Draft:
    """Return the draft with new content, once the section holds the text that it should."""
    try:
        after = proven(draft, made, {key.partition(".")[0]}, heading=heading)
    except Refused:
        raise _astray(heading) from None
    body = Body(after)
    place = body.place(key)
    if place is None or (key != "perspectives" and _bare(_said(body, place)) != _bare(wanted)):
        raise _astray(heading)
    return after


def _astray(heading: str) -> Refused:
    return Refused(
        f"the text would not stay within the section {heading}",
        "Leave out headings, close every code fence and comment, or write it in an editor.",
    )


def _bare(text: str) -> list[str]:
    """Return the lines of a text as they are compared; whose order tells where they stand."""
    return sorted(line.rstrip() for line in text.split("\n") if line.strip())


def _said(body: Body, place: Place) -> str:
    return trimmed([line for span in place.spans for line in body.lines[slice(*span)]])


def _is_filled(body: Body, span: tuple[int, int]) -> bool:
    shown = trimmed(body.outline.shown[slice(*span)])
    return not (is_empty(shown) or is_template(shown) or is_unfilled(shown))


def _rows(body: Body, span: tuple[int, int]) -> list[int]:
    last = min(span[1], len(body.view.lines) - body.offset)
    return [at for at in range(span[0], last) if body.lines[at].strip()]


def _ends_with_item(body: Body, rows: list[int]) -> bool:
    """Tell whether the last paragraph of a section is an item of a list."""
    begins = rows[-1]
    while begins - 1 in rows and not body.lines[begins].lstrip().startswith(LIST_ITEM):
        begins -= 1
    return body.lines[begins].lstrip().startswith(LIST_ITEM)


def _replaced(body: Body, place: Place, new: str) -> bytes:
    """Return the file with `new` for what a section holds between its blank lines."""
    spans = [rows for span in place.spans if (rows := _rows(body, span))]
    texts = tuple(new.split("\n"))
    if not spans:
        first, last = place.spans[0]
        follows = first == last and last < len(body.view.lines) - body.offset
        return body.with_lines(first, first, ["", *texts, *([""] if follows else [])])
    begin = body.offset + 1
    blocks = [Lines(begin + rows[0], begin + rows[-1] + 1) for rows in spans[1:]]
    first_block = Lines(begin + spans[0][0], begin + spans[0][-1] + 1, texts)
    return body.view.edited(blocks=[first_block, *blocks])


# Options that have headings of their own.


def _named_options(body: Body, part: Part) -> list[Part]:
    level = part.level + 1
    return [piece for piece in body.outline.parts(level, part)[1:] if piece.level == level]


def _with_options(body: Body, last: Part, new: str) -> Draft:
    """Return the record with list items as options with a heading each, like those there."""
    lines: list[str] = []
    for line in new.split("\n"):
        option = _OPTION.match(line)
        if option:
            lines += ["", *body.heading(option["name"], last.level)]
            lines += ["", option["reason"]] if option["reason"] else []
        else:
            lines.append(line.removeprefix("  "))
    rows = _rows(body, (last.line, last.last))
    made = body.with_lines(rows[-1] + 1, rows[-1] + 1, lines)
    after = proven(body.draft, made, {"alternatives"})
    before = opened(body.draft).alternatives
    if opened(after).alternatives[: len(before)] != before:
        raise unsafe(body.draft, "alternatives")
    return after


# Sections that are not there yet.


def _with_section(body: Body, key: str, new: str) -> Draft:
    """Return the record with a new section, after those that usually come before it."""
    if key.startswith(SIDES) and not body.blocks("perspectives"):
        lines = [*body.heading(_called(body, key), body.plan.level + 1), "", new]
        return _with_section(body, "perspectives", "\n".join(lines))
    *others, last = _new_places(body, key)
    for level, at in others:
        try:
            return _placed(body, key, new, level, at)
        except Refused:
            continue
    return _placed(body, key, new, *last)


def _placed(body: Body, key: str, new: str, level: int, at: int) -> Draft:
    name, end = _called(body, key), len(body.view.lines) - body.offset
    at = min(at, end)
    block = [*body.heading(name, level), "", *new.split("\n")]
    if at and body.lines[at - 1].strip():
        block.insert(0, "")
    if at < end:
        block.append("")
    return _proven(body.draft, key, name, body.with_lines(at, at, block), new)


def _called(body: Body, key: str) -> str:
    """Return the heading of a new section: in the team's own language where it is used."""
    if key.startswith(SIDES):
        return headings.SIDES[key.removeprefix(SIDES)][0]
    own = dict(body.draft.headings)
    spoken = {labels.fold(name) for each in headings.SECTIONS for name in own.get(each, ())}
    if own.get(key) and any(labels.fold(each.heading) in spoken for each in body.plan.blocks):
        return own[key][0]
    names = _NAMES.get(body.format, _NAMES[""])
    return names.get(key) or headings.SECTIONS.get(key, (key,))[0]


def _new_places(body: Body, key: str) -> list[tuple[int, int]]:
    """Return the levels that a new section may have, each with the line before which it comes."""
    level = body.plan.level
    if key.startswith(SIDES):
        return [(level + 1, body.blocks("perspectives")[0].part.last)]
    known = _ORDER.get(body.format, ())
    order = [*known, *(each for each in headings.SECTIONS if each not in known)]
    if key not in order:
        return [(level, len(body.lines))]
    first = 1 if key in known else None  # what comes last comes behind every part of the others
    before = [body.blocks(each)[:first] for each in order[: order.index(key)]]
    after = [body.blocks(each)[:1] for each in order[order.index(key) + 1 :]]
    ends = [block.part.last for found in before for block in found]
    begins = [block.part.line for found in after for block in found]
    usual = (level, max(ends) if ends else min(begins) if begins else len(body.lines))
    decision = body.blocks("decision")
    if key == "trade-offs" and body.format == "madr" and decision:
        return [(decision[0].part.level + 1, decision[0].spans[0][1]), usual]
    return [usual]

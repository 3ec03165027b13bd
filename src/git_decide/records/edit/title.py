"""Changes the title of a record, or the number that it states for itself, in any format."""

from __future__ import annotations

import re

from git_decide.errors import Refused
from git_decide.records import front_matter, titles
from git_decide.records.digest import number_of
from git_decide.records.edit import front as edit_front
from git_decide.records.edit import own as edit
from git_decide.records.edit.headline import folded, written_title
from git_decide.records.edit.markup import width
from git_decide.records.edit.opened import Draft, opened
from git_decide.records.edit.proof import proven
from git_decide.records.edit.view import Edit, Lines, View
from git_decide.records.foreign import labels
from git_decide.records.front_matter import Text
from git_decide.records.titles import Title
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


_ATX = re.compile(
    r"(?P<before> {0,3}(?:#{1,6}|=)[ \t]+)(?P<text>.*?)(?:(?:(?<=\s)|[ \t])#+)?[ \t]*\Z"
)
_DIGITS = re.compile("[0-9]+")
_ADORNED = re.compile(r"[ \t]*([^\w\s])\1*[ \t]*\Z")


def set_title(draft: Draft, title: str) -> Draft:
    """Return the record with another title; the number in front of it stays."""
    line = folded(title)
    if not line:
        raise Refused("the record needs a title", "Say in a few words what is decided.")
    view = View(draft.content)
    found = _heading(draft, view)
    front = _front_title(draft)
    if found is None and front is None:
        return proven(draft, _with_heading(draft, view, written_title(line)), {"title"})
    made = draft
    if found:
        at, column, text = found
        markup = opened(draft).format in ("rst", "asciidoc")
        new = _kept(draft, text) + (line if markup else written_title(line))
        edits = [Edit(at, column, text, new), *_adornments(view, at, column, text, new)]
        made = replace(draft, content=view.edited(edits))
    if front:
        name, text = front
        new = f"{_kept(draft, text)}{line}"
        made = replace(made, content=edit.set_field(made.content, name, new))
    return proven(draft, made.content, {"title"})


def set_number(draft: Draft, number: int) -> Draft:
    """Return the record with another number wherever it states its own."""
    view = View(draft.content)
    edits = [*_in_front(draft, view, number), *_in_heading(draft, view, number)]
    if not edits:
        return draft
    numbers = {key for key, _ in opened(draft).extra if labels.fold(key[2:]) in labels.NUMBERS}
    return proven(draft, view.edited(edits), {"title", "x-title", *numbers})


def _kept(draft: Draft, text: str) -> str:
    """Return the number with which a title begins, and what parts it from the words."""
    return text[: len(text) - len(_part(draft, text).text)]


def _front_title(draft: Draft) -> tuple[str, str] | None:
    """Return the field of the front matter that states the title, and its text.

    None where that is another title than the heading is.
    """
    record = opened(draft)
    if record.format == "decision-log" or "x-title" in dict(record.extra):
        return None
    for key, node in edit_front.fields(draft):
        if labels.fold(key.value) == "title" and isinstance(node, Text) and node.value.strip():
            return key.value, node.value.strip()
    return None


def _in_heading(draft: Draft, view: View, number: int) -> Iterator[Edit]:
    found, record = _heading(draft, view), opened(draft)
    title = _part(draft, found[2]) if found else None
    if not found or not title or title.number is None:
        return
    if record.format == "decision-log" and title.number != record.name.number:
        return  # "2 - 3 tries are enough" has a number, but not the record's
    at, column, text = found
    match = _DIGITS.search(text)
    if not match or int(match[0]) != title.number:
        return
    wide = _wide(number, match[0])
    yield Edit(at, column + match.start(), match[0], wide)
    yield from _adornments(
        view, at, column, text, text[: match.start()] + wide + text[match.end() :]
    )


def _part(draft: Draft, text: str) -> Title:
    """Part a heading from its number, as far as its words end with the title."""
    record = opened(draft)
    found = titles.part(text, record.name.number, strict=record.format == "decision-log")
    return found if text.endswith(found.text) else Title(text)


def _in_front(draft: Draft, view: View, number: int) -> Iterator[Edit]:
    for key, node in edit_front.fields(draft):
        if not isinstance(node, Text):
            continue
        label = labels.fold(key.value)
        if label in labels.NUMBERS:
            stated = number_of(node.value)[0]
        elif label == "title" and opened(draft).format != "decision-log":
            stated = titles.part(node.value, opened(draft).name.number).number
        else:
            continue
        match = _DIGITS.search(view.lines[node.line + 1], node.column)
        if match and stated is not None and int(match[0]) == stated:
            place = (node.line + 2, match.start() + 1)
            yield Edit(*place, match[0], _wide(number, match[0]))


def _wide(number: int, digits: str) -> str:
    """Return a number with as many digits as `digits` has, where those are filled up."""
    return f"{number:0{len(digits)}d}"


def _heading(draft: Draft, view: View) -> tuple[int, int, str] | None:
    """Return the line, the column and the text of the title's heading, None where there is none."""
    record = opened(draft)
    place = record.places.get("title")
    if place is None or not record.title:
        return None
    if any(key.line + 2 <= place[0] <= node.line + 2 for key, node in edit_front.fields(draft)):
        return None  # only the front matter states it
    line = view.lines[place[0] - 1]
    if record.format == "rst" and _ADORNED.match(line):  # the line above the title
        place, line = (place[0] + 1, 1), view.lines[place[0]]
    match = _ATX.match(line) if record.format != "rst" else None
    if match:
        return place[0], match.start("text") + 1, match["text"]
    text = line.strip()
    if not " ".join(text.split()).endswith(record.title):
        raise Refused("the title is written in a form that cannot be edited", "Edit it by hand.")
    return place[0], line.index(text) + 1, text


def _adornments(view: View, at: int, column: int, old: str, new: str) -> Iterator[Edit]:
    """Yield what makes the lines around an underlined title as long as the title needs."""
    if _ATX.match(view.lines[at - 1]) and column > 1:
        return
    for around in (at - 1, at + 1):
        line = view.lines[around - 1] if 0 < around <= len(view.lines) else ""
        match = _ADORNED.match(line)
        if match and len(line.strip()) >= min(3, width(old)):
            bare = line.strip()
            spare = max(len(bare) - width(old), 0)
            wanted = match[1] * (width(new) + spare)
            yield Edit(around, line.index(bare) + 1, bare, wanted)


def _with_heading(draft: Draft, view: View, title: str) -> bytes:
    if opened(draft).format in ("rst", "asciidoc") or "title" in opened(draft).places:
        raise Refused("the record has no title that can be changed", "Write one in an editor.")
    span = front_matter.span(view.text)
    at = view.text.count("\n", 0, span.body) + 1 if span else 1
    before = [""] if at > 1 else []
    after = [""] if at <= len(view.lines) and view.lines[at - 1].strip() else []
    return view.edited(blocks=[Lines(at, at, (*before, f"# {title}", *after))])

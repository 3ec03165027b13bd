"""Changes what a record of another format states in its header, where it states it."""

from __future__ import annotations

import re

from git_decide.errors import Refused
from git_decide.records import front_matter
from git_decide.records.edit import front as edit_front
from git_decide.records.edit import own as edit
from git_decide.records.edit.body import Body
from git_decide.records.edit.opened import opened
from git_decide.records.edit.proof import unsafe
from git_decide.records.edit.view import Edit, Lines, View
from git_decide.records.edit.wording import LABELS, label
from git_decide.records.foreign import labels
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from git_decide.records.edit.opened import Draft
    from git_decide.records.model import Manner, Statement

# In which of its styles a record gets a field that it does not state yet.
_STYLES: tuple[Manner, ...] = ("bullet", "bold", "table", "attribute", "line")
_LABEL = re.compile(r"[^\W\d_][\w .&/-]*")
_LEAD = re.compile(r"[\s>|*+_`:\u2022-]*")  # of a line, before the name of a field
_TRAIL = re.compile(r"(?:[\s|*_`\\]|<br[ \t]*/?>|<!--.*?-->)*\Z", re.IGNORECASE)  # behind a value
_REMARK = re.compile(r"[ \t]*<!--.*?-->")
_HANDLES = re.compile(r"(?:@[\w.-]+\s+)+@[\w.-]+")
_FORCED = re.compile(r"(?:\\|<br[ \t]*/?>|[ ]{2,})\s*\Z", re.IGNORECASE)
_ITEM = re.compile(r"[ \t]*(?:>[ \t]*)*(?:[-*+\u2022]|\d{1,3}[.)])[ \t]+\Z")
_EMPTY = re.compile(
    r"(?P<lead>[\s>|*+_`:\u2022-]*)(?P<name>[^\W\d_][\w .&/-]*?)[ \t]*[*_`]*[ \t]*:[*_`]*[ \t]*\Z"
)


def stated(draft: Draft, key: str) -> list[Statement]:
    """Return the statements of a field."""
    return [each for each in opened(draft).statements if each.key == key]


def restated(
    draft: Draft, statements: Sequence[Statement], write: Callable[[Statement], str]
) -> Draft:
    """Return the draft with another text, that of `write`, in each of these places."""
    view = View(draft.content)
    fronts = [each for each in statements if each.manner == "front matter"]
    edits = [
        Edit(each.line, each.column, each.text, _in_manner(each, write(each)))
        for each in statements
        if each.manner != "front matter"
    ]
    draft = replace(draft, content=view.edited(edits))
    for each in fronts:
        draft = edit_front.restated(draft, each, write(each))
    return draft


def extended(draft: Draft, statement: Statement, items: Sequence[str]) -> Draft:
    """Return the draft with more items behind those that a statement lists."""
    if statement.manner == "front matter":
        name = edit_front.name_of(draft, statement)
        return replace(draft, content=edit.add_items(draft.content, name, items))
    view = View(draft.content)
    line = view.lines[statement.line - 1]
    before = line[: statement.column - 1]
    if _ITEM.match(before) or (not before.strip() and before):
        made = [f"{before}{each}" for each in items]
        return replace(draft, content=view.edited(blocks=[_after(statement.line, *made)]))
    gap = "; " if ";" in statement.text else ", "
    there = statement.text.split() if _HANDLES.fullmatch(statement.text) else [statement.text]
    text = gap.join((*there[:-1], there[-1].rstrip(",; "), *items))
    change = Edit(statement.line, statement.column, statement.text, _in_manner(statement, text))
    return replace(draft, content=view.edited([change]))


def added(draft: Draft, key: str, text: str, items: Sequence[str] = ()) -> Draft:
    """Return the draft with a header line for a field that it does not state yet.

    `items` are those of a list, for a front matter; `text` is all of it on one line.
    Raises `Refused` where the record has no place for it.
    """
    view = View(draft.content)
    header = _header(draft)
    span = front_matter.span(view.text)
    if span and (not header or any(each.manner == "front matter" for each in header)):
        return edit_front.added(draft, key, text, items)
    if change := _blank_field(draft, view, key, text):
        return replace(draft, content=view.edited([change]))
    plain = opened(draft).format in ("rst", "asciidoc")  # whose tables are drawn
    for style in _STYLES:
        if plain and style == "table":
            continue
        alike = [each for each in header if each.manner == style]
        for model in reversed(alike):
            if made := _like(draft, view, model, key, text):
                return replace(draft, content=view.edited(blocks=[made]))
    return replace(draft, content=view.edited(blocks=[_below_title(draft, view, key, text)]))


def _header(draft: Draft) -> list[Statement]:
    """Return the statements of the front matter and of the lines below the title."""
    body = Body(draft)
    lines = {at + body.offset + 1 for each in body.header() for at in each}
    return [
        each
        for each in opened(draft).statements
        if each.manner == "front matter" or each.line in lines
    ]


def removed(draft: Draft, statements: Sequence[Statement]) -> Draft:
    """Return the draft without the lines of these statements, where nothing else stands on them."""
    view = View(draft.content)
    blocks = []
    for each in statements:
        if each.manner == "front matter":
            continue
        line = view.lines[each.line - 1]
        before, after = line[: each.column - 1], line[each.column - 1 + len(each.text) :]
        lead = _LEAD.sub("", before, count=1)
        names = labels.label_keys(draft.headings)
        if not _TRAIL.match(after) or (lead and names.get(labels.fold(lead)) != each.key):
            raise unsafe(draft, each.key)
        blocks.append(_whole(view, each.line))
    made = replace(draft, content=view.edited(blocks=list(dict.fromkeys(blocks))))
    for each in statements:
        if each.manner == "front matter":
            name = edit_front.name_of(draft, each)
            made = replace(made, content=edit.remove_field(made.content, name))
    return made


def _whole(view: View, line: int) -> Lines:
    """Return a line to be removed, with one of two blank lines around it."""
    around = [
        not (0 < at <= len(view.lines)) or not view.lines[at - 1].strip()
        for at in (line - 1, line + 1)
    ]
    return Lines(line, line + 2 if all(around) and line < len(view.lines) else line + 1)


def _in_manner(statement: Statement, text: str) -> str:
    if statement.manner == "badge":
        return text.replace("-", "--").replace("_", "__").replace(" ", "_")
    if statement.manner == "table":
        return re.sub(r"(?<!\\)\|", r"\\|", text)
    return text


# Lines.


def _blank_field(draft: Draft, view: View, key: str, text: str) -> Edit | None:
    """Return what fills a field whose name is there without a value: ``* Deciders:``."""
    place = opened(draft).places.get("title", (1, 1))
    for at in range(place[0], min(place[0] + 40, len(view.lines))):
        line = view.lines[at]
        if line.startswith("#"):
            break
        match = _EMPTY.match(line)
        if match and labels.label_keys(draft.headings).get(labels.fold(match["name"])) == key:
            follows = view.lines[at + 1] if at + 1 < len(view.lines) else ""
            if not follows.strip() or _LABEL.search(follows):
                bare = line.rstrip()
                return Edit(at + 1, len(bare) + 1, line[len(bare) :], f" {text}")
    return None


def _like(draft: Draft, view: View, model: Statement, key: str, text: str) -> Lines | None:
    """Return a line that states a field as the line of `model` states another one."""
    line = view.lines[model.line - 1]
    before, after = line[: model.column - 1], line[model.column - 1 + len(model.text) :]
    lead = _LEAD.match(before)
    start = lead.end() if lead else 0
    name = _LABEL.match(before, start)
    names = labels.label_keys(draft.headings)
    if not name or not _TRAIL.match(after):
        return None
    said = name[0].rstrip()
    if names.get(labels.fold(said)) != model.key:
        return None
    new = _named_like(draft, said, key, model.manner)
    made = f"{before[:start]}{new}{before[start + len(said) :]}{_in_manner(model, text)}"
    made += _REMARK.sub("", after)
    end = _block_end(view, model)
    neighbour = view.lines[end - 1] if end <= len(view.lines) else ""
    if model.manner in ("line", "bold") and not _FORCED.search(line) and not neighbour.strip():
        alone = model.line < 2 or not view.lines[model.line - 2].strip()
        if alone:
            return Lines(end, end, ("", made))
    return Lines(end, end, (made,))


def _named_like(draft: Draft, said: str, key: str, manner: Manner) -> str:
    """Return the name of a field with the capitals that another field's name has."""
    new = label(draft, key)
    if manner == "attribute" and opened(draft).format == "asciidoc":
        new = LABELS[key].replace(" ", "-")
    if said.islower():
        return new.lower()
    return new.upper() if said.isupper() else new


def _block_end(view: View, model: Statement) -> int:
    """Return the line after what a statement's line and its indented continuation take."""
    at = model.line
    line = view.lines[at - 1]
    depth = len(line) - len(line.lstrip(" \t>"))
    while at < len(view.lines):
        below = view.lines[at]
        if not below.strip() or len(below) - len(below.lstrip(" \t>")) <= depth:
            break
        at += 1
    return at + 1


def _below_title(draft: Draft, view: View, key: str, text: str) -> Lines:
    record = opened(draft)
    place = record.places.get("title")
    if place is None or not record.title:
        raise Refused(
            f"{draft.path} has no title, so there is no place for `{key}`",
            "Write a title first, such as: # Use webhooks",
        )
    if record.format == "asciidoc":
        line = f":{LABELS[key].replace(' ', '-').lower()}: {text}"
        at = place[0] + 1
        while at <= len(view.lines) and view.lines[at - 1].strip():
            at += 1  # who wrote it, its revision, its attributes
        return Lines(at, at, (line,))
    line = f":{LABELS[key]}: {text}" if record.format == "rst" else f"{label(draft, key)}: {text}"
    at = place[0] + 1
    while at <= len(view.lines) and re.fullmatch(r"\s*([^\w\s])\1{2,}\s*", view.lines[at - 1]):
        at += 1  # what underlines the title
    if record.format == "rst" and at == place[0] + 1:
        at += 2  # the title stands between two lines
    dates = [each.line for each in record.statements if each.key == "date" and each.line >= at]
    follows = view.lines[at - 1] if at <= len(view.lines) else ""
    if dates and not follows.strip() and min(dates) <= at + 1:
        at = min(dates) + 1
        follows = view.lines[at - 1] if at <= len(view.lines) else ""
    return Lines(at, at, ("", line, *([""] if follows.strip() else [])))


def _after(line: int, *texts: str) -> Lines:
    return Lines(line + 1, line + 1, texts)

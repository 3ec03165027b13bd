"""Edits of fields in records of other formats than this project's own."""

from __future__ import annotations

import re
from typing import Any

from git_decide.errors import Refused
from git_decide.records.edit import header as edit_header
from git_decide.records.edit import status as edit_status
from git_decide.records.edit import wording as edit_wording
from git_decide.records.edit.body import Body
from git_decide.records.edit.foreign_sections import set_section
from git_decide.records.edit.opened import opened
from git_decide.records.edit.proof import proven, unsafe
from git_decide.records.edit.view import Edit, View
from git_decide.records.fields import PEOPLE, person
from git_decide.records.model import Person
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from git_decide.records.edit.opened import Draft, Link
    from git_decide.records.model import Statement

_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?=[\s,;(]|\Z)")


def set_status(draft: Draft, status: str, by: Link | None) -> Draft:
    """Return the record with another status in every place that states it."""
    if not by:
        return edit_status.plain(draft, status)
    before = _held(draft, "superseded-by")
    if any(each in before for each in (by.id, by.path)):
        return edit_status.plain(draft, status)
    for words in edit_wording.links(draft, by):
        try:
            made = edit_status.superseding(draft, status, words)
            return _linked(draft, made, "superseded-by", [by], {"status"})
        except Refused:
            continue
    return add_links(edit_status.plain(draft, status), "superseded-by", [by])


def set_text(draft: Draft, key: str, text: str) -> Draft:
    """Return the record with another text in every place that states `key`."""
    if key == "cost":
        return set_section(draft, key, text)
    found = edit_header.stated(draft, key)
    if found:
        made = edit_header.restated(draft, found, lambda each: _dated(each, key, text))
    else:
        made = edit_header.added(draft, key, text)
    return proven(draft, made.content, {key}, {key: text})


def add_items(draft: Draft, key: str, items: Sequence[str]) -> Draft:
    """Return the record with `items` added to the list `key`."""
    new = []
    for item in dict.fromkeys(items):
        held = _held(draft, key)
        someone = person(item)
        alike = [each for each in held if key in PEOPLE and _is_named(each, someone)]
        if alike and someone.role and alike[0].role is None:
            draft = _with_role(draft, key, alike[0].name, someone.role)
        elif alike and someone.role not in (None, alike[0].role):
            raise Refused(
                f"{alike[0].name} is named in {draft.path} already, as {alike[0].role}",
                "Change the role in an editor.",
            )
        elif not alike and item not in held:
            new.append(item)
    if not new:
        return draft
    held = _held(draft, key)
    after = proven(draft, _with_items(draft, key, new).content, {key})
    if _held(after, key) != (*held, *(person(item) if key in PEOPLE else item for item in new)):
        raise unsafe(draft, key)
    return after


def _is_named(held: object, someone: Person) -> bool:
    return isinstance(held, Person) and held.name.casefold() == someone.name.casefold()


def _with_role(draft: Draft, key: str, name: str, role: str) -> Draft:
    """Return the record with the role of somebody who is named there without one."""
    for each in edit_header.stated(draft, key):
        match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", each.text)
        if match:
            change = Edit(each.line, each.column + match.end(), "", f" ({role})")
            made = View(draft.content).edited([change])
            wanted = [
                Person(name, role) if each == Person(name) else each for each in _held(draft, key)
            ]
            after = proven(draft, made, {key})
            if [*_held(after, key)] == wanted:
                return after
    raise unsafe(draft, key)


def add_links(draft: Draft, key: str, links: Sequence[Link]) -> Draft:
    """Return the record with `links` added under `key`."""
    held = _held(draft, key)
    new = [link for link in links if link.id not in held and link.path not in held]
    for link in new:
        draft = _first(
            unsafe(draft, key),
            (
                lambda words=words, way=way, link=link, draft=draft: _linked(  # type: ignore[misc]
                    draft, way(draft, key, words, link.id), key, [link], set()
                )
                for words in edit_wording.links(draft, link)
                for way in (_in_status, _in_header)
            ),
        )
    return draft


def remove_field(draft: Draft, key: str) -> Draft:
    """Return the record without the field `key`."""
    found = edit_header.stated(draft, key)
    if not found:
        if key != "date" and _held(draft, key):  # a date may be that of the file's name
            raise unsafe(draft, key)
        return draft
    made = proven(draft, edit_header.removed(draft, found).content, {key})
    if edit_header.stated(made, key):
        raise unsafe(draft, key)
    return made


def _held(draft: Draft, key: str) -> tuple[Any, ...]:
    held = getattr(opened(draft), key.replace("-", "_"))
    return held if isinstance(held, tuple) else (held,) if held else ()


def _dated(statement: Statement, key: str, text: str) -> str:
    """Return the new text of a statement: what follows a day, ``(updated …)``, stays."""
    day = _DAY.match(statement.text) if key == "date" else None
    return text + statement.text[day.end() :] if day else text


def _with_items(draft: Draft, key: str, items: Sequence[str]) -> Draft:
    found = edit_header.stated(draft, key)
    written = [edit_wording.item(draft, key, each) for each in items]
    if not found:
        return edit_header.added(draft, key, ", ".join(written), items)
    if not _held(draft, key):  # a template's words
        return edit_header.restated(draft, found[:1], lambda _: ", ".join(written))
    last = found[-1]
    return edit_header.extended(draft, last, items if last.manner == "front matter" else written)


def _first(refusal: Refused, ways: Iterable[Callable[[], Draft]]) -> Draft:
    """Return what the first of the ways makes that is not refused."""
    for way in ways:
        try:
            return way()
        except Refused:
            continue
    raise refusal


def _linked(draft: Draft, made: Draft, key: str, links: Sequence[Link], also: set[str]) -> Draft:
    """Return `made`, once it is read as linking to these records and as nothing else new."""
    after = proven(draft, made.content, {key, *also})
    held = _held(after, key)
    if held[: len(_held(draft, key))] != _held(draft, key):
        raise unsafe(draft, key)
    added = held[len(_held(draft, key)) :]
    if len(added) != len(links):
        raise unsafe(draft, key)
    for link, written in zip(links, added, strict=True):
        if written not in (link.id, link.path):
            raise unsafe(draft, key)
    return after


def _in_status(draft: Draft, key: str, words: str, name: str) -> Draft:
    """Return the record with a line below its status, as adr-tools writes links."""
    body = Body(draft)
    status = [each for each in body.plan.blocks if (each.sort, each.key) == ("field", "status")]
    inside = [each - body.offset - 1 for each in (s.line for s in edit_header.stated(draft, key))]
    if not status or any(at not in range(*status[0].spans[0]) for at in inside):
        raise unsafe(draft, key)
    # Not below a line that only parts this section from the next.
    rows = [at for at in range(*status[0].spans[0]) if any(map(str.isalnum, body.lines[at]))]
    if not rows:
        raise unsafe(draft, key)
    text = f"{edit_wording.label(draft, key)} {words}"
    return replace(draft, content=body.with_lines(rows[-1] + 1, rows[-1] + 1, ["", text]))


def _in_header(draft: Draft, key: str, words: str, name: str) -> Draft:
    """Return the record with a link among the fields of its header."""
    found = edit_header.stated(draft, key)
    if not found:
        return edit_header.added(draft, key, words, [name])
    last = found[-1]
    return edit_header.extended(draft, last, [name if last.manner == "front matter" else words])

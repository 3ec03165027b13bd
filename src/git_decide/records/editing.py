"""Edits of a record in whatever format it is written: what is not asked for stays byte for byte."""

from __future__ import annotations

from git_decide.errors import Refused
from git_decide.records import headings
from git_decide.records.edit import foreign as edit_foreign
from git_decide.records.edit import foreign_sections as edit_foreign_sections
from git_decide.records.edit import own as edit
from git_decide.records.edit import title as edit_title
from git_decide.records.edit.body import SIDES
from git_decide.records.edit.opened import Draft, Link, opened
from git_decide.records.edit.source import unified
from git_decide.records.edit.view import Edit, View
from git_decide.records.outline import Outline
from git_decide.records.prose import markup_of
from git_decide.values import replace

__all__ = [
    "Draft",
    "Link",
    "add_items",
    "add_links",
    "append_to_section",
    "opened",
    "remove_field",
    "set_number",
    "set_section",
    "set_status",
    "set_text",
    "set_title",
    "splice",
]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_BELOW = "What is written below"


def set_status(draft: Draft, status: str, by: Link | None = None) -> Draft:
    """Return the record with `status`, a canonical one, in every place that states the status.

    The wording keeps the record's manner: ``Accepted`` becomes ``Superseded by
    [9. Help scripts](0009-help-scripts.md)`` where `by` is given, which is also
    added to what the record is superseded by. Raises `Refused` where that cannot be
    done without touching other text.
    """
    if not _is_foreign(draft):
        content = edit.set_field(draft.content, "status", status)
        if by:
            content = edit.add_items(content, "superseded-by", [by.id])
        return replace(draft, content=content)
    return edit_foreign.set_status(draft, status, by)


def set_text(draft: Draft, key: str, text: str) -> Draft:
    """Return the record with a field of one text: date, kind, review-by, cost, escalated-to.

    A text in more places than one changes in all of them. Raises `Refused` where that
    cannot be done without touching other text.
    """
    if not _is_foreign(draft):
        return replace(draft, content=edit.set_field(draft.content, key, text))
    return edit_foreign.set_text(draft, key, text)


def add_items(draft: Draft, key: str, items: Sequence[str]) -> Draft:
    """Return the record with `items` added to a list; those that it has are not added again.

    `key` is one of deciders, consulted, informed (``NAME (ROLE)``), modules, paths,
    tags, aliases. Links are for `add_links`. Raises `Refused` where the list cannot
    be edited.
    """
    if not _is_foreign(draft):
        return replace(draft, content=edit.add_items(draft.content, key, items))
    return edit_foreign.add_items(draft, key, items)


def add_links(draft: Draft, key: str, links: Sequence[Link]) -> Draft:
    """Return the record with links to other records, written as it writes such links.

    `key` is supersedes, superseded-by, amends, amended-by or relates. A record
    that leads there already stays as it is; so does one of this project's own
    format for ``amended-by``, which it does not write down.
    """
    if not _is_foreign(draft):
        if key == "amended-by":
            return draft
        return replace(
            draft, content=edit.add_items(draft.content, key, [link.id for link in links])
        )
    return edit_foreign.add_links(draft, key, links)


def remove_field(draft: Draft, key: str) -> Draft:
    """Return the record without a field: every line that states it goes.

    One that states it nowhere stays as it was. Raises `Refused` where other text
    would go with it.
    """
    if not _is_foreign(draft):
        return replace(draft, content=edit.remove_field(draft.content, key))
    return edit_foreign.remove_field(draft, key)


def set_section(draft: Draft, key: str, text: str) -> Draft:
    """Return the record whose section `key` holds exactly the Markdown `text`.

    `key` is that of the canonical document (``trade-offs``, ``perspectives.product``)
    or, for a section that has none, its heading. A new section gets the name that the format
    has for it, in its usual place. Raises `Refused` where `text` would not stay within the
    section, or leaves a code fence or a comment open.
    """
    _refuse_open(draft, text)
    if _is_foreign(draft):
        return edit_foreign_sections.set_section(draft, key, text)
    heading, under = _heading(key)
    content = edit.set_section(draft.content, heading, text, under=under, further=draft.headings)
    return replace(draft, content=content)


def append_to_section(draft: Draft, key: str, text: str) -> Draft:
    """Return the record with `text` at the end of a section, as `set_section` finds it.

    A list item joins a list that stands there; template text makes way.
    """
    _refuse_open(draft, text)
    if _is_foreign(draft):
        return edit_foreign_sections.append_to_section(draft, key, text)
    heading, under = _heading(key)
    content = edit.append_to_section(
        draft.content, heading, text, under=under, further=draft.headings
    )
    return replace(draft, content=content)


def set_title(draft: Draft, title: str) -> Draft:
    """Return the record with another title; the number in front of it stays.

    Raises `Refused` where nothing of the title can be written, or the record has none
    that can be changed.
    """
    return edit_title.set_title(draft, title)


def set_number(draft: Draft, number: int) -> Draft:
    """Return the record with another number wherever it states its own: before the title, as id.

    The digits stay as many as they were. A record that states no number stays as it was.
    """
    return edit_title.set_number(draft, number)


def splice(draft: Draft, line: int, column: int, old: str, new: str) -> Draft:
    """Return the record with `new` for the text `old` that begins at a place, counted from one.

    Nothing is read back: this is for places that reading found, such as a mention.
    Raises `Refused` where `old` does not stand there, or `new` is more than a line.
    """
    view = View(draft.content)
    return replace(draft, content=view.edited([Edit(line, column, old, new)]))


def _is_foreign(draft: Draft) -> bool:
    return opened(draft).format != "decision-log"


def _refuse_open(draft: Draft, text: str) -> None:
    """Refuse a text that would swallow whatever is once written below it."""
    if markup_of(draft.path) not in ("markdown", None):
        return
    below = Outline(f"{unified(text)}\n\n# {_BELOW}\n")
    if all(part.heading != _BELOW for part in below.parts(1)):
        raise Refused("the text leaves a code fence or a comment open", "Close it.")


def _heading(key: str) -> tuple[str, str]:
    """Return the heading of a section, and that of the section it is part of."""
    if key.startswith(SIDES):
        side = headings.SIDES[key.removeprefix(SIDES)][0]
        return side, headings.SECTIONS["perspectives"][0]
    return headings.SECTIONS.get(key, (key,))[0], ""

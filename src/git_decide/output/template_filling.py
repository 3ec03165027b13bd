"""Adds to a new record what its template has no place for, by surgical edits."""

from __future__ import annotations

from git_decide.errors import Refused
from git_decide.output.new_record import body_text, clean, stated
from git_decide.records import editing, headings, titles
from git_decide.records.digest import Name
from git_decide.records.edit.headline import folded
from git_decide.records.edit.markup import width
from git_decide.records.editing import Draft, Link
from git_decide.records.fields import ORDER
from git_decide.records.model import LINKS, Alternative
from git_decide.records.reader import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from git_decide.output.new_record import NewRecord, Setting
    from git_decide.records.model import Record


def completed(
    content: bytes, fields: NewRecord, filled: Collection[str], setting: Setting
) -> bytes:
    """Return a record with all that was given, but for the keys `filled`, which it has.

    Raises `Refused` where that would not be read back as it was given.
    """
    draft = Draft(content, setting.path, setting.headings, setting.statuses)
    if "title" not in filled:
        draft = editing.set_title(draft, fields.title)
        if setting.digits and "number" not in filled:  # a template's `# ADR-0000: Title`
            draft = editing.set_number(draft, int(setting.digits))
    for key in ORDER:
        if key not in filled and stated(fields, key):
            draft = _with_field(draft, fields, key, setting)
    for key in headings.SECTIONS:
        text = "" if key == "cost" else body_text(fields, key)
        sides = key == "perspectives" and {*filled} & {*headings.SIDES}
        if text and key not in filled and not sides:
            draft = editing.set_section(draft, key, clean(text))
    return proven(draft.content, fields, setting)


def underlined(text: str, title: str) -> str:
    """Return a text in which the lines of signs around a title are as long as the title."""
    rows = text.split("\n")
    for at, row in enumerate(rows):
        if title in row:
            for around in {max(at - 1, 0), min(at + 1, len(rows) - 1)} - {at}:
                sign = rows[around][:1]
                if sign and not sign.isalnum() and not rows[around].strip().strip(sign):
                    rows[around] = sign * max(width(row), len(rows[around]))
    return "\n".join(rows)


def _with_field(draft: Draft, fields: NewRecord, key: str, setting: Setting) -> Draft:
    found = stated(fields, key)
    if key == "status":
        return editing.set_status(draft, fields.status)
    if isinstance(found, str):
        return editing.set_text(draft, key, clean(found.strip()))
    if key not in LINKS:
        return editing.add_items(draft, key, [clean(text) for text in found])
    known = {link.id: link for link in setting.links}
    links = [known.get(each) or Link(clean(each), "", "") for each in found]
    return editing.add_links(draft, key, links)


def proven(content: bytes, fields: NewRecord, setting: Setting) -> bytes:
    """Return the text, once it was read back and says what was given."""
    name = Name("new", "", None, setting.path)
    record = read(content, name, setting.headings, setting.statuses).record
    if record is None:
        raise Refused("the record would be too large to be read", "Link to what is large.")
    paths = {link.path: link.id for link in setting.links if link.path}
    for key in ("title", *ORDER, *headings.SECTIONS):
        given, found = _given(fields, key), _found(record, key, fields)
        if key in LINKS and isinstance(found, tuple):
            found = tuple(paths.get(written, written) for written in found)
        if _shape(given) and _shape(found) != _shape(given):
            raise Refused(
                f"the text given for {key} would not be read back as it is",
                "Leave out headings, and close every code fence and comment.",
            )
    return content


def _given(fields: NewRecord, key: str) -> object:
    if key == "perspectives":
        return (fields.product, fields.engineering)
    return folded(fields.title) if key == "title" else getattr(fields, key.replace("-", "_"))


def _found(record: Record, key: str, fields: NewRecord) -> object:
    if key == "perspectives":
        said = record.perspectives
        return (said.product, said.engineering) if said else (None, None)
    if key == "title" and record.title and record.title != folded(fields.title):
        given = titles.part(folded(fields.title), None).text
        return folded(fields.title) if given == record.title else record.title
    return getattr(record, key.replace("-", "_"))


def _shape(said: object) -> object:
    """Return a text or a tuple as it is compared: words only, nothing for what is empty."""
    if isinstance(said, tuple):
        return [shape for item in said if (shape := _shape(item))]
    if isinstance(said, Alternative):
        return _shape((said.name, said.reason))
    return clean(str(said or "")).split()

"""Mends in one record what a finding tells of it, where there is exactly one right answer."""

from __future__ import annotations

import re

from git_decide.records import editing
from git_decide.records.edit.view import View
from git_decide.records.fields import ORDER
from git_decide.records.yaml_text import scalar
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from git_decide.findings import Finding
    from git_decide.records.edit.opened import Draft
    from git_decide.records.model import Record

_KEY = re.compile(r"[A-Za-z][\w-]*(?=[ \t]*:)")
# A field on one line whose text has no quotes and begins like a text, not like a list.
_FIELD = re.compile(
    r"[ \t]*(?P<key>[A-Za-z][\w-]*):[ \t]+(?P<text>[^\s\"'\[\]{}&*!|>%@`#,?-].*?)[ \t]*"
)


@value
class Mended:
    """A record with one thing less that is wrong, and what was done to it, in words."""

    draft: Draft
    line: int
    what: str


def mended(draft: Draft, record: Record, found: Finding) -> Mended | None:
    """Return the record without what `found` tells of it; None where people must decide.

    `record` is what the draft is read as. Whether the finding is gone is not
    looked at. Raises `Refused` where the file is not what was read.
    """
    mender = _MENDERS.get(found.code)
    return mender(draft, record, found) if mender and found.line else None


def _pattern(draft: Draft, record: Record, found: Finding) -> Mended | None:
    """Write ``src/**`` for ``src/``, which git never matches."""
    place = (found.line, found.column)
    for at, pattern in enumerate(record.paths):
        if record.places.get(f"paths[{at}]") == place and _is_folder(pattern):
            line = _line(draft, found)
            column = found.column + (line[found.column - 1 : found.column] in ("'", '"'))
            if not line[column - 1 :].startswith(pattern):
                return None
            made = editing.splice(draft, found.line, column, pattern, f"{pattern}**")
            return Mended(made, found.line, f"the pattern {pattern} is now {pattern}**")
    return None


def _is_folder(pattern: str) -> bool:
    steps = pattern.split("/")
    plain = pattern.endswith("/") and pattern.strip("/") and not pattern.startswith(("!", "[attr]"))
    return bool(plain) and "." not in steps and ".." not in steps and pattern[-2:] != "//"


def _field_name(draft: Draft, record: Record, found: Finding) -> Mended | None:
    """Write ``superseded-by`` for ``Superseded_By``."""
    line = _line(draft, found)
    name = _KEY.match(line, found.column - 1)
    if not name:
        return None
    right = name[0].lower().replace("_", "-")
    if right not in ORDER or right in record.places:
        return None
    made = editing.splice(draft, found.line, found.column, name[0], right)
    return Mended(made, found.line, f"the field {name[0]} is now {right}")


def _quotes(draft: Draft, _: Record, found: Finding) -> Mended | None:
    """Quote a text with ``: `` in it, which YAML takes for a field within a field."""
    field = _FIELD.fullmatch(_line(draft, found))
    if not field or " #" in field["text"] or not re.search(r":(?:\s|\Z)", field["text"]):
        return None
    column = field.start("text") + 1
    made = editing.splice(draft, found.line, column, field["text"], scalar(field["text"]))
    return Mended(made, found.line, f"the text of {field['key']} now stands in quotes")


_MENDERS: dict[str, Callable[[Draft, Record, Finding], Mended | None]] = {
    "invalid-path-pattern": _pattern,
    "unknown-field": _field_name,
    "broken-front-matter": _quotes,
}


MENDABLE = frozenset(_MENDERS)


def _line(draft: Draft, found: Finding) -> str:
    lines = View(draft.content).lines
    return lines[found.line - 1] if found.line <= len(lines) else ""

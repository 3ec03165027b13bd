"""Mends one record by itself as far as there is one right answer, and reads it anew."""

from __future__ import annotations

from git_decide import store
from git_decide.errors import Refused
from git_decide.records.edit.mending import mended
from git_decide.records.edit.opened import Draft
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from git_decide.findings import Finding
    from git_decide.records.digest import Name
    from git_decide.store import Stored, Words

    Wanted = Callable[[str], bool]


@value
class Fix:
    """One thing that was mended: where, and in words what."""

    path: str
    line: int
    what: str


@value
class Mending:
    """A record's new text, what it is read as, and what was mended."""

    content: bytes
    stored: Stored
    fixes: tuple[Fix, ...] = ()


def draft_of(content: bytes, name: Name, spoken: Words) -> Draft:
    """Return a record's file, to be edited in the team's words."""
    return Draft(content, name.path, spoken.headings, spoken.statuses)


def mend(content: bytes, name: Name, spoken: Words, wanted: Wanted = bool) -> Mending:
    """Return the record with everything mended that can be, one finding after the other.

    Only findings whose code is `wanted`. A mend counts only where fewer findings have
    its code afterwards.
    """
    made = Mending(content, store.examined(content, name, spoken))
    tried: set[Finding] = set()
    while True:
        left = [f for f in made.stored.findings if f not in tried and wanted(f.code)]
        if not left:
            return made
        tried.add(left[0])
        made = _step(made, name, spoken, left[0]) or made


def _step(made: Mending, name: Name, spoken: Words, found: Finding) -> Mending | None:
    record = made.stored.reading.record
    try:
        step = record and mended(draft_of(made.content, name, spoken), record, found)
    except Refused:
        return None
    if not step:
        return None
    stored = store.examined(step.draft.content, name, spoken)
    if _count(stored, found.code) >= _count(made.stored, found.code):
        return None
    fix = Fix(name.path, step.line, step.what)
    return Mending(step.draft.content, stored, (*made.fixes, fix))


def _count(stored: Stored, code: str) -> int:
    return sum(found.code == code for found in stored.findings)

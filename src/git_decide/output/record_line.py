"""Writes a record as a line of the user's own form, as ``git for-each-ref --format`` does."""

from __future__ import annotations

import re

from git_decide.errors import UserError, named
from git_decide.output.terminal import safe
from git_decide.records.model import LINKS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from git_decide.queries.checks.gist import Gist
    from git_decide.records.digest import Name

    # What a link means, as it is written in a record: an id.
    Meaning = Callable[[str, Name], str]

_PART = re.compile(r"%(?:\(([^()]*)\)|([0-9a-fA-F]{2})|(%)|)")


def compiled(form: str) -> Callable[[Gist, Meaning], str]:
    """Return what writes a record in this form: ``%(id) %(title)``, ``%09``, ``%%``.

    It is told what finds the ids of the records that links mean. Several of a kind stand
    behind one another with a comma between. Whatever a record states is escaped as for
    a terminal, so that it never makes a second line. Raises `UserError` for a field
    that records do not have.
    """
    for part in _PART.finditer(form):
        if not any(part.groups()) or (part[1] is not None and part[1] not in FIELDS):
            raise UserError(_problem(form, part), f"Fields: {', '.join(FIELDS)}")

    def line(gist: Gist, meaning: Meaning) -> str:
        return _PART.sub(lambda part: _text(part, gist, meaning), form)

    return line


def _problem(form: str, part: re.Match[str]) -> str:
    if part[1] is not None:
        return f"records have no field {named(part[1])}"
    return f"a lone % in {named(form)}: write %% for the sign itself"


def _text(part: re.Match[str], gist: Gist, meaning: Meaning) -> str:
    if part[1] in LINKS:
        links = (link.written for link in gist.links if link.key == part[1])
        return safe(", ".join(meaning(written, gist.name) for written in links))
    if part[1]:
        return safe(_STATED[part[1]](gist))
    return chr(int(part[2], 16)) if part[2] else "%"


_STATED: dict[str, Callable[[Gist], str]] = {
    "id": lambda gist: gist.name.qualified,
    "log": lambda gist: gist.name.log,
    "number": lambda gist: "" if gist.name.number is None else str(gist.name.number),
    "path": lambda gist: gist.name.path,
    "title": lambda gist: gist.title,
    "status": lambda gist: gist.status,
    "date": lambda gist: gist.date,
    "kind": lambda gist: gist.kind,
    "deciders": lambda gist: ", ".join(gist.deciders),
    "modules": lambda gist: ", ".join(named.written for named in gist.modules),
    "paths": lambda gist: ", ".join(gist.paths),
    "review-by": lambda gist: gist.review_by,
    "cost": lambda gist: gist.cost,
    "tags": lambda gist: ", ".join(gist.tags),
    "aliases": lambda gist: ", ".join(gist.aliases),
}
FIELDS = (*_STATED, *LINKS)

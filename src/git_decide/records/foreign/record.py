"""Reads a record in another format than this project's own, whatever markup it has."""

from __future__ import annotations

import re

from git_decide.records.foreign.body import Body
from git_decide.records.foreign.gathering import gather
from git_decide.records.foreign.labels import fold, label_keys
from git_decide.records.foreign.markup import Front, Markup
from git_decide.records.foreign.sections import plan
from git_decide.records.foreign.settling import Settled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from git_decide.records.digest import Name
    from git_decide.records.foreign.gathering import Gathered
    from git_decide.records.foreign.labels import Synonyms
    from git_decide.records.foreign.status_words import Words
    from git_decide.records.model import Format, Reading, Statement

__all__ = ["Front", "Markup", "read"]
_LEAD = re.compile(r"[ \t>]*(?:\d{1,3}[.)]|[|-])?[ \t]*(?:\[[xX ]\])?(?:<br[ \t]*/?>)?")


def read(
    name: Name,
    format: Format,  # noqa: A002 - the word for it everywhere
    markup: Markup,
    front: Front,
    further: Synonyms = (),
    words: Words = (),
) -> Reading:
    """Return the record in a text, with what is wrong in the statements that it makes.

    Nothing of the text is lost: what no field holds stays a section. `further` and
    `words` are those of `[records.headings]` and `[records.statuses]`.
    """
    planned = plan(markup.outline, further, titled=bool(front.title))
    gathered = gather(markup, planned, front, words)
    settled = Settled(gathered.statements, name, words, dict(front.meant), markup.targets)
    told = _told(gathered, settled.told, front.offset, markup.outline.shown, label_keys(further))
    body = Body(name, markup, front, settled, told)
    body.title(planned)
    body.fill(planned, further)
    return body.reading(format, gathered.statements)


def _told(
    gathered: Gathered,
    told: set[Statement],
    offset: int,
    shown: Sequence[str],
    labels: Container[str],
) -> frozenset[int]:
    """Return the lines (from zero) that hold nothing but what fields hold as well."""
    by_line: dict[int, list[Statement]] = {}
    for statement in gathered.statements:
        by_line.setdefault(statement.line - offset - 1, []).append(statement)
    lines = [
        at
        for at, found in by_line.items()
        if at >= 0 and told.issuperset(found) and _is_all(found, shown[at], labels)
    ]
    return gathered.bare | frozenset(lines)


def _is_all(found: Sequence[Statement], line: str, labels: Container[str]) -> bool:
    """Tell whether a line says nothing beside these statements and the names of their fields."""
    if any(each.manner in ("badge", "heading") for each in found):
        return False
    ends = [0, *(each.column - 1 + len(each.text) for each in found)]
    starts = [*(each.column - 1 for each in found), len(line)]
    between = (line[end:start] for end, start in zip(ends, starts, strict=True))
    rest = (fold(_LEAD.sub("", piece, count=1)) for piece in between)
    return all(not any(map(str.isalnum, piece)) or piece in labels for piece in rest)

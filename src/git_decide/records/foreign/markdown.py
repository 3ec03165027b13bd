"""Reads a Markdown record in another format than this project's own."""

from __future__ import annotations

import re
from functools import partial

from git_decide.codes import finding
from git_decide.records import alternatives
from git_decide.records.foreign import front_fields, header
from git_decide.records.foreign import record as foreign
from git_decide.records.foreign.gathering import gather
from git_decide.records.foreign.labels import label_keys
from git_decide.records.foreign.relations import fold
from git_decide.records.foreign.sections import plan
from git_decide.records.titles import part as title_of
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.records.decision_log import Parsed
    from git_decide.records.digest import Name
    from git_decide.records.foreign.labels import Synonyms
    from git_decide.records.foreign.markup import Markup
    from git_decide.records.foreign.status_words import Words
    from git_decide.records.model import Format, Reading
    from git_decide.records.outline import Outline

_CODE = ("fence", "code_block")
_TARGET = re.compile(
    r" {0,3}\[(?P<label>[^\[\]]{1,999})\]:[ \t]*(?:<(?P<angled>[^<>]+)>|(?P<bare>\S+))"
)


def read(
    parsed: Parsed,
    text: str,
    name: Name,
    format: Format,  # noqa: A002 - the word for it everywhere
    further: Synonyms = (),
    words: Words = (),
) -> Reading:
    """Return the record that `text` holds, `parsed` already, and what is wrong with it."""
    entries = parsed.front.table.entries if parsed.front and parsed.front.table else []
    front = front_fields.read(entries, text.split("\n"), name, further, parsed.offset)
    reading = foreign.read(name, format, _markup(parsed, further), front, further, words)
    if not parsed.front:
        return reading
    problems = front_fields.problems(parsed.front, name)
    if parsed.unclosed:
        message, mend = "The front matter is not closed.", "Add a line `---` after it."
        problems.append(finding("broken-front-matter", message, name.path, 1, 1, mend))
    return replace(reading, findings=(*problems, *reading.findings)) if problems else reading


def states(parsed: Parsed, name: Name, further: Synonyms = (), words: Words = ()) -> bool:
    """Tell whether the body states what this project's own format has in the front matter."""
    planned = plan(parsed.outline, further)
    if planned.title and title_of(planned.title.heading, name.number).number is not None:
        return True
    front = foreign.Front(offset=parsed.offset)
    return bool(gather(_markup(parsed, further), planned, front, words).statements)


def _markup(parsed: Parsed, further: Synonyms) -> Markup:
    outline = parsed.outline
    lines = _without_code(outline)
    find = partial(_find, lines, label_keys(further), parsed.offset)
    return foreign.Markup(outline, find, partial(alternatives.read, outline), _targets(lines))


def _targets(lines: Sequence[str]) -> Mapping[str, str]:
    """Return where the links lead whose targets have a line of their own, by folded label."""
    found = [match for line in lines if "]:" in line and (match := _TARGET.match(line))]
    return {fold(each["label"]): each["angled"] or each["bare"] for each in reversed(found)}


def _find(
    lines: Sequence[str], keys: Mapping[str, str], offset: int, first: int, last: int
) -> header.Found:
    return header.find(lines, first, last, keys, offset)


def _without_code(outline: Outline) -> list[str]:
    """Return the lines of a text, blank where they are code."""
    lines = list(outline.shown)
    for token in outline.tokens:
        if token.type in _CODE and token.map:
            first, last = token.map
            lines[first:last] = [""] * (last - first)
    return lines

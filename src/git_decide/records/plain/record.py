"""Reads a record in reStructuredText or AsciiDoc."""

from __future__ import annotations

from git_decide.records import front_matter
from git_decide.records.foreign import front_fields
from git_decide.records.foreign import record as foreign
from git_decide.records.plain import asciidoc, rst
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from git_decide.records.digest import Name
    from git_decide.records.foreign.labels import Synonyms
    from git_decide.records.foreign.status_words import Words
    from git_decide.records.model import Reading

    Marked = Literal["rst", "asciidoc"]

_MENDS = {"unclosed-comment": "Close the comment with a line `////`."}


def read(
    text: str,
    name: Name,
    markup: Marked,
    further: Synonyms = (),
    words: Words = (),
) -> Reading:
    """Return the record that `text` (with line feeds only) holds, and what is wrong with it.

    YAML between two lines ``---`` at its top is read like that of a Markdown record.
    """
    reading = _read(text, name, markup, further, words)
    told = tuple(
        replace(found, mend=_MENDS.get(found.code, found.mend)) for found in reading.findings
    )
    return replace(reading, findings=told) if told else reading


def _read(text: str, name: Name, markup: Marked, further: Synonyms, words: Words) -> Reading:
    module = rst if markup == "rst" else asciidoc
    span = front_matter.span(text)
    if not span or span.body == span.end:
        marked = module.markup(text, 0, further)
        return foreign.read(name, markup, marked, foreign.Front(), further, words)
    parsed = front_matter.parse(text[span.start : span.end])
    offset = text.count("\n", 0, span.body)
    entries = parsed.table.entries if parsed.table else []
    front = front_fields.read(entries, text.split("\n"), name, further, offset)
    marked = module.markup(text[span.body :], offset, further)
    reading = foreign.read(name, markup, marked, front, further, words)
    problems = front_fields.problems(parsed, name)
    return replace(reading, findings=(*problems, *reading.findings)) if problems else reading

"""Finds what a record that is written anew would lose, and room for it."""

from __future__ import annotations

import re

from git_decide.records import front_matter
from git_decide.records.fields import ORDER
from git_decide.records.foreign import labels
from git_decide.records.yaml_text import flow_list, scalar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from git_decide.records.headings import Synonyms
    from git_decide.records.model import Record

_WORD = re.compile(r"[^\W_]+")
_COMMENT = re.compile("<!--.*?-->")
_LINK = re.compile(r"\[[^\[\]]*\]\([^()]*\.\w+[^()]*\)")  # to a file: its id stands in a field
# What may stand in the body afterwards.
_TO_BODY = re.compile(r"(?m:^(?:title|cost)[ \t]*:(?![ \t]*[\[{])[^\n]*$)")
_NAMES = {
    name
    for table in (labels.FIELDS, labels.WEAK_SECTIONS)
    for each in table.values()
    for name in each
}


def kept(record: Record, front: Mapping[str, str], body: str) -> dict[str, str]:
    """Return further fields for what statements say beyond what the fields hold."""
    names = (name for names in labels.FIELDS.values() for name in names)
    known = _words(" ".join([*front.values(), *names, "adr"]))
    found: dict[str, list[str]] = {}
    for said in record.statements:
        beyond = _words(_LINK.sub("", _COMMENT.sub("", said.text))) - known
        if beyond and said.text not in body:
            found.setdefault(f"x-{said.key}", []).append(" ".join(said.text.split()))
    return {
        name: f" {scalar(texts[0])}" if len(texts) == 1 else f" {flow_list(texts)}"
        for name, texts in found.items()
        if name not in front
    }


def remark(record: Record, before: str, further: Synonyms, after: str) -> str:
    """Return a comment with the lines of the text `before` whose words are not in that `after`.

    What the front matter said is not made up for by the same words elsewhere. `further`
    are the team's own names of sections.
    """
    front, body = _split(before)
    understood = _understood(record, before.split("\n"), further)
    moved = "\n".join(_TO_BODY.findall(front))
    lines = [
        *_lost(_TO_BODY.sub("", front), _split(after)[0], understood),
        *_lost(f"{moved}\n{body}", after, understood),
    ]
    text = "\n".join(lines).replace("--", "- -")
    return f"\n<!-- In the former text:\n{text}\n-->\n" if lines else ""


def _split(text: str) -> tuple[str, str]:
    span = front_matter.span(text)
    return (text[span.start : span.end], text[span.body :]) if span else ("", text)


def _lost(before: str, after: str, understood: set[str]) -> Iterator[str]:
    lost = _words(before) - _words(after) - understood
    return (line for line in before.split("\n") if _words(line) & lost)


def _understood(record: Record, lines: list[str], further: Synonyms) -> set[str]:
    """Return the words that only say what a part is, and the number that the file's name has."""
    keys = labels.section_keys(further)
    found = _words(" ".join([*ORDER, "adr", str(record.name.number)]))
    for heading in map(str.strip, lines):
        if labels.fold(heading) in _NAMES or labels.fold(heading) in keys:
            found |= _words(heading)
        elif heading.startswith("#"):
            found |= _words(" ".join(_COMMENT.findall(heading)))  # a template's advice
    for said in record.statements:
        line = lines[said.line - 1] if said.line <= len(lines) else ""
        found |= _words(line.replace(said.text, " "))
    return found


def _words(text: str) -> set[str]:
    """Return the words of a text, without regard to case, numbers without leading zeros."""
    return {word.lstrip("0") or word for word in _WORD.findall(text.casefold())}

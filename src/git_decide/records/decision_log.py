"""Reads this project's own format: YAML front matter, a title, known sections."""

from __future__ import annotations

import re

from git_decide.codes import finding
from git_decide.records import alternatives, front_matter, headings
from git_decide.records.fields import Fields
from git_decide.records.model import Perspectives, Reading, Record, Section
from git_decide.records.outline import Outline
from git_decide.records.template_text import (
    is_empty,
    is_template,
    is_template_person,
    is_template_title,
)
from git_decide.records.titles import part as title_of
from git_decide.records.words import quoted
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from git_decide.findings import Finding
    from git_decide.records.digest import Name
    from git_decide.records.front_matter import Node
    from git_decide.records.outline import Part

_MAY_BE_NUMBERED = re.compile(r"\W{0,3}(?:\d|m?adr\b|decision|rfc)", re.IGNORECASE)
_STATED_TWICE = ("cost",)  # in the front matter and as a section: the front matter counts


@value
class Parsed:
    """A Markdown text, parsed once: its front matter, its outline, its sections.

    `offset` lines come before the outline's first; `unclosed` tells that the front
    matter has no end.
    """

    front: front_matter.Front | None
    outline: Outline
    parts: tuple[Part, ...]
    offset: int = 0
    unclosed: bool = False


def parse(text: str) -> Parsed:
    """Parse a Markdown text with line feeds only, in whichever format it is."""
    span = front_matter.span(text)
    if not span:
        outline = Outline(text)
        return Parsed(None, outline, tuple(outline.parts(2)))
    front = front_matter.parse(text[span.start : span.end])
    outline = Outline(text[span.body :])
    lines = text.count("\n", 0, span.body)
    return Parsed(front, outline, tuple(outline.parts(2)), lines, span.body == span.end)


def read(parsed: Parsed, name: Name, further: headings.Synonyms = ()) -> Reading:
    """Return the record that a text holds, and what is wrong with it."""
    reader = _Reader(name, further)
    if parsed.front:
        reader.front(parsed.front, parsed.unclosed)
    else:
        reader.complain("no-front-matter", "The record has no front matter.", 1, 1)
    reader.body(parsed)
    return reader.reading()


class _Reader:
    """Gathers the parts of one record, their places and the findings."""

    def __init__(self, name: Name, further: headings.Synonyms) -> None:
        self.name = name
        self.findings: list[Finding] = []
        self.values: dict[str, Any] = {}
        self.places: dict[str, tuple[int, int]] = {}
        self.placeholders: list[str] = []
        self.sections: list[Section] = []
        self.keys = headings.section_keys(further)
        self.sides = headings.side_keys(further)
        self.offset = 0

    def complain(
        self, code: str, message: str, line: int, column: int, mend: str | None = None
    ) -> None:
        self.findings.append(finding(code, message, self.name.path, line, column, mend))

    def reading(self) -> Reading:
        fields = {key.replace("-", "_"): found for key, found in self.values.items()}
        record = Record(
            name=self.name,
            places=self.places,
            sections=tuple(self.sections),
            placeholders=tuple(self.placeholders),
            **fields,
        )
        return Reading(record, tuple(self.findings))

    # The front matter.

    def front(self, front: front_matter.Front, unclosed: bool) -> None:
        if unclosed:
            message = "The front matter is not closed."
            self.complain("broken-front-matter", message, 1, 1, "Add a line `---` after it.")
        for problem in front.problems:
            at = (problem.line + 2, problem.column + 1)
            self.complain(problem.code, problem.message, *at, problem.mend or None)
        fields = Fields(self._field_problem)
        for key, node in front.table.entries if front.table else ():
            fields.take(key, node)
        for place, node in fields.nodes.items():
            self.places[place] = (node.line + 2, node.column + 1)
        self._take(fields)

    def _field_problem(self, code: str, message: str, node: Node) -> None:
        mend = None
        if code == "unknown-field" and isinstance(node, front_matter.Text):
            mend = _did_you_mean(node.value)
        self.complain(code, message, node.line + 2, node.column + 1, mend)

    def _take(self, fields: Fields) -> None:
        values = self.values = dict(fields.values)
        if fields.extra:
            values["extra"] = tuple(fields.extra)
        status = values.get("status")
        if isinstance(status, str):
            values["status-text"] = status
            values["status"] = _fold(status)
        kind = values.get("kind")
        if isinstance(kind, str):
            values["kind"] = _fold(kind)
        if is_template(values.get("cost") or "-"):
            self.placeholders.append("cost")
        for people in ("deciders", "consulted", "informed"):
            for at, person in enumerate(values.get(people, ())):
                if is_template_person(person.name, person.role):
                    self.placeholders.append(f"{people}[{at}]")

    # The body.

    def body(self, parsed: Parsed) -> None:
        outline, offset = parsed.outline, parsed.offset
        self.offset = offset
        for line in outline.unclosed:
            message = "The comment that begins here is never closed."
            self.complain("unclosed-comment", message, offset + line + 1, 1)
        titled = False
        for part in parsed.parts:
            if part.level == 1 and not titled:
                titled = True
                self._title(outline, part)
            else:
                self._section(outline, part)

    def _title(self, outline: Outline, part: Part) -> None:
        self._place("title", part.line)
        if part.heading:
            title = self._numbered(part) if _MAY_BE_NUMBERED.match(part.heading) else part.heading
            self.values["title"] = title
            if is_template_title(title):
                self.placeholders.append("title")
        text = outline.text(part.first, part.last)
        if text:
            self._other("", text, part.line)

    def _numbered(self, part: Part) -> str:
        """Return a title without the number of the record, which may be another than the file's."""
        number = self.name.number
        title = title_of(part.heading, number, strict=True)
        if title.number is None or number is None:
            return part.heading
        if title.number != number:
            message = f"The title has the number {title.number}, the file {number}."
            self.complain("number-differs", message, self.offset + part.line + 1, 1)
        return title.text

    def _section(self, outline: Outline, part: Part) -> None:
        key = self.keys.get(headings.fold(part.heading)) if part.level == 2 else None
        text = outline.text(part.first, part.last)
        if key in self.places and key is not None and key not in _STATED_TWICE:
            message = f"The section {quoted(part.heading)} is there twice."
            self.complain("duplicate-section", message, self.offset + part.line + 1, 1)
            key = None
        if key is None:
            self._unknown(outline, part, text)
            return
        if key not in self.values:
            self._place(key, part.line)
        if outline.has_comment(part.first, part.last) and is_empty(text):
            self.placeholders.append(key)
        elif key == "alternatives":
            self._alternatives(outline, part)
        elif key == "perspectives":
            self._perspectives(outline, part)
        elif text and key in self.values:  # the front matter states it too, and counts
            self._other(part.heading, text, part.line)
        elif text:
            self._text(key, text)

    def _unknown(self, outline: Outline, part: Part, text: str) -> None:
        if part.level and outline.has_comment(part.first, part.last) and is_empty(text):
            self.placeholders.append(f"sections[{len(self.sections)}]")
        if part.level or text:
            self._other(part.heading, text, part.line)

    def _other(self, heading: str, text: str, line: int) -> None:
        self._place(f"sections[{len(self.sections)}]", line)
        self.sections.append(Section(heading, text))

    def _text(self, key: str, text: str) -> None:
        if is_template(text):
            self.placeholders.append(key)
        else:
            self.values[key] = text

    def _alternatives(self, outline: Outline, part: Part) -> None:
        found, rest = alternatives.read(outline, part)
        for at, (alternative, line) in enumerate(found):
            self._place(f"alternatives[{at}]", line)
            if is_template(alternative.name) or is_template(alternative.reason or "-"):
                self.placeholders.append(f"alternatives[{at}]")
        if found:
            self.values["alternatives"] = tuple(alternative for alternative, _ in found)
        if rest:
            self._leftover(part, rest, "alternatives", bool(found))

    def _perspectives(self, outline: Outline, part: Part) -> None:
        said: dict[str, str] = {}
        for piece in outline.parts(3, part):
            side = self.sides.get(headings.fold(piece.heading)) if piece.level == 3 else None
            text = outline.text(piece.first, piece.last)
            if side and side not in said:
                if not self._is_placeholder(outline, piece, f"perspectives.{side}", text) and text:
                    said[side] = text
            elif text:
                rest = f"### {piece.heading}\n\n{text}" if piece.level else text
                self._leftover(part, rest, "perspectives", True)
        if said:
            self.values["perspectives"] = Perspectives(**said)

    def _is_placeholder(self, outline: Outline, piece: Part, key: str, text: str) -> bool:
        self._place(key, piece.line)
        commented = outline.has_comment(piece.first, piece.last)
        found = (commented and is_empty(text)) or (bool(text) and is_template(text))
        if found:
            self.placeholders.append(key)
        return found

    def _leftover(self, part: Part, text: str, key: str, beside: bool) -> None:
        """Keep a text that is no part of its section; it may be all that a template left."""
        if not beside and is_template(text):
            self.placeholders.append(key)
        else:
            self._other(part.heading, text, part.line)

    def _place(self, key: str, line: int) -> None:
        self.places[key] = (self.offset + line + 1, 1)


def _fold(text: str) -> str:
    return " ".join(text.lower().split())


def _did_you_mean(name: str) -> str | None:
    from difflib import get_close_matches

    from git_decide.records.fields import ORDER

    near = get_close_matches(name.lower().replace("_", "-"), ORDER, 1, 0.7)
    return f"Did you mean `{near[0]}`?" if near else None

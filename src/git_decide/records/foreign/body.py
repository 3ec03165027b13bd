"""Puts the sections of a record in another format into the parts of the canonical document."""

from __future__ import annotations

import re

from git_decide.codes import finding
from git_decide.records import headings
from git_decide.records.foreign import options as foreign_options
from git_decide.records.foreign.labels import COMMENT, fold
from git_decide.records.model import Alternative, Perspectives, Reading, Record, Section
from git_decide.records.outline import trimmed
from git_decide.records.template_text import (
    is_empty,
    is_hint,
    is_template_title,
    is_unfilled,
)
from git_decide.records.titles import part as title_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.findings import Finding
    from git_decide.records.digest import Name
    from git_decide.records.foreign.labels import Synonyms
    from git_decide.records.foreign.markup import Front, Markup
    from git_decide.records.foreign.sections import Block, Plan
    from git_decide.records.foreign.settling import Settled
    from git_decide.records.model import Format, Statement
    from git_decide.records.outline import Part

_ONE_SIDED = frozenset(
    f"{side} consequences" for side in ("positive", "negative", "neutral", "good", "bad")
)
_GLUED = re.compile(r"#{1,6}(?=[^\W_])")  # no heading for want of a blank
_WORDED = re.compile(r"[^\W_]")


class Body:
    """The parts of one record while they are put together."""

    def __init__(
        self, name: Name, markup: Markup, front: Front, settled: Settled, bare: frozenset[int]
    ) -> None:
        self._name = name
        self._markup = markup
        self._front = front
        self._offset = front.offset
        self._values: dict[str, object] = dict(settled.values)
        self._places = dict(front.places) | settled.places
        self._placeholders = list(settled.placeholders)
        self._findings: list[Finding] = [*front.findings, *settled.findings]
        self._sections: list[Section] = []
        self._extra = list(front.extra)
        self._options: list[tuple[Alternative, int]] = []
        self._told = bare
        self._heard = {(each.line, each.text) for each in settled.told}

    def reading(self, format: Format, statements: Sequence[Statement]) -> Reading:  # noqa: A002
        """Return what was read."""
        fields: dict[str, object] = {
            key.replace("-", "_"): found for key, found in self._values.items()
        }
        fields["extra"] = tuple(self._extra)
        fields["sections"] = tuple(self._sections)
        fields["placeholders"] = tuple(dict.fromkeys(self._placeholders))
        record = Record(self._name, self._places, format, statements=tuple(statements), **fields)  # type: ignore[arg-type]
        return Reading(record, tuple(self._findings))

    def _place(self, key: str, line: int) -> None:
        self._places.setdefault(key, (self._offset + line + 1, 1))

    # The title.

    def title(self, plan: Plan) -> None:
        """Take the title from the heading, or from the front matter where there is none."""
        shown = COMMENT.sub(" ", plan.title.heading) if plan.title else ""
        stated = " ".join(shown.split()) or self._front.title or self._unmarked(plan)
        if plan.title and shown.strip():
            self._places["title"] = (self._offset + plan.title.line + 1, 1)
            if self._front.title and not _alike(self._front.title, stated, self._name.number):
                self._extra.append(("x-title", self._front.title))
        if not stated:
            return
        title = title_of(stated, self._name.number)
        self._values["title"] = title.text
        if is_template_title(title.text) or is_unfilled(title.text):
            self._placeholders.append("title")
        number = self._name.number
        if title.number is not None and number is not None and title.number != number:
            message = f"The title has the number {title.number}, the file {number}."
            place = self._places.get("title", (1, 1))
            self._findings.append(finding("number-differs", message, self._name.path, *place))

    def _unmarked(self, plan: Plan) -> str:
        """Return the title that the first line is, though no heading: ``#5. Use bags``."""
        shown = self._markup.outline.shown
        at = next((at for at, line in enumerate(shown) if line.strip()), 0)
        line = shown[at].strip() if shown else ""
        below = shown[at + 1].strip() if at + 1 < len(shown) else ""
        words = _GLUED.sub("", line)
        known = title_of(words, None).number
        if plan.title or below or (words == line and (known is None or known != self._name.number)):
            return ""
        self._told |= {at}
        self._places["title"] = (self._offset + at + 1, 1)
        return words

    # The sections.

    def fill(self, plan: Plan, further: Synonyms) -> None:
        """Give every block its place: a field that is still free, else a section."""
        for line in self._markup.outline.unclosed:
            message = "The comment that begins here is never closed."
            place = (self._offset + line + 1, 1)
            self._findings.append(finding("unclosed-comment", message, self._name.path, *place))
        chosen = self._chosen(plan)
        sides = headings.side_keys(further)
        for block in plan.blocks:
            if block.sort != "text":
                self._other(block, plan)
            elif block.key == "alternatives" and not (block.weak and chosen[block.key] != block):
                self._alternatives(block)
            elif block.key == "trade-offs" and not (block.weak and chosen[block.key] != block):
                self._trade_offs(block)
            elif chosen.get(block.key) != block:
                self._other(block, plan)
            elif block.key == "perspectives":
                self._perspectives(block, sides)
            else:
                self._text(block)
        self._settle_options()

    def _chosen(self, plan: Plan) -> dict[str, Block]:
        """Return which section is which field: the first that says so plainly and holds text."""
        chosen: dict[str, Block] = {}
        for block in sorted(plan.blocks, key=lambda each: each.weak):
            if block.sort != "text" or (block.weak and block.key in chosen):
                continue
            held = chosen.get(block.key)
            if held is None or (not self._said(held) and self._said(block)):
                chosen[block.key] = block
        return chosen

    def _said(self, block: Block) -> str:
        """Return the text of a block without the lines that state header fields."""
        shown, kept, gap = self._markup.outline.shown, [""], False
        for first, last in block.spans:
            for at in range(first, last):
                if at in self._told:
                    gap = not kept[-1]
                elif shown[at].strip() or not gap:
                    kept.append(shown[at])
                    gap = False
        return trimmed(kept)

    def _text(self, block: Block) -> None:
        text = self._said(block)
        if self._is_placeholder(block, block.key, text):
            return
        if text and block.key in self._values:  # the header states it too, and counts
            self._keep(block.heading, text, block.part.line)
        elif text:
            self._values[block.key] = text

    def _is_placeholder(self, block: Block, key: str, text: str) -> bool:
        """Note what a template left of a section; tell whether that is all there is."""
        self._place(key, block.part.line)
        return self._left(block.part, key, text)

    def _left(self, part: Part, key: str, text: str) -> bool:
        commented = is_empty(text) and self._markup.outline.has_comment(part.first, part.last)
        if commented or is_unfilled(text):
            self._placeholders.append(key)
        return commented or is_hint(text)

    def _other(self, block: Block, plan: Plan) -> None:
        """Keep what has no field: sections, and what stands around header fields."""
        text = self._said(block)
        heading = block.part.heading
        titled = plan.title is not None and block.part.line == plan.title.line
        if block.sort == "header" and (block.part.level == 0 or titled):
            heading = ""
        if block.sort in ("header", "field") and text.isascii() and not _WORDED.search(text):
            text = ""  # a rule, what is left of a table
        if block.sort == "other" or (block.sort == "text" and text):
            self._left(block.part, f"sections[{len(self._sections)}]", text)
            self._keep(heading, text, block.part.line)
        elif text or (block.sort == "links" and heading) or self._is_unheard(block):
            self._keep(heading, text, block.part.line)

    def _is_unheard(self, block: Block) -> bool:
        """Tell whether a heading states what no field holds."""
        line = self._offset + block.part.line + 1
        return block.sort == "stated" and (line, block.said) not in self._heard

    def _keep(self, heading: str, text: str, line: int) -> None:
        self._place(f"sections[{len(self._sections)}]", line)
        shown = COMMENT.sub(" ", heading) if "<!--" in heading else heading
        self._sections.append(Section(" ".join(shown.split()), text))

    def _trade_offs(self, block: Block) -> None:
        """Join what is said of the consequences; a part of them keeps its heading."""
        text = self._said(block)
        known = self._values.get("trade-offs")
        if self._is_placeholder(block, "trade-offs", text) or not text:
            return
        if known or block.weak or fold(block.heading) in _ONE_SIDED:
            heading = " ".join(COMMENT.sub(" ", block.heading).split())
            text = f"### {heading}\n\n{text}"
        self._values["trade-offs"] = f"{known}\n\n{text}" if known else text

    def _perspectives(self, block: Block, sides: Mapping[str, str]) -> None:
        self._place("perspectives", block.part.line)
        said: dict[str, str] = {}
        for piece in self._markup.outline.parts(block.part.level + 1, block.part):
            side = sides.get(headings.fold(piece.heading)) if piece.level else None
            text = trimmed(self._markup.outline.shown[piece.first : piece.last])
            if side and side not in said:
                self._place(f"perspectives.{side}", piece.line)
                if not self._left(piece, f"perspectives.{side}", text) and text:
                    said[side] = text
            elif text:
                rest = f"### {piece.heading}\n\n{text}" if piece.level else text
                self._keep(block.heading, rest, block.part.line)
        if said:
            self._values["perspectives"] = Perspectives(**said)

    # The alternatives.

    def _alternatives(self, block: Block) -> None:
        self._place("alternatives", block.part.line)
        part, level = block.part, block.part.level + 1
        found, rest = self._markup.options(part, level, block.skip)
        shown = self._markup.outline.shown
        named = [(foreign_options.whole(option, shown[line]), line) for option, line in found]
        self._options = foreign_options.merged(self._options, foreign_options.apart(named, shown))
        commented = self._markup.outline.has_comment(part.first, part.last)
        if rest and is_hint(rest):
            self._placeholders.append("alternatives")
        elif rest:
            self._keep(block.heading, rest, part.line)
        elif not found and commented:
            self._placeholders.append("alternatives")

    def _settle_options(self) -> None:
        real = [each for each in self._options if not foreign_options.is_left(each[0])]
        if self._options and not real:
            self._placeholders.append("alternatives")
        for at, (option, line) in enumerate(real):
            self._place(f"alternatives[{at}]", line)
            if option.reason and is_unfilled(option.reason):
                self._placeholders.append(f"alternatives[{at}]")
                if is_hint(option.reason):
                    real[at] = (Alternative(option.name), line)
        if real:
            self._values["alternatives"] = tuple(option for option, _ in real)
            self._placeholders = [key for key in self._placeholders if key != "alternatives"]


def _alike(one: str, other: str, number: int | None) -> bool:
    return fold(title_of(one, number).text) == fold(title_of(other, number).text)

"""Gathers every place in which a record of another format states a header field."""

from __future__ import annotations

import re

from git_decide.records.fields import LISTS, PEOPLE
from git_decide.records.foreign import dates, relations, statuses
from git_decide.records.foreign.header import END, unlinked
from git_decide.records.foreign.labels import WEAK_DATE
from git_decide.records.foreign.status_words import RANKS
from git_decide.records.model import LINKS, Statement
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from git_decide.records.foreign.markup import Front, Markup
    from git_decide.records.foreign.sections import Block, Plan
    from git_decide.records.foreign.status_words import Words
    from git_decide.records.model import Manner

_LEAD = re.compile(
    r"[ \t]*(?:>[ \t]*)*(?P<bullet>(?:[-*+\u2022]|\d{1,3}[.)])[ \t]+)?(?:\[(?P<box>[ xX])\][ \t]+)?"
)
_LONGEST_NAME = 40


def _are_names(text: str) -> bool:
    """Tell whether a line lists names, and is no sentence."""
    shown = unlinked(text)
    return all(len(part.strip()) <= _LONGEST_NAME for part in shown.split(","))


@value
class Gathered:
    """All statements of a record, and the lines (from zero) that only name a field."""

    statements: tuple[Statement, ...]
    bare: frozenset[int]


def gather(markup: Markup, plan: Plan, front: Front, words: Words) -> Gathered:
    """Return every statement of the front matter, the header and the sections."""
    gatherer = _Gatherer(markup, front, words)
    for block in plan.blocks:
        gatherer.take(block)
    if not any(each.key == "status" for each in gatherer.found):
        gatherer.look_further(plan.blocks)
    found = gatherer.found
    if any(each.key == "date" for each in found):
        found = [each for each in found if each.key != WEAK_DATE]
    elif weak := [each for each in found if each.key == WEAK_DATE]:
        kept = [each for each in found if each.key != WEAK_DATE]
        found = [*kept, replace(weak[0], key="date")]
    return Gathered(tuple(dict.fromkeys(found)), frozenset(gatherer.bare))


@value
class _Line:
    """A line of a section's text: its number (from zero), where its text begins, its text."""

    at: int
    start: int
    text: str
    box: str
    bullet: bool


class _Gatherer:
    def __init__(self, markup: Markup, front: Front, words: Words) -> None:
        self.found: list[Statement] = list(front.statements)
        self.bare: set[int] = set()
        self._markup = markup
        self._offset = front.offset
        self._words = words

    def take(self, block: Block) -> None:
        """Add what one part of the text states."""
        if block.sort == "header":
            self._find(block)
        elif block.sort == "stated":
            self._heading(block)
        elif block.sort == "field":
            self._field(block)
        elif block.sort == "links":
            for line in self._lines(block):
                self.found.extend(self._relations(line))

    def look_further(self, blocks: Sequence[Block]) -> None:
        """Add statements of status and date that stand in some section nobody knows."""
        for block in blocks:
            if block.sort in ("other", "links"):
                self._find(block, lambda each: each.key in ("status", "date"))

    def _find(self, block: Block, wanted: Callable[[Statement], bool] = bool) -> None:
        for first, last in block.spans:
            found = self._markup.find(first, last)
            self.found.extend(each for each in found.statements if wanted(each))
            if wanted is bool:
                self.bare |= found.bare

    def _heading(self, block: Block) -> None:
        at = block.part.line
        column = self._markup.outline.shown[at].find(block.said) + 1
        if not column:  # several lines that are underlined
            self.found.extend(self._markup.find(at, block.part.first).statements)
            return
        line = at + self._offset + 1
        self.found.append(Statement(block.key, block.said, line, column, "heading"))

    def _lines(self, block: Block) -> list[_Line]:
        found = []
        shown = self._markup.outline.shown
        for first, last in block.spans:
            for at in range(first, last):
                lead = _LEAD.match(shown[at])
                start = lead.end() if lead else 0
                ending = END.search(shown[at], start)
                text = shown[at][start : ending.start() if ending else None].rstrip()
                if any(map(str.isalnum, text)):
                    box, bullet = (lead["box"] or "", bool(lead["bullet"])) if lead else ("", False)
                    found.append(_Line(at, start, text, box, bullet))
        return found

    def _statement(self, key: str, line: _Line, manner: Manner = "section") -> Statement:
        return Statement(key, line.text, line.at + self._offset + 1, line.start + 1, manner)

    def _relations(self, line: _Line) -> Iterator[Statement]:
        for relation in relations.stated(line.text, "", self._markup.targets):
            said = line.text[relation.start : relation.end]
            start = line.start + relation.start + len(said) - len(said.lstrip(" \t:"))
            text = said.strip(" \t:").rstrip(" \t,;.")
            manner: Manner = "bullet" if line.bullet else "line"
            yield Statement(relation.key, text, line.at + self._offset + 1, start + 1, manner)

    # Sections that hold a header field.

    def _field(self, block: Block) -> None:
        lines = self._lines(block)
        if not lines:
            return
        if block.key == "status":
            self._status(block, lines)
        elif block.key in ("date", WEAK_DATE):
            dated = [line for line in lines if dates.read(line.text).text]
            self.found.append(self._statement(block.key, (dated or lines)[0]))
        elif block.key in LINKS:
            for line in lines:
                said = list(self._relations(line))
                if not said and relations.references(line.text, "", self._markup.targets):
                    said = [self._statement(block.key, line)]
                self.found.extend(said)
        elif block.key in PEOPLE or block.key in LISTS:
            short = [line for line in lines if _are_names(line.text)]
            self.found.extend(self._statement(block.key, line) for line in short)
        else:
            self.found.append(self._statement(block.key, lines[0]))

    def _status(self, block: Block, lines: Sequence[_Line]) -> None:
        """Add what a section Status says: one line is the status, others may be relations."""
        before = len(self.found)
        self._find(block)
        if any(each.key == "status" for each in self.found[before:]):
            return
        taken = {each.line - self._offset - 1 for each in self.found[before:]}
        lines = [line for line in lines if line.at not in taken]
        boxes = [line for line in lines if line.box]
        lines = [line for line in boxes if line.box != " "] if boxes else lines
        if not lines:
            return
        chosen = self._current(lines)
        self.found.append(self._statement("status", chosen))
        for line, following in zip(lines, [*lines[1:], None], strict=True):
            if line is not chosen:
                self.found.extend(self._relations(line))
            elif following and chosen.text.lower().endswith(" by"):
                self.found.append(self._statement("superseded-by", following))

    def _current(self, lines: Sequence[_Line]) -> _Line:
        """Return the line that says where the record stands now.

        A later one counts where it says nothing else and takes the record further:
        "Superseded by 9" below "Accepted". In a history the last day counts.
        """
        read = [
            (line, statuses.status_of(line.text, self._words, alone=at > 0))
            for at, line in enumerate(lines[:40])
        ]
        known = [(line, status) for line, status in read if status]
        if not known:
            return lines[0]
        days = [dates.read(line.text).text for line, _ in known]
        if len(known) > 1 and all(days):
            return known[max(range(len(days)), key=lambda at: (days[at], at))][0]
        return max(known, key=lambda each: RANKS[each[1]])[0]

"""Says what each section of a record in another format is, whatever it is called and nested in."""

from __future__ import annotations

import re

from git_decide.records.foreign.labels import (
    FRAMES,
    LINK_SECTIONS,
    fold,
    label_keys,
    readings,
    section_keys,
    weak_section_keys,
)
from git_decide.records.titles import part as title_of
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal, Protocol

    from git_decide.records.foreign.labels import Synonyms
    from git_decide.records.outline import Part

    Sort = Literal["text", "field", "stated", "links", "header", "other"]

    class Outlined(Protocol):
        """A text with its headings, in whichever markup."""

        @property
        def shown(self) -> Sequence[str]:
            """The lines without comments."""

        @property
        def unclosed(self) -> Sequence[int]:
            """The lines in which a comment begins that does not end."""

        def parts(self, deepest: int, within: Part | None = None) -> list[Part]:
            """Return what the headings part the text, or a part, into."""

        def has_comment(self, first: int, last: int) -> bool:
            """Tell whether a comment stands in these lines."""


# In which sections a smaller heading begins another one: `### Consequences` below Decision.
_NESTED: dict[str, frozenset[str]] = {
    "decision": frozenset({"trade-offs", "alternatives", "outcome"}),
    "alternatives": frozenset({"trade-offs", "decision"}),
    "context": frozenset({"alternatives", "decision", "trade-offs"}),
}
# Those of a decision that are no part of it, and have no field.
_OWN = frozenset({"confirmation", "validation"})
_WHICH = r"\b(?:considered|other|rejected|discarded|evaluated|possible|potential|against)\b"
_ALTERNATIVES = re.compile(rf"\balternatives?\b|{_WHICH}.*\boptions?\b|\boptions?\b.*{_WHICH}")
_CONSEQUENCES = re.compile(r"\bconsequences?\b")
_META = frozenset(
    {"metadata", "meta data", "meta", "meta information", "header", "document information",
     "information", "info", "details", "adr information", "document control", "document details"}
)  # fmt: skip
_INLINE = re.compile(
    r"(?P<label>[^:\uff1a]{1,40}?)\s*(?:[:\uff1a]|\s[-\u2013\u2014](?=\s))\s*(?P<said>\S.*)"
)


@value
class Block:
    """A section, or a part of one that means something else.

    `key` is that of the section or, where `sort` says so, of the header field that the
    section holds (``field``) or its heading states (``stated``, with `said`).
    `spans` are the lines of its text, from zero; `skip` those in which parts of it begin
    that have a block of their own.
    """

    sort: Sort
    key: str
    part: Part
    spans: tuple[tuple[int, int], ...]
    weak: bool = False
    said: str = ""
    skip: frozenset[int] = frozenset()

    @property
    def heading(self) -> str:
        """What it is called, "" for the text before any heading and below the title."""
        return self.part.heading if self.sort != "header" else ""


@value
class Plan:
    """What the parts of a text are: its title, None where it has none, and its blocks."""

    title: Part | None
    level: int
    blocks: tuple[Block, ...]


def plan(outline: Outlined, further: Synonyms, titled: bool = False) -> Plan:
    """Say what the parts of a text are; `titled` tells that its title stands elsewhere too."""
    heads = outline.parts(6)[1:]
    title = _title(heads, further, titled)
    level = _level(heads, title, further)
    sorter = _Sorter(outline, further, level)
    blocks: list[Block] = []
    for part in sorter.parts(title):
        if part.level == 0 or (title and part.line == title.line):
            blocks.extend(sorter.intro(part))
        else:
            blocks.extend(sorter.section(part))
    return Plan(title, level, tuple(blocks))


def _title(heads: Sequence[Part], further: Synonyms, titled: bool) -> Part | None:
    """Return the heading that is the title: the first largest one that is no section's."""
    for head in heads:
        if head.level == 1 and not _known(head.heading, further):
            return head
    first = heads[0] if heads else None
    if first is None or first.level == 1 or _known(first.heading, further):
        return None
    numbered = title_of(first.heading, None).number is not None
    alone = all(head.level > first.level for head in heads[1:])
    return first if numbered or (alone and len(heads) > 1 and not titled) else None


def _known(heading: str, further: Synonyms) -> bool:
    label = fold(heading)
    return (
        label in section_keys(further)
        or label in label_keys(further)
        or label in weak_section_keys(further)
        or stated(heading, further) is not None
    )


def _level(heads: Sequence[Part], title: Part | None, further: Synonyms) -> int:
    """Return the level of the headings that begin sections."""
    rest = [head for head in heads if head is not title]
    if sum(head.level == 1 and _known(head.heading, further) for head in rest) > 1:
        return 1
    usual = title.level + 1 if title else 2
    levels = {head.level for head in rest if head.level >= usual}
    return usual if usual in levels or not levels else min(levels)


def stated(heading: str, further: Synonyms) -> tuple[str, str] | None:
    """Return the key and the words that a heading such as ``Status: Accepted`` states."""
    match = _INLINE.match(heading)
    key = label_keys(further).get(fold(match["label"])) if match else None
    return (key, match["said"].strip()) if match and key else None


class _Sorter:
    """Tells what a part is by its heading."""

    def __init__(self, outline: Outlined, further: Synonyms, level: int) -> None:
        self._outline = outline
        self._level = level
        self._further = further
        self._fields = label_keys(further)
        self._strong = section_keys(further)
        self._weak = weak_section_keys(further)

    def parts(self, title: Part | None) -> list[Part]:
        """Return the parts of the text; a section larger than the others holds those below."""
        made: list[Part] = []
        for part in self._outline.parts(max(self._level, title.level if title else 0)):
            held = made[-1] if made else None
            if (
                held
                and 0 < held.level < min(part.level, self._level)
                and not (title and held.line == title.line)
                and self._sorted(held).sort == "text"
                and self._sorted(part).sort == "other"
            ):
                made[-1] = replace(held, last=part.last, end=part.end)
            else:
                made.append(part)
        return made

    def intro(self, part: Part) -> Iterator[Block]:
        """Yield what stands before the first section: below the title, or before it."""
        inner = [
            block
            for piece in self._outline.parts(6, part)[1:]
            if (block := self._sorted(piece)).sort in ("field", "stated")
        ]
        yield Block("header", "", part, _without(part, inner), skip=_begins(inner))
        yield from inner

    def section(self, part: Part) -> Iterator[Block]:
        """Yield a section, then what is nested in it and means something else."""
        block = self._sorted(part)
        inner = list(self._inner(block)) if block.sort == "text" else list(self._framed(block))
        spans, skip = _without(part, inner), _begins(inner)
        yield Block(block.sort, block.key, part, spans, block.weak, block.said, skip)
        yield from inner

    def _inner(self, block: Block) -> Iterator[Block]:
        allowed = _NESTED.get(block.key, frozenset())
        for piece in self._outline.parts(self._level + 1, block.part)[1:]:
            label = fold(piece.heading)
            key = self._strong.get(label, "")
            if key in allowed and key != block.key:
                yield Block("text", key, piece, _without(piece, ()))
            elif block.key == "decision" and label in _OWN:
                yield Block("other", "", piece, _without(piece, ()))

    def _framed(self, block: Block) -> Iterator[Block]:
        """Yield the sections in one that only holds them together: Decision below Summary."""
        if block.sort not in ("other", "header"):
            return
        pieces = self._outline.parts(block.part.level + 1, block.part)[1:]
        blocks = [self._sorted(piece) for piece in pieces]
        plain = {each.key for each in blocks if each.sort == "text" and not each.weak}
        if fold(block.part.heading) in FRAMES or len(plain) > 1:
            yield from (each for each in blocks if each.sort in ("text", "field", "stated"))

    def _sorted(self, part: Part) -> Block:
        label, spans = fold(part.heading), _without(part, ())
        for reading in readings(part.heading):
            if key := self._strong.get(reading):
                return Block("text", key, part, spans)
        if label in LINK_SECTIONS:
            return Block("links", "", part, spans)
        if key := self._fields.get(label):
            return Block("field", key, part, spans)
        if found := stated(part.heading, self._further):
            return Block("stated", found[0], part, spans, said=found[1])
        if key := self._weak.get(label) or _hinted(label):
            return Block("text", key, part, spans, weak=True)
        return Block("header" if label in _META else "other", "", part, spans)


def _hinted(label: str) -> str:
    """Return what a heading speaks of that has no usual name."""
    if _ALTERNATIVES.search(label):
        return "alternatives"
    return "trade-offs" if _CONSEQUENCES.search(label) else ""


def _without(part: Part, inner: Sequence[Block]) -> tuple[tuple[int, int], ...]:
    """Return the lines of a part that are in none of the blocks within it."""
    spans, first = [], part.first
    for block in inner:
        spans.append((first, block.part.line))
        first = block.part.last
    return (*spans, (first, part.last))


def _begins(inner: Sequence[Block]) -> frozenset[int]:
    return frozenset(block.part.line for block in inner)

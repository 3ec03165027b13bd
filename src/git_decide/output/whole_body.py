"""Lays out the body of a record anew: its title and its sections, in the order that they had."""

from __future__ import annotations

import re

from git_decide.output.new_record import alternative_item, option_name
from git_decide.records import front_matter, headings, revision
from git_decide.records.edit.headline import written_title
from git_decide.records.foreign import labels
from git_decide.records.outline import Outline, trimmed
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.records.headings import Synonyms
    from git_decide.records.model import Alternative, Record, Section

OWN, MADR = "decision-log", "madr"
_MADR = {
    "context": "Context and Problem Statement",
    "alternatives": "Considered Options",
    "decision": "Decision Outcome",
    "trade-offs": "Consequences",
}
# A section called Status would state it once more.
STATUS_NOTES = "Notes on the status"
_MARKUPS = ("rst", "asciidoc")
_LINES = re.compile(r"\n|\A(?:[*+-]|\d{1,9}[.)])[ \t]")  # more than a line, or a list


@value
class Piece:
    """A section of the new body: its key (``sections[0]`` for one without), heading and texts.

    `texts` are ways to write it, the best one first.
    """

    key: str
    heading: str
    texts: tuple[str, ...]
    line: int


class Body:
    """The body of a record in a format; each part may be written in several ways."""

    def __init__(self, record: Record, text: str, target: str, further: Synonyms) -> None:
        self._record = record
        self._target = target
        self._markdown = record.format not in _MARKUPS
        span = front_matter.span(text)
        begin = span.body if span else 0
        self._above = text.count("\n", 0, begin)  # lines of the front matter
        self._outline = Outline(text[begin:] if self._markdown else "")
        self._keys = labels.section_keys(further)
        self._fields = labels.label_keys(further)
        self._raw = self._raw_texts()
        self.pieces = sorted(self._pieces(), key=lambda piece: piece.line)
        self._chosen = {piece.key: 0 for piece in self.pieces}

    def otherwise(self, key: str) -> bool:
        """Write the part `key` in another way the next time; False where there is none left."""
        changed = False
        for piece in self.pieces:
            if piece.key == key and self._chosen[piece.key] + 1 < len(piece.texts):
                self._chosen[piece.key] += 1
                changed = True
        return changed

    def text(self) -> str:
        """Return the title and the sections."""
        title = self._record.title
        made = [f"# {written_title(title)}"] if title and title.strip() else []
        place = self._record.places.get("title", (0, 0))[0]
        above = [piece for piece in self.pieces if not piece.heading and piece.line < place]
        below = [piece for piece in self.pieces if piece not in above]
        blocks = [*map(self._chosen_text, above), *made, *map(self._chosen_text, below)]
        return f"{self._with_comments([block for block in blocks if block])}\n"

    def _chosen_text(self, piece: Piece) -> str:
        text = piece.texts[self._chosen[piece.key]]
        if not piece.heading:
            return text
        return f"{piece.heading}\n\n{text}" if text else piece.heading

    # Comments.

    def _with_comments(self, blocks: Sequence[str]) -> str:
        """Add the comments that no part holds: above all, or at the end."""
        body = "\n\n".join(blocks)
        above: list[str] = []
        below: list[str] = []
        title = self._record.places.get("title", (1, 1))[0] - 1 - self._above
        for first, last in self._outline.commented:
            comment = trimmed(self._outline.lines[first:last])
            if comment and comment not in body:
                (above if last <= title else below).append(comment)
        if not self._markdown:
            below += [
                f"<!-- git-decide: ignore {silence.code}: {silence.reason} -->"
                for silence in self._record.silences
            ]
        return "\n\n".join([*above, body, *below])

    def _raw_texts(self) -> dict[str, str]:
        """Return texts as the outline shows them, each with its comments."""
        found: dict[str, str] = {}
        for deepest in (1, 2, 3, 4):
            for part in self._outline.parts(deepest):
                shown = self._outline.text(part.first, part.last)
                raw = trimmed(self._outline.lines[part.first : part.last])
                if shown and raw != shown and raw.count("<!--") == raw.count("-->"):
                    found.setdefault(shown, raw)
        return found

    # The parts.

    def _pieces(self) -> Iterator[Piece]:
        for key in headings.SECTIONS:
            if key == "cost" and self._target == OWN and "\n" not in (self._record.cost or ""):
                continue
            texts = tuple(self._ways(key))
            if texts:
                yield Piece(key, self._heading(key), texts, self._line(key))
        for at, section in enumerate(self._record.sections):
            key = f"sections[{at}]"
            name, text = self._section(section)
            ways = tuple(dict.fromkeys(self._texts(text))) or ("",)
            if text or name != STATUS_NOTES:
                yield Piece(key, f"## {name}" if name else "", ways, self._line(key))
        for key in self._record.placeholders:
            if key in headings.SECTIONS and not self._said(key):
                yield Piece(key, self._heading(key), (self._placeholder(key),), self._line(key))

    def _section(self, section: Section) -> tuple[str, str]:
        """Return what a section is called and says once the front matter has the fields."""
        name = " ".join(section.heading.split())
        if self._fields.get(labels.fold(name)) != "status":
            return name, section.text
        return STATUS_NOTES, revision.beyond_links(self._record, section.text)

    def _heading(self, key: str) -> str:
        named = _MADR.get(key) if self._target == MADR else None
        return f"## {named or headings.SECTIONS[key][0]}"

    def _said(self, key: str) -> object:
        found: object = getattr(self._record, key.replace("-", "_"))
        return found

    def _line(self, key: str) -> int:
        places = self._record.places
        place = places.get(key) or places.get(f"{key}[0]") or places.get(f"{key}.product")
        if place:
            return place[0]
        return places.get("title", (0, 0))[0] if key == "sections[0]" else 1 << 30

    def _placeholder(self, key: str) -> str:
        for part in self._outline.parts(3):
            if self._keys.get(labels.fold(part.heading)) == key:
                return trimmed(self._outline.lines[part.first : part.last])
        return "TODO"

    def _ways(self, key: str) -> Iterator[str]:
        """Yield the texts that a section may have, none where there is nothing to say."""
        if key == "alternatives":
            if self._record.alternatives:
                yield from dict.fromkeys(self._alternatives(self._record.alternatives))
        elif key == "perspectives":
            said = self._record.perspectives
            sides = (said.product, said.engineering) if said else ()
            names = [names[0] for names in headings.SIDES.values()]
            parts = [
                f"### {name}\n\n{text}" for name, text in zip(names, sides, strict=False) if text
            ]
            if parts:
                yield "\n\n".join(parts)
        elif isinstance(text := self._said(key), str) and text.strip():
            yield from dict.fromkeys(self._texts(text))

    def _texts(self, text: str) -> Iterator[str]:
        """Yield a text with its comments, without them, and in ways that nothing leads out of.

        With its headings below that of the section, then as code.
        """
        bare = text.strip("\n")
        if not bare:
            return
        if bare in self._raw:
            yield self._raw[bare]
        yield bare
        if self._markdown:
            yield from _lowered(bare)
        yield "\n".join(f"    {line}" if line else "" for line in bare.split("\n"))

    def _alternatives(self, found: Sequence[Alternative]) -> Iterator[str]:
        raw = [
            trimmed(self._outline.lines[part.first : part.last])
            for part in self._outline.parts(2)
            if part.level == 2 and self._keys.get(labels.fold(part.heading)) == "alternatives"
        ]
        if raw and self._record.format != self._target:
            yield "\n\n".join(text for text in raw if text)
        if self._target == MADR:
            yield _options(found)
        elif any(_LINES.search((each.reason or "").strip()) for each in found):
            yield "\n\n".join(f"{_headed(each)}" for each in found)
        yield "\n".join(map(alternative_item, found))


def _lowered(text: str) -> Iterator[str]:
    """Yield a text with its headings moved below level 2, unless one is underlined."""
    outline = Outline(text)
    parts = [part for part in outline.parts(6) if part.level]
    more = 3 - min((part.level for part in parts), default=3)
    lines = list(outline.lines)
    if more <= 0 or not all(lines[part.line].lstrip().startswith("#") for part in parts):
        return
    for part in parts:
        level = "#" * min(part.level + more, 6)
        lines[part.line] = level + lines[part.line].lstrip().lstrip("#")
    yield "\n".join(lines)


def _options(found: Sequence[Alternative]) -> str:
    """Return options as MADR writes them: their names, then what speaks for and against each."""
    names = "\n".join(f"- {option_name(each.name)}" for each in found)
    reasons = [_headed(each) for each in found if each.reason and each.reason.strip()]
    return "\n\n".join([names, *(["## Pros and Cons of the Options", *reasons] if reasons else [])])


def _headed(alternative: Alternative) -> str:
    reason = (alternative.reason or "").strip("\n").rstrip()
    return f"### {written_title(alternative.name)}\n\n{reason}".rstrip()

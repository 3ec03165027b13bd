"""Changes single sections of the body, and no other byte."""

from __future__ import annotations

from git_decide.errors import Refused
from git_decide.records import front_matter, headings
from git_decide.records.edit.source import Source, lines, source, unified
from git_decide.records.outline import Outline, trimmed
from git_decide.records.template_text import is_empty

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from git_decide.records.headings import Synonyms
    from git_decide.records.outline import Part

LIST_ITEM = ("- ", "* ", "+ ")


def set_section(
    content: bytes, heading: str, text: str, *, under: str = "", further: Synonyms = ()
) -> bytes:
    """Return the file whose section `heading` holds exactly `text`.

    A section that is called by another of its names is found, too (`further` are
    those of `[records.headings]`); a new one takes its usual place. `under` names
    the section of level 2 of which `heading` is a part of level 3. Raises `Refused`
    where `text` would not stay within the section.
    """
    return _changed(_Body(content, heading, under, further), text, append=False)


def append_to_section(
    content: bytes, heading: str, text: str, *, under: str = "", further: Synonyms = ()
) -> bytes:
    """Return the file with `text` added at the end of a section, as `set_section` finds it.

    A list item joins a list that stands there; template text makes way.
    """
    return _changed(_Body(content, heading, under, further), text, append=True)


def _changed(body: _Body, text: str, append: bool) -> bytes:
    new = trimmed(unified(text).split("\n"))
    if not new:
        raise Refused(f"there is no text for the section {body.heading}", "Give it some text.")
    part = body.part()
    if part is None and body.under and body.parent() is None:
        whole = f"### {body.heading}\n\n{new}"
        return set_section(body.content, body.under, whole, further=body.further)
    if part is None:
        return body.proven(body.with_section(new), new)
    old = body.outline.lines[part.first : part.last]
    if append and not is_empty(body.outline.text(part.first, part.last)):
        glue = "\n" if new.startswith(LIST_ITEM) and body.ends_with_list(part) else "\n\n"
        new = f"{trimmed(old)}{glue}{new}"
        return body.proven(body.appended(part, new, len(trimmed(old))), new)
    return body.proven(body.replaced(part, new), new)


class _Body:
    """A file of which one section is being changed; lines count from the body's first."""

    def __init__(self, content: bytes, heading: str, under: str, further: Synonyms) -> None:
        self.content = content
        self.heading, self.under, self.further = heading, under, further
        self.source: Source = source(content)
        span = front_matter.span(self.source.text)
        self.start = span.body if span else 0
        self.raw = lines(self.source.text[self.start :])
        self.outline = Outline(unified(self.source.text[self.start :]))
        self.level = 3 if under else 2
        self.sections = headings.section_keys(further)
        self.keys = headings.side_keys(further) if under else self.sections

    def parts(self, outline: Outline) -> list[Part]:
        if not self.under:
            return outline.parts(2)
        parent = _named(outline.parts(2), 2, self.under, self.sections)
        return outline.parts(3, parent) if parent else []

    def parent(self) -> Part | None:
        return _named(self.outline.parts(2), 2, self.under, self.sections)

    def part(self) -> Part | None:
        return _named(self.parts(self.outline), self.level, self.heading, self.keys)

    def ends_with_list(self, part: Part) -> bool:
        tokens = self.outline.tokens[part.begin : part.end]
        top = [token for token in tokens if not token.level]
        return bool(top) and top[-1].type.endswith("list_close")

    def replaced(self, part: Part, new: str) -> str:
        """Return the whole text with `new` for what the section holds between blank lines."""
        first, last = part.first, min(part.last, len(self.raw))
        filled = [at for at in range(first, last) if self.raw[at].strip()]
        if filled:
            return self._joined(filled[0], filled[-1] + 1, new.split("\n"))
        follows = last < len(self.raw) and first == last
        return self._joined(first, first, ["", *new.split("\n"), *([""] if follows else [])])

    def appended(self, part: Part, new: str, kept: int) -> str:
        within = range(part.first, min(part.last, len(self.raw)))
        last = max(at for at in within if self.raw[at].strip())
        return self._joined(last + 1, last + 1, new[kept + 1 :].split("\n"))

    def with_section(self, new: str) -> str:
        """Return the whole text with a new section, after those that usually come before it."""
        at = min(self._place(), len(self.raw))
        block = [f"{'#' * self.level} {self.heading}", "", *new.split("\n")]
        if at and self.raw[at - 1].strip():
            block.insert(0, "")
        if at < len(self.raw):
            block.append("")
        return self._joined(at, at, block)

    def _place(self) -> int:
        order = list(headings.SIDES if self.under else headings.SECTIONS)
        parts = self.parts(self.outline)
        own = self.keys.get(headings.fold(self.heading))
        if own is None:
            return parts[-1].last
        ranked = [(order.index(key), part) for part in parts if (key := self._key(part))]
        before = [part.last for rank, part in ranked if rank < order.index(own)]
        after = [part.line for rank, part in ranked if rank > order.index(own)]
        return max(before) if before else min(after) if after else parts[-1].last

    def _key(self, part: Part) -> str | None:
        return self.keys.get(headings.fold(part.heading)) if part.level == self.level else None

    def _joined(self, first: int, last: int, new: list[str]) -> str:
        """Replace raw lines by new ones; a file without a final line break stays without."""
        newline = self.source.newline
        before, after = "".join(self.raw[:first]), "".join(self.raw[last:])
        text = newline.join(new)
        if before and not before.endswith(("\n", "\r")):
            return self.source.text[: self.start] + before + newline + text
        open_end = last == len(self.raw) > 0 and not self.raw[-1].endswith(("\n", "\r"))
        return (
            self.source.text[: self.start] + before + text + ("" if open_end else newline) + after
        )

    def proven(self, text: str, new: str) -> bytes:
        """Return the new file, once it was read back and all other parts are as they were."""
        outline = Outline(unified(text[self.start :]))
        before, after = _texts(self.outline, self.level), _texts(outline, self.level)
        changed = _named(self.parts(outline), self.level, self.heading, self.keys)
        if changed is None or not _same(trimmed(outline.lines[changed.first : changed.last]), new):
            raise self._unsafe()
        own = (changed.level, changed.heading)
        if [part for part in before if part[:2] != own] != [
            part for part in after if part[:2] != own
        ]:
            raise self._unsafe()
        return self.source.content(text)

    def _unsafe(self) -> Refused:
        return Refused(
            f"the text would not stay within the section {self.heading}",
            "Leave out headings, and close every code fence and comment.",
        )


def _texts(outline: Outline, deepest: int) -> list[tuple[int, str, str]]:
    return [
        (part.level, part.heading, trimmed(outline.lines[part.first : part.last]))
        for part in outline.parts(deepest)
    ]


def _same(text: str, other: str) -> bool:
    """Compare texts without the spaces at the ends of their lines."""
    return [line.rstrip() for line in text.split("\n")] == [
        line.rstrip() for line in other.split("\n")
    ]


def _named(parts: list[Part], level: int, heading: str, keys: Mapping[str, str]) -> Part | None:
    folded = headings.fold(heading)
    wanted = keys.get(folded, folded)
    for part in parts:
        name = headings.fold(part.heading)
        if part.level == level and keys.get(name, name) == wanted:
            return part
    return None

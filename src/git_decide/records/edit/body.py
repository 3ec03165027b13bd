"""The sections of a record in another format, as an edit sees them."""

from __future__ import annotations

from git_decide.records import front_matter, headings
from git_decide.records.edit.markup import heading_lines, outlined
from git_decide.records.edit.opened import opened
from git_decide.records.edit.view import Lines, View
from git_decide.records.foreign import labels
from git_decide.records.foreign.sections import plan
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.records.edit.opened import Draft
    from git_decide.records.foreign.sections import Block, Outlined, Plan
    from git_decide.records.outline import Part

SIDES = "perspectives."


@value
class Place:
    """A section that is there: its heading's part, and the lines of its text."""

    part: Part
    spans: tuple[tuple[int, int], ...]


class Body:
    """The sections of a record; lines count from zero, from the body's first."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.view = View(draft.content)
        whole = self.view.text
        span = front_matter.span(whole)
        start = span.body if span else 0
        self.text = whole[start:]
        self.offset = whole.count("\n", 0, start)
        self.outline: Outlined = outlined(self.text, draft.path)
        self.lines: Sequence[str] = self.text.split("\n")
        self.plan: Plan = plan(self.outline, draft.headings, False)
        self.format = opened(draft).format

    def heading(self, name: str, level: int) -> list[str]:
        """Return the lines of a new heading."""
        return heading_lines(self.outline, self.lines, self.draft.path, name, level)

    def blocks(self, key: str) -> list[Block]:
        """Return the blocks of a section; weak names count only where there is no plain one."""
        found = [each for each in self.plan.blocks if each.sort == "text" and each.key == key]
        return [each for each in found if not each.weak] or found

    def place(self, key: str) -> Place | None:
        """Return where a section stands, the first one of several."""
        if key.startswith(SIDES):
            return self._side(key.removeprefix(SIDES))
        if key in headings.SECTIONS:
            found = self.blocks(key)
        else:
            folded = labels.fold(key)
            found = [each for each in self.plan.blocks if labels.fold(each.heading) == folded]
        return Place(found[0].part, found[0].spans) if found else None

    def _side(self, side: str) -> Place | None:
        names = headings.side_keys(self.draft.headings)
        for block in self.blocks("perspectives"):
            for piece in self.outline.parts(self.plan.level + 1, block.part)[1:]:
                if names.get(headings.fold(piece.heading)) == side:
                    return Place(piece, ((piece.first, piece.last),))
        return None

    def header(self) -> list[range]:
        """Return the lines that may state header fields: below the title, before any section."""
        spans = [span for each in self.plan.blocks if each.sort == "header" for span in each.spans]
        return [range(*span) for span in spans]

    def with_lines(self, first: int, last: int, texts: Sequence[str]) -> bytes:
        """Return the file with these lines in the place of those from `first` up to `last`."""
        begin = self.offset + 1
        return self.view.edited(blocks=[Lines(begin + first, begin + last, tuple(texts))])

"""The sections of a text whose headings were found line by line."""

from __future__ import annotations

from bisect import bisect_left

from git_decide.records.outline import Part, trimmed
from git_decide.values import value

Span = tuple[int, int]  # a first line and the one after the last, counted from zero


@value
class Heading:
    """A heading in the lines `line` up to `after`; level 1 is the highest that a text has."""

    level: int
    text: str
    line: int
    after: int


@value
class Scan:
    """What was found in the lines of a text.

    `comments` and `code` are lines, `unclosed` those in which a comment begins that
    nothing closes.
    """

    headings: tuple[Heading, ...] = ()
    comments: tuple[Span, ...] = ()
    code: tuple[Span, ...] = ()
    unclosed: tuple[int, ...] = ()


class PlainOutline:
    """A text: its lines, its lines without comments, its headings."""

    __slots__ = (
        "_ends", "_lines", "code", "commented", "headings", "lines", "shown", "unclosed",
    )  # fmt: skip

    def __init__(self, text: str, scan: Scan) -> None:
        self.lines = text.split("\n")
        self.shown = list(self.lines)
        for first, last in scan.comments:
            self.shown[first:last] = [""] * (last - first)
        self.commented = scan.comments
        self.code = scan.code
        self.unclosed = list(scan.unclosed)
        self.headings = scan.headings
        self._lines = [heading.line for heading in scan.headings]
        self._ends = [end for _, end in scan.comments]

    def text(self, first: int, last: int) -> str:
        """Return the lines `first` up to `last` without comments and blank lines around."""
        return trimmed(self.shown[first:last])

    def has_comment(self, first: int, last: int) -> bool:
        """Tell whether a comment stands in the lines `first` up to `last`."""
        at = bisect_left(self._ends, first + 1)
        return at < len(self.commented) and self.commented[at][0] < last

    def prose(self) -> list[str]:
        """Return the lines without comments, blank where they are code."""
        lines = list(self.shown)
        for first, last in self.code:
            lines[first:last] = [""] * (last - first)
        return lines

    def parts(self, deepest: int, within: Part | None = None) -> list[Part]:
        """Return what the headings of level 1 to `deepest` part the text (or a part) into."""
        first, last = (within.first, within.last) if within else (0, len(self.lines))
        starts = [Heading(0, "", first, first)]
        begin, end = bisect_left(self._lines, first), bisect_left(self._lines, last)
        starts += [each for each in self.headings[begin:end] if each.level <= deepest]
        ends = [heading.line for heading in starts[1:]] + [last]
        return [
            Part(each.level, each.text, each.line, each.after, end, each.after, end)
            for each, end in zip(starts, ends, strict=True)
        ]

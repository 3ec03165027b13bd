"""Finds the headings, the comments and the code of an AsciiDoc text, line by line.

Written from the language documentation at docs.asciidoctor.org/asciidoc/latest.
"""

from __future__ import annotations

import re

from git_decide.records.plain.outline import Heading, Scan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_TITLE = re.compile(r"(?P<marks>={1,6}|#{1,6})[ \t]+(?P<text>\S.*)\Z")
_DELIMITER = re.compile(r"(?:(?P<sign>[-.=*_+/])(?P=sign){3,}|--|`{3}[^`\s]*|[|,:!]={3,})\Z")
# What is a block by itself: a line across the page, a page break, a picture.
_ALONE = re.compile(r"(?:'{3,}|<{3,}|---|\*\*\*|- - -|\* \* \*|\w[\w-]*::\S*\[.*\])\Z")
_VERBATIM = ("----", "....", "++++", "```")
_WITHOUT_BLOCKS = (*_VERBATIM, "////", "|", ",", ":", "!")
_DEEPEST = 20  # blocks within blocks
_COMMENT = re.compile(r"//(?!/)")
_ATTRIBUTE = re.compile(r":!?\w[\w-]*!?:(?:[ \t]|\Z)")
_BLOCK_LINE = re.compile(r"\[(?:|[\w.#%,\"'].*|\[\S.*\])\]\Z|\.[^\s.].*\Z")
_ANCHOR = re.compile(r"(?<![ \t])[ \t]+\[\[[\w:.-]+\]\]\Z")
_STYLE = re.compile(r"\[(?P<discrete>discrete|float)?[\w%]*")
_UNDERLINE = re.compile(r"(?P<sign>[=~^+-])(?P=sign)+\Z")
_LEVELS = "=-~^+"
_ITEM = re.compile(r"[ \t]*(?:\*{1,5}|-|\.{1,5}|\d+\.|[a-zA-Z]\.|\S.*?:{2,4})(?:[ \t]|\Z)")


def scan(text: str) -> Scan:
    """Return what the lines of `text` hold; never raises."""
    scanner = _Scanner([line.rstrip() for line in text.split("\n")])
    at = 0
    while at < len(scanner.lines):
        at = scanner.block(at)
    found = (scanner.headings, scanner.comments, scanner.code, scanner.unclosed)
    return Scan(*(tuple(each) for each in found))  # type: ignore[arg-type]


class _Scanner:
    """Goes from block to block; each method returns the line after what it has seen."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.headings: list[Heading] = []
        self.comments: list[tuple[int, int]] = []
        self.code: list[tuple[int, int]] = []
        self.unclosed: list[int] = []
        self.discrete = False  # the next heading parts nothing

    def line(self, at: int) -> str:
        return self.lines[at] if at < len(self.lines) else ""

    def block(self, at: int) -> int:
        line = self.lines[at]
        if not line or _ATTRIBUTE.match(line):
            return at + 1
        if _COMMENT.match(line):
            self.comments.append((at, at + 1))
            return at + 1
        if after := self._heading(at):
            return after
        if _DELIMITER.match(line):
            self.discrete = False
            return self._delimited(at)
        if _BLOCK_LINE.match(line):
            style = _STYLE.match(line)
            if style and len(style.group()) > 1:
                self.discrete = bool(style["discrete"])
            return at + 1
        self.discrete = False
        if _ALONE.match(line):
            return at + 1
        return self._paragraph(at)

    def _heading(self, at: int) -> int:
        """Read the heading in line `at`; zero where none is there."""
        line, following = self.lines[at], self.line(at + 1)
        title = _TITLE.match(line)
        if title:
            marks = title["marks"]
            text = title["text"].removesuffix(f" {marks}")
            return self._found(text, len(marks), at, at + 1)
        under = _UNDERLINE.match(following)
        if not under or abs(len(following) - len(line)) > 1 or not _is_text(line):
            return 0
        return self._found(line, _LEVELS.index(under["sign"]) + 1, at, at + 2)

    def _found(self, text: str, level: int, line: int, after: int) -> int:
        if not self.discrete:
            self.headings.append(Heading(level, _ANCHOR.sub("", text).rstrip(), line, after))
        self.discrete = False
        return after

    def _delimited(self, at: int, depth: int = 0) -> int:
        """Pass over a block up to the line that closes it; without one it ends the text."""
        opening = self.lines[at]
        closing = "```" if opening.startswith("```") else opening
        end = at + 1
        while end < len(self.lines) and self.lines[end] != closing:
            nests = depth < _DEEPEST and not opening.startswith(_WITHOUT_BLOCKS)
            inner = nests and _DELIMITER.match(self.lines[end])
            end = self._delimited(end, depth + 1) if inner else end + 1
        if opening.startswith("////"):
            self.comments.append((at, min(end + 1, len(self.lines))))
            if end >= len(self.lines):
                self.unclosed.append(at)
        elif opening.startswith(_VERBATIM):
            self.code.append((at, min(end + 1, len(self.lines))))
        return end + 1

    def _paragraph(self, at: int) -> int:
        indented = self.lines[at][0] in " \t" and not _ITEM.match(self.lines[at])
        end = at + 1
        while self.line(end) and not self._ends(self.lines[end]):
            if _COMMENT.match(self.lines[end]):
                self.comments.append((end, end + 1))
            end += 1
        if indented:
            self.code.append((at, end))
        return end

    def _ends(self, line: str) -> bool:
        """Tell whether a line ends the paragraph that it follows."""
        return bool(_DELIMITER.match(line)) or (line[0] == "[" and bool(_BLOCK_LINE.match(line)))


def _is_text(line: str) -> bool:
    """Tell whether a line may be a title with a line of signs below it."""
    return line[0] != "." and any(map(str.isalnum, line)) and not _BLOCK_LINE.match(line)

"""Finds the sections of a Markdown text, with the lines that they take."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ESCAPED_END = re.compile(r"(?:(?<=[\s\\])|\A)\\(#+)\Z")


def _blocks_only() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


_PARSER = _blocks_only()


@value
class Part:
    """A heading and what stands below it, up to the next heading that ends it.

    Lines count from zero; the heading takes `line` up to `first`, the text `first`
    up to `last`; tokens `begin` up to `end` are those of the text. The part before
    any heading has level 0.
    """

    level: int
    heading: str
    line: int
    first: int
    last: int
    begin: int
    end: int


class Outline:
    """A Markdown text: its block tokens, its lines, and its lines without comments."""

    __slots__ = ("commented", "lines", "shown", "tokens", "unclosed")

    def __init__(self, text: str) -> None:
        self.tokens: list[Token] = _PARSER.parse(text)
        self.lines = text.split("\n")
        self.shown: list[str] = self.lines
        self.commented: list[tuple[int, int]] = []
        self.unclosed: list[int] = []
        if "<!--" in text:
            self._hide_comments()

    def _hide_comments(self) -> None:
        self.shown = list(self.lines)
        for token in self.tokens:
            if token.type == "html_block" and token.map and "<!--" in token.content:
                first, last = token.map
                left = _COMMENT.sub(_newlines, "\n".join(self.lines[first:last]))
                self.shown[first:last] = left.split("\n")
                self.commented.append((first, last))
                if "-->" not in token.content.rpartition("<!--")[2]:
                    self.unclosed.append(first)

    def text(self, first: int, last: int) -> str:
        """Return the lines `first` up to `last` without comments and blank lines around."""
        return trimmed(self.shown[first:last])

    def has_comment(self, first: int, last: int) -> bool:
        """Tell whether a comment stands in the lines `first` up to `last`."""
        return any(begin < last and end > first for begin, end in self.commented)

    def parts(self, deepest: int, within: Part | None = None) -> list[Part]:
        """Return what the headings of level 1 to `deepest` part the text (or a part) into."""
        begin, end = (within.begin, within.end) if within else (0, len(self.tokens))
        first, last = (within.first, within.last) if within else (0, len(self.lines))
        starts = [(begin, 0, "", first, first)]
        tokens = self.tokens
        for at in range(begin, end):
            token = tokens[at]
            if token.type == "heading_open" and not token.level and token.map:
                level = int(token.tag[1])
                if level <= deepest:
                    line, after = token.map
                    starts.append((at, level, heading(tokens[at + 1].content), line, after))
        return [
            Part(level, name, line, after, follows[3], at + 3 if level else at, follows[0])
            for (at, level, name, line, after), follows in zip(
                starts, [*starts[1:], (end, 0, "", last, last)], strict=True
            )
        ]


def heading(content: str) -> str:
    r"""Return a heading's text; ``# C \#`` is called ``C #``."""
    folded = " ".join(content.split())
    return _ESCAPED_END.sub(r"\1", folded) if folded.endswith("#") else folded


def trimmed(lines: Sequence[str]) -> str:
    """Join lines, without the blank ones around them."""
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return "\n".join(lines[first:last]).rstrip()


def _newlines(comment: re.Match[str]) -> str:
    return "\n" * comment.group().count("\n")

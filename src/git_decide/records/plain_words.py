"""Gives the text of a record in plain words: its paragraphs, or the first sentence alone."""

from __future__ import annotations

import re
from functools import cache

from git_decide.records.prose import markup_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# The end of a sentence: where another one begins behind it, with whatever is no small letter.
_END = re.compile(r"(?<=[.!?])[\"')\]\u00bb\u201d\u2019]*\s+(?=[^\sa-z])|(?<=[\u3002\uff01\uff1f])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|ca|approx|incl|no|nr|fig|mr|mrs|ms|dr|st|bzw|z\.\s?b|d\.\s?h)"
    r"|(?<![\w.])\w)\.\W*\Z",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-*+\u2022]+|\.|\d+[.)]|\(?[a-z0-9]\))\s+", re.MULTILINE)
_MARKS = (
    (re.compile(r"`([^`<]+?)\s*<[^>`]*>`__?"), r"\1"),  # a link of reStructuredText
    (re.compile(r":[\w+.-]+:`([^`]*)`"), r"\1"),  # a role
    (re.compile(r"(?:https?://|link:|xref:)\S*?\[([^\]]+)\]"), r"\1"),  # a link of AsciiDoc
    (re.compile(r"``?([^`]+)``?_{0,2}"), r"\1"),
    (re.compile(r"(?<!\w)(\*\*?|__?)(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
)
_NO_PROSE = re.compile(r"\s*(?:\.\. |//|\[\w|:\w+:(?=\s|$)|[-=~^\"'*+#|.]{3,}\s*$)")


def first_sentence(text: str, path: str) -> str:
    """Return the first sentence of a section of the record at `path`, "" where it has no prose."""
    return next((opening(each) for each in paragraphs(text, path)), "")


def opening(paragraph: str, most: int = 1) -> str:
    """Return the first sentences of a paragraph of plain words, as many as it has at most."""
    for end in _END.finditer(paragraph):
        said = paragraph[: end.end()].rstrip()
        if not _ABBREVIATED.search(said):
            most -= 1
            if most <= 0:
                return said
    return paragraph


def paragraphs(text: str, path: str) -> tuple[str, ...]:
    """Return the paragraphs and list items of a section, each on one line, without its marks.

    The path tells the markup. Headings, blocks of code, comments and pictures are left out.
    """
    found = _markdown(text) if markup_of(path) == "markdown" else _other(text)
    lines = (" ".join(each.split()) for each in found)
    return tuple(line for line in lines if line)


def _markdown(text: str) -> Iterator[str]:
    before = ""
    for token in _parser().parse(text):
        if token.type == "inline" and before != "heading_open":
            yield "".join(map(_words, token.children or ()))
        before = token.type


@cache
def _parser() -> MarkdownIt:
    """Return what parses Markdown: making one takes longer than a section takes it."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")


def _words(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content if token.type in ("text", "text_special", "code_inline") else ""


def _other(text: str) -> Iterator[str]:
    for block in re.split(r"\n[ \t]*\n", text):
        for piece in _items(block):
            if not _NO_PROSE.match(piece):
                for mark, kept in _MARKS:
                    piece = mark.sub(kept, piece)
                yield piece


def _items(block: str) -> Iterator[str]:
    """Yield what the bullets of a block stand before, or the whole of it where there is none."""
    starts = [match.start() for match in _BULLET.finditer(block)]
    for start, end in zip([0, *starts], [*starts, len(block)], strict=True):
        yield _BULLET.sub("", block[start:end], count=1) if start in starts else block[start:end]


def load() -> None:
    """Load what reads Markdown, which takes longer than to read one record with it."""
    import markdown_it  # noqa: F401

"""The text of a record as it lies on disk: every byte comes back, whatever it is."""

from __future__ import annotations

import re

from git_decide.errors import Refused
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.records.front_matter import Front, Span

_BOM = "\ufeff"
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_FATAL = ("broken-front-matter", "yaml-anchor")
_UNDECODED = re.compile("[\udc80-\udcff]")


@value
class Source:
    """A decoded file: its byte order mark, its text, the line break that it uses."""

    bom: str
    text: str
    newline: str

    def content(self, text: str) -> bytes:
        """Return `text` as the bytes of this file."""
        return (self.bom + text).encode("utf-8", "surrogateescape")


def source(content: bytes) -> Source:
    """Decode a file; bytes that are no UTF-8 stand as lone surrogates."""
    text = content.decode("utf-8", "surrogateescape")
    bom = _BOM if text.startswith(_BOM) else ""
    first = text.find("\n")
    newline = "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"
    return Source(bom, text[len(bom) :], newline)


def lines(text: str) -> list[str]:
    """Split a text at its line breaks, and keep them."""
    return _LINES.findall(text)


def unified(text: str) -> str:
    """Return a text with line feeds only, as the reader sees it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def front(text: str) -> tuple[Span, Front]:
    """Return where the front matter is and what it holds.

    Raises `Refused` where an edit could not know what it would do.
    """
    from git_decide.records import front_matter  # a new record needs no YAML

    span = front_matter.span(text)
    if not span or span.body == span.end:
        raise Refused(
            "the record has no front matter to edit",
            "Begin the file with a line `---`, fields `name: value`, and a line `---`.",
        )
    # A lone surrogate is one character, like what stands in for it, so places stay right.
    found = front_matter.parse(_UNDECODED.sub("\ufffd", text[span.start : span.end]))
    if found.broken:
        fatal = [each for each in found.problems if each.code in _FATAL]
        problem = (fatal or found.problems)[0]
        raise Refused(
            f"the front matter cannot be edited: line {problem.line + 2}: {problem.message}",
            problem.mend or "Mend it in an editor first.",
        )
    if found.table and found.table.flow:
        raise Refused(
            "the front matter is written in braces and cannot be edited",
            "Write one field a line, `name: value`.",
        )
    return span, found

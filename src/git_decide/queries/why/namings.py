"""Finds records that code or a message names in passing: ``see ADR-7``, a whole id, a path."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.queries.why.shelf import Shelf
    from git_decide.records.digest import Name

_ABOVE = 12  # lines that a comment may stand above the line that it speaks of
_NUMBERED = re.compile(r"\b(?:M?ADR|DR)[-_ #]{0,2}(\d{1,6}[a-z]?)\b(?![-_.]?\w)", re.IGNORECASE)
# A whole id has a number or a day in front and words behind.
_STEM = re.compile(r"\b\d[\w.]*(?:-[\w.]+)+(?<!\.)")
_COMMENT = re.compile(r"\s*(?:[#;%*@'-]|//|/\*|<!--|\"{3}|\(\*|\{-|\.\.\s|rem\b)", re.IGNORECASE)


def named(shelf: Shelf, text: str) -> Iterator[tuple[Name, str]]:
    """Yield the records that a text names, with the words that do: a number, an id, a path."""
    for found in _STEM.finditer(text):
        for name in shelf.meant(_bare(found.group())):
            if _whole(name.id, found.group()):
                yield name, found.group()
    for found in _NUMBERED.finditer(text):
        meant = shelf.meant(found.group(1))
        if len(meant) == 1:
            yield meant[0], found.group()


def _bare(written: str) -> str:
    return written.removesuffix(".md")


def _whole(stem: str, written: str) -> bool:
    """Return whether what is written is all of an id, and not only how it begins."""
    return _bare(written) == stem


def at_or_above(lines: Sequence[str], first: int, last: int) -> Iterator[tuple[int, str]]:
    """Yield the lines asked about, and the comments right above them, with their numbers."""
    yield from ((at, lines[at - 1]) for at in range(first, min(last, len(lines)) + 1))
    for at in range(min(first, len(lines) + 1) - 1, max(0, first - 1 - _ABOVE), -1):
        if not lines[at - 1].strip():
            return
        if _COMMENT.match(lines[at - 1]):
            yield at, lines[at - 1]

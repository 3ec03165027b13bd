"""Finds what a field of broken YAML was meant to hold: one text, or a list of them."""

from __future__ import annotations

import re

from git_decide.values import value

_KEY = re.compile(
    r"""(?P<key>"[^"]*"|'[^']*'|[^\s#\[\]{}"'&*!|>%@`,?:-][^:]*?|[?:-](?![ \t])[^:]*?)"""
    r"[ \t]*:(?=[ \t\r]|\Z)"
)
_ITEM = re.compile(r"[ \t]*-[ \t]+")
_COMMENT = re.compile(r"(?:\A|[ \t])#.*")
_BEYOND = "[{|>&!"  # what these begin is no plain text
_QUOTES = ('"', "'")


@value
class Piece:
    """Characters `start` to `end` of the YAML text, and the text that they stand for."""

    text: str
    start: int
    end: int


@value
class Field:
    """A field as far as it can be told: a key with a `text`, with `items`, or with neither.

    `whole` tells that the text is all that there is of the field.
    """

    key: Piece
    text: Piece | None = None
    items: tuple[Piece, ...] = ()
    whole: bool = False


def block(source: str, at: int) -> tuple[int, int]:
    """Return where the lines begin and end that belong to what stands `at` this place.

    They end before the next line that begins a field as deep as the first of them.
    """
    start = source.rfind("\n", 0, at) + 1
    first, end = _line(source, start)
    depth = _depth(first)
    while end < len(source):
        line, after = _line(source, end)
        if _depth(line) <= depth and _KEY.match(line.lstrip(" ")):
            break
        end = after
    return start, end


def content_after(source: str, at: int) -> int:
    """Return where the next text begins that is no comment; the length where there is none."""
    while at < len(source):
        line, after = _line(source, at)
        bare = line.lstrip()
        if bare and not bare.startswith("#"):
            return at + len(line) - len(bare)
        at = after
    return at


def field(source: str, start: int, end: int) -> Field | None:
    """Return the field in the lines `start` to `end`; None where they do not begin with one."""
    line, after = _line(source, start)
    indent = _depth(line)
    found = _KEY.match(line, indent)
    if not found:
        return None
    key = Piece(_unquoted(found["key"]), start + found.start("key"), start + found.end("key"))
    text = _piece(source, start + found.end(), start + len(line))
    if not text.text:
        return Field(key, None, _items(source, after, end))
    whole = not source[after:end].strip()
    if text.text.startswith("[") and "]" not in text.text and whole:
        return Field(key, None, _parted(text))
    return Field(key, text, whole=whole) if _is_text(source, text, whole) else Field(key)


def _is_text(source: str, piece: Piece, whole: bool) -> bool:
    """Tell whether what stands after a key is a text, not the beginning of something else."""
    first = source[piece.start]
    if first == "*":
        return "*" in source[piece.start + 1 : piece.end]  # emphasis; otherwise an alias
    return first not in _BEYOND and (whole or first not in _QUOTES)


def _items(source: str, at: int, end: int) -> tuple[Piece, ...]:
    """Return the items of a list that has one a line; none where a line is something else."""
    found = []
    while at < end:
        line, after = _line(source, at)
        dash = _ITEM.match(line)
        if dash:
            found.append(_piece(source, at + dash.end(), at + len(line)))
        elif line.strip() and not line.lstrip().startswith("#"):
            return ()
        at = after
    return tuple(item for item in found if item.text)


def _parted(text: Piece) -> tuple[Piece, ...]:
    """Return the items of a list in brackets of which the closing one is missing."""
    found, at = [], text.start + 1
    for part in text.text[1:].split(","):
        bare = part.strip()
        begin = at + len(part) - len(part.lstrip())
        found.append(Piece(_unquoted(bare), begin, begin + len(bare)))
        at += len(part) + 1
    return tuple(item for item in found if item.text)


def _piece(source: str, start: int, end: int) -> Piece:
    written = source[start:end]
    text = _COMMENT.sub("", written).rstrip()
    start += len(text) - len(text.lstrip())
    bare = text.strip()
    return Piece(_unquoted(bare), start, start + len(bare))


def _unquoted(text: str) -> str:
    """Return a text without the quotes around it, also where the closing one is missing."""
    quote = text[:1]
    if quote not in _QUOTES or quote in text[1:-1]:
        return text
    return text[1:-1] if text.endswith(quote) and len(text) > 1 else text[1:]


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _line(source: str, at: int) -> tuple[str, int]:
    """Return the line from `at` on without its break, and where the next one begins."""
    found = source.find("\n", at)
    end = found if found >= 0 else len(source)
    return source[at:end].rstrip("\r"), min(end + 1, len(source))

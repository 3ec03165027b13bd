"""Reads lines of a ``.gitattributes`` as git does, without matching anything.

The format is that of gitattributes(5): a pattern, perhaps in C quotes, or
``[attr]NAME`` for a macro, then attributes.
"""

from __future__ import annotations

import os

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# git ignores a line of this many bytes or more.
LONGEST_LINE = 2048
MACRO = "[attr]"


@value
class Attribute:
    """What a line says of one attribute, and between which bytes of the line it says so.

    `value` is "set", "unset", "unspecified" or a text, as ``git check-attr``
    prints them.
    """

    name: str
    value: str
    start: int
    end: int


@value
class AttributeLine:
    """A line that git heeds; `pattern` is unquoted, and the macro's name where `macro`."""

    pattern: str
    macro: bool
    attributes: tuple[Attribute, ...]


def numbered(content: bytes, naming: Sequence[str] = ()) -> Iterator[tuple[int, AttributeLine]]:
    """Yield the lines that git heeds, with their numbers from one.

    With `naming` only those in which one of these names of attributes stands, perhaps as a
    part of something else.
    """
    names = [os.fsencode(name) for name in naming]
    heeded = content.partition(b"\0")[0].removeprefix(b"\xef\xbb\xbf")
    for number, raw in enumerate(heeded.split(b"\n"), 1):
        named = not names or any(name in raw for name in names)  # git unquotes no attribute
        line = parse_line(raw) if named else None
        if line is not None:
            yield number, line


def parse_line(raw: bytes) -> AttributeLine | None:
    """Return what a line says, None for one that git ignores: blank, comment, malformed."""
    start = _after_blanks(raw, 0)
    if start == len(raw) or raw[start : start + 1] == b"#" or len(raw) >= LONGEST_LINE:
        return None
    pattern, end = _pattern(raw, start)
    attributes = tuple(_attributes(raw, end))
    if any(not _valid(attribute.name) for attribute in attributes):
        return None
    text = os.fsdecode(pattern)
    if len(text) > len(MACRO) and text.startswith(MACRO):
        name = text[len(MACRO) :].lstrip(" \t\r\n")
        return AttributeLine(name, True, attributes) if _valid(name) else None
    return None if text.startswith("!") else AttributeLine(text, False, attributes)


def _pattern(raw: bytes, start: int) -> tuple[bytes, int]:
    if raw[start : start + 1] == b'"':
        found = unquoted(raw, start)
        if found is not None:
            return found
    end = _before_blank(raw, start)
    return raw[start:end], end


def _attributes(raw: bytes, at: int) -> Iterator[Attribute]:
    start = _after_blanks(raw, at)
    while start < len(raw):
        end = _before_blank(raw, start)
        word = os.fsdecode(raw[start:end])
        name, equals, text = word.partition("=")
        if word[0] in "-!":
            name, text = name[1:], "unset" if word[0] == "-" else "unspecified"
        elif not equals:
            text = "set"
        yield Attribute(name, text, start, end)
        start = _after_blanks(raw, end)


_BLANK = b" \t\r\n"


def _after_blanks(raw: bytes, at: int) -> int:
    while at < len(raw) and raw[at] in _BLANK:
        at += 1
    return at


def _before_blank(raw: bytes, at: int) -> int:
    while at < len(raw) and raw[at] not in _BLANK:
        at += 1
    return at


_NAME = frozenset("-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


def _valid(name: str) -> bool:
    if not name or name[0] == "-" or name.startswith("builtin_"):
        return False
    return _NAME.issuperset(name)


_ESCAPES = {
    b"a": b"\a",
    b"b": b"\b",
    b"f": b"\f",
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"v": b"\v",
    b"\\": b"\\",
    b'"': b'"',
}


def unquoted(raw: bytes, start: int) -> tuple[bytes, int] | None:
    """Return the C-quoted text that starts at `start` and where it ends; None if malformed."""
    found = bytearray()
    at = start + 1
    while at < len(raw):
        byte = raw[at : at + 1]
        if byte == b'"':
            return bytes(found), at + 1
        if byte != b"\\":
            found += byte
            at += 1
            continue
        escape = raw[at + 1 : at + 2]
        octal = raw[at + 1 : at + 4]
        if escape in _ESCAPES:
            found += _ESCAPES[escape]
            at += 2
        elif len(octal) == 3 and octal[0] in b"0123" and not octal.strip(b"01234567"):
            found.append(int(octal, 8))
            at += 4
        else:
            return None
    return None


def quoted(pattern: str) -> bytes:
    """Return a pattern in C quotes, as git reads them."""
    return b'"' + b"".join(_quoted_byte(byte) for byte in os.fsencode(pattern)) + b'"'


def _quoted_byte(byte: int) -> bytes:
    if byte in b'"\\':
        return b"\\" + bytes((byte,))
    return b"\\%03o" % byte if byte < 32 or byte == 127 else bytes((byte,))


def written(pattern: str) -> bytes:
    """Return a pattern as it stands in a file: in quotes only where it must be."""
    raw = os.fsencode(pattern)
    plain = not any(byte < 33 or byte == 127 for byte in raw)
    return raw if plain and raw[:1] not in (b'"', b"#") else quoted(pattern)


def pattern_problem(pattern: str) -> str:
    """Return why git would not match `pattern` in a ``.gitattributes``, "" when it would."""
    if not pattern.strip():
        return "the pattern is empty"
    if "\n" in pattern or "\0" in pattern:
        return "a pattern cannot hold a line break"
    if pattern.startswith("!"):
        return "git ignores patterns that start with `!` in attributes"
    if pattern.startswith(MACRO):
        return f"a pattern that starts with `{MACRO}` defines a macro"
    if pattern.endswith("/"):
        return f"a pattern that ends in `/` never matches a file; `{pattern}**` does"
    if len(quoted(pattern)) + 32 > LONGEST_LINE:
        return f"git ignores attribute lines of {LONGEST_LINE} bytes and more"
    return ""

"""Finds the comments and texts of several lines in code of any language, by their signs."""

from __future__ import annotations

import re

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# What opens a comment of several lines, and what closes it.
_CLOSERS = {
    "/*": "*/",
    "<!--": "-->",
    "{-": "-}",
    "(*": "*)",
    "--[[": "]]",
    "{#": "#}",
    "<#": "#>",
    "#|": "|#",
    "#=": "=#",
    "=begin": "=end",
    "=pod": "=cut",
    "////": "////",
    '"""': '"""',
    "'''": "'''",
    "`": "`",
}
_TRIPLE = ('"""', "'''")
_TICK = "`"
_SIGNS = "|".join(re.escape(sign) for sign in sorted({*_CLOSERS} - {_TICK}, key=len, reverse=True))
# At the beginning of a line: elsewhere the same letters stand in patterns of paths. A text
# between three quotes may begin behind code, and is no comment then.
_FIRST = re.compile(rf"\s*(?:[rRuUbB]{{0,2}})(?P<sign>{_SIGNS})")
_TRIPLED = re.compile(r"\"\"\"|'''")
# How a line of code ends whose value stands below it.
_AWAITING = re.compile(
    r"^(?!\s*#).*(?:[(\[{,=+|&%\\]|\b(?:return|yield|and|or|not|in|else|assert))\s*(?:#.*)?$"
)
# Code with texts between backticks; what hides a backtick is passed over.
_TICKED = re.compile(r"//.*|/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|(?P<tick>`)")


@value
class Block:
    """Lines of a file, counted from zero, the last one included; `sign` is what opens them.

    `closed` is False where the file ends in it. `data` tells that it is a text which the
    code uses, `doc` that it documents the code in which it stands.
    """

    sign: str
    first: int
    last: int
    data: bool = False

    @property
    def doc(self) -> bool:
        """Whether it speaks of what it stands in, not of what follows."""
        return self.sign in _TRIPLE and not self.data


def blocks(lines: Sequence[str], ticked: bool = False) -> tuple[Block, ...]:
    """Return the blocks of a file, in order; they do not overlap.

    `ticked` tells that texts stand between backticks, not between three quotes.
    """
    found = []
    at, column = 0, 0
    while at < len(lines):
        opened = _opened(lines, at, column, ticked)
        if not opened:
            at, column = at + 1, 0
            continue
        sign, column, data = opened
        closed = _closed(lines, at, column, sign)
        if closed or sign != _TICK:  # a backtick without another one began no text
            last, column = closed or (len(lines) - 1, len(lines[-1]))
            found.append(Block(sign, at, last, data))
            at = last
    return tuple(found)


def _opened(
    lines: Sequence[str], at: int, column: int, ticked: bool
) -> tuple[str, int, bool] | None:
    """Return what opens a block on a line, the column behind it, and whether it is data."""
    first = None if column else _FIRST.match(lines[at])
    if first and not (ticked and first["sign"] in _TRIPLE):
        sign = first["sign"]
        return sign, first.end(), sign in _TRIPLE and _is_awaited(lines, at)
    if ticked:
        later = next((each for each in _TICKED.finditer(lines[at], column) if each["tick"]), None)
    else:
        later = _TRIPLED.search(lines[at], column)
    return (later.group(), later.end(), True) if later else None


def _is_awaited(lines: Sequence[str], at: int) -> bool:
    """Tell whether what begins on a line is a value for the line above."""
    above = next((lines[n] for n in range(at - 1, -1, -1) if lines[n].strip()), "")
    return bool(_AWAITING.search(above))


def _closed(lines: Sequence[str], at: int, column: int, sign: str) -> tuple[int, int] | None:
    """Return the line and the column behind what closes a block, None where nothing does."""
    closer = _CLOSERS[sign]
    while at < len(lines):
        end = lines[at].find(closer, column)
        while end > 0 and sign == _TICK and lines[at][end - 1] == "\\":
            end = lines[at].find(closer, end + 1)
        if end >= 0:
            return at, end + len(closer)
        at, column = at + 1, 0
    return None

"""Finds the headings, the comments and the code of a reStructuredText, line by line.

Written from the specification at docutils.sourceforge.io/docs/ref/rst/restructuredtext.html.
"""

from __future__ import annotations

import re
from unicodedata import combining, east_asian_width

from git_decide.records.plain.outline import Heading, Scan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE = re.compile(r"([!-/:-@\[-`{-~])\1*\Z")
_BULLET = re.compile(r"[-+*\u2022\u2023\u2043](?: |\Z)")
_NUMBERED = re.compile(r"(\(?)(\d+|[a-zA-Z]|[ivx]+|[IVX]+|#)([.)])(?: |\Z)")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_FIELD = re.compile(r":(?![: ])(?:[^:\\]|\\.|:(?!(?:[ `]|\Z)))*(?<! ):(?: |\Z)")
_ARGUMENT = r"(?:[a-zA-Z][a-zA-Z0-9_-]*|<[^<>]+>)"
_OPTION = (
    rf"(?:[-+][a-zA-Z0-9](?: ?{_ARGUMENT})?|(?:--|/)[a-zA-Z0-9][a-zA-Z0-9_-]*(?:[ =]{_ARGUMENT})?)"
)
_OPTIONS = re.compile(rf"{_OPTION}(?:, {_OPTION})*(?:  +| ?\Z)")
_DOCTEST = re.compile(r">>>(?: |\Z)")
_OTHER = re.compile(r"\|(?: |\Z)|__(?: |\Z)")  # a line block, an anonymous target
_GRID = re.compile(r"\+-[-+]+-\+\Z")
_COLUMNS = re.compile(r"=+(?: +=+)+\Z")
_BORDER = re.compile(r"=+[ =]*\Z")
_EXPLICIT = re.compile(r"\.\.(?: +|\Z)")
_NO_COMMENT = re.compile(r"\[[^\]]+\](?: |\Z)|_|\|[^|]|[\w.+:-]+ ?::(?: |\Z)")
_CODE = re.compile(
    r"\s*\.\. (?:code|code-block|sourcecode|parsed-literal|literalinclude|raw|math|highlight)::"
)
_SHORT = 4  # characters; a shorter line may as well be text


def scan(text: str) -> Scan:
    """Return what the lines of `text` hold; never raises."""
    scanner = _Scanner([_spaced(line) for line in text.split("\n")])
    at = 0
    while at < len(scanner.lines):
        at = scanner.block(at)
    code = _code(scanner.lines)
    return Scan(tuple(scanner.headings), tuple(scanner.comments), tuple(code))


def _spaced(line: str) -> str:
    return line.replace("\v", " ").replace("\f", " ").expandtabs(8).rstrip()


class _Scanner:
    """Goes from block to block; each method returns the line after what it has seen.

    Whatever is indented belongs to something else and holds no heading.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.headings: list[Heading] = []
        self.comments: list[tuple[int, int]] = []
        self.styles: list[str] = []

    def line(self, at: int) -> str | None:
        return self.lines[at] if at < len(self.lines) else None

    def block(self, at: int) -> int:
        line = self.lines[at]
        if not line or line[0] == " " or self._is_item(line, at):
            return at + 1
        if _DOCTEST.match(line):
            return self._until_blank(at)
        if _GRID.match(line):
            return self._while_beginning(at, "+|")
        if _COLUMNS.match(line):
            return self._table(at)
        if explicit := _EXPLICIT.match(line):
            return self._explicit(at, line[explicit.end() :])
        return self._overlined(at) if _LINE.match(line) else self._text(at)

    def _is_item(self, line: str, at: int) -> bool:
        """Tell whether a line begins an item of a list, of which the rest is indented."""
        if _BULLET.match(line) or _FIELD.match(line) or _OTHER.match(line):
            return True
        following = self.line(at + 1) or ""
        if number := _NUMBERED.match(line):
            return not following[:1].strip() or _follows(number, following)
        option = _OPTIONS.match(line)
        return option is not None and (len(line) > option.end() or following[:1] == " ")

    def _explicit(self, at: int, rest: str) -> int:
        end = at + 1
        while end < len(self.lines) and self.lines[end][:1].strip() == "":
            end += 1
        if not rest and self.line(at + 1) == "":
            end = at + 1  # an empty comment takes nothing
        while end > at + 1 and not self.lines[end - 1]:
            end -= 1
        if not _NO_COMMENT.match(rest) and (rest or end > at + 1 or not self.line(at + 1)):
            self.comments.append((at, end))
        return end

    def _overlined(self, at: int) -> int:
        """Read a line of signs: an overline, a line across the page, or just text."""
        over, title, under = self.lines[at], self.line(at + 1), self.line(at + 2)
        if not title or _LINE.match(title):
            return self._text(at) if len(over) < _SHORT else at + (2 if title else 1)
        fits = under == over and _width(title) <= len(over)
        if len(over) < _SHORT and not fits:
            return self._text(at)
        if under == over:
            self._heading(title.strip(), over[0] * 2, at, at + 3)
        return at + 3

    def _text(self, at: int) -> int:
        """Read a line of text with what it begins: a heading, a paragraph, a term."""
        following = self.line(at + 1)
        if following and _LINE.match(following):
            long = len(following) >= min(_SHORT, _width(self.lines[at]))
            if long:
                self._heading(self.lines[at], following[0], at, at + 2)
                return at + 2
        if following and following[0] == " ":
            return at + 1
        end = at + 1
        while end < len(self.lines) and self.lines[end] and self.lines[end][0] != " ":
            end += 1
        return self._quoted(end) if _is_literal(self.lines[end - 1]) else end

    def _quoted(self, at: int) -> int:
        """Pass over a literal block whose lines begin with a sign instead of spaces."""
        while self.line(at) == "":
            at += 1
        sign = (self.line(at) or " ")[0]
        return self._while_beginning(at, sign) if _LINE.match(sign) else at

    def _heading(self, title: str, style: str, line: int, after: int) -> None:
        level = self.headings[-1].level if self.headings else 0
        new = self.styles.index(style) + 1 if style in self.styles else len(self.styles) + 1
        if new > level + 1:
            return  # as docutils has it, an error and no heading
        if new > len(self.styles):
            self.styles.append(style)
        self.headings.append(Heading(new, title, line, after))

    def _table(self, at: int) -> int:
        """Pass over a table between lines of equals signs, which may enclose blank lines."""
        found, last = 0, at
        width = len(self.lines[at])
        for end in range(at + 1, len(self.lines)):
            if not _BORDER.match(self.lines[end]):
                continue
            if len(self.lines[end]) != width:
                return end + 1
            found, last = found + 1, end
            if found == 2 or not self.line(end + 1):
                return end + 1
        return last + 1 if found else len(self.lines)

    def _until_blank(self, at: int) -> int:
        while self.line(at):
            at += 1
        return at

    def _while_beginning(self, at: int, signs: str) -> int:
        while (line := self.line(at)) and line[0] in signs:
            at += 1
        return at


def _follows(number: re.Match[str], line: str) -> bool:
    """Tell whether a line begins with the number after this one, in the same form."""
    before, ordinal, after = number.groups()
    following = _successor(ordinal)
    starts = (f"{before}{following}{after} ",) if following else ()
    return line.startswith((*starts, f"{before}#{after} "))


_LONG = 10  # digits of what is no item's number any more


def _successor(ordinal: str) -> str:
    """Return the number after this one; "" after the last one that has a form here."""
    if ordinal.isdigit():
        return str(int(ordinal) + 1) if len(ordinal) < _LONG else ""
    lowered = ordinal.lower()
    if lowered in _ROMANS[:-1] and (lowered == "i" or len(lowered) > 1):
        following = _ROMANS[_ROMANS.index(lowered) + 1]
        return following if ordinal == lowered else following.upper()
    return chr(ord(ordinal) + 1) if len(ordinal) == 1 and ordinal not in "#zZ" else ""


def _width(text: str) -> int:
    """Return how many columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _is_literal(line: str) -> bool:
    return line.endswith("::") and (len(line) - len(line[:-2].rstrip("\\"))) % 2 == 0


def _code(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return the lines of literal blocks and of directives that hold code."""
    found, at = [], 0
    while at < len(lines):
        line = lines[at]
        at += 1
        directive = _CODE.match(line)
        if not directive and (not _is_literal(line) or line.lstrip().startswith(".. ")):
            continue
        first, depth = at, len(line) - len(line.lstrip())
        while at < len(lines) and (
            not lines[at] or len(lines[at]) - len(lines[at].lstrip()) > depth
        ):
            at += 1
        found.append((first, at))
    return found

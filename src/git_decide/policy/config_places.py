"""Finds where each key and each value of a TOML text stands.

The text must be valid TOML (`config.parse` has read it): what the grammar
excludes is not looked for again. Tables, arrays of tables, dotted keys, inline
tables, arrays and all kinds of strings are known.
"""

from __future__ import annotations

import re

from git_decide.policy.config import parse
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Path = tuple[str | int, ...]

_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})' r"|'''.*?'''(?:'{0,2})" r'|"(?:[^"\\]|\\.)*"' r"|'[^']*'",
    re.DOTALL,
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]*[^,\]}#\s]")
_SPACE = re.compile(r"[ \t]*")
_GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_NESTED = re.compile(f"{_STRING.pattern}|#[^\n]*|.", re.DOTALL)
_DEEPEST = 12  # far below anything that decisions.toml knows, far above a stack's end


@value
class Span:
    """A part of the text: offsets in characters, half open."""

    start: int
    end: int


@value
class Expression:
    """A table's header or a key with its value, which TOML wants on lines of its own.

    `path` is the full one; an array of tables counts its tables from zero.
    `table` is the path of the header that it stands under (its own for a header).
    """

    path: Path
    table: Path
    span: Span

    @property
    def is_header(self) -> bool:
        """Whether it opens a table."""
        return self.path == self.table


class Places:
    """Where things are in one TOML text.

    `keys` and `values` know every path; a table's key is the last part of its
    header. `expressions` are in the order of the text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.keys: dict[Path, Span] = {}
        self.values: dict[Path, Span] = {}
        self.expressions: list[Expression] = []
        self._at = 0
        self._tables: dict[Path, int] = {}
        self._read()

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, both counted from one."""
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)

    def lines(self, span: Span) -> Span:
        """Return the whole lines that a span stands on, with their last newline."""
        end = self.text.find("\n", span.end) + 1
        return Span(self.text.rfind("\n", 0, span.start) + 1, end or len(self.text))

    def _read(self) -> None:
        table: Path = ()
        self._pass(_GAP)
        while self._at < len(self.text):
            start = self._at
            if self.text[start] == "[":
                path = table = self._header()
            else:
                path = self._pair(table)
            self.expressions.append(Expression(path, table, Span(start, self._at)))
            self._pass(_GAP)

    def _header(self) -> Path:
        brackets = 2 if self.text.startswith("[[", self._at) else 1
        self._at += brackets
        path: Path = ()
        span = Span(0, 0)
        for name, span in self._key():
            # A path through an array of tables means its last table.
            path = (*path, self._tables[path] - 1) if path in self._tables else path
            path = (*path, name)
            self.keys.setdefault(path, span)
        if brackets == 2:
            number = self._tables.get(path, 0)
            self._tables[path] = number + 1
            path = (*path, number)
        self.keys[path] = span
        self._at += brackets
        return path

    def _pair(self, path: Path) -> Path:
        for name, span in self._key():
            path = (*path, name)
            self.keys.setdefault(path, span)
        self._at += 1  # the equals sign
        self._pass(_SPACE)
        self._value(path)
        return path

    def _key(self) -> Iterator[tuple[str, Span]]:
        """Yield the parts of a dotted key; stop behind the spaces that follow it."""
        while True:
            self._pass(_SPACE)
            quoted = self.text[self._at] in "\"'"
            span = self._pass(_STRING if quoted else _BARE_KEY)
            name = self.text[span.start : span.end]
            yield (parse(f"key = {name}".encode())["key"] if quoted else name), span
            self._pass(_SPACE)
            if self.text[self._at] != ".":
                return
            self._at += 1

    def _value(self, path: Path) -> None:
        start = self._at
        first = self.text[start]
        if first in "[{" and len(path) > _DEEPEST:
            self._nested()
        elif first == "[":
            self._array(path)
        elif first == "{":
            self._inline_table(path)
        else:
            self._pass(_STRING if first in "\"'" else _SCALAR)
        self.values[path] = Span(start, self._at)

    def _array(self, path: Path) -> None:
        self._at += 1
        number = 0
        while self._next() != "]":
            self._value((*path, number))
            number += 1
        self._at += 1

    def _inline_table(self, path: Path) -> None:
        self._at += 1
        while self._next() != "}":
            self._pair(path)
        self._at += 1

    def _next(self) -> str:
        """Go to the next item, or to the closing bracket; return what stands there."""
        self._pass(_GAP)
        if self.text[self._at] == ",":
            self._at += 1
            self._pass(_GAP)
        return self.text[self._at]

    def _nested(self) -> None:
        depth = 0
        while True:
            token = self._pass(_NESTED)
            character = self.text[token.start : token.end]
            depth += (character in ("[", "{")) - (character in ("]", "}"))
            if not depth:
                return

    def _pass(self, pattern: re.Pattern[str]) -> Span:
        found = pattern.match(self.text, self._at)
        assert found, f"no TOML at offset {self._at}"
        self._at = found.end()
        return Span(*found.span())

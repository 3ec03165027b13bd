"""Tells which lines of a file a comment speaks of."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.queries.commenting.text import Found

# What closes a block of code, and so begins nothing new behind a blank line.
_CLOSING = re.compile(
    r"\s*(?:[\])}>]|(?:end|fi|done|esac|else|elif|except|finally|catch)\b|</|#\s*(?:end|el))"
)

_COMMENT = re.compile(r"\s*(?:[#;%*!\"']|//|/\*|--|<[!?]|\(\*|\{-|\.\.|(?i:rem|dnl)\b)")


def scope(lines: Sequence[str], found: Found) -> tuple[int, int]:
    """Return the first and the last line, counted from one, that a comment speaks of.

    - Behind code: that line, and what is indented deeper below it.
    - A text that documents what it stands in: all of that.
    - At the head of a file, with a blank line behind it: the whole file.
    - Else what stands below it without a blank line between, with all that is indented
      deeper.
    """
    indent = indent_of(lines[found.first - 1])
    if found.behind:
        return found.line, _deeper(lines, found.line, indent)
    if found.doc:
        return found.first, _inside(lines, found.last, indent)
    if found.last < len(lines) and not lines[found.last].strip() and _at_head(lines, found.first):
        return found.first, len(lines)
    return found.first, _below(lines, found.last, indent)


def indent_of(line: str) -> int:
    """Return how far a line is indented, in columns."""
    bare = line.expandtabs(8)
    return len(bare) - len(bare.lstrip())


def _deeper(lines: Sequence[str], at: int, indent: int) -> int:
    last = at
    for number in range(at, len(lines)):
        if lines[number].strip():
            if indent_of(lines[number]) <= indent:
                break
            last = number + 1
    return last


def _inside(lines: Sequence[str], at: int, indent: int) -> int:
    return _deeper(lines, at, indent - 1)


def _at_head(lines: Sequence[str], first: int) -> bool:
    return all(not line.strip() or _COMMENT.match(line) for line in lines[: first - 1])


def _below(lines: Sequence[str], at: int, indent: int) -> int:
    last, gap = at, False
    for number in range(at, len(lines)):
        line = lines[number]
        if not line.strip():
            gap = True
            continue
        own = indent_of(line)
        if own < indent or (gap and own <= indent and not _CLOSING.match(line)):
            break
        last, gap = number + 1, False
    return last

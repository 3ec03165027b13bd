"""Reads what was considered: list items or sub-headings, each a name with its reason."""

from __future__ import annotations

import re
from textwrap import dedent

from git_decide.records.model import Alternative

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from git_decide.records.outline import Outline, Part

_BOLD = re.compile(r"(\*\*|__)(?P<name>.+?)\1[ \t]*:?(?P<rest>.*)\Z", re.DOTALL)
_PARTING = re.compile(r":(?=\s)| [-\u2013\u2014](?= )")
_DASH = re.compile(r"\s*[-\u2013\u2014]\s+")


def read(
    outline: Outline, part: Part, deepest: int = 3, skip: Collection[int] = ()
) -> tuple[list[tuple[Alternative, int]], str]:
    """Return the alternatives of a section with their lines, and the text that is no alternative.

    ``- **Name**: reason``, ``* Name: reason``, ``- Name - reason`` and ``- Name`` are items;
    below ``### Name`` everything is the reason, unless a list item named it before.
    Headings of level `deepest` name alternatives, but for those in the lines `skip`.
    """
    rest: list[str] = []
    intro, *pieces = outline.parts(deepest, part)
    found = list(_items(outline, intro, rest))
    add_headed(found, [piece for piece in pieces if piece.line not in skip], outline.text)
    return found, "\n\n".join(rest)


def add_headed(
    found: list[tuple[Alternative, int]], pieces: Iterable[Part], text: Callable[[int, int], str]
) -> None:
    """Add the alternatives that headings name to those that list items named.

    `text` returns what the lines of a part say: the reason, which joins that of an item
    of the same name.
    """
    at = {alternative.name.casefold(): number for number, (alternative, _) in enumerate(found)}
    for piece in pieces:
        reason = text(piece.first, piece.last)
        number = at.setdefault(piece.heading.casefold(), len(found))
        if number == len(found):
            found.append((Alternative(piece.heading, reason or None), piece.line))
        else:
            known, line = found[number]
            both = "\n\n".join(said for said in (known.reason, reason) if said)
            found[number] = (Alternative(known.name, both or None), line)


def _items(outline: Outline, piece: Part, rest: list[str]) -> Iterator[tuple[Alternative, int]]:
    done = piece.first
    for at in range(piece.begin, piece.end):
        token = outline.tokens[at]
        if not token.map:
            continue
        if token.level == 0 and token.type.endswith("list_open"):
            _leave(outline, done, token.map[0], rest)
            done = token.map[1]
        elif token.level == 1 and (alternative := _item(outline, at)):
            yield alternative, token.map[0]
    _leave(outline, done, piece.last, rest)


def _leave(outline: Outline, first: int, last: int, rest: list[str]) -> None:
    text = outline.text(first, last) if first < last else ""
    if text:
        rest.append(text)


def _item(outline: Outline, at: int) -> Alternative | None:
    """Return the alternative of the list item that the token `at` opens, if it opens one."""
    item, child = outline.tokens[at], outline.tokens[at + 1]
    if item.type != "list_item_open":
        return None
    if child.type != "paragraph_open" or not item.map or not child.map:
        return None
    name, reason = part_name(outline.tokens[at + 2].content)
    below = dedent(outline.text(child.map[1], item.map[1]))
    whole = "\n\n".join(text for text in (reason, below) if text) if below else reason
    return Alternative(name, whole or None) if name else None


def part_name(text: str) -> tuple[str, str]:
    """Part ``**Name**: reason``, ``Name: reason`` or ``Name - reason``; the reason may be empty."""
    bold = _BOLD.match(text)
    if bold:
        name, rest = bold["name"].strip().rstrip(":"), bold["rest"]
        dash = _DASH.match(rest)
        return _line(name), (rest[dash.end() :] if dash else rest).strip()
    parting = _PARTING.search(f"{text} ")
    if parting and parting.start():
        return _line(text[: parting.start()]), text[parting.end() :].strip()
    return _line(text), ""


def _line(text: str) -> str:
    return " ".join(text.split())

"""Reads what was considered from lists and headings that were found line by line."""

from __future__ import annotations

from textwrap import dedent

from git_decide.records.alternatives import add_headed, part_name
from git_decide.records.model import Alternative
from git_decide.records.outline import trimmed
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from git_decide.records.outline import Part
    from git_decide.records.plain.outline import PlainOutline

    # Returns the item that begins in a line, as far as its list has items of that sort.
    Begins = Callable[[Sequence[str], int, str], "Item | None"]
    # Tells whether a line still belongs to the item that began in an earlier one.
    Goes = Callable[[Sequence[str], int, "Item"], bool]


@value
class Item:
    """What an item of a list begins with.

    `sort` tells lists from lists in them. A `term` is a name whatever it holds, and
    `text` its reason.
    """

    sort: str
    text: str
    term: str = ""
    depth: int = 0


def options(
    outline: PlainOutline,
    part: Part,
    deepest: int,
    skip: Collection[int],
    begins: Begins,
    goes: Goes,
) -> tuple[list[tuple[Alternative, int]], str]:
    """Return the alternatives of a section with their lines, and the text that is none.

    Items of its lists are some, and so are the headings of level `deepest`, but
    for those in the lines `skip`; a heading that repeats the name of an item adds its text.
    """
    intro, *pieces = outline.parts(deepest, part)
    found, rest = _listed(outline.shown, intro, begins, goes)
    add_headed(found, [piece for piece in pieces if piece.line not in skip], outline.text)
    return found, rest


def _listed(
    lines: Sequence[str], part: Part, begins: Begins, goes: Goes
) -> tuple[list[tuple[Alternative, int]], str]:
    found, rest = [], []
    at = part.first
    while at < part.last:
        item = begins(lines, at, "")
        if item is None:
            rest.append(lines[at])
            at += 1
            continue
        end = at + 1
        while end < part.last and not begins(lines, end, item.sort) and goes(lines, end, item):
            end += 1
        if alternative := _alternative(item, lines[at + 1 : end]):
            found.append((alternative, at))
        at = end
    return found, trimmed(rest)


def _alternative(item: Item, below: Sequence[str]) -> Alternative | None:
    name, reason = (item.term, item.text) if item.term else part_name(item.text)
    if not item.term and not reason:  # two hyphens are a dash in both markups
        name, reason = part_name(item.text.replace(" -- ", " \u2014 ", 1))
    further = dedent(trimmed(["" if line.strip() == "+" else line for line in below])).strip()
    joint = "\n" if below and below[0].strip() and reason else "\n\n"
    whole = joint.join(text for text in (reason, further) if text)
    return Alternative(name, whole or None) if name else None

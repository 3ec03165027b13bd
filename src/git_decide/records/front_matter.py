"""Reads YAML front matter as texts with positions: no guessed types, no aliases, no surprises."""

from __future__ import annotations

import re

import yaml
from yaml.reader import ReaderError

from git_decide.records import front_recovery
from git_decide.records.limits import FINDINGS
from git_decide.records.yaml_composer import AnchorError, Composer, broken
from git_decide.records.yaml_nodes import Front, Items, Node, Problem, Table, Text
from git_decide.records.yaml_text import scalar
from git_decide.values import replace, value

__all__ = ["Front", "Items", "Node", "Problem", "Span", "Table", "Text", "parse", "span"]

_OPENING = re.compile(r"---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
_GUESSED = re.compile(r"^(?:[ \t]*\r?\n|#{1,6} )", re.MULTILINE)
_DONE = re.compile(r"[^\r\n\x85\u2028\u2029]")  # every character but what YAML calls a line break
_SHORT = 80  # characters of a text that a mend repeats


@value
class Span:
    """Where the front matter's YAML begins and ends, and where the body begins, in characters."""

    start: int
    end: int
    body: int


def span(text: str) -> Span | None:
    """Return where the front matter of `text` lies; None where it has none.

    Without a closing line it ends before the first blank line or heading, and the body
    begins in the same place.
    """
    opening = _OPENING.match(text)
    if not opening:
        return None
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        guess = _GUESSED.search(text, opening.end())
        end = guess.start() if guess else len(text)
        return Span(opening.end(), end, end)
    return Span(opening.end(), closing.start(), closing.end())


def parse(source: str) -> Front:
    """Return what the YAML `source` holds, as far as it can be read; never raises for content.

    What is broken breaks its own field only, and even that is read where it can be told
    what it was meant to hold: ``title: One: two``.
    """
    front, rest = Front(), source
    for _ in range(FINDINGS):  # nobody is told of more
        composer = Composer(rest, front)
        try:
            composer.compose()
        except yaml.YAMLError as error:
            front.broken = True
            rest = _without(rest, front, composer, error)
        else:
            break
    return front


def _without(source: str, front: Front, composer: Composer, error: yaml.YAMLError) -> str:
    """Tell what is broken, and return the text without it: what was read is blank.

    Places stay what they were.
    """
    entries = front.table.entries if front.table else []
    begun = composer.begun
    if begun is None:
        begun = front_recovery.content_after(source, entries[-1][1].end if entries else 0)
        if entries and "\n" not in source[entries[-1][1].end : begun]:
            begun = entries.pop()[0].start  # the line of the last field goes on
    start, end = front_recovery.block(source, begun)
    problem, at = _syntax(error, source)
    if isinstance(error, ReaderError):  # told before anything else of the text is read
        front.problems.append(problem)
        return _blank(source[:start]) + source[start:at] + "\ufffd" + source[at + 1 :]
    field = front_recovery.field(source, start, end)
    if not isinstance(error, AnchorError):
        front.problems.append(_placed(problem, at, source, start, end, field))
    if field:
        _take(front, field, source)
    return _blank(source[:end]) + source[end:]


def _blank(text: str) -> str:
    return _DONE.sub(" ", text)


def _syntax(error: yaml.YAMLError, source: str) -> tuple[Problem, int]:
    """Return what YAML says is wrong, and at which character."""
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "it is not YAML"
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return Problem("broken-front-matter", broken(said), mark.line, mark.column), mark.index
    position = getattr(error, "position", 0)  # of a character that YAML does not allow, in bytes
    before = source.encode("utf-8")[:position].decode("utf-8", "ignore")
    place = _Place(before, len(before))
    return Problem("broken-front-matter", broken(said), place.line, place.column), len(before)


def _placed(
    problem: Problem, at: int, source: str, start: int, end: int, field: front_recovery.Field | None
) -> Problem:
    """Return the problem in the lines that are broken, with a mend that can be pasted."""
    if not start <= at < end:
        place = _Place(source, front_recovery.content_after(source, start))
        problem = replace(problem, line=place.line, column=place.column)
    if not field or not field.text or not field.whole or len(field.text.text) > _SHORT:
        return problem
    mended = f"{source[field.key.start : field.key.end]}: {scalar(field.text.text)}"
    return replace(problem, mend=f"Write `{mended}`.")


def _take(front: Front, field: front_recovery.Field, source: str) -> None:
    """Add a field that was found without a parser."""
    key = _Found(source, field.key)
    if front.table is None:
        front.table = Table(key)
    if any(known.value == field.key.text for known, _ in front.table.entries):
        return
    if field.text:
        node: Node = Text(_Found(source, field.text), field.text.text)
        front.table.entries.append((Text(key, field.key.text), node))
    elif field.items:
        items = Items(_Found(source, field.items[0]))
        items.nodes = [Text(_Found(source, item), item.text) for item in field.items]
        items.end = field.items[-1].end
        front.table.entries.append((Text(key, field.key.text), items))


class _Place:
    """A place as YAML's marks have it."""

    def __init__(self, source: str, index: int) -> None:
        self.index = index
        self.line = source.count("\n", 0, index)
        self.column = index - (source.rfind("\n", 0, index) + 1)


class _Found:
    """What was found without a parser, as one of its events."""

    style = None
    flow_style = False

    def __init__(self, source: str, piece: front_recovery.Piece) -> None:
        self.start_mark = _Place(source, piece.start)
        self.end_mark = _Place(source, piece.end)

"""Reads YAML front matter as texts with positions: no guessed types, no aliases, no surprises."""

from __future__ import annotations

import re
from typing import Any

import yaml

from git_decide.records.words import quoted
from git_decide.values import value

DEEPEST = 8  # levels of nesting; a list of texts needs two
_OPENING = re.compile(r"---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
_GUESSED = re.compile(r"^(?:[ \t]*\r?\n|#{1,6} )", re.MULTILINE)
_YAML_TAGS = "tag:yaml.org,2002:"
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Node:
    """A part of the front matter: characters `start` to `end` of the YAML text."""

    __slots__ = ("column", "end", "line", "start")

    def __init__(self, event: Any) -> None:
        mark = event.start_mark
        self.start: int = mark.index
        self.line: int = mark.line
        self.column: int = mark.column
        self.end: int = event.end_mark.index


class Text(Node):
    """A scalar; `plain` tells that it stood without quotes."""

    __slots__ = ("block", "plain", "value")

    def __init__(self, event: Any, content: str) -> None:
        super().__init__(event)
        self.value = content
        style = getattr(event, "style", None)
        self.plain = not style
        self.block = style in ("|", ">")


class Items(Node):
    """A list; `flow` tells that it stood in brackets."""

    __slots__ = ("flow", "nodes")

    def __init__(self, event: Any) -> None:
        super().__init__(event)
        self.flow = bool(event.flow_style)
        self.nodes: list[Node] = []


class Table(Node):
    """A mapping from texts to nodes, in order, repeated keys included."""

    __slots__ = ("entries", "flow")

    def __init__(self, event: Any) -> None:
        super().__init__(event)
        self.flow = bool(event.flow_style)
        self.entries: list[tuple[Text, Node]] = []


@value
class Problem:
    """What is wrong at a place of the YAML text (line and column from zero)."""

    code: str
    message: str
    line: int
    column: int


@value
class Span:
    """Where the front matter's YAML begins and ends, and where the body begins, in characters."""

    start: int
    end: int
    body: int


class Front:
    """What the front matter holds; `broken` tells that it could be read only in part."""

    __slots__ = ("broken", "problems", "table")

    def __init__(self) -> None:
        self.table: Table | None = None
        self.problems: list[Problem] = []
        self.broken = False


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
    """Return what the YAML `source` holds, as far as it can be read; never raises for content."""
    front = Front()
    try:
        _Composer(source, front).compose()
    except _AnchorError:
        front.broken = True
    except yaml.YAMLError as error:
        front.broken = True
        front.problems.append(_syntax(error, source))
    return front


def _syntax(error: yaml.YAMLError, source: str) -> Problem:
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "it is not YAML"
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return Problem("broken-front-matter", _broken(said), mark.line, mark.column)
    position = getattr(error, "position", 0)  # of a character that YAML does not allow, in bytes
    before = source.encode("utf-8")[:position].decode("utf-8", "ignore")
    column = len(before) - (before.rfind("\n") + 1)
    return Problem("broken-front-matter", _broken(said), before.count("\n"), column)


def _broken(said: str) -> str:
    return f"The front matter is broken YAML: {said}."


def _end(event: Any) -> int:
    index: int = event.end_mark.index
    return index


class _AnchorError(yaml.YAMLError):
    """An anchor or an alias was told of; what follows may be millions of them."""


class _TooDeepError(yaml.YAMLError):
    def __init__(self, mark: Any) -> None:
        super().__init__()
        self.problem = f"it is nested more than {DEEPEST} levels deep"
        self.problem_mark = mark


class _Composer:
    """Builds nodes out of the parser's events, which come one by one and resolve nothing."""

    def __init__(self, source: str, front: Front) -> None:
        self.next = _Loader(source).get_event
        self.front = front

    def compose(self) -> None:
        self.next()  # the start of the stream
        event = self.next()
        if not isinstance(event, yaml.DocumentStartEvent):
            return
        event = self.next()
        if isinstance(event, yaml.MappingStartEvent):
            self.front.table = Table(event)
            self._table(self.front.table, event, 1)
        else:
            self._complain("broken-front-matter", _broken("it has no fields `name: value`"), event)
            self.front.broken = True
            return
        self.next()  # the end of the document
        event = self.next()
        if isinstance(event, yaml.DocumentStartEvent):
            self._complain("broken-front-matter", _broken("a second document begins"), event)
            self.front.broken = True

    def _complain(self, code: str, message: str, event: Any) -> None:
        mark = event.start_mark
        self.front.problems.append(Problem(code, message, mark.line, mark.column))

    def _table(self, table: Table, start: Any, depth: int) -> None:
        self._plainly(start)
        seen = set()
        while True:
            event: Any = self.next()
            if isinstance(event, yaml.MappingEndEvent):
                table.end = _end(event)
                return
            key = self._node(event, depth)
            node = self._node(self.next(), depth)
            if not isinstance(key, Text):
                self._complain("wrong-type", "A list or a mapping cannot name a field.", event)
            elif key.value in seen:
                message = f"The field {quoted(key.value)} is there twice."
                self._complain("duplicate-key", message, event)
            else:
                seen.add(key.value)
                table.entries.append((key, node))

    def _node(self, event: Any, depth: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            self._plainly(event)
            return Text(event, event.value)
        if isinstance(event, yaml.AliasEvent):
            alias = f"*{event.anchor}"
            message = f"{quoted(alias)} is an alias, and those are not read."
            self._complain("yaml-anchor", message, event)
            raise _AnchorError
        if depth >= DEEPEST:
            raise _TooDeepError(event.start_mark)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(Items(event), event, depth + 1)
        table = Table(event)
        self._table(table, event, depth + 1)
        return table

    def _items(self, items: Items, start: Any, depth: int) -> Items:
        self._plainly(start)
        while True:
            event: Any = self.next()
            if isinstance(event, yaml.SequenceEndEvent):
                items.end = _end(event)
                return items
            items.nodes.append(self._node(event, depth))

    def _plainly(self, event: Any) -> None:
        if event.anchor is not None:
            anchor = f"&{event.anchor}"
            message = f"{quoted(anchor)} is an anchor, and those are not read."
            self._complain("yaml-anchor", message, event)
            raise _AnchorError
        if event.tag is not None:
            tag = event.tag.replace(_YAML_TAGS, "!!")
            self._complain("yaml-tag", f"{quoted(tag)} is a tag, and those are not read.", event)

"""The parts of a YAML text that are read: texts, lists, mappings, each with its place."""

from __future__ import annotations

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


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
    """What is wrong at a place of the YAML text (line and column from zero).

    `mend` is empty where that of the code will do.
    """

    code: str
    message: str
    line: int
    column: int
    mend: str = ""


class Front:
    """What the front matter holds; `broken` tells that it could be read only in part."""

    __slots__ = ("broken", "problems", "table")

    def __init__(self) -> None:
        self.table: Table | None = None
        self.problems: list[Problem] = []
        self.broken = False

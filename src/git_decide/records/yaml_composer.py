"""Builds nodes out of YAML that resolves nothing: no guessed types, no aliases."""

from __future__ import annotations

from typing import Any

import yaml

from git_decide.records.words import quoted
from git_decide.records.yaml_nodes import Items, Node, Problem, Table, Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.records.yaml_nodes import Front

DEEPEST = 8  # levels of nesting; a list of texts needs two
_YAML_TAGS = "tag:yaml.org,2002:"
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def broken(said: str) -> str:
    """Return the message of the finding `broken-front-matter`."""
    return f"The front matter is broken YAML: {said}."


def _end(event: Any) -> int:
    index: int = event.end_mark.index
    return index


class AnchorError(yaml.YAMLError):
    """An anchor or an alias was told of; what follows may be millions of them."""


class _NoFieldsError(yaml.YAMLError):
    """The text is YAML, and no mapping."""

    def __init__(self, mark: Any) -> None:
        super().__init__()
        self.problem = "it has no fields `name: value`"
        self.problem_mark = mark


class _TooDeepError(yaml.YAMLError):
    def __init__(self, mark: Any) -> None:
        super().__init__()
        self.problem = f"it is nested more than {DEEPEST} levels deep"
        self.problem_mark = mark


class Composer:
    """Builds nodes out of the parser's events, which come one by one and resolve nothing."""

    def __init__(self, source: str, front: Front) -> None:
        self.next = _Loader(source).get_event
        self.front = front
        self.begun: int | None = None  # where the field begins that is being read

    def compose(self) -> None:
        """Read the text into `front`; raises `yaml.YAMLError` where it is broken."""
        self.next()  # the start of the stream
        event = self.next()
        if not isinstance(event, yaml.DocumentStartEvent):
            return
        event = self.next()
        if isinstance(event, yaml.MappingStartEvent):
            self.front.table = self.front.table or Table(event)
            self._table(self.front.table, event, 1)
        else:
            raise _NoFieldsError(event.start_mark)
        self.next()  # the end of the document
        event = self.next()
        if isinstance(event, yaml.DocumentStartEvent):
            self._complain("broken-front-matter", broken("a second document begins"), event)
            self.front.broken = True

    def _complain(self, code: str, message: str, event: Any) -> None:
        if code == "yaml-anchor" and any(known.code == code for known in self.front.problems):
            return  # one is enough: the others are often its aliases
        mark = event.start_mark
        self.front.problems.append(Problem(code, message, mark.line, mark.column))

    def _table(self, table: Table, start: Any, depth: int) -> None:
        self._plainly(start)
        seen = {key.value for key, _ in table.entries}
        while True:
            event: Any = self.next()
            if isinstance(event, yaml.MappingEndEvent):
                table.end = _end(event)
                return
            if depth == 1:
                self.begun = event.start_mark.index
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
            if depth == 1:
                self.begun = None

    def _node(self, event: Any, depth: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            self._plainly(event)
            return Text(event, event.value)
        if isinstance(event, yaml.AliasEvent):
            alias = f"*{event.anchor}"
            message = f"{quoted(alias)} is an alias, and those are not read."
            self._complain("yaml-anchor", message, event)
            raise AnchorError
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
            raise AnchorError
        if event.tag is not None:
            tag = event.tag.replace(_YAML_TAGS, "!!")
            self._complain("yaml-tag", f"{quoted(tag)} is a tag, and those are not read.", event)

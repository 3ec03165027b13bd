"""What the fields of the front matter mean: texts, lists, people."""

from __future__ import annotations

import re

from git_decide.records.model import Person
from git_decide.records.words import quoted
from git_decide.records.yaml_nodes import Items, Table, Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from git_decide.records.yaml_nodes import Node

    Complain = Callable[[str, str, Node], None]

TEXTS = frozenset({"status", "date", "kind", "review-by", "cost", "escalated-to"})
PEOPLE = frozenset({"deciders", "consulted", "informed"})
LISTS = frozenset(
    {"modules", "paths", "supersedes", "superseded-by", "amends", "relates", "tags", "aliases"}
)
# In the order in which a record states them.
ORDER = (
    "status",
    "date",
    "kind",
    "deciders",
    "consulted",
    "informed",
    "modules",
    "paths",
    "supersedes",
    "superseded-by",
    "amends",
    "relates",
    "review-by",
    "cost",
    "escalated-to",
    "tags",
    "aliases",
)
OWN = "x-"
_COMMA = re.compile(r",(?![^()]*\))")


class Fields:
    """The values of the known fields, the team's own ones, and where each part stands.

    Places are nodes, keyed as in `Record.places`; a field that is there without
    a value has its place all the same.
    """

    __slots__ = ("_complain", "extra", "nodes", "values")

    def __init__(self, complain: Complain) -> None:
        self.values: dict[str, object] = {}
        self.extra: list[tuple[str, object]] = []
        self.nodes: dict[str, Node] = {}
        self._complain = complain

    def take(self, key: Text, node: Node) -> None:
        """Read one field of the front matter."""
        name = key.value
        self.nodes[name] = key
        if name in TEXTS:
            self._text(name, node)
        elif name in LISTS:
            self._list(name, node)
        elif name in PEOPLE:
            self._list(name, node)
            texts = self.values.get(name)
            if isinstance(texts, tuple):
                self.values[name] = tuple(person(text) for text in texts)
        elif name.startswith(OWN):
            self.extra.append((name, plain(node)))
        else:
            self._complain("unknown-field", f"{quoted(name)} is not a field of a record.", key)

    def _text(self, name: str, node: Node) -> None:
        if not isinstance(node, Text):
            self._complain("wrong-type", f"`{name}` must be a text.", node)
            return
        text = node.value.strip()
        if text:
            self.values[name] = text
            self.nodes[name] = node

    def _list(self, name: str, node: Node) -> None:
        found: list[str] = []
        for text, place in self._members(name, node):
            if text:
                self.nodes[f"{name}[{len(found)}]"] = place
                found.append(text)
        if found:
            self.values[name] = tuple(found)

    def _members(self, name: str, node: Node) -> Iterator[tuple[str, Node]]:
        if isinstance(node, Text):
            for text in members(name, node):
                yield text, node
        elif isinstance(node, Items):
            for item in node.nodes:
                if isinstance(item, Text):
                    yield item.value.strip(), item
                else:
                    self._complain("wrong-type", f"An item of `{name}` must be a text.", item)
        else:
            self._complain("wrong-type", f"`{name}` must be a list of texts.", node)


def members(name: str, node: Text) -> list[str]:
    """Return the items of a list that was written as one text: ``modules: a, b``."""
    if node.plain and name != "paths":  # a file's name may hold a comma
        return [part for part in map(str.strip, _COMMA.split(node.value)) if part]
    return [node.value.strip()] if node.value.strip() else []


def person(text: str) -> Person:
    """Read ``NAME (ROLE)``; the role is what the last pair of parentheses holds."""
    text = " ".join(text.split())
    if text.endswith(")"):
        depth = 0
        for at in range(len(text) - 1, 0, -1):
            depth += {")": 1, "(": -1}.get(text[at], 0)
            if not depth:
                name, role = text[:at].rstrip(), text[at + 1 : -1].strip()
                return Person(name, role) if role and name else Person(text)
    return Person(text)


def plain(node: Node) -> object:
    """Return a node as JSON would have it; every scalar is a text."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Items):
        return [plain(item) for item in node.nodes]
    entries = node.entries if isinstance(node, Table) else []
    return {key.value: plain(item) for key, item in entries}

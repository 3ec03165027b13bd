"""Reads the front matter of a record in another format: fields of ours, and all others."""

from __future__ import annotations

from git_decide.codes import finding
from git_decide.records import front_matter
from git_decide.records.fields import OWN, plain
from git_decide.records.foreign import statuses
from git_decide.records.foreign.labels import NUMBERS, fold, label_keys
from git_decide.records.foreign.markup import Front
from git_decide.records.front_matter import Items, Table, Text
from git_decide.records.model import Statement
from git_decide.records.words import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.findings import Finding
    from git_decide.records.digest import Name
    from git_decide.records.foreign.labels import Synonyms
    from git_decide.records.front_matter import Node

_NAME_WORDS = 2  # what has more of them within braces is no value, but a hint
_QUOTES = ('"', "'")


def read(
    entries: Sequence[tuple[Text, Node]],
    lines: Sequence[str],
    name: Name,
    further: Synonyms = (),
    offset: int = 0,
) -> Front:
    """Return what the fields of a front matter state; what is no field of ours is kept.

    `lines` are those of the whole text, of which `offset` come before the body.
    """
    reader = _Reader(lines, name, further)
    for key, node in entries:
        reader.take(key, node)
    return Front(
        tuple(reader.statements),
        reader.title,
        tuple(reader.extra.items()),
        tuple(reader.places.items()),
        tuple(reader.findings),
        offset,
        tuple(reader.meant),
    )


class _Reader:
    def __init__(self, lines: Sequence[str], name: Name, further: Synonyms) -> None:
        self.statements: list[Statement] = []
        self.meant: list[tuple[Statement, str]] = []
        self.title = ""
        self.extra: dict[str, object] = {}
        self.places: dict[str, tuple[int, int]] = {}
        self.findings: list[Finding] = []
        self._lines = lines
        self._name = name
        self._labels = label_keys(further)

    def take(self, key: Text, node: Node) -> None:
        """Read one field."""
        label = fold(key.value)
        if label == "title" and (titles := [text for text, _ in self._texts(node)]):
            self.title = " ".join(" ".join(titles).split())
            self.places["title"] = (node.line + 2, node.column + 1)
            return
        field = self._labels.get(label)
        if label in NUMBERS and isinstance(node, Text):
            self._number(node)
        texts = list(self._texts(node)) if field else []
        if not field or (not texts and _holds(node)) or any(_is_long(each) for _, each in texts):
            self._keep(key.value, node)
            return
        self.places[field] = (key.line + 2, key.column + 1)
        for text, place in texts:
            if text:
                self._state(field, text, place)

    def _texts(self, node: Node) -> Iterator[tuple[str, Node]]:
        """Yield the texts of a field; braces around one are told of."""
        if isinstance(node, Text):
            yield node.value.strip(), node
        elif isinstance(node, Items):
            for item in node.nodes:
                yield from self._texts(item)
        elif isinstance(node, Table) and (said := _in_braces(node)):
            if len(said.split()) > _NAME_WORDS or statuses.is_unfilled(f"{{{said}}}"):
                said = f"{{{said}}}"  # a template's hint, which is told as such
            else:
                message = f"{quoted(said)} stands in braces."
                self._complain("value-in-braces", message, node)
            yield said, node

    def _complain(self, code: str, message: str, node: Node) -> None:
        place = (node.line + 2, node.column + 1)
        self.findings.append(finding(code, message, self._name.path, *place))

    def _state(self, key: str, text: str, node: Node) -> None:
        """Add a statement of what is written on the line; `meant` has what escapes stand for."""
        line = self._lines[node.line + 1] if node.line + 1 < len(self._lines) else ""
        at = line.find(text, node.column)
        written = text
        if at < 0:
            at = node.column + (line[node.column : node.column + 1] in _QUOTES)
            written = line[at:].rstrip().rstrip("\"',]}")
        statement = Statement(key, written, node.line + 2, at + 1, "front matter")
        self.statements.append(statement)
        if written != text:
            self.meant.append((statement, " ".join(text.split())))

    def _number(self, node: Text) -> None:
        digits = node.value.strip().lower().removeprefix("adr").lstrip("-_ #")
        number = self._name.number
        stated = digits.isascii() and digits.isdigit() and len(digits) < 10
        if number is not None and stated and int(digits) != number:
            message = f"The front matter has the number {int(digits)}, the file {number}."
            self._complain("number-differs", message, node)

    def _keep(self, name: str, node: Node) -> None:
        """Keep a field that is none of ours under its own name, marked as the team's own."""
        bare = "-".join(name.lower().replace("_", " ").split())
        key = bare if bare.startswith(OWN) else f"{OWN}{bare}"
        if key in self.extra:
            key = f"{OWN}{name}"
        self.extra.setdefault(key, plain(node))
        self.places.setdefault(key, (node.line + 2, node.column + 1))


def _in_braces(node: Table) -> str:
    """Return the text that somebody put in braces, "" for a real mapping."""
    bare = all(isinstance(each, Text) and not each.value for _, each in node.entries)
    return ", ".join(key.value for key, _ in node.entries) if node.flow and bare else ""


def _holds(node: Node) -> bool:
    """Tell whether there is anything in a field."""
    return bool(plain(node))


def _is_long(node: Node) -> bool:
    """Tell whether a text takes several lines, so that no place on one line states it."""
    return isinstance(node, Text) and "\n" in node.value.strip()


def problems(front: front_matter.Front, name: Name) -> list[Finding]:
    """Return what is wrong with the YAML itself."""
    return [
        finding(
            problem.code,
            problem.message,
            name.path,
            problem.line + 2,
            problem.column + 1,
            problem.mend or None,
        )
        for problem in front.problems
    ]

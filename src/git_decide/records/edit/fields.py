"""Changes single fields of the front matter, and no other byte."""

from __future__ import annotations

from git_decide.errors import Refused
from git_decide.records import fields
from git_decide.records.edit.source import Source, front, source
from git_decide.records.front_matter import Items, Table, Text
from git_decide.records.yaml_text import block_list, flow_list, scalar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.records.front_matter import Node, Span


def set_field(content: bytes, key: str, text: str) -> bytes:
    """Return the file with the field `key` holding `text`; a new field takes its usual place.

    Raises `Refused` where the front matter cannot be edited.
    """
    opened = _Opened(content)
    written = scalar(text)
    entry = opened.entry(key)
    if not entry:
        made = opened.with_line(key, f" {written}")
    elif _is_short(opened, entry):
        made = opened.spliced(entry[1].start, entry[1].end, written)
    else:
        made = opened.spliced(opened.colon(entry[0]), opened.extent(entry[1]), f" {written}")
    return opened.proven(made, key, text)


def remove_field(content: bytes, key: str) -> bytes:
    """Return the file without the lines of the field `key`; as it was where there is none."""
    opened = _Opened(content)
    entry = opened.entry(key)
    if not entry:
        return content
    start = opened.line_start(entry[0].start)
    made = opened.spliced(start, opened.line_end(opened.extent(entry[1])), "")
    return opened.proven(made, key, None)


def add_items(content: bytes, key: str, items: Sequence[str]) -> bytes:
    """Return the file with `items` added to the list `key`, in the style that it has.

    Items that are there already are not added again. Raises `Refused` where the
    field is no list, or the front matter cannot be edited.
    """
    opened = _Opened(content)
    entry = opened.entry(key)
    known = _items(key, entry[1]) if entry else []
    new = [item for item in dict.fromkeys(items) if item not in known]
    if not new:
        return content
    return opened.proven(_with_items(opened, key, known, new), key, [*known, *new])


def _with_items(opened: _Opened, key: str, known: list[str], new: list[str]) -> str:
    entry = opened.entry(key)
    if not entry:
        people = key in fields.PEOPLE
        listed = block_list(new, opened.source.newline) if people else f" {flow_list(new)}"
        return opened.with_line(key, listed)
    node = entry[1]
    if not isinstance(node, Items) or not node.nodes:
        colon, end = opened.colon(entry[0]), opened.extent(node)
        return opened.spliced(colon, end, f" {flow_list([*known, *new])}")
    after = opened.extent(node.nodes[-1])
    if node.flow:
        added = "".join(f", {scalar(item, flow=True)}" for item in new)
        return opened.spliced(after, after, added)
    end = opened.line_end(after)
    gap = opened.yaml(node.start + 1, node.nodes[0].start)
    dash = " " * node.column + "-" + (gap if gap and not gap.strip(" ") else " ")
    added = "".join(f"{dash}{scalar(item)}{opened.source.newline}" for item in new)
    return opened.spliced(end, end, added)


def _items(key: str, node: Node) -> list[str]:
    if isinstance(node, Text):
        return fields.members(key, node)
    if isinstance(node, Items) and all(isinstance(item, Text) for item in node.nodes):
        return [item.value.strip() for item in node.nodes if isinstance(item, Text)]
    raise Refused(f"`{key}` is no list of texts", "Mend it in an editor first.")


def _is_short(opened: _Opened, entry: tuple[Text, Node]) -> bool:
    """Tell whether the value is a text on the line of its key, and not empty."""
    key, node = entry
    written = opened.yaml(key.end, node.end)
    return isinstance(node, Text) and node.end > node.start and "\n" not in written


class _Opened:
    """A file whose front matter is being changed; positions count from its first field."""

    def __init__(self, content: bytes) -> None:
        self.source: Source = source(content)
        self.span: Span
        self.span, parsed = front(self.source.text)
        self.entries = parsed.table.entries if parsed.table else []

    def yaml(self, start: int, end: int) -> str:
        return self.source.text[self.span.start + start : self.span.start + end]

    def entry(self, key: str) -> tuple[Text, Node] | None:
        return next((entry for entry in self.entries if entry[0].value == key), None)

    def spliced(self, start: int, end: int, text: str) -> str:
        whole, base = self.source.text, self.span.start
        return whole[: base + start] + text + whole[base + end :]

    def line_start(self, at: int) -> int:
        return self.yaml(0, at).rfind("\n") + 1

    def line_end(self, at: int) -> int:
        found = self.yaml(0, self.span.end - self.span.start).find("\n", at)
        return found + 1 if found >= 0 else self.span.end - self.span.start

    def colon(self, key: Text) -> int:
        """Return the place after the colon of a key."""
        after = self.yaml(key.end, self.span.end - self.span.start)
        blank = len(after) - len(after.lstrip(" \t"))
        if after[blank : blank + 1] != ":":
            hint = "Write it as `name: value`."
            raise Refused(f"`{key.value}` is written in a form that cannot be edited", hint)
        return key.end + blank + 1

    def extent(self, node: Node) -> int:
        """Return where a node's own text ends, without blank lines and comments after it."""
        if isinstance(node, Text):
            end = node.end
            return node.start + len(self.yaml(node.start, end).rstrip()) if node.block else end
        if isinstance(node, Items) and not node.flow and node.nodes:
            return self.extent(node.nodes[-1])
        if isinstance(node, Table) and not node.flow and node.entries:
            return self.extent(node.entries[-1][1])
        return node.end

    def with_line(self, key: str, written: str) -> str:
        """Return the text with a new field, after those that usually come before it."""
        at = self._place(key)
        indent = " " * self.entries[0][0].column if self.entries else ""
        line = f"{indent}{scalar(key)}:{written}"
        if indent:
            line = line.replace("\n  - ", f"\n{indent}  - ")
        return self.spliced(at, at, f"{line}{self.source.newline}")

    def _place(self, key: str) -> int:
        if key not in fields.ORDER:
            return self.span.end - self.span.start
        rank = fields.ORDER.index(key)
        before = [
            (fields.ORDER.index(known.value), self.extent(node))
            for known, node in self.entries
            if known.value in fields.ORDER[:rank]
        ]
        return self.line_end(max(before)[1]) if before else 0

    def proven(self, text: str, key: str, wanted: str | list[str] | None) -> bytes:
        """Return the new file, once it was read back and says what it should and nothing else."""
        try:
            _, parsed = front(text)
        except Refused:
            raise _unsafe(key) from None
        found = {known.value: node for known, node in parsed.table.entries} if parsed.table else {}
        expected = {known.value: fields.plain(node) for known, node in reversed(self.entries)}
        node = found.pop(key, None)
        expected.pop(key, None)
        if {known: fields.plain(other) for known, other in found.items()} != expected:
            raise _unsafe(key)
        if not _holds(key, node, wanted):
            raise _unsafe(key)
        return self.source.content(text)


def _holds(key: str, node: Node | None, wanted: str | list[str] | None) -> bool:
    if node is None or wanted is None:
        return node is None and wanted is None
    if isinstance(wanted, str):
        return isinstance(node, Text) and node.value == wanted
    return _items(key, node) == wanted


def _unsafe(key: str) -> Refused:
    return Refused(
        f"`{key}` cannot be changed without touching other text", "Change it in an editor."
    )

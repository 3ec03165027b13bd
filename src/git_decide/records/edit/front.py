"""Changes the front matter of a record in another format, whatever its fields are called."""

from __future__ import annotations

from git_decide.errors import Refused
from git_decide.records import front_matter
from git_decide.records.edit import own as edit
from git_decide.records.edit.opened import opened
from git_decide.records.edit.proof import unsafe
from git_decide.records.edit.view import Edit, Lines, View
from git_decide.records.foreign import labels
from git_decide.records.yaml_text import flow_list, scalar
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.records.edit.opened import Draft
    from git_decide.records.front_matter import Node, Text
    from git_decide.records.model import Statement


def fields(draft: Draft) -> Sequence[tuple[Text, Node]]:
    """Return the fields of the front matter; none where there is none."""
    text = View(draft.content).text
    span = front_matter.span(text)
    front = front_matter.parse(text[span.start : span.end]) if span else None
    return front.table.entries if front and front.table else []


def name_of(draft: Draft, statement: Statement) -> str:
    """Return what the field is called that a statement stands in."""
    before = [key for key, _ in fields(draft) if key.line + 2 <= statement.line]
    if not before:
        raise unsafe(draft, statement.key)
    return before[-1].value


def restated(draft: Draft, statement: Statement, text: str) -> Draft:
    """Return the draft with another text in the field that a statement stands in."""
    try:
        content = edit.set_field(draft.content, name_of(draft, statement), text)
    except Refused:  # another field is broken
        if scalar(text) != text:
            raise
        change = Edit(statement.line, statement.column, statement.text, text)
        content = View(draft.content).edited([change])
    return replace(draft, content=content)


def added(draft: Draft, key: str, text: str, items: Sequence[str]) -> Draft:
    """Return the draft with a field of this text, or of these items, where it has none yet."""
    names = labels.label_keys(draft.headings)
    there = [name.value for name, _ in fields(draft)]
    name = "decision-makers" if (key, opened(draft).format) == ("deciders", "madr") else key
    name = next((each for each in there if names.get(labels.fold(each)) == key), name)
    try:
        if items:
            return replace(draft, content=edit.add_items(draft.content, name, items))
        return replace(draft, content=edit.set_field(draft.content, name, text))
    except Refused:  # another field is broken
        if name in there:
            raise
    view = View(draft.content)
    span = front_matter.span(view.text)
    at = view.text.count("\n", 0, span.end) + 1 if span else 1
    line = f"{name}: {flow_list(items) if items else scalar(text)}"
    return replace(draft, content=view.edited(blocks=[Lines(at, at, (line,))]))

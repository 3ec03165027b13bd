"""An edit changes only its own lines, byte for byte, in every example and whatever it is like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from git_decide.errors import Refused
from git_decide.records import editing
from git_decide.records.digest import SUFFIXES
from git_decide.records.document import document
from git_decide.records.edit.source import lines
from git_decide.records.edit.view import View
from git_decide.records.editing import Draft, Link
from git_decide.records.foreign import labels
from git_decide.records.foreign.labels import fold
from tests.unit.records.support import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from git_decide.records.model import Record

    Command = tuple[Callable[[Draft], Draft], tuple[str, ...]]

FILES = sorted(path for path in EXAMPLES.rglob("*") if path.suffix in SUFFIXES)
SECTIONS = labels.section_keys()
LINK = Link("0099-later", "docs/decisions/0099-later.md", "Do it later", 99)
_SECTIONS = ("context", "decision", "alternatives", "trade-offs", "resolution", "outcome")

# What is done, and the keys of the canonical document that it may change.
COMMANDS: dict[str, Command] = {
    "accept": (lambda draft: editing.set_status(draft, "accepted"), ("status", "status-text")),
    "deprecate": (lambda draft: editing.set_status(draft, "deprecated"), ("status", "status-text")),
    "supersede": (
        lambda draft: editing.set_status(draft, "superseded", LINK),
        ("status", "status-text", "superseded-by"),
    ),
    "date": (lambda draft: editing.set_text(draft, "date", "2026-03-04"), ("date",)),
    "kind": (lambda draft: editing.set_text(draft, "kind", "technical"), ("kind",)),
    "review-by": (lambda draft: editing.set_text(draft, "review-by", "2027-01-02"), ("review-by",)),
    "deciders": (
        lambda draft: editing.add_items(draft, "deciders", ["Ida Berg (PM)"]),
        ("deciders",),
    ),
    "modules": (lambda draft: editing.add_items(draft, "modules", ["payments"]), ("modules",)),
    "aliases": (lambda draft: editing.add_items(draft, "aliases", ["0001-former"]), ("aliases",)),
    "supersedes": (lambda draft: editing.add_links(draft, "supersedes", [LINK]), ("supersedes",)),
    "amended-by": (lambda draft: editing.add_links(draft, "amended-by", [LINK]), ("amended-by",)),
    "no date": (lambda draft: editing.remove_field(draft, "date"), ("date",)),
    "no deciders": (lambda draft: editing.remove_field(draft, "deciders"), ("deciders",)),
    "title": (lambda draft: editing.set_title(draft, "Another title"), ("title",)),
    "number": (lambda draft: editing.set_number(draft, 77), ("title", "x-id", "x-adr", "x-number")),
    **{
        f"set {key}": (
            lambda draft, key=key: editing.set_section(draft, key, "- **One**: two"),  # type: ignore[misc]
            (key,),
        )
        for key in _SECTIONS
    },
    **{
        f"append to {key}": (
            lambda draft, key=key: editing.append_to_section(draft, key, "And more."),  # type: ignore[misc]
            (key,),
        )
        for key in _SECTIONS
    },
}

MUTATIONS: dict[str, Callable[[bytes], bytes]] = {
    "line feeds with carriage returns": lambda content: content.replace(b"\r\n", b"\n").replace(
        b"\n", b"\r\n"
    ),
    "a byte order mark": lambda content: b"\xef\xbb\xbf" + content,
    "no final line break": lambda content: content.rstrip(b"\r\n"),
    "spaces at the ends of lines": lambda content: content.replace(b"\n", b"  \n"),
    "tabs": lambda content: content.replace(b": ", b":\t").replace(b"- ", b"-\t"),
    "bytes that are no text": lambda content: content + b"\n\xff\xfe \xc3\n",
    "a final line without words": lambda content: content + b"\n\n \n",
}


def _document(draft: Draft, free: tuple[str, ...]) -> dict[str, object]:
    """Return what a record says beside these keys.

    A line that no field holds as a whole is text as well: one that states a field of
    these keys goes. Which of the formats of others it is depends on its sections.
    """
    record = editing.opened(draft)
    made = {**document(record), "amended-by": record.amended_by}
    raw = [line.strip() for line in View(draft.content).lines]
    own = {raw[each.line - 1] for each in record.statements if each.key in free}
    if record.format in ("madr", "nygard", "other"):
        made["format"] = "of others"
    texts = []
    for each in record.sections:
        lines = [line.strip() for line in each.text.split("\n")]
        left = [line for line in lines if line and line not in own]
        if SECTIONS.get(fold(each.heading)) not in free and (left or not own.intersection(lines)):
            stated = any(line.lstrip("#= ") == each.heading for line in own)  # `## Status: X`
            texts.append(("" if stated else each.heading, left))
    return {key: made[key] for key in made if key not in (*free, "sections")} | {"sections": texts}


def _raw(draft: Draft) -> list[str]:
    return lines(draft.content.removeprefix(b"\xef\xbb\xbf").decode("latin-1"))


def _own(record: Record, raw: list[str], keys: tuple[str, ...]) -> set[int]:
    """Return the lines (from zero) in which the parts of these keys may stand."""
    found: set[int] = set()
    begins = sorted({place[0] - 1 for place in record.places.values()} | {len(raw)})
    for key, (line, _) in record.places.items():
        if key.partition("[")[0].partition(".")[0] in keys:
            end = next(begin for begin in begins if begin > line - 1)
            found.update(range(line - 1, end))
    names = labels.label_keys()
    found.update(at for at, line in enumerate(raw) if names.get(fold(line)) in keys)  # `* Date:`
    for each in record.statements:
        if each.key in keys:
            found.add(each.line - 1)
            if each.manner == "front matter":  # an item of a list goes with the field's name
                at = each.line - 1
                while raw[at][:1] in " -":
                    at -= 1
                    found.add(at)
    return found


def _stays_around(before: Draft, after: Draft, keys: tuple[str, ...]) -> None:
    """Hold the lines of a file against what an edit made of them."""
    was, now = _raw(before), _raw(after)
    own = _own(editing.opened(before), was, keys)
    kept = [
        line
        for at, line in enumerate(was)
        if at not in own and (line.strip() or not own.intersection((at - 1, at + 1)))
    ]
    rest = iter(now)
    for at, line in enumerate(kept):
        ended = line.endswith(("\n", "\r"))
        last = at == len(kept) - 1
        assert any(
            each == line or (last and not ended and each.rstrip("\r\n") == line) for each in rest
        ), f"{line!r} is gone, or has moved"


def _hold(draft: Draft, command: str) -> None:
    run, keys = COMMANDS[command]
    try:
        after = run(draft)
    except Refused:
        return
    _stays_around(draft, after, keys)
    assert _document(after, keys) == _document(draft, keys)
    assert after.content.startswith(b"\xef\xbb\xbf") == draft.content.startswith(b"\xef\xbb\xbf")


def _draft(path: Path, content: bytes) -> Draft:
    return Draft(content, f"docs/decisions/{path.relative_to(EXAMPLES).as_posix()}")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(EXAMPLES).as_posix())
def test_an_edit_of_an_example_changes_only_its_own_lines(path: Path) -> None:
    """Every command, on the file as it is."""
    draft = _draft(path, path.read_bytes())
    for command in COMMANDS:
        _hold(draft, command)


@settings(max_examples=120)
@given(
    path=st.sampled_from(FILES),
    mutations=st.sets(st.sampled_from(sorted(MUTATIONS)), min_size=1, max_size=3),
    command=st.sampled_from(sorted(COMMANDS)),
)
def test_an_edit_of_a_mutated_example_changes_only_its_own_lines(
    path: Path, mutations: set[str], command: str
) -> None:
    """Whatever its line endings, its spaces and its last line are."""
    content = path.read_bytes()
    for mutation in sorted(mutations):
        content = MUTATIONS[mutation](content)
    _hold(_draft(path, content), command)

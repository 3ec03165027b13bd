"""Finds every place that names a record, and what it must say once the record has moved."""

from __future__ import annotations

import posixpath
import re

from git_decide import store
from git_decide.errors import ConfigurationBroken, some
from git_decide.git import grep
from git_decide.policy.config_links import config_links
from git_decide.queries.names.code_links import code_links
from git_decide.queries.names.rewording import (
    moved_step,
    place_of,
    relabelled,
    repathed,
    reworded,
    whole_word,
)
from git_decide.records.digest import Name, stem_of
from git_decide.records.edit.view import Edit, View
from git_decide.records.mentions import mentions
from git_decide.records.model import LINKS
from git_decide.records.prose import markup_of
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.git.repository import Repository
    from git_decide.queries.names.references import Catalogue
    from git_decide.queries.names.rewording import Change
    from git_decide.records.model import Mention, Record
    from git_decide.store import Stored

CONFIG = "decisions.toml"
_DECISION = r"[Dd][Ee][Cc][Ii][Ss][Ii][Oo][Nn][[:space:]]*:"
_LABELS = (
    re.compile(r"\[(?P<label>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?\Z"),
    re.compile(r"`(?P<label>[^`<]*[^`<\s])\s*<\Z"),
)
_WAY = re.compile(r"[^\s()<>\[\]`\"']*/[^\s()<>\[\]`\"'/]+\Z")
_LABEL_BEHIND = re.compile(r"[^\[\s]*\[(?P<label>[^\]]*)\]")


@value
class Left:
    """A place that names the record and was not changed; `why` says so in words."""

    path: str
    line: int
    text: str
    why: str


@value
class Mending:
    """What becomes of the places that name a record: edits by path, and what stays."""

    edits: tuple[tuple[str, tuple[Edit, ...]], ...]
    left: tuple[Left, ...]


def mending(
    repo: Repository, records: Sequence[Stored], known: Catalogue, change: Change
) -> Mending:
    """Return what to change wherever `change.old` is named, in the work tree.

    In records of every format, in decisions.toml, in links of tracked Markdown,
    reStructuredText and AsciiDoc files, in `Decision:` comments of tracked code. What
    several records could be meant by is left, and told. One git process.
    """
    book = _Book(repo, known, change)
    for stored in records:
        if stored.reading.record:
            book.record(stored.reading.record)
    book.config()
    word = change.old.id
    told = change.old != change.new and len(word) > 4 and not word.isdigit()
    words = [word] if told else []
    lines = grep.lines_saying(repo, _DECISION, words)
    own = {stored.name.path for stored in records}
    for path in dict.fromkeys(line.path for line in lines if line.path not in own):
        book.document(path)
    for line in lines:
        if line.path not in own:
            book.code(line)
    for line in lines if words else ():
        book.text(line)
    return book.made()


class _Book:
    """Gathers edits and what is left; one edit for each place."""

    def __init__(self, repo: Repository, known: Catalogue, change: Change) -> None:
        self._repo = repo
        self._known = known
        self._change = change
        self._edits: dict[str, list[Edit]] = {}
        self._left: dict[tuple[str, int, str], Left] = {}
        self._word = whole_word(change.old.id)

    def made(self) -> Mending:
        edits = tuple((path, tuple(found)) for path, found in sorted(self._edits.items()))
        left = sorted(self._left.values(), key=lambda each: (each.path, each.line))
        return Mending(edits, tuple(left))

    def record(self, record: Record) -> None:
        """Look at the links in a record's text, then at the fields that name others."""
        path = record.name.path
        content = self._content(path)
        if content is None:
            return
        lines = View(content).lines
        for mention in record.mentions:
            self._mention(path, lines, mention, record.name)
        for key in LINKS:
            for number, written in enumerate(getattr(record, key.replace("-", "_"))):
                line, column = record.places.get(f"{key}[{number}]", (0, 0))
                self._field(record.name, lines, written, line, column)

    def config(self) -> None:
        """Look at what decisions.toml names."""
        try:
            content = self._content(CONFIG)
            links = config_links(content) if content else ()
        except ConfigurationBroken:
            return  # told by every command that needs it
        source = Name("", "", None, CONFIG)
        for link in links:
            if self._means(CONFIG, link.line, link.written, source):
                new = reworded(link.written, self._change)
                string = link.string.replace(link.written, new)
                self._edit(CONFIG, Edit(link.line, link.column, link.string, string))

    def document(self, path: str) -> None:
        """Look at the links of a file of text that is no record."""
        markup = markup_of(path)
        content = self._content(path) if markup else None
        if markup is None or content is None:
            return
        view = View(content)
        for mention in mentions(view.text, path, markup):
            self._mention(path, view.lines, mention, Name("", "", None, path))

    def code(self, line: grep.Line) -> None:
        """Look at the decisions that a comment names."""
        text = line.text.removeprefix("\ufeff")
        source = Name("", "", None, line.path)
        for link in code_links(text):
            if self._means(line.path, line.number, link.written, source):
                new = reworded(link.written, self._change)
                self._edit(line.path, Edit(line.number, link.column, link.written, new))

    def text(self, line: grep.Line) -> None:
        """Tell of an id that stands in a text and is no link."""
        text = line.text.removeprefix("\ufeff")
        for found in self._word.finditer(text):
            here = Edit(line.number, found.start() + 1, found.group(), moved_step(self._change.new))
            if any(_overlap(here, edit) for edit in self._edits.get(line.path, ())):
                continue
            if self._leads_inside(line.path, text[: found.end()]):
                self._edit(line.path, here)
            elif line.path != self._change.old.path:  # its own former ids
                gone = stem_of(f"x{text[found.end() :].partition(' ')[0].rstrip('.,;:)')}")
                why = "leads nowhere now" if gone else "is only text: it still means the record"
                self._leave(line.path, line.number, found.group(), why)

    def _leads_inside(self, path: str, text: str) -> bool:
        """Tell whether a text ends with the way, from a file of text, to a folder that moves."""
        place = place_of(self._change.old)
        if place == self._change.old.path or not markup_of(path):
            return False
        way = _WAY.search(text)
        led = posixpath.join(posixpath.dirname(path), way[0]) if way else ""
        return posixpath.normpath(led) == place

    def _mention(self, path: str, lines: Sequence[str], mention: Mention, source: Name) -> None:
        if mention.path != self._change.old.path:
            found = self._known.resolve(mention.path, source)
            if found != (self._change.old,) or self._known.case_differs(mention.path, source):
                return
        new = repathed(mention.text, self._change)
        if new == mention.text:
            why = "leads to its file in a way that is left to you"
            self._leave(path, mention.line, mention.text, why)
            return
        self._edit(path, Edit(mention.line, mention.column, mention.text, new))
        label = _label(lines[mention.line - 1], mention)
        if label:
            at, text = label
            self._edit(path, Edit(mention.line, at + 1, text, relabelled(text, self._change)))

    def _field(
        self, source: Name, lines: Sequence[str], written: str, line: int, column: int
    ) -> None:
        if not self._means(source.path, line, written, source):
            return
        new = reworded(written, self._change)
        if new == written:
            return
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        at = text.find(written, max(column - 1, 0))
        at = at if at >= 0 else text.find(written)
        if at >= 0:
            self._edit(source.path, Edit(line, at + 1, written, new))
        elif not self._edited(source.path, line):
            self._leave(source.path, line, written, "is written in a way that is left to you")

    def _means(self, path: str, line: int, written: str, source: Name) -> bool:
        """Return whether a reference means the record and no other; tell where it may mean both."""
        found = self._known.resolve(written, source)
        if self._change.old not in found:
            return False
        if len(found) > 1:
            candidates = some([name.qualified for name in found], " or ")
            self._leave(path, line, written, f"may mean {candidates}")
        return len(found) == 1

    def _edit(self, path: str, edit: Edit) -> None:
        known = self._edits.get(path, [])
        if edit.old != edit.new and not any(_overlap(edit, other) for other in known):
            self._edits.setdefault(path, []).append(edit)

    def _edited(self, path: str, line: int) -> bool:
        return any(edit.line == line for edit in self._edits.get(path, ()))

    def _leave(self, path: str, line: int, text: str, why: str) -> None:
        self._left.setdefault((path, line, text), Left(path, line, text, why))

    def _content(self, path: str) -> bytes | None:
        return store.content_at(self._repo, store.WORKTREE, path)


def _overlap(one: Edit, other: Edit) -> bool:
    if one.line != other.line:
        return False
    return one.column < other.column + len(other.old) and other.column < one.column + len(one.old)


def _label(line: str, mention: Mention) -> tuple[int, str] | None:
    """Return where the text of a link begins, from zero, and what it is."""
    at = mention.column - 1
    for pattern in _LABELS:
        if found := pattern.search(line, 0, at):
            return found.start("label"), found["label"]
    behind = _LABEL_BEHIND.match(line, at + len(mention.text))
    return (behind.start("label"), behind["label"]) if behind else None

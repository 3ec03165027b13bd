"""Tells how the records of one revision differ from those of an earlier one."""

from __future__ import annotations

from git_decide import store
from git_decide.queries.rules import judging_rules
from git_decide.records.document import document
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Literal

    from git_decide.git.repository import Repository
    from git_decide.listing import Listed
    from git_decide.records.digest import Name
    from git_decide.records.model import Record
    from git_decide.store import Words

    How = Literal["added", "changed", "deleted"]
    Pair = tuple[Listed | None, Listed | None]

# What the id says already, and the status in other words.
_TOLD_OTHERWISE = ("log", "number", "status-text")


@value
class Sheet:
    """A record as one revision has it: `record` is None where its file cannot be read."""

    name: Name
    record: Record | None


@value
class FieldChange:
    """A key of the canonical document that is not what it was; None: not stated."""

    key: str
    before: object = None
    after: object = None


@value
class RecordChange:
    """A record that was added, changed or deleted, on either side as far as it is there.

    `fields` are in the order of the document; none where only the form was changed.
    """

    before: Sheet | None
    after: Sheet | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def how(self) -> How:
        """What became of the record."""
        if self.before is None:
            return "added"
        return "deleted" if self.after is None else "changed"

    @property
    def sheet(self) -> Sheet:
        """The record as it is now, or as it was before it was deleted."""
        found = self.after or self.before
        assert found
        return found

    @property
    def renamed(self) -> bool:
        """Whether the record has another id than before."""
        before, after = self.before, self.after
        return bool(before and after and before.name.qualified != after.name.qualified)


def record_changes(repo: Repository, fork: str, tip: str) -> tuple[RecordChange, ...]:
    """Return what became of the records between two revisions, by the names they have now.

    Each side is read by its own rules; `fork` may be "": nothing was there yet. Only
    records whose files differ are read.
    """
    old_rules, new_rules = judging_rules(repo, fork or None), judging_rules(repo, tip)
    old = store.listed(repo, old_rules.records, fork) if fork else ()
    new = store.listed(repo, new_rules.records, tip)
    same = set(old) & set(new)
    old = tuple(entry for entry in old if entry not in same)
    new = tuple(entry for entry in new if entry not in same)
    before = dict(zip(old, sheets(repo, old, store.words_of(old_rules)), strict=True))
    after = dict(zip(new, sheets(repo, new, store.words_of(new_rules)), strict=True))
    found = [
        _change(before[was] if was else None, after[now] if now else None)
        for was, now in _pairs(before, after)
    ]
    return tuple(sorted(found, key=lambda each: (each.sheet.name.log, each.sheet.name.path)))


def sheets(repo: Repository, entries: Iterable[Listed], words: Words) -> tuple[Sheet, ...]:
    """Return the listed records, read."""
    found = store.read(repo, tuple(entries), words)
    return tuple(Sheet(each.name, each.reading.record) for each in found)


def _pairs(before: Iterable[Listed], after: Mapping[Listed, Sheet]) -> Iterator[Pair]:
    """Yield which record was which: by path, by id, by a former id, by what it holds."""
    left = {entry.name.path: entry for entry in before}
    came = []
    for entry in after:
        was = left.pop(entry.name.path, None)
        if was:
            yield was, entry
        else:
            came.append(entry)
    known = {key: path for path, entry in left.items() for key in _keys(entry)}
    for entry in came:
        paths = (known.get(key, "") for key in (*_keys(entry), *_former(after[entry])))
        path = next((path for path in paths if path in left), "")
        yield left.pop(path, None), entry
    for entry in left.values():
        yield entry, None


def _keys(entry: Listed) -> Iterator[tuple[str, str]]:
    yield "id", entry.name.qualified
    yield "id", entry.name.path
    yield "blob", entry.blob
    if entry.name.log:
        yield f"id in {entry.name.log}", entry.name.id


def _former(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Yield what the record was called once, which may be the id of another log."""
    for alias in sheet.record.aliases if sheet.record else ():
        yield "id", alias
        yield f"id in {sheet.name.log}", alias


def _change(before: Sheet | None, after: Sheet | None) -> RecordChange:
    if before is None or after is None:
        return RecordChange(before, after)
    return RecordChange(before, after, tuple(_fields(_said(before), _said(after))))


def _said(sheet: Sheet) -> Mapping[str, object]:
    return document(sheet.record) if sheet.record else {}


def _fields(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[FieldChange]:
    for key in dict.fromkeys((*after, *before)):
        if key in _TOLD_OTHERWISE or before.get(key) == after.get(key):
            continue
        if key == "sections":
            yield from _sections(before.get(key), after.get(key))
        else:
            yield FieldChange(key, before.get(key), after.get(key))


def _sections(before: object, after: object) -> Iterator[FieldChange]:
    """Yield the further sections that differ, each under its heading."""
    old, new = _by_heading(before), _by_heading(after)
    for heading in dict.fromkeys((*new, *old)):
        if old.get(heading) != new.get(heading):
            yield FieldChange(f"sections.{heading}", old.get(heading), new.get(heading))


def _by_heading(sections: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in sections if isinstance(sections, list) else ():
        heading, text = each["heading"], each["text"]
        found[heading] = f"{found[heading]}\n\n{text}" if heading in found else text
    return found

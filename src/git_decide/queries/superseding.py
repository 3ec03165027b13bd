"""Works out what becomes of the records that another one supersedes."""

from __future__ import annotations

from git_decide import store
from git_decide.errors import Refused, UserError, named, some
from git_decide.queries.filling import draft
from git_decide.queries.names.references import catalogue
from git_decide.records import editing, lifecycle
from git_decide.records.editing import Link
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.names.references import Catalogue
    from git_decide.records.digest import Name
    from git_decide.records.model import Record
    from git_decide.store import Stored

ACCEPTED, SUPERSEDED = "accepted", "superseded"
# What may stand in the place of a record, by the status of that one.
_SUCCESSORS = {
    "accepted": (ACCEPTED, SUPERSEDED),
    "proposed": (ACCEPTED, SUPERSEDED, "proposed", "contested", "escalated"),
}


@value
class Shelf:
    """All records of all logs, by name, and what finds the one that a reference means."""

    records: Mapping[str, Stored]
    catalogue: Catalogue

    def one(self, written: str, source: Name) -> Stored:
        """Return the record that `written` in `source` means.

        Raises `Refused` where there is none and `UserError` where there are several.
        """
        found = self.catalogue.resolve(written, source)
        if not found:
            raise Refused(
                f"no record is called {named(written)}", "git decide list   shows them all"
            )
        if len(found) > 1:
            candidates = some([name.qualified for name in found])
            raise UserError(f"{named(written)} may mean {candidates}", "Write more of the id.")
        return self.records[found[0].path]

    def leads_to(self, written: Sequence[str], source: Name, wanted: Name) -> bool:
        """Tell whether one of these references already means the record `wanted`."""
        return any(self.catalogue.resolve(each, source) == (wanted,) for each in written)


def shelf(repo: Repository, rules: Rules) -> Shelf:
    """Return every record of the work tree."""
    records = store.log(repo, rules, store.WORKTREE)
    return Shelf({stored.name.path: stored for stored in records}, catalogue(records))


def link(name: Name, record: Record | None, log: str) -> Link:
    """Return a link to a record, for one that lies in `log`."""
    title = (record.title or "") if record else ""
    return Link(name.id if name.log == log else name.qualified, name.path, title, name.number)


def draft_of(repo: Repository, rules: Rules, name: Name) -> editing.Draft:
    """Return the record's file in the work tree, ready to be edited."""
    content = store.content_at(repo, store.WORKTREE, name.path) or b""
    return draft(rules, name.path, content)


def superseded(
    repo: Repository, rules: Rules, written: Sequence[str], by: Record
) -> tuple[tuple[Name, bytes], ...]:
    """Return the records that the record `by` supersedes, each with its new text.

    `written` is what `by` calls them. Raises `Refused` for one whose status does not
    allow it, for the record itself, and for one that supersedes it in turn.
    """
    if not written:
        return ()
    books = shelf(repo, rules)
    others = {other.name: other for each in written if (other := books.one(each, by.name))}
    for other in others.values():
        refuse_circle(books, other.name, by.name)
    return tuple((name, _marked(repo, rules, books, each, by)) for name, each in others.items())


def missing_end(repo: Repository, rules: Rules, old: Record, by: Record) -> Link | None:
    """Return the link to `by` that `old` lacks, None where it names that record already."""
    if old.superseded_by:
        books = shelf(repo, rules)
        if books.leads_to(old.superseded_by, old.name, by.name):
            return None
    return link(by.name, by, old.name.log)


def successor(
    repo: Repository, rules: Rules, old: Stored, by: Stored
) -> tuple[tuple[str, bytes], ...]:
    """Return the new text of the record `by`, which will say that it supersedes `old`.

    Raises `Refused` where its status does not let it stand in the place of `old`, or
    where it was superseded by `old`.
    """
    if old.name == by.name:
        raise Refused(f"{old.name.qualified} cannot take its own place", "Name another record.")
    books = shelf(repo, rules)
    refuse_circle(books, old.name, by.name)
    _refuse_weak(old, by)
    record = by.reading.record
    if record and books.leads_to(record.supersedes, by.name, old.name):
        return ()
    opened = draft_of(repo, rules, by.name)
    there = link(old.name, old.reading.record, by.name.log)
    return ((by.name.path, editing.add_links(opened, "supersedes", [there]).content),)


def _refuse_weak(old: Stored, by: Stored) -> None:
    before = (old.reading.record.status or "") if old.reading.record else ""
    status = (by.reading.record.status or "") if by.reading.record else ""
    if status in _SUCCESSORS.get(before, ()):
        return
    hint = "Name a record that was accepted."
    if lifecycle.may(status, ACCEPTED):
        hint = f"git decide accept {by.name.qualified} --supersedes {old.name.qualified}"
    called = status or "without a status"
    raise Refused(
        f"{by.name.qualified} is {called}, so nothing would hold in place of {old.name.qualified}",
        hint,
    )


def amended(
    repo: Repository, rules: Rules, written: Sequence[str], by: Record
) -> tuple[tuple[Name, bytes], ...]:
    """Return the records that `by` amends, as far as their format writes that down."""
    if not written:
        return ()
    books = shelf(repo, rules)
    found = []
    for other in {stored.name: stored for stored in (books.one(e, by.name) for e in written)}:
        record = books.records[other.path].reading.record
        if not record or record.format in ("decision-log", "madr"):
            continue
        if not books.leads_to(record.amended_by, other, by.name):
            there = link(by.name, by, other.log)
            opened = draft_of(repo, rules, other)
            found.append((other, editing.add_links(opened, "amended-by", [there]).content))
    return tuple(found)


def refuse_circle(books: Shelf, old: Name, by: Name) -> None:
    """Raise `Refused` where the record `old` supersedes `by`, be it through others."""
    if old == by:
        raise Refused(f"{by.qualified} supersedes itself", "Take it out of its `supersedes`.")
    edges = _replaced(books)
    ways: dict[Name, tuple[Name, ...]] = {old: (old,)}
    waiting = [old]
    while waiting:
        at = waiting.pop()
        for after in edges.get(at, ()):
            if after not in ways:
                ways[after] = (*ways[at], after)
                waiting.append(after)
    if by in ways:
        chain = " → ".join(name.qualified for name in ways[by])
        raise Refused(
            f"{old.qualified} supersedes {by.qualified} already ({chain}), "
            "and in a circle none would hold",
            f"git decide show {old.qualified}   shows what it supersedes",
        )


def _replaced(books: Shelf) -> Mapping[Name, Sequence[Name]]:
    """Return for every record those that it supersedes, whichever end says so."""
    edges: dict[Name, list[Name]] = {}
    for stored in books.records.values():
        record, name = stored.reading.record, stored.name
        for written in record.supersedes if record else ():
            edges.setdefault(name, []).extend(books.catalogue.resolve(written, name)[:1])
        for written in record.superseded_by if record else ():
            for other in books.catalogue.resolve(written, name)[:1]:
                edges.setdefault(other, []).append(name)
    return edges


def _marked(repo: Repository, rules: Rules, books: Shelf, other: Stored, by: Record) -> bytes:
    """Return the text of a record that an accepted one replaces."""
    record = other.reading.record
    status = (record.status or "") if record else ""
    if status != SUPERSEDED and not lifecycle.may(status, SUPERSEDED):
        raise Refused(
            f"{other.name.qualified} is {status or 'without a status'}, so it cannot be superseded",
            "Take it out of `supersedes`.",
        )
    opened = draft_of(repo, rules, other.name)
    named_already = record and books.leads_to(record.superseded_by, other.name, by.name)
    there = None if named_already else link(by.name, by, other.name.log)
    if status != SUPERSEDED:
        opened = editing.set_status(opened, SUPERSEDED, there)
    elif there:
        opened = editing.add_links(opened, "superseded-by", [there])
    return opened.content

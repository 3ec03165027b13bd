"""Works out how one record stands to the others: what it replaces, what replaced it since."""

from __future__ import annotations

from git_decide.queries.names.references import catalogue
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from git_decide.queries.names.references import Catalogue
    from git_decide.records.digest import Name
    from git_decide.records.model import Record
    from git_decide.store import Stored


@value
class Other:
    """A record at the other end of a link: what it is called and what it says now."""

    name: Name
    title: str
    status: str


@value
class Relations:
    """Links of one record, whichever end states them.

    `in_force` is what stands at the end of the chain of those that superseded it, empty
    where nothing did, or where the chain is a circle. `unresolved` are links as the record
    states them that mean no other record, or several.
    """

    supersedes: tuple[Other, ...] = ()
    superseded_by: tuple[Other, ...] = ()
    amends: tuple[Other, ...] = ()
    amended_by: tuple[Other, ...] = ()
    in_force: tuple[Other, ...] = ()
    unresolved: tuple[str, ...] = ()


def relations(stored: Stored, records: Sequence[Stored]) -> Relations:
    """Return how a record stands to all `records` of all logs, itself included."""
    known = catalogue(records)
    replaced = _pairs(records, known, "supersedes", "superseded_by")
    amended = _pairs(records, known, "amends", "amended_by")
    others = {each.name: _other(each) for each in records}

    def ends(pairs: Iterable[tuple[Name, Name]], at: int) -> tuple[Other, ...]:
        """Return the other end of each pair that has the record at place `at`."""
        found = dict.fromkeys(pair[1 - at] for pair in pairs if pair[at] == stored.name)
        return tuple(others[name] for name in found)

    return Relations(
        ends(replaced, 0),
        ends(replaced, 1),
        ends(amended, 0),
        ends(amended, 1),
        tuple(others[name] for name in _last(stored.name, replaced)),
        tuple(_unresolved(stored.reading.record, known)),
    )


def _pairs(
    records: Sequence[Stored], known: Catalogue, forth: str, back: str
) -> list[tuple[Name, Name]]:
    """Return (the newer, the older) for each link of one kind that means one other record."""
    found: dict[tuple[Name, Name], None] = {}
    for each in records:
        record = each.reading.record
        for other in _meant(record, forth, known):
            found[each.name, other] = None
        for other in _meant(record, back, known):
            found[other, each.name] = None
    return [pair for pair in found if pair[0] != pair[1]]


def _meant(record: Record | None, field: str, known: Catalogue) -> Iterator[Name]:
    if record is None:
        return
    for written in getattr(record, field):
        found = known.resolve(written, record.name)
        if len(found) == 1:
            yield found[0]


def _unresolved(record: Record | None, known: Catalogue) -> Iterator[str]:
    if record is None:
        return
    fields = (record.supersedes, record.superseded_by, record.amends, record.amended_by)
    for written in (each for field in fields for each in field):
        if len(known.resolve(written, record.name)) != 1:
            yield written


def _last(start: Name, replaced: Sequence[tuple[Name, Name]]) -> list[Name]:
    newer: dict[Name, list[Name]] = {}
    for new, old in replaced:
        newer.setdefault(old, []).append(new)
    seen, open_ends = {start}, [start]
    found = []
    while open_ends:
        for name in newer.get(open_ends.pop(0), ()):
            if name not in seen:
                seen.add(name)
                open_ends.append(name)
                if name not in newer:
                    found.append(name)
    return found


def _other(stored: Stored) -> Other:
    record = stored.reading.record
    title, status = (record.title, record.status) if record else ("", "")
    return Other(stored.name, title or "", status or "")

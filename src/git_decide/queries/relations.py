"""Works out how one record stands to the others: what it replaces, what replaced it since."""

from __future__ import annotations

from git_decide.queries.checks.gist import gist_of
from git_decide.queries.names.references import Called, Catalogue
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from git_decide.queries.checks.gist import Gist
    from git_decide.records.digest import Name
    from git_decide.store import Stored

    # (the newer, the older) of each link.
    Pairs = Sequence[tuple[Name, Name]]


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
    where nothing did, or where the chain is a circle. `chain` is all of the chain with the
    record itself, older ones first: what it replaced and what that had replaced, what
    replaced it and so on; empty where it neither replaces anything nor was replaced.
    `unresolved` are links as the record states them that mean no other record, or several.
    """

    supersedes: tuple[Other, ...] = ()
    superseded_by: tuple[Other, ...] = ()
    amends: tuple[Other, ...] = ()
    amended_by: tuple[Other, ...] = ()
    in_force: tuple[Other, ...] = ()
    unresolved: tuple[str, ...] = ()
    chain: tuple[Other, ...] = ()
    relates: tuple[Other, ...] = ()


def relations(stored: Stored, records: Sequence[Stored]) -> Relations:
    """Return how a record stands to all `records` of all logs, itself included."""
    return Ties([gist_of(each) for each in records]).of(stored.name)


def called(gists: Iterable[Gist]) -> Catalogue:
    """Return what finds the record behind a reference, given all records of all logs."""
    return Catalogue([Called(gist.name, gist.title, gist.aliases) for gist in gists])


class Ties:
    """Who supersedes and who amends whom, among all records of all logs."""

    def __init__(self, gists: Sequence[Gist], known: Catalogue | None = None) -> None:
        self._known = called(gists) if known is None else known
        self._gists = {gist.name: gist for gist in gists}
        self._replaced = _pairs(gists, self._known, "supersedes", "superseded-by")
        self._amended = _pairs(gists, self._known, "amends", "amended-by")
        self._related = _pairs(gists, self._known, "relates", "")

    def of(self, name: Name) -> Relations:
        """Return how the record of this name stands to the others."""

        def ends(pairs: Pairs, at: int) -> tuple[Other, ...]:
            """Return the other end of each pair that has the record at place `at`."""
            found = dict.fromkeys(pair[1 - at] for pair in pairs if pair[at] == name)
            return tuple(map(self._other, found))

        newer = _by_older(self._replaced)
        return Relations(
            ends(self._replaced, 0),
            ends(self._replaced, 1),
            ends(self._amended, 0),
            ends(self._amended, 1),
            tuple(self._other(last) for last in _reached(name, newer) if last not in newer),
            tuple(_unresolved(self._gists[name], self._known)),
            tuple(map(self._other, self.chain(name))),
            tuple(dict.fromkeys((*ends(self._related, 0), *ends(self._related, 1)))),
        )

    def chain(self, name: Name) -> tuple[Name, ...]:
        """Return the chain of supersession that a record is part of, older ones first.

        Empty where it neither replaces anything nor was replaced.
        """
        newer = _by_older(self._replaced)
        older = _by_older([(old, new) for new, old in self._replaced])
        members = {name, *_reached(name, newer), *_reached(name, older)}
        return tuple(_in_order(members, older)) if len(members) > 1 else ()

    def _other(self, name: Name) -> Other:
        gist = self._gists[name]
        return Other(name, gist.title, gist.status)


def _pairs(
    gists: Iterable[Gist], known: Catalogue, forth: str, back: str
) -> list[tuple[Name, Name]]:
    """Return (the newer, the older) for each link of one kind that means one other record."""
    found: dict[tuple[Name, Name], None] = {}
    for gist in gists:
        for link in gist.links:
            if link.key not in (forth, back):
                continue
            meant = known.resolve(link.written, gist.name)
            if len(meant) == 1 and meant[0] != gist.name:
                found[(gist.name, *meant) if link.key == forth else (*meant, gist.name)] = None
    return list(found)


def _unresolved(gist: Gist, known: Catalogue) -> Iterator[str]:
    for link in gist.links:
        if len(known.resolve(link.written, gist.name)) != 1:
            yield link.written


def _by_older(pairs: Pairs) -> dict[Name, list[Name]]:
    found: dict[Name, list[Name]] = {}
    for new, old in pairs:
        found.setdefault(old, []).append(new)
    return found


def _reached(start: Name, further: Mapping[Name, Sequence[Name]]) -> list[Name]:
    """Return what is reached from a record, nearest first, without the record itself."""
    seen, waiting = {start: None}, [start]
    for name in waiting:
        fresh = [each for each in further.get(name, ()) if each not in seen]
        seen.update(dict.fromkeys(fresh))
        waiting += fresh
    return list(seen)[1:]


def _in_order(members: set[Name], older: Mapping[Name, Sequence[Name]]) -> list[Name]:
    """Return records with those that they replace in front of them, a circle somehow."""
    left = sorted(members, key=lambda name: (name.log, name.path))
    found: list[Name] = []
    while left:
        ready = [name for name in left if not set(older.get(name, ())) & set(left) - {name}]
        found += ready[:1] or left[:1]
        left.remove(found[-1])
    return found

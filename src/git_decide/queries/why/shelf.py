"""Looks records up for links, comments and commits, and tells how they follow one another."""

from __future__ import annotations

from git_decide import store
from git_decide.errors import ConfigurationBroken
from git_decide.git.checkout import FILE
from git_decide.git.objects import read_blobs
from git_decide.queries.checks.reading import RecordReader
from git_decide.queries.relations import Other, Ties, called
from git_decide.records.digest import name_of
from git_decide.records.ids import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.index import Index
    from git_decide.records.digest import Name
    from git_decide.records.model import Record
    from git_decide.store import Listed, Stored


class Shelf:
    """All records of all logs at one place; a record is read as a whole when it is wanted.

    `gists` is what is remembered of each.
    """

    def __init__(self, repo: Repository, rules: Rules, where: str, index: Index) -> None:
        self._repo = repo
        self._index = index
        self._records = rules.records
        self._reader = RecordReader(repo, rules, where)
        self._entries = store.listed(repo, rules.records, where)
        self.gists: Sequence[Gist] = self._reader.gists(self._entries)
        self._by_name = {gist.name: gist for gist in self.gists}
        self._catalogue = called(self.gists)
        self._ties = Ties(self.gists, self._catalogue)
        self._known: dict[str, tuple[Name, ...]] = {}

    def gist(self, name: Name) -> Gist | None:
        """Return what is remembered of a record, None for one that is not in the log."""
        return self._by_name.get(name)

    def meant(self, written: str) -> tuple[Name, ...]:
        """Return the records that an id means here: none, the one, or the candidates."""
        if written not in self._known:
            former = self._catalogue.former
            self._known[written] = resolve(written, self._catalogue.names, lambda: former)
        return self._known[written]

    def still(self, id_: str) -> tuple[Name, ...]:
        """Return the records that have or had this whole id: one that only begins so is another."""
        former = self._catalogue.former
        stem = id_.rpartition("/")[2]
        had = (*former.get(stem, ()), *former.get(id_, ()))
        return tuple(name for name in self.meant(id_) if name.id == stem or name in had)

    def at(self, path: str) -> Name | None:
        """Return the record that a file is, None for any other file."""
        return next((name for name in self._by_name if name.path == path), None)

    def read(self, names: Iterable[Name]) -> dict[Name, Record | None]:
        """Return these records as a whole, None for what cannot be read."""
        wanted = set(names)
        entries = [entry for entry in self._entries if entry.name in wanted]
        return {each.name: each.reading.record for each in self._whole(entries)}

    def _whole(self, entries: Sequence[Listed]) -> Sequence[Stored]:
        from git_decide.queries.indexing.texts import documents

        try:
            return [*documents(self._index, self._repo, entries, self._reader.words).values()]
        except ConfigurationBroken:  # the reader goes on without the team's own schema
            return self._reader.read(entries)

    def former(self, path: str, log: str, commit: str) -> tuple[Name, Record | None] | None:
        """Return a record as it was in a commit, None where it was not there."""
        name = name_of(path, log, dict(self._records.folders()).get(log, ""))
        blob = read_blobs(self._repo, [f"{commit}:{path}"])[0]
        if name is None or blob is None:
            return None
        found = self._whole([store.Listed(name, blob.id, FILE)])[0]
        return name, found.reading.record

    def resolved(self, record: Record | None) -> tuple[tuple[str, str], ...]:
        """Return the links of a record as written, each with the one record that it means."""
        if record is None:
            return ()
        links = (*record.supersedes, *record.superseded_by, *record.amends, *record.relates)
        found = {link: self._catalogue.resolve(link, record.name) for link in links}
        return tuple((link, some[0].qualified) for link, some in found.items() if len(some) == 1)

    def other(self, name: Name) -> Other:
        """Return what a record is called and what it says now."""
        gist = self._by_name[name]
        return Other(name, gist.title, gist.status)

    def in_force(self, name: Name) -> tuple[Other, ...]:
        """Return what stands at the end of the chain of those that superseded a record."""
        return self._ties.of(name).in_force

    def chain(self, name: Name) -> tuple[Name, ...]:
        """Return a record with all that it replaced and that replaced it, older ones first."""
        return self._ties.chain(name) or (name,)

    def statuses(self, asked: Sequence[tuple[str, Name]]) -> dict[tuple[str, Name], str]:
        """Return the status that each record had in the tree of a commit, "" for none.

        Looked for under the paths that it has and had. Two processes at most.
        """
        places = [
            (f"{commit}:{path}", commit, name)
            for commit, name in asked
            for path in (name.path, *self._former_paths(name))
        ]
        blobs = read_blobs(self._repo, [place for place, _, _ in places])
        entries = {
            (commit, name): store.Listed(
                name_of(place.partition(":")[2], name.log) or name, blob.id, FILE
            )
            for (place, commit, name), blob in zip(places, blobs, strict=True)
            if blob
        }
        digests = store.digests_of(self._repo, tuple(entries.values()), self._reader.words)
        return {key: digests[entry].status for key, entry in entries.items()}

    def _former_paths(self, name: Name) -> list[str]:
        folder, _, base = name.path.rpartition("/")
        gist = self._by_name.get(name)
        ending = base[len(name.id) :] if base.startswith(name.id) else ""
        ids = [alias.rpartition("/")[2] for alias in gist.aliases] if gist and ending else []
        return [f"{folder}/{each}{ending}" for each in ids]

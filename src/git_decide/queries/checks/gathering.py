"""Gathers the records that a check looks at: those of its paths, then what these lead to."""

from __future__ import annotations

from git_decide.records.ids import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.names.references import Catalogue
    from git_decide.records.digest import Name
    from git_decide.store import Listed

    # Records that are listed, read in the team's words: what a memory may stand in for.
    Read = Callable[[Sequence[Listed]], Sequence[Gist]]


class _MoreIsNeededError(Exception):
    """The names alone do not tell what a reference means."""


class Gathered:
    """The records of all logs at one place, as far as a check has read them.

    `chosen` are those to be judged; `whole` tells that these are all. Others are
    read once something leads to them, as many as possible at once.
    """

    def __init__(self, entries: Sequence[Listed], chosen: Sequence[Listed], read: Read) -> None:
        self.entries = {entry.name.path: entry for entry in entries}
        self.names: tuple[Name, ...] = tuple(entry.name for entry in entries)
        self.whole = len(chosen) == len(entries)
        self._read = read
        self._known: dict[str, Gist] = {}
        self._catalogue: Catalogue | None = None
        self._meant: dict[tuple[str, str], tuple[Name, ...]] = {}
        self.chosen = self.gists([entry.name for entry in chosen])

    def gists(self, names: Iterable[Name]) -> tuple[Gist, ...]:
        """Return what is to be known of these records; those not read yet are read at once."""
        wanted = tuple(names)
        missing = [name.path for name in wanted if name.path not in self._known]
        entries = [self.entries[path] for path in dict.fromkeys(missing)]
        if entries:
            found = self._read(entries)
            self._known.update((gist.name.path, gist) for gist in found)
        return tuple(self._known[name.path] for name in wanted)

    def replaced(self, gists: Iterable[Gist]) -> Gathered:
        """Return the same with other gists of some records."""
        known = {**self._known, **{gist.name.path: gist for gist in gists}}
        made = Gathered(list(self.entries.values()), [], self._read)
        made._known = known
        made.whole = self.whole
        made.chosen = tuple(known[gist.name.path] for gist in self.chosen)
        return made

    @property
    def catalogue(self) -> Catalogue:
        """What finds a record by everything that it may be called; all are read for it."""
        if self._catalogue is None:
            from git_decide.queries.names.references import Called, Catalogue

            every = self.gists(self.names)
            self._catalogue = Catalogue([Called(g.name, g.title, g.aliases) for g in every])
        return self._catalogue

    def resolve(self, written: str, source: Name) -> tuple[Name, ...]:
        """Return the records that `written` in the record `source` may mean.

        As the catalogue does. Where only some records are to be judged, the others
        are not read unless ids and numbers leave it open what is meant.
        """
        key = (written, source.path)
        if key not in self._meant:
            self._meant[key] = self._resolved(written, source)
        return self._meant[key]

    def _resolved(self, written: str, source: Name) -> tuple[Name, ...]:
        quick = () if self.whole else self._by_number(written, source)
        return quick or self.catalogue.resolve(written, source)

    def _by_number(self, written: str, source: Name) -> tuple[Name, ...]:
        """Return what a path, an id or a number means, () where more is needed to tell."""
        own = [name for name in self.names if name.log == source.log]
        try:
            return resolve(written, own, _no_aliases)
        except _MoreIsNeededError:
            return ()

    def case_differs(self, written: str, source: Name) -> Name | None:
        """Return the record whose path differs from `written` in its case only, None for none."""
        if not self.whole and self._by_number(written, source):
            return None
        return self.catalogue.case_differs(written, source)

    def by_id(self, written: str) -> tuple[Name, ...]:
        """Return the records of all logs that an id means; they are read for a former one only."""
        return resolve(written, self.names, lambda: self.catalogue.former)


def _no_aliases() -> Mapping[str, Sequence[Name]]:
    raise _MoreIsNeededError

"""Collects what speaks for which record, and makes the decisions of it."""

from __future__ import annotations

from git_decide.queries.names.code_links import must_be_id
from git_decide.queries.why.model import KINDS, Commit, Dangling, Decision, Evidence
from git_decide.records.ids import parted
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from git_decide.queries.index import IndexedLink, Linked
    from git_decide.queries.why.shelf import Shelf
    from git_decide.records.digest import Name
    from git_decide.records.model import Record


class Ledger:
    """The evidence for each record, as it is found; what means no record is kept apart.

    `days` are the days of commits as git tells them, where they were made, by id.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._held: dict[Name, dict[Evidence, int]] = {}
        self._gone: dict[Name, Record | None] = {}
        self.dangling: dict[Dangling, None] = {}
        self.days: dict[str, str] = {}

    def __bool__(self) -> bool:
        """Whether there is evidence for any record."""
        return bool(self._held)

    def add(self, name: Name, evidence: Evidence) -> None:
        """Note what speaks for a record; the weights of the same evidence add up."""
        held = self._held.setdefault(name, {})
        bare = replace(evidence, weight=0)
        held[bare] = held.get(bare, 0) + evidence.weight

    def add_link(self, link: IndexedLink, commit: str, evidence: Evidence) -> None:
        """Note a link of a commit for the record that it meant there, under today's name.

        Where today's log does not have that one any more, it is read from the commit. What
        meant nothing there may mean a record that was written later.
        """
        found = self._shelf.still(link.name) if link.name else self._shelf.meant(link.written)
        if not found and not link.name:  # a path from before the log was moved means its stem
            found = self._shelf.meant(parted(link.written)[1])
        if len(found) > 1 and link.path:
            found = tuple(name for name in found if name.path == link.path) or found
        if not found and link.name:
            former = self._shelf.former(link.path, _log_of(link.name), commit)
            if former:
                self._gone[former[0]] = former[1]
                found = (former[0],)
        if len(found) == 1:
            self.add(found[0], evidence)
        else:
            self.dangling[Dangling(link.written, commit)] = None

    def add_linked(self, kind: str, commit: Linked, line_from: str, weight: int) -> None:
        """Note all links of a commit; those in a note count as such where `kind` is "trailer"."""
        for link in commit.links:
            noted = link.source == "note"
            evidence = Evidence(
                "note" if noted and kind == "trailer" else kind,  # type: ignore[arg-type]
                link.written,
                told(commit, self.days.get(commit.id, "")),
                line_from,
                link.ref,
                weight,
            )
            self.add_link(link, commit.id, evidence)

    def add_written(self, written: str, place: str, line_from: str) -> None:
        """Note what a comment in the code names."""
        found = self._shelf.meant(written)
        if len(found) == 1:
            self.add(found[0], Evidence("comment", written, None, line_from, place, 1))
        elif found or must_be_id(written):
            self.dangling[Dangling(written, "")] = None

    def decisions(self) -> tuple[Decision, ...]:
        """Return the decisions, best known first; the records are read."""
        ranked = {name: _ranked(held) for name, held in self._held.items()}
        names = sorted(ranked, key=lambda name: self._place(name, ranked[name]))
        read = {**self._shelf.read(n for n in names if n not in self._gone), **self._gone}
        governed = self._governed({name: ranked[name] for name in names if name not in self._gone})
        return tuple(
            Decision(
                name,
                read.get(name),
                ranked[name],
                () if name in self._gone else self._shelf.in_force(name),
                tuple(map(self._shelf.other, governed.get(name, ()))),
                name in self._gone,
                self._shelf.resolved(read.get(name)),
            )
            for name in names
        )

    def _place(self, name: Name, evidence: tuple[Evidence, ...]) -> tuple[int, int, str]:
        """Return what a decision is sorted by: kind of evidence, weight, the younger first."""
        best = KINDS.index(evidence[0].kind)
        weight = sum(each.weight for each in evidence if each.kind == evidence[0].kind)
        gist = self._shelf.gist(name)
        date = "".join(chr(0x7E - ord(c)) for c in gist.date[:10] if c.isascii()) if gist else "~"
        return best, -weight, date or "~"

    def _governed(self, ranked: dict[Name, tuple[Evidence, ...]]) -> dict[Name, tuple[Name, ...]]:
        """Return which of each record's chain were accepted in the commit that the line is from."""
        when = {
            name: next((each.line_from for each in evidence if each.line_from), "")
            for name, evidence in ranked.items()
        }
        chains = {name: self._shelf.chain(name) for name, commit in when.items() if commit}
        asked = [(when[name], each) for name, chain in chains.items() for each in chain]
        said = self._shelf.statuses(asked)
        return {
            name: tuple(each for each in chain if said.get((when[name], each)) == "accepted")
            for name, chain in chains.items()
        }


def told(commit: Linked, day: str = "") -> Commit:
    """Return a commit of the index as it is told of; without a `day` it is that of UTC."""
    import time

    day = day or time.strftime("%Y-%m-%d", time.gmtime(max(0, commit.committed)))
    return Commit(commit.id, commit.author, day, commit.subject)


def _ranked(held: dict[Evidence, int]) -> tuple[Evidence, ...]:
    found: Iterable[Evidence] = (replace(each, weight=weight) for each, weight in held.items())
    return tuple(sorted(found, key=lambda each: (KINDS.index(each.kind), -each.weight)))


def _log_of(qualified: str) -> str:
    return qualified.rpartition("/")[0]

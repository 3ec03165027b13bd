"""Finds which texts of records were acknowledged: what they say today, or something earlier."""

from __future__ import annotations

from functools import cached_property

from git_decide import store
from git_decide.git.objects import read_blobs
from git_decide.queries.names.former_ids import now_called
from git_decide.queries.names.references import Called
from git_decide.records.limits import LARGEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.acknowledging import Ack
    from git_decide.records.digest import Name
    from git_decide.records.model import Record


class Texts:
    """The acks that are about some of the records committed at `tip`, the id of a commit.

    An ack is about the record that it calls by its id or a former one, and about one whose
    text it lies on, under whatever name, unless that name is another record's.
    """

    def __init__(
        self,
        repo: Repository,
        rules: Rules,
        tip: str,
        records: Sequence[Record],
        said: Sequence[Ack],
    ) -> None:
        self._repo, self._rules, self._tip = repo, rules, tip
        self._entries = store.listed(repo, rules.records, tip)
        self._blobs = {entry.name.path: entry.blob for entry in self._entries}
        self._ids = _ids([entry.name for entry in self._entries], records)
        self._about = {record.name: self._acks(record.name, said) for record in records}
        self._read()

    def today(self, record: Record) -> tuple[Ack, ...]:
        """Return the acks of what a record says today."""
        return tuple(ack for ack in self._about[record.name] if self._is_same(record.name, ack))

    def earlier(self, record: Record) -> tuple[Ack, ...]:
        """Return the acks of what it said before."""
        same = set(self.today(record))
        return tuple(ack for ack in self._about[record.name] if ack not in same)

    def _acks(self, name: Name, said: Sequence[Ack]) -> tuple[Ack, ...]:
        blob = self._blobs.get(name.path, "")
        here = ((ack, self._ids.get(ack.said_of)) for ack in said)
        return tuple(
            ack for ack, meant in here if meant == name or (meant is None and ack.blob == blob)
        )

    def _read(self) -> None:
        """Read the texts that must be compared: those of notes on another blob than today's."""
        from git_decide.records import reader

        wanted: dict[str, Name] = {}
        for name, about in self._about.items():
            blob = self._blobs.get(name.path, "")
            others = [ack.blob for ack in about if blob and ack.blob != blob]
            wanted.update(dict.fromkeys([blob, *others] if others else [], name))
        blobs = read_blobs(self._repo, list(wanted), limit=LARGEST)
        policy = self._rules.records
        words = (policy.headings, policy.statuses)
        self._records: Mapping[str, Record | None] = {
            found.id: reader.read(found.content, wanted[found.id], *words).record
            for found in blobs
            if found and not found.too_large
        }

    def _is_same(self, name: Name, ack: Ack) -> bool:
        blob = self._blobs.get(name.path, "")
        if ack.blob == blob:
            return True
        now, then = self._records.get(blob), self._records.get(ack.blob)
        renamed = ack.said_of != name.qualified
        return bool(now and then and self._alike(now, then, renamed=renamed))

    def _alike(self, now: Record, then: Record, *, renamed: bool) -> bool:
        """Return whether two versions say the same; who renames a record gives it another title."""
        from git_decide.records.revision import prose

        new, old = (prose(now, self._called, (then,)), prose(then, self._called, (now,)))
        free = {"title"} if renamed else set()
        return all(new.get(key) == old.get(key) for key in {*new, *old} - free)

    @cached_property
    def _called(self) -> Callable[[str], str]:
        """What maps a former id of any record to the one that it has: others may be renamed."""
        words = store.words(self._repo, self._rules, self._tip)
        known = store.digests_of(self._repo, self._entries, words)
        return now_called(Called(e.name, "", digest.aliases) for e, digest in known.items())


def _ids(names: Sequence[Name], records: Sequence[Record]) -> dict[str, Name]:
    """Return what records are called, in full: by former ids too, as far as nobody has them now."""
    found: dict[str, Name] = {}
    for record in records:
        for alias in record.aliases:
            found[alias] = record.name
            if record.name.log and "/" not in alias:
                found[f"{record.name.log}/{alias}"] = record.name
    for name in names:
        found.update({name.path: name, name.qualified: name})
    return found

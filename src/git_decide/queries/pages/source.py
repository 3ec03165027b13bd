"""Holds what the pages are made from: the records of a place, their history, the rules, the day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from git_decide.queries.flags import flagged
from git_decide.queries.pages.covered import modules_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from git_decide.policy.model import Rules
    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.flags import FlaggedModule
    from git_decide.queries.past import Past
    from git_decide.records.digest import Name
    from git_decide.records.model import Record
    from git_decide.store import Stored


class Source:
    """What pages are made from, each of it read once.

    `past` knows the records at `where` and what git tells of them; `read` reads some of them.
    `day` is the day of the page, `since` the first one that it looks back to, both whole
    (``YYYY-MM-DD``). What was said after the day `until` does not count; it is "" for all that
    was ever said.
    """

    def __init__(
        self,
        past: Past,
        rules: Rules,
        where: str,
        read: Callable[[Sequence[Gist]], Sequence[Stored]],
        day: str,
        since: str,
        until: str = "",
    ) -> None:
        self.past = past
        self.rules = rules
        self.where = where
        self.day = day
        self.since = since
        self.until = until
        self._read = read
        self._records: dict[Name, Record] = {}

    @property
    def complete(self) -> bool:
        """Whether the whole history is here."""
        return self.past.index is None or self.past.index.complete

    @property
    def gists(self) -> Sequence[Gist]:
        """All records that can be read."""
        return [gist for gist in self.past.gists if gist.readable]

    def records(self, gists: Iterable[Gist]) -> list[tuple[Gist, Record]]:
        """Return some records with what they say, without those that cannot be read after all."""
        wanted = list(gists)
        fresh = [gist for gist in wanted if gist.name not in self._records]
        if fresh:
            read = ((each.name, each.reading.record) for each in self._read(fresh))
            self._records.update((name, record) for name, record in read if record)
        return [(g, self._records[g.name]) for g in wanted if g.name in self._records]

    def one(self, name: Name) -> tuple[Gist, Record] | None:
        """Return one record with what it says, None where there is none, or it cannot be read."""
        found = self.records(gist for gist in self.gists if gist.name == name)
        return found[0] if found else None

    @cached_property
    def flagged(self) -> Mapping[str, FlaggedModule]:
        """Every fragile module, by name."""
        found = flagged(self.past.repo, self.rules, self.where)
        return {module.name: module for module in found}

    @cached_property
    def modules(self) -> Mapping[Name, tuple[str, ...]]:
        """The fragile modules that each record covers, as the judge has it."""
        files = {name: module.files for name, module in self.flagged.items()}
        known = self.past.catalogue()
        return modules_of(self.past.repo, self.rules, known, self.gists, files)

    def days(self, day: str) -> int | None:
        """Return how many days before the day of the page a day was, None for what is no day.

        What lies ahead was no day before.
        """
        then, now = as_date(day), as_date(self.day)
        return max((now - then).days, 0) if then and now else None

    def in_time(self, day: str) -> bool:
        """Return whether a day is one of those that the page looks back to.

        Not for the day of a commit: what the page is made from has it, so that it is no later,
        though it may be the next day in UTC.
        """
        return self.since <= day <= self.day


def as_date(day: str) -> date | None:
    """Return a day as a date, None for what is none: a year, a month, any other words."""
    try:
        return date.fromisoformat(day) if len(day) == 10 else None
    except ValueError:
        return None


def whole(day: str) -> str:
    """Return a year or a month as its first day, and a day as it is."""
    return day + "0000-01-01"[len(day) :]


def before(since: str, day: str) -> str:
    """Return the first of as many days before `since` as there are from then up to `day`.

    Both included; one where `since` is not before `day`.
    """
    first, last = as_date(since) or date.min, as_date(day) or date.min
    length = max((last - first).days, 0) + 1
    return (first - timedelta(days=min(length, (first - date.min).days))).isoformat()


def seconds(day: str) -> int:
    """Return when a day begins, in seconds since 1970, UTC."""
    found = as_date(day)
    return (found - date(1970, 1, 1)).days * 86_400 if found else 0

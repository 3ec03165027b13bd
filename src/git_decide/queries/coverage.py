"""Counts how many of the commits to fragile paths name a decision."""

from __future__ import annotations

import os
from array import array
from functools import cache
from time import gmtime

from git_decide.errors import UserError
from git_decide.git import attributes, search
from git_decide.git.history import Commit
from git_decide.git.notes import verdict_refs
from git_decide.git.whole_history import changed
from git_decide.policy.links import DECISION
from git_decide.queries.coverage_links import resolving
from git_decide.queries.flags import flags
from git_decide.queries.modules import modules
from git_decide.queries.ranges.commits import said
from git_decide.queries.rules import judging_rules
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.git.whole_history import Changed
    from git_decide.policy.model import Rules

_WORD = DECISION.lower().encode()
_DAY = 86_400  # seconds
_LAST_DAY = 2_932_896  # of the year 9999: a commit may say any date


@value
class Count:
    """How many commits changed fragile paths, how many of them link a decision or skip it."""

    commits: int
    linked: int
    skipped: int

    @property
    def share(self) -> float | None:
        """Which part of the commits is linked, from 0 to 1; None where there are none."""
        return self.linked / self.commits if self.commits else None


@value
class Covered:
    """What was counted for a module, or for all as "": in all, and month by month.

    `months` are those with commits, oldest first, as (``YYYY-MM``, count).
    """

    module: str
    total: Count
    months: tuple[tuple[str, Count], ...]


@value
class Coverage:
    """The whole answer. A commit that changed two modules counts in each, and once in `all`."""

    all: Covered
    modules: tuple[Covered, ...]


def coverage(repo: Repository, since: int = 0, only: Sequence[str] = ()) -> Coverage:
    """Return the share of the commits behind HEAD that link a decision, by module and month.

    `only` are the modules that are looked at, () for every one; one that is none of
    the rules or the flags is left out.

    What is fragile is what HEAD says. Merges do not count, nor what `[policy] since` makes
    history, nor what was committed before `since` (seconds since 1970). A link counts that
    means some record of HEAD, or of the commit's own tree: whether that one covers
    the change is not asked. Months are those of the committer date, UTC.

    About ten processes however long the history is, one of which reads it; what is kept
    in memory is a few numbers for each commit. Raises `CannotLook` for a history that
    is not all here.
    """
    head = search.commit_id(repo, "HEAD")
    rules = judging_rules(repo, head)
    notes = verdict_refs(repo)
    gathered = Gathered()
    for commit in changed(repo, head, _history(repo, rules), notes, since):
        gathered.add(commit)
    flagged = gathered.modules(repo, head, frozenset(only))
    linked = resolving(repo, rules, head, gathered.links_of(flagged))
    known = {*rules.modules, *(flag.module for flag in flags(repo, head) if flag.module)}
    return _counted(gathered, flagged, linked, [m for m in known if not only or m in only])


def _history(repo: Repository, rules: Rules) -> str:
    """Return the commit whose ancestors are history, "" for none that this clone has."""
    try:
        return search.commit_id(repo, rules.since) if rules.since else ""
    except UserError:
        return ""


class Gathered:
    """The commits of a history, as few numbers each.

    `months` counts them from the year 0; `ends` tells where each commit's part of
    `paths` ends, which are numbers of paths. `links` and `skipped` are about the few
    commits that say something of decisions.
    """

    def __init__(self) -> None:
        self.numbers: dict[bytes, int] = {}
        self.months = array("l")
        self.ends = array("l")
        self.paths = array("l")
        self.links: dict[int, tuple[str, tuple[str, ...]]] = {}
        self.skipped: set[int] = set()

    def add(self, commit: Changed) -> None:
        """Take a commit in, unless it changed nothing."""
        if not commit.paths:
            return
        numbers = self.numbers
        self.paths.extend([numbers.setdefault(path, len(numbers)) for path in commit.paths])
        if _WORD in commit.message.lower() or _WORD in commit.notes.lower():
            self._hear(commit)
        self.months.append(_month_of(commit.committed // _DAY))
        self.ends.append(len(self.paths))

    def _hear(self, commit: Changed) -> None:
        texts = [text.decode("utf-8", "surrogateescape") for text in (commit.message, commit.notes)]
        message = said(Commit(commit.commit, (), "", commit.committed, *texts))
        number = len(self.months)
        if message.links:
            written = tuple(link.value for link in message.links)
            self.links[number] = (commit.commit, written)
        if message.skips:
            self.skipped.add(number)

    def modules(
        self, repo: Repository, head: str, only: frozenset[str]
    ) -> dict[int, frozenset[str]]:
        """Return which modules each commit changed, by its number; commits of none are left out."""
        names = [os.fsdecode(path) for path in self.numbers]
        known = modules(attributes.of_tree(repo, head, names))
        by_path = {
            number: known[name]
            for number, name in enumerate(names)
            if name in known and (not only or known[name] in only)
        }
        found: dict[int, frozenset[str]] = {}
        start = 0
        for number, end in enumerate(self.ends):
            touched = {by_path[path] for path in self.paths[start:end] if path in by_path}
            if touched:
                found[number] = frozenset(touched)
            start = end
        return found

    def links_of(self, numbers: Mapping[int, object]) -> dict[int, tuple[str, tuple[str, ...]]]:
        """Return commit and links of those with these numbers that have links."""
        return {number: found for number, found in self.links.items() if number in numbers}


def _counted(
    gathered: Gathered,
    flagged: Mapping[int, frozenset[str]],
    linked: frozenset[int],
    known: Sequence[str],
) -> Coverage:
    tallies: dict[str, dict[int, list[int]]] = {"": {}, **{name: {} for name in known}}
    for number, touched in flagged.items():
        has = number in linked
        counts = (1, int(has), int(not has and number in gathered.skipped))
        for module in ("", *touched):
            month = tallies.setdefault(module, {}).setdefault(gathered.months[number], [0, 0, 0])
            for place, count in enumerate(counts):
                month[place] += count
    every, *each = (_covered(module, tallies[module]) for module in sorted(tallies))
    return Coverage(every, tuple(each))


def _covered(module: str, months: Mapping[int, Sequence[int]]) -> Covered:
    total = [sum(column) for column in zip((0, 0, 0), *months.values(), strict=True)]
    told = ((_month(month), Count(*months[month])) for month in sorted(months))
    return Covered(module, Count(*total), tuple(told))


@cache
def _month_of(day: int) -> int:
    """Return the number of the month, from the year 0, that a day since 1970 lies in, UTC."""
    year, month = gmtime(min(day, _LAST_DAY) * _DAY)[:2]
    return year * 12 + month - 1


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"

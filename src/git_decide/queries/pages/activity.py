"""Counts what happened to the fragile modules in a time: changes, fixes, links to decisions."""

from __future__ import annotations

import os
import re

from git_decide.errors import CannotLook
from git_decide.git.history import Commit
from git_decide.git.notes import verdict_refs
from git_decide.git.whole_history import changed
from git_decide.policy.links import DECISION
from git_decide.queries.coverage_links import resolving
from git_decide.queries.flags import attributes_at
from git_decide.queries.modules import modules
from git_decide.queries.ranges.commits import said
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.git.whole_history import Changed
    from git_decide.policy.model import Rules

# What tells a fix, as a word of a subject in any case. Not "patch", "issue" or "error": too many
# subjects have these that repair nothing.
_FIX = re.compile(
    r"\b(?:(?:bug|hot|quick)?fix(?:es|ed|ing)?|bugs?|defects?|regressions?|regressed"
    r"|crash(?:es|ed|ing)?|repair(?:s|ed|ing)?|revert(?:s|ed|ing)?|roll(?:s|ed)?[ -]?back)\b",
    re.IGNORECASE,
)
_WORD = DECISION.lower().encode()
_EARLIEST = 100_000_000  # seconds since 1970: git takes a smaller number for a date


@value
class Fix:
    """A commit that repairs something, as its subject says: its id, the subject, when (seconds)."""

    commit: str
    subject: str
    committed: int


@value
class Activity:
    """What happened to a module in a time, and how many fixes in the time before.

    `commits` are those that changed it (merges do not count), `linked` those of them that name
    a record. `fixes` are newest first.
    """

    commits: int = 0
    linked: int = 0
    fixes: tuple[Fix, ...] = ()
    fixes_before: int = 0


@value
class Activities:
    """What happened to each module, by its name; `complete` is False for a history cut short."""

    modules: Mapping[str, Activity]
    complete: bool = True

    def of(self, module: str) -> Activity:
        """Return what happened to a module: nothing, where nothing is known."""
        return self.modules.get(module, Activity())


def is_fix(subject: str) -> bool:
    """Return whether the subject of a commit tells that it repairs something."""
    return bool(_FIX.search(subject))


def activities(
    repo: Repository, rules: Rules, where: str, tip: str, start: int, split: int
) -> Activities:
    """Return what happened to the modules behind `tip` since `split`, and from `start` until then.

    Both are in seconds since 1970 and are held against committer dates. What is fragile is what
    the flags at `where` say. A link counts as `coverage` counts it. One process reads the
    history; the others are as many for any number of commits.
    """
    found, complete = _read(repo, tip, start, split)
    by_path = modules(attributes_at(repo, where, sorted({p for each in found for p in each.paths})))
    touched = {
        number: names
        for number, each in enumerate(found)
        if (names := {by_path[path] for path in each.paths if path in by_path})
    }
    links = {n: (found[n].commit, found[n].links) for n in touched if found[n].links}
    linked = resolving(repo, rules, tip, links) if links else frozenset()
    every = sorted({name for names in touched.values() for name in names})
    mine = {name: [n for n, names in touched.items() if name in names] for name in every}
    return Activities(
        {name: _counted(found, numbers, linked, split) for name, numbers in mine.items()}, complete
    )


@value
class _Seen:
    """A commit of the time: what it changed, and what stands in the links of one that has some."""

    commit: str
    committed: int
    subject: str
    paths: tuple[str, ...]
    links: tuple[str, ...]


def _read(repo: Repository, tip: str, start: int, split: int) -> tuple[list[_Seen], bool]:
    """Return the commits, of the time before only the fixes, and whether all of them are here."""
    found: list[_Seen] = []
    since = start if start >= _EARLIEST else 0
    try:
        for commit in changed(repo, tip, "", verdict_refs(repo), since):
            found.extend(_seen(commit, start, split))
    except CannotLook:
        return found, False
    return found, True


def _seen(commit: Changed, start: int, split: int) -> Iterator[_Seen]:
    lines = commit.message.lstrip(b"\n").partition(b"\n")
    subject = lines[0].decode("utf-8", "replace")
    if commit.committed < start or (commit.committed < split and not is_fix(subject)):
        return
    paths = tuple(os.fsdecode(path) for path in commit.paths)
    yield _Seen(commit.commit, commit.committed, subject, paths, _links(commit))


def _links(commit: Changed) -> tuple[str, ...]:
    if _WORD not in commit.message.lower() and _WORD not in commit.notes.lower():
        return ()
    texts = (text.decode("utf-8", "surrogateescape") for text in (commit.message, commit.notes))
    message = said(Commit(commit.commit, (), "", commit.committed, *texts))
    return tuple(link.value for link in message.links)


def _counted(
    found: Sequence[_Seen], numbers: Sequence[int], linked: frozenset[int], split: int
) -> Activity:
    lately = [number for number in numbers if found[number].committed >= split]
    fixes = [found[number] for number in lately if is_fix(found[number].subject)]
    return Activity(
        len(lately),
        len(linked.intersection(lately)),
        tuple(Fix(each.commit, each.subject, each.committed) for each in fixes),
        len(numbers) - len(lately),
    )

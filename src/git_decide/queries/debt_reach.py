"""Tells how far back debts can lie, so that no older commit has to be judged."""

from __future__ import annotations

from git_decide.git import graph
from git_decide.git.attributes import FILE
from git_decide.git.ranges import Range

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from git_decide.git.repository import Repository

    Commits = Sequence[tuple[str, tuple[str, ...]]]

# What the message of a commit on credit has: a skip, or a word that may name a commit.
_SIGNS = (
    "decision-skip",
    "(^|[^[:alnum:]])[0-9a-f]{7,64}([^[:alnum:]]|$)",
)
_FLAG = "fragile"


def reach(repo: Repository, wanted: Range) -> Range | None:
    """Return the part of a range that holds all of its debts, None where there can be none.

    A debt has a sign in its message and comes after the first flag. A range that has a
    base already is taken whole. Three processes at most, of which none compares more than
    names and `.gitattributes`.
    """
    signs = graph.saying(repo, _SIGNS, wanted.tip, wanted.base)
    if not signs:
        return None
    if wanted.base:
        return wanted
    flags = graph.rewording(repo, _FLAG, FILE, wanted.tip)
    commits = graph.commits_with_parents(repo, wanted.tip) if flags else ()
    owing = _from_the_first(commits, signs, flags)
    if not owing:
        return None
    start = _last_before(dict(commits), wanted.tip, owing)
    return Range(start, wanted.tip, start, "", wanted.tip_name)


def _from_the_first(
    commits: Commits, signs: Collection[str], flags: Collection[str]
) -> frozenset[str]:
    """Return what may be on credit, and all that descends from it; parents come first."""
    flagged: set[str] = set()
    owing: set[str] = set()
    for name, parents in commits:
        under_flags = not flagged.isdisjoint(parents)
        if under_flags or name in flags:
            flagged.add(name)
        if not owing.isdisjoint(parents) or (under_flags and name in signs):
            owing.add(name)
    return frozenset(owing)


def _last_before(parents: Mapping[str, tuple[str, ...]], tip: str, owing: Collection[str]) -> str:
    """Return the last commit of the main line that is none of `owing`; no first commit is one."""
    at = tip
    while at in owing:
        at = parents[at][0]
    return at

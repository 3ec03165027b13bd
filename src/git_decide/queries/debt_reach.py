"""Tells how far back debts can lie, so that no older commit has to be judged."""

from __future__ import annotations

from git_decide.git import attributes, graph, history
from git_decide.git.objects import read_blobs
from git_decide.git.ranges import Range
from git_decide.policy.touching import RULES_FILE
from git_decide.queries.debt_memory import remembered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from git_decide.git.graph import Saying
    from git_decide.git.repository import Repository

    Commits = Sequence[tuple[str, tuple[str, ...]]]

# What the message of a commit on credit has: a skip, or a word that may name a commit.
_SIGNS = (
    "decision-skip",
    "(^|[^[:alnum:]])[0-9a-f]{7,64}([^[:alnum:]]|$)",
)
_FLAG = b"fragile"
_ATTRIBUTES = attributes.FILE.encode()
_RULES = RULES_FILE.encode()


def reach(repo: Repository, wanted: Range) -> Range | None:
    """Return the part of a range that holds all of its debts, None where there can be none.

    A debt has a sign in its message, and flags bear on what it changes. A range that has a
    base already is taken whole. Seven processes at most, of which only one compares trees:
    those of the commits with a sign. Where nothing is new since the last time, it is two or three.
    """

    def look(base: str) -> frozenset[str]:
        signs = graph.saying(repo, _SIGNS, wanted.tip, base)
        return _on_flagged(repo, signs) if signs else frozenset()

    if wanted.base:
        return wanted if look(wanted.base) else None
    owed = remembered(repo, wanted.tip, look)
    if not owed:
        return None
    commits = graph.commits_with_parents(repo, wanted.tip)
    parents = dict(commits)
    if owed.isdisjoint(parents):
        return None
    start = _last_before(parents, wanted.tip, _from_the_first(commits, owed))
    return Range(start, wanted.tip, start, "", wanted.tip_name)


def _on_flagged(repo: Repository, signs: Sequence[Saying]) -> frozenset[str]:
    """Return which of these commits change rules, or something below a file with flags.

    Nothing is flagged before a first commit. What git cannot be asked for counts.
    """
    asked: dict[bytes, str] = {}  # the commit of each name of an attribute file
    found = {each.commit for each in signs if each.parent and _RULES in each.paths}
    for each in signs:
        if each.parent and each.commit not in found:
            asked |= dict.fromkeys(_attribute_files(each), each.commit)
    found.update(commit for name, commit in asked.items() if b"\n" in name)
    names = [name for name in asked if b"\n" not in name]
    blobs = dict(zip(names, history.objects(repo, names), strict=True))
    distinct = [*filter(None, dict.fromkeys(blobs.values()))]
    flagging = {blob.id for blob in read_blobs(repo, distinct) if blob and _FLAG in blob.content}
    found.update(asked[name] for name, blob in blobs.items() if blob in flagging)
    return frozenset(found)


def _attribute_files(saying: Saying) -> Iterable[bytes]:
    """Yield as ``COMMIT:PATH`` where flags of what a commit changes may stand, before and after."""
    yield from {
        saying.parent.encode() + b":" + folder + _ATTRIBUTES for folder in _folders(saying.paths)
    }
    for path in saying.paths:
        if path == _ATTRIBUTES or path.endswith(b"/" + _ATTRIBUTES):
            yield saying.commit.encode() + b":" + path


def _folders(paths: Iterable[bytes]) -> set[bytes]:
    """Return the folders above `paths`, each with a slash at its end; the top is empty."""
    found = {b""}
    for path in paths:
        end = path.rfind(b"/")
        while end > 0 and path[: end + 1] not in found:
            found.add(path[: end + 1])
            end = path.rfind(b"/", 0, end)
    return found


def _from_the_first(commits: Commits, owed: Collection[str]) -> frozenset[str]:
    """Return what is on credit, and all that descends from it; parents come first."""
    owing = set(owed)
    for name, parents in commits:
        if not owing.isdisjoint(parents):
            owing.add(name)
    return frozenset(owing)


def _last_before(parents: Mapping[str, tuple[str, ...]], tip: str, owing: Collection[str]) -> str:
    """Return the last commit of the main line that is none of `owing`; no first commit is one."""
    at = tip
    while at in owing:
        at = parents[at][0]
    return at

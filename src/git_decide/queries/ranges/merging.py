"""Tells at which paths a merge may be anything else than what git makes of its parents.

To merge again is the dearest thing that git is asked for. Most merges need not be: at each path
one side is as where the two forked, and the merge is as the other side.
"""

from __future__ import annotations

from git_decide.git import graph, history
from git_decide.queries.ranges import doubts
from git_decide.queries.ranges.ancestry import ancestry
from git_decide.queries.ranges.bases import Bases
from git_decide.queries.ranges.doubts import UNKNOWN, change
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from git_decide.git.graph import Ancestor
    from git_decide.git.history import Commit, Step
    from git_decide.git.repository import Repository
    from git_decide.queries.ranges.ancestry import Ancestry
    from git_decide.queries.ranges.bases import Base
    from git_decide.queries.ranges.doubts import Change, Side

    Line = Mapping[str, tuple[str, ...]]

_LONGEST = 1000  # steps that are gone down by hand, until git is asked
_OLDER = (
    1000  # commits before the range that are looked at for merge bases, beside as many as it has
)


@value
class Merge:
    """A merge, one merge base of its two parents, and what they changed.

    `base` leads from there to what git takes for the merge base, where there are two;
    `folders` are among those of the other one. `own` leads from the first parent to the merge,
    `brought` from the merge base to the second parent.
    """

    commit: Commit
    fork: str
    base: Change
    folders: frozenset[bytes]
    own: Change
    brought: Change


@value
class Doubt:
    """At which paths a merge may differ from git's automatic merge.

    At `paths` it has other content than one side, or both sides changed that; at `moved` files
    may have been renamed. None where that may be anywhere, since where the two sides forked
    is not plain, or a file of one is in the way of a folder of the other. `line` has all that
    git needs to know of where they forked, as `Ancestry.lineage` gives it; it is empty where
    that cannot be told.
    """

    line: Line
    paths: frozenset[bytes] = frozenset()
    moved: frozenset[bytes] | None = None

    @property
    def every(self) -> frozenset[bytes]:
        """All paths, as far as they can be told."""
        return self.paths | (self.moved or frozenset())


@value
class Doubts:
    """The doubts about each merge of a range, by its id; `dates` of commits, as far as known."""

    merges: Mapping[str, Doubt]
    dates: Mapping[str, int]


@value
class Forks:
    """Where the merges of a range forked, by their ids, and the dates of commits.

    `bases` are what git takes for the merge bases, of those merges where that is plain;
    `lines` all that lies behind these.
    """

    bases: Mapping[str, Base]
    lines: Mapping[str, Line]
    dates: Mapping[str, int]


def contested(
    repo: Repository, steps: Sequence[Step], base: str, forks: Forks | None = None
) -> Doubts:
    """Return where the merges of a range may differ from what git makes of their parents.

    Four processes for all, one less where it is known what `forked` returns.
    """
    merges = {step.commit.id: step for step in steps if len(step.commit.parents) > 1}
    if not merges:
        return Doubts({}, {})
    changes = _Changes(repo, steps)
    commits = {c.id: graph.Ancestor(c.committed, c.parents) for c in (s.commit for s in steps)}
    forks = forks or forked(repo, commits, base)
    lines, known = forks.lines, _merges(changes, merges, forks.bases)
    asked = {name: None for merge in known for name in _questions(merge)}
    there = dict(zip(asked, history.objects(repo, list(asked)), strict=True))
    found = {name: Doubt(lines.get(name, {})) for name in merges}
    doubted = []
    for merge in known:
        paths = _contested(merge, there)
        name = merge.commit.id
        if paths is None:
            doubted.append(merge)
        else:
            found[name] = Doubt(lines[name], paths, frozenset())
    ours = changes.between([(merge.fork, merge.commit.parents[0]) for merge in doubted])
    for merge, leading in zip(doubted, ours, strict=True):
        name = merge.commit.id
        found[name] = _everywhere(merge, lines[name], doubts.since(merge.base, leading))
    return Doubts(found, forks.dates)


class _Changes:
    """What leads from one commit to another, git being asked where the range does not tell."""

    def __init__(self, repo: Repository, steps: Sequence[Step]) -> None:
        self._repo = repo
        self._steps = {step.commit.id: step for step in steps}
        self._own: dict[str, Change] = {}

    def own(self, commit: str) -> Change:
        """Return what a commit of the range changes in its first parent."""
        if commit not in self._own:
            self._own[commit] = change(self._steps[commit].raw)
        return self._own[commit]

    def between(self, pairs: Sequence[tuple[str, str]]) -> list[Change]:
        """Return what leads from the first of each pair to the second. One process at most."""
        folded = {pair: self._folded(*pair) for pair in pairs}
        rest = [pair for pair, leading in folded.items() if leading is None]
        found = dict(zip(rest, map(change, history.differing(self._repo, rest)), strict=True))
        return [folded[pair] or found.get(pair, {}) for pair in pairs]

    def _folded(self, fork: str, tip: str) -> Change | None:
        """Return what leads from `fork` to `tip`, None unless that is all first parents."""
        found: dict[bytes, tuple[Side, Side]] = {}
        for _ in range(_LONGEST):
            if tip == fork:
                return {path: sides for path, sides in found.items() if sides[0] != sides[1]}
            if tip not in self._steps or not self._steps[tip].commit.parents:
                return None
            for path, (old, new) in self.own(tip).items():
                found[path] = (old, found[path][1] if path in found else new)
            tip = self._steps[tip].commit.parents[0]
        return None


def forked(repo: Repository, commits: Mapping[str, Ancestor], base: str) -> Forks:
    """Return where the merges of a range forked. One process, where the range does not tell."""
    pairs = {name: each.parents for name, each in commits.items() if len(each.parents) == 2}
    parents = {name: each.parents for name, each in commits.items()}
    dates = {name: each.date for name, each in commits.items()}
    line = ancestry(parents, base)
    found = _plain(line, pairs)
    if len(found) < len(pairs) and line.outside:
        older = graph.latest(repo, line.outside, _OLDER + len(commits))
        dates |= {name: each.date for name, each in older.items()}
        line = ancestry(parents, base, {name: each.parents for name, each in older.items()})
        found = _plain(line, pairs)
    return Forks(
        found, {name: line.lineage(each[0], each[1]) for name, each in pairs.items()}, dates
    )


def begin(repo: Repository, commits: Mapping[str, Ancestor], forks: Forks) -> None:
    """Let git begin with what `contested` will ask first."""
    second = {name: commits[name].parents[1] for name in forks.bases}
    pairs = dict.fromkeys(_wanted(forks.bases, second))
    history.differing_ahead(repo, [pair for pair in pairs if not _is_line(commits, *pair)])


def _is_line(commits: Mapping[str, Ancestor], fork: str, tip: str) -> bool:
    """Tell whether `_folded` leads there."""
    for _ in range(_LONGEST):
        if tip == fork:
            return True
        if tip not in commits or not commits[tip].parents:
            return False
        tip = commits[tip].parents[0]
    return False


def _plain(line: Ancestry, pairs: Mapping[str, Sequence[str]]) -> dict[str, Base]:
    bases = Bases(line)
    return {name: base for name, p in pairs.items() if (base := bases.of(p[0], p[1]))}


def _wanted(known: Mapping[str, Base], second: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return between which commits it has to be known what changed."""
    between = [pair for base in known.values() for pair in base.pairs()]
    return between + [(base.ref, second[name]) for name, base in known.items()]


def _merges(
    changes: _Changes, merges: Mapping[str, Step], known: Mapping[str, Base]
) -> list[Merge]:
    """Return the merges whose merge base is known, with what each side changed since then."""
    second = {name: merges[name].commit.parents[1] for name in known}
    wanted = _wanted(known, second)
    leading = dict(zip(wanted, changes.between(wanted), strict=True))
    made = []
    bases: dict[Base, Change | None] = {}  # many merges fork at the same one
    for name, base in known.items():
        if base not in bases:
            bases[base] = base.held(leading)
        held = bases[base]
        if held is not None:
            brought = doubts.since(held, leading[base.ref, second[name]])
            commit, own = merges[name].commit, changes.own(name)
            made.append(Merge(commit, base.ref, held, doubts.folders(held), own, brought))
    return made


def _questions(merge: Merge) -> Iterator[bytes]:
    """Yield what has to be known of other trees: names of files and of folders in commits."""
    first, second = (parent.encode() for parent in merge.commit.parents)
    for path, (old, new) in merge.brought.items():
        if b"\n" in path:
            continue
        if path not in merge.own:
            yield first + b":" + path
        if old is None or old is UNKNOWN:
            for folder in doubts.above(path):
                yield first + b":" + folder
                yield merge.fork.encode() + b":" + folder
        if new is None:
            yield from (second + b":" + folder for folder in doubts.above(path))


def _contested(merge: Merge, there: Mapping[bytes, str]) -> frozenset[bytes] | None:
    """Return where the merge may differ from git's own, None if a file may have been renamed."""
    found = set(merge.own).difference(merge.brought)
    for path, (old, new) in merge.brought.items():
        if b"\n" in path or _moved(merge, path, old, new, there):
            return None
        if path in merge.own:
            first, made = merge.own[path]
            plain = first == old and made == new
        else:
            first = made = _in_first(merge, path, new, there)
            plain = first == new
        if not plain:
            if first != old and old and not (first and new):
                return None  # removed or renamed by one side, and changed by the other
            if new and not made:
                return None  # a file may be in the way of a folder
            found.add(path)
        elif not (first or new) and path not in merge.own:
            return None  # removed by both, or renamed by both
    return frozenset(found)


def _in_first(merge: Merge, path: bytes, new: Side, there: Mapping[bytes, str]) -> Side:
    """Return what the first parent has, by the object alone: where it is the same, `new`."""
    name = there[merge.commit.parents[0].encode() + b":" + path]
    if not name:
        return None
    old = merge.brought[path][0]
    chmod = old is not None and new is not None and old[0] != new[0]
    return new if new and name.encode() == new[1] and not chmod else (b"", name.encode())


def _moved(merge: Merge, path: bytes, old: Side, new: Side, there: Mapping[bytes, str]) -> bool:
    """Tell whether a side may have renamed a folder in which the other one added files."""
    first, second = (parent.encode() for parent in merge.commit.parents)
    fork = merge.fork.encode()
    added = (old is None or old is UNKNOWN) and any(
        (there[fork + b":" + folder] or folder in merge.folders)
        and not there[first + b":" + folder]
        for folder in doubts.above(path)
    )
    return added or (
        new is None and any(not there[second + b":" + folder] for folder in doubts.above(path))
    )


def _everywhere(merge: Merge, line: Line, ours: Change) -> Doubt:
    """Return where a merge may differ from git's own, whatever may have been renamed in it.

    `ours` leads from the merge base to the first parent.
    """
    if doubts.in_the_way(ours, merge.brought):
        return Doubt(line)
    moved = doubts.renamed(ours, merge.brought)
    return Doubt(line, doubts.apart(merge.own, ours, merge.brought), moved)

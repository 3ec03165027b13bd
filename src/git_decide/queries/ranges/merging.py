"""Tells at which paths a merge may be anything else than what git makes of its parents.

To merge again is the dearest thing that git is asked for. Most merges need not be: at each path
one side is as where the two forked, and the merge is as the other side.
"""

from __future__ import annotations

from git_decide.git import history
from git_decide.queries.ranges.ancestry import ancestry
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from git_decide.git.history import Commit, Raw, Step
    from git_decide.git.repository import Repository

    # Mode and blob of a path, None where it does not exist.
    Side = tuple[bytes, bytes] | None
    Change = Mapping[bytes, tuple[Side, Side]]

_LONGEST = 1000  # steps that are gone down by hand, until git is asked


@value
class Merge:
    """A merge, the merge base of its two parents, and what changed since then.

    `own` leads from the first parent to the merge, `brought` from the merge base to the second
    parent.
    """

    commit: Commit
    fork: str
    own: Change
    brought: Change


def contested(
    repo: Repository, steps: Sequence[Step], base: str
) -> dict[str, frozenset[bytes] | None]:
    """Return, for each merge, the paths at which it may differ from git's automatic merge.

    None where that may be anywhere: both sides may have had a hand in a file that one of
    them removed or renamed, or where they forked is not plain. Two processes for all.
    """
    merges = {step.commit.id: step for step in steps if len(step.commit.parents) > 1}
    if not merges:
        return {}
    known = _merges(repo, steps, merges, base)
    asked = {name: None for merge in known for name in _questions(merge)}
    there = dict(zip(asked, history.objects(repo, list(asked)), strict=True))
    found = {merge.commit.id: _contested(merge, there) for merge in known}
    return {name: found.get(name) for name in merges}


def _merges(
    repo: Repository, steps: Sequence[Step], merges: Mapping[str, Step], base: str
) -> list[Merge]:
    """Return the merges of two parents that have one merge base, as far as that can be told."""
    line = ancestry([step.commit for step in steps], base)
    by_id = {step.commit.id: step for step in steps}
    pairs = [
        (fork, step)
        for step in merges.values()
        if len(step.commit.parents) == 2 and (fork := line.fork(step.commit))
    ]
    brought = [_folded(by_id, step.commit.parents[1], fork) for fork, step in pairs]
    rest = [pair for pair, change in zip(pairs, brought, strict=True) if change is None]
    ends = [(fork, step.commit.parents[1]) for fork, step in rest]
    more = iter(history.differing(repo, ends))
    return [
        Merge(
            step.commit,
            fork,
            _change(step.raw),
            _change(next(more)) if change is None else change,
        )
        for (fork, step), change in zip(pairs, brought, strict=True)
    ]


def _folded(steps: Mapping[str, Step], tip: str, fork: str) -> Change | None:
    """Return what leads from `fork` to `tip`, None unless that is all first parents."""
    found: dict[bytes, tuple[Side, Side]] = {}
    for _ in range(_LONGEST):
        if tip == fork:
            return {path: sides for path, sides in found.items() if sides[0] != sides[1]}
        if tip not in steps or not steps[tip].commit.parents:
            return None
        for path, (old, new) in _change(steps[tip].raw).items():
            found[path] = (old, found[path][1] if path in found else new)
        tip = steps[tip].commit.parents[0]
    return None


def _change(raw: Raw) -> Change:
    return {raw[at + 1]: _sides(raw[at]) for at in range(0, len(raw), 2)}


def _sides(facts: bytes) -> tuple[Side, Side]:
    old_mode, new_mode, old, new, _ = facts.split(b" ")
    return (
        None if old_mode == b":000000" else (old_mode[1:], old),
        None if new_mode == b"000000" else (new_mode, new),
    )


def _questions(merge: Merge) -> Iterator[bytes]:
    """Yield what has to be known of other trees: names of files and of folders in commits."""
    first, second = (parent.encode() for parent in merge.commit.parents)
    for path, (old, new) in merge.brought.items():
        if b"\n" in path:
            continue
        if path not in merge.own:
            yield first + b":" + path
        if old is None:
            for folder in _above(path):
                yield first + b":" + folder
                yield merge.fork.encode() + b":" + folder
        if new is None:
            yield from (second + b":" + folder for folder in _above(path))


def _above(path: bytes) -> Iterator[bytes]:
    end = path.rfind(b"/")
    while end > 0:
        yield path[:end]
        end = path.rfind(b"/", 0, end)


def _contested(merge: Merge, there: Mapping[bytes, str]) -> frozenset[bytes] | None:
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
    added = old is None and any(
        there[fork + b":" + folder] and not there[first + b":" + folder] for folder in _above(path)
    )
    return added or (
        new is None and any(not there[second + b":" + folder] for folder in _above(path))
    )

"""Foresees what git makes of two changes of the same files, as far as no content has to be read."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from git_decide.git.history import Raw

    # Mode and blob of a path, None where it does not exist.
    Side = tuple[bytes, bytes] | None
    Change = Mapping[bytes, tuple[Side, Side]]

# What git makes of a path where it merges more than that; no side of a path is like it.
UNKNOWN = (b"unknown", b"")
_KEPT = 1 << 14  # differences that are not read again
_MOST = 5000  # paths that files may have moved to, until that may be anywhere
_ALIKE = 100  # files with the same content, of which git looks at no more
_FILE = b"100"
# The ids of an empty file, which git never takes for renamed, in either object format.
_EMPTY = frozenset(
    (
        b"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
        b"473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
    )
)


def change(raw: Raw) -> Change:
    """Return what raw differences say."""
    return dict(zip(raw[1::2], map(_sides, raw[::2]), strict=False))


# What a merge brings is what commits changed, and so is what the next merge brings.
_READ: dict[bytes, tuple[Side, Side]] = {}


def _sides(facts: bytes) -> tuple[Side, Side]:
    known = _READ.get(facts)
    if known is None:
        if len(_READ) > _KEPT:
            _READ.clear()
        old_mode, new_mode, old, new, _ = facts.split(b" ")
        known = _READ[facts] = (
            None if old_mode == b":000000" else (old_mode[1:], old),
            None if new_mode == b"000000" else (new_mode, new),
        )
    return known


def above(path: bytes) -> Iterator[bytes]:
    """Yield the folders that a path is in, the innermost first; not the top."""
    end = path.rfind(b"/")
    while end > 0:
        yield path[:end]
        end = path.rfind(b"/", 0, end)


def since(held: Change, leading: Change) -> Change:
    """Return what leads from a merge base to a commit.

    `held` leads from a commit to that merge base, `leading` from there to the other one.
    """
    if not held:
        return leading
    found = {path: sides for path, sides in leading.items() if path not in held}
    for path, (first, old) in held.items():
        new = leading[path][1] if path in leading else first
        if old != new:
            found[path] = (old, new)
    return found


def virtual(one: Change, other: Change) -> Change | None:
    """Return what leads from one merge base to what git makes of two: a merge of both.

    `one` and `other` lead to them from where they forked. None where all may be different.
    """
    if in_the_way(one, other):
        return None
    found: dict[bytes, tuple[Side, Side]] = {}
    for path, (old, new) in other.items():
        if path not in one:
            found[path] = (old, new)
        elif one[path][1] != new:
            found[path] = (one[path][1], UNKNOWN)
    for path in _renamed(one, other):
        found[path] = ((one if path in one else other)[path][path in one], UNKNOWN)
    return found


def in_the_way(one: Change, other: Change) -> bool:
    """Tell whether a file of one side may be where the other one has a folder."""
    return _blocks(one, other) or _blocks(other, one)


def _blocks(mine: Change, theirs: Change) -> bool:
    """Tell whether what one side added is in the way of the other one, or in its folders."""
    added = {*_added(mine)}
    return bool(added) and not (
        _folders(_kept(theirs)).isdisjoint(added) and _folders(added).isdisjoint(_kept(theirs))
    )


def apart(own: Change, one: Change, other: Change) -> frozenset[bytes]:
    """Return where a merge is not what one side has, the other one having left it as it was.

    `own` leads from the first parent to the merge; `one` and `other` from the merge base to
    the first and the second parent.
    """
    found = set(own).difference(other)
    for path, (old, new) in other.items():
        first = one[path][1] if path in one else old
        made = own[path][1] if path in own else first
        if old is UNKNOWN or made != (new if first == old else first) or new != first != old:
            found.add(path)
    return frozenset(found)


def renamed(one: Change, other: Change) -> frozenset[bytes] | None:
    """Return which paths git may merge in another way since files or folders were renamed.

    `one` and `other` lead from the merge base to two sides. None for more than can be told.
    """
    found = {*_renamed(one, other)}
    for mine, theirs in ((one, other), (other, one)):
        gone = _folders(path for path, (_, new) in mine.items() if new is None)
        places = {b"", *(folder + b"/" for folder in _folders(_added(mine)))} if gone else set()
        known: dict[bytes, list[bytes]] = {b"": []}
        for path in _added(theirs):
            folder = path.rpartition(b"/")[0]
            if folder not in known:
                known[folder] = [each for each in (folder, *above(folder)) if each in gone]
            left = known[folder]
            if len(left) * len(places) + len(found) > _MOST:
                return None
            for folder in left:
                found.update(place + path[len(folder) + 1 :] for place in places)
            found.update([path] if left else ())
    return frozenset(found)


def _renamed(one: Change, other: Change) -> Iterable[bytes]:
    """Return where files may have gone, and come from, that one side removed.

    It matters only for what the other side changed, or removed as well.
    """
    sources = {
        path
        for path in one.keys() & other.keys()
        if one[path][0] and not (one[path][1] and other[path][1])
    }
    if not sources:
        return ()
    found = [_gone_to(side, [p for p in sources if not side[p][1]]) for side in (one, other)]
    if None in found:
        return {*sources, *_added(one), *_added(other)}
    return sources.union(*filter(None, found))


def _gone_to(side: Change, removed: Sequence[bytes]) -> set[bytes] | None:
    """Return where git sees these files go, None where it has to look at more than their ids.

    Before it compares any contents, it takes as many files as there are for renamed to new ones
    with the very same content, and these are settled.
    """
    if not removed:
        return set()
    left: dict[bytes, int] = {}
    come: dict[bytes, list[bytes]] = {}
    for path, (old, new) in side.items():
        if old is not UNKNOWN and old and new:
            continue
        if new is None and old is UNKNOWN:
            return None
        if new is None and old and old[0].startswith(_FILE):
            left[old[1]] = left.get(old[1], 0) + 1
        elif old is None and new and new[0].startswith(_FILE):
            come.setdefault(new[1], []).append(path)
    found: set[bytes] = set()
    for path in removed:
        mode, blob = side[path][0] or UNKNOWN
        places = come.get(blob, ())
        if not mode.startswith(_FILE) or blob in _EMPTY or not left[blob] <= len(places) <= _ALIKE:
            return None
        found.update(places)
    return found


def _added(leading: Change) -> Iterator[bytes]:
    return (p for p, (old, new) in leading.items() if new and (old is None or old is UNKNOWN))


def folders(leading: Change) -> frozenset[bytes]:
    """Return the folders above all that there is behind a change, as far as it was changed."""
    return frozenset(_folders(_kept(leading)))


def _kept(leading: Change) -> Iterator[bytes]:
    return (path for path, (_, new) in leading.items() if new)


def _folders(paths: Iterable[bytes]) -> set[bytes]:
    """Return all folders that any of these paths is in, except the top."""
    found: set[bytes] = set()
    for innermost in {path.rpartition(b"/")[0] for path in paths}:
        folder = innermost
        while folder and folder not in found:  # then those above it are found as well
            found.add(folder)
            folder = folder.rpartition(b"/")[0]
    return found

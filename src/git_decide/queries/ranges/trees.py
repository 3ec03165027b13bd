"""What the files that judge, and the records, were at every commit of a range."""

from __future__ import annotations

import os

from git_decide.git import history
from git_decide.git.attributes import FILE as ATTRIBUTES
from git_decide.git.changes import parse
from git_decide.git.objects import listed_where
from git_decide.queries.rules import FILE as RULES
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from git_decide.git.graph import Line
    from git_decide.git.history import Raw, Step
    from git_decide.git.repository import Repository

    # Mode and blob by path. Commits between which nothing differs share the same object.
    Tree = Mapping[str, tuple[str, str]]
    Watched = Callable[[bytes], bool]

_RULES = RULES.encode()
_ATTRIBUTES = ATTRIBUTES.encode()


@value
class Trees:
    """The watched part of the tree of each commit of a range, and of each that they grew on.

    `attributes` are all files called `.gitattributes`, `records` the files below the folders
    of the logs with `decisions.toml` and the team's schema.
    """

    attributes: Mapping[str, Tree]
    records: Mapping[str, Tree]


def trees(
    repo: Repository,
    steps: Sequence[Step],
    line: Line,
    ends: tuple[str, str],
    folders: Sequence[str],
) -> Trees:
    """Return what is watched at every commit, and at the `ends` of the range.

    `line` is how the commits hang together; `folders` are the logs, and single files. Two
    processes at most: git is asked about the base, or where there is none, about nothing, and
    what the commits changed leads from there to the tip.
    """
    start = _start(line, ends)
    prefixes = tuple(f"{folder}/".encode() for folder in (RULES, *folders))
    files = frozenset(folder.encode() for folder in folders) | {_RULES}

    def of_records(path: bytes) -> bool:
        return path in files or path.startswith(prefixes)

    def watched(path: bytes) -> bool:
        return _flags(path) or of_records(path)

    there = listed_where(repo, start, watched) if start else ()
    held = {e.path: (e.mode, e.blob) for e in there}
    found = Trees(
        {start: {path: held[path] for path in held if _flags(os.fsencode(path))}},
        {start: {path: held[path] for path in held if of_records(os.fsencode(path))}},
    )
    pairs = _others(line, ends)
    others = dict(zip(pairs, history.differing(repo, pairs, _places(folders)), strict=True))
    return Trees(
        _forwards(steps, found.attributes, others, _flags),
        _forwards(steps, found.records, others, of_records),
    )


def _flags(path: bytes) -> bool:
    return path.endswith(_ATTRIBUTES) and path.rpartition(b"/")[2] == _ATTRIBUTES


def trees_ahead(
    repo: Repository, line: Line, ends: tuple[str, str], folders: Sequence[str]
) -> None:
    """Let git begin with what `trees` will ask, if the `folders` are the same then."""
    history.differing_ahead(repo, _others(line, ends), _places(folders))


def _start(line: Line, ends: tuple[str, str]) -> str:
    base, tip = ends
    return base or ("" if line.commits else tip)


def _others(line: Line, ends: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the other commits that the range grew on, the latest first, each behind another.

    Least differs between neighbours, which begin with where the range starts. And the tip,
    where the range has no commits.
    """
    start, tip = _start(line, ends), ends[1]
    outside = dict.fromkeys(p for c in line.commits.values() for p in c.parents)
    others = [p for p in outside if p != start and p not in line.commits]
    others.sort(key=lambda name: -line.outside[name].date if name in line.outside else 0)
    if tip != start and not line.commits:
        others.append(tip)
    return list(zip((start, *others), others, strict=False))


def _places(folders: Sequence[str]) -> list[str]:
    literal = (f":(top,literal){folder}" for folder in (RULES, *folders))
    return [f":(top,glob)**/{ATTRIBUTES}", *literal]


def _forwards(
    steps: Sequence[Step],
    start: Mapping[str, Tree],
    others: Mapping[tuple[str, str], Raw],
    watched: Watched,
) -> dict[str, Tree]:
    found = dict(start)
    for (before, name), raw in others.items():
        found[name] = _after(found[before], raw, watched)
    for step in steps:
        parents = step.commit.parents
        found[step.commit.id] = _after(found[parents[0]] if parents else {}, step.raw, watched)
    return found


def _after(tree: Tree, raw: Raw, watched: Watched) -> Tree:
    """Return the tree to which these raw differences lead from `tree`."""
    changed = [at for at in range(1, len(raw), 2) if watched(raw[at])]
    if not changed:
        return tree
    made = dict(tree)
    for at in changed:
        (entry,) = parse(raw[at - 1] + b"\0" + raw[at] + b"\0")
        if entry.new_mode:
            made[entry.path] = (entry.new_mode, entry.new_blob)
        else:
            made.pop(entry.path, None)
    return made

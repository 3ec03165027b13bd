"""What the files that judge, and the records, were at every commit of a range."""

from __future__ import annotations

import os

from git_decide.git.attributes import FILE as ATTRIBUTES
from git_decide.git.changes import parse
from git_decide.git.objects import TreeEntry, listed, tree_entries
from git_decide.queries.rules import FILE as RULES
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from git_decide.git.history import Step
    from git_decide.git.repository import Repository

    # Mode and blob by path. Commits between which nothing differs share the same object.
    Tree = Mapping[str, tuple[str, str]]

_RULES = RULES.encode()
_ATTRIBUTES = ATTRIBUTES.encode()


@value
class Trees:
    """The watched part of the tree of each commit of a range, and of each parent of one.

    `attributes` are the `.gitattributes` of all folders in which something changed,
    `records` the files below the folders of the logs with `decisions.toml` and the
    team's schema.
    """

    attributes: Mapping[str, Tree]
    records: Mapping[str, Tree]


def trees(repo: Repository, steps: Sequence[Step], tip: str, folders: Iterable[str]) -> Trees:
    """Return what is watched at every commit. `folders` are the logs, and single files.

    Two processes: git is asked about the tip alone, and what the commits changed leads
    from there to their parents.
    """
    there = _at_tip(repo, steps, tip)
    prefixes = tuple(f"{folder}/".encode() for folder in folders)
    files = frozenset(folder.encode() for folder in folders) | {_RULES}
    held = tree_entries(repo, tip, [RULES, *folders])
    return Trees(
        _backwards(steps, tip, there, is_attributes),
        _backwards(
            steps, tip, held, lambda path: path in files or path.startswith(prefixes or b"\0")
        ),
    )


def changing(steps: Sequence[Step], paths: frozenset[bytes]) -> Mapping[str, Tree]:
    """Return what lies at those of `paths` that change, at every commit and every parent.

    No process: what the last difference at a path leads to, the tip has.
    """
    last: dict[bytes, TreeEntry] = {}
    for step in reversed(steps):
        for parent in range(len(step.raw)):
            new = paths.intersection(step.paths(parent)).difference(last)
            for entry in step.entries(parent, new) if new else ():
                last[os.fsencode(entry.path)] = TreeEntry(
                    entry.path, entry.new_mode, entry.new_blob
                )
    there = [entry for entry in last.values() if entry.mode]
    return _backwards(steps, steps[-1].commit.id, there, paths.__contains__)


def is_attributes(path: bytes) -> bool:
    """Return whether git reads attributes from a file of this path."""
    return path.endswith(_ATTRIBUTES) and path[-len(_ATTRIBUTES) - 1 : -len(_ATTRIBUTES)] in (
        b"",
        b"/",
    )


def _at_tip(repo: Repository, steps: Sequence[Step], tip: str) -> Sequence[TreeEntry]:
    return listed(repo, tip, [f"{folder}{ATTRIBUTES}" for folder in _folders(steps)])


def _folders(steps: Sequence[Step]) -> list[str]:
    """Return the folders above all paths that change in a range, each with a slash at its end."""
    found = {b""}
    for step in steps:
        for parent in range(len(step.raw)):
            for path in step.paths(parent):
                end = path.rfind(b"/")
                while end > 0 and path[: end + 1] not in found:
                    found.add(path[: end + 1])
                    end = path.rfind(b"/", 0, end)
    return sorted(map(os.fsdecode, found))


def _backwards(
    steps: Sequence[Step], tip: str, there: Iterable[TreeEntry], watched: Watched
) -> dict[str, Tree]:
    found: dict[str, Tree] = {tip: {e.path: (e.mode, e.blob) for e in there}}
    for step in reversed(steps):
        tree = found[step.commit.id]
        for number, parent in enumerate(step.commit.parents):
            if parent not in found:
                found[parent] = _before(tree, step.raw[number], watched)
    return found


def _before(tree: Tree, raw: Sequence[bytes], watched: Watched) -> Tree:
    """Return the tree from which these raw differences lead to `tree`."""
    changed = [at for at in range(1, len(raw), 2) if watched(raw[at])]
    if not changed:
        return tree
    made = dict(tree)
    for at in changed:
        (entry,) = parse(raw[at - 1] + b"\0" + raw[at] + b"\0")
        if entry.old_mode:
            made[entry.path] = (entry.old_mode, entry.old_blob)
        else:
            made.pop(entry.path, None)
    return made


if TYPE_CHECKING:
    from collections.abc import Callable

    Watched = Callable[[bytes], bool]

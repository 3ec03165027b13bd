"""What the commits that a message takes back had changed: how things were before them."""

from __future__ import annotations

import os

from git_decide.git.changes import parse
from git_decide.git.objects import COMMAND_LINE, read_objects
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.git.repository import Repository

ABSENT = ("", "")
MOST = 32  # names looked at; a message that takes back more is no message


@value
class Undone:
    """A commit that a message says it reverts.

    `former` holds, for each parent, what a path was there as (mode, blob).
    """

    id: str
    message: str
    former: tuple[Mapping[str, tuple[str, str]], ...]

    def before(self, path: str) -> tuple[tuple[str, str], ...]:
        """Return what `path` was in each parent: ("", "") where it did not exist."""
        return tuple(tree.get(path, ABSENT) for tree in self.former)


@value
class Commit:
    """A commit as git stores it."""

    id: str
    parents: tuple[str, ...]
    message: str


def reverted(
    repo: Repository, head: str, names: Sequence[str], paths: Sequence[str]
) -> tuple[Undone, ...]:
    """Return those of the named commits that `head` descends from, with what `paths` were before.

    A commit outside the history of `head` gives nothing back: its parents may
    hold anything. Four processes, however many names.
    """
    found = named(repo, names[:MOST])
    return undone(repo, inside(repo, head, tuple(found.values())), paths)


def undone(repo: Repository, commits: Sequence[Commit], paths: Sequence[str]) -> tuple[Undone, ...]:
    """Return what `paths` were before each of the commits. Two processes."""
    trees = _former(repo, [parent for commit in commits for parent in commit.parents], paths)
    return tuple(
        Undone(c.id, c.message, tuple(trees[parent] for parent in c.parents) or ({},))
        for c in commits
    )


def named(repo: Repository, names: Sequence[str]) -> dict[str, Commit]:
    """Return the commits that the names, perhaps abbreviated ids, stand for, by name."""
    found = read_objects(repo, [f"{name}^{{commit}}" for name in names])
    objects = zip(names, found.values(), strict=True)
    return {name: _commit(entry[0], entry[2]) for name, entry in objects if entry}


def _commit(name: str, content: bytes) -> Commit:
    head, _, message = content.partition(b"\n\n")
    lines = head.decode("utf-8", "replace").split("\n")
    parents = tuple(line[7:] for line in lines if line.startswith("parent "))
    return Commit(name, parents, message.decode("utf-8", "replace"))


def inside(repo: Repository, head: str, commits: Sequence[Commit]) -> tuple[Commit, ...]:
    """Return those of the commits, each once, that are ancestors of `head`, or `head` itself."""
    commits = tuple({commit.id: commit for commit in commits}.values())
    if not commits:
        return ()
    wanted = "".join(f"{commit.id}\n" for commit in commits) + f"^{head}\n"
    outside = repo.git("rev-list", "--stdin", feed=wanted.encode()).decode().split()
    return tuple(commit for commit in commits if commit.id not in outside)


def _former(
    repo: Repository, parents: Sequence[str], paths: Sequence[str]
) -> dict[str, dict[str, tuple[str, str]]]:
    """Return what `paths` were in each of the commits `parents`, as (mode, blob)."""
    found: dict[str, dict[str, tuple[str, str]]] = {parent: {} for parent in parents}
    if not found or not paths:
        return found
    asked = "".join(f"{parent}^{{tree}}\n" for parent in found)
    ids = repo.git("cat-file", "--batch-check=%(objectname)", feed=asked.encode()).decode()
    trees = dict(zip(found, ids.split(), strict=True))
    pairs = "".join(f"{repo.empty_tree} {tree}\n" for tree in dict.fromkeys(trees.values()))
    options = ("--stdin", "-r", "--raw", "-z", "--no-abbrev", "--no-renames")
    arguments = ("--literal-pathspecs", "diff-tree", *options, "--ignore-submodules=none")
    limits = paths if sum(map(len, paths)) < COMMAND_LINE else ()
    out = repo.git(*arguments, "--", *limits, feed=pairs.encode())
    contents = _by_tree(out, repo.empty_tree, frozenset(map(os.fsencode, paths)))
    return {parent: contents.get(tree, {}) for parent, tree in trees.items()}


def _by_tree(
    out: bytes, empty: str, wanted: frozenset[bytes]
) -> dict[str, dict[str, tuple[str, str]]]:
    """Read what diff-tree says of each pair: a line with both trees, then raw differences."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    head = f"{empty} ".encode()
    tree = ""
    fields = out.split(b"\0")
    for facts, path in zip(fields[0::2], fields[1::2], strict=False):
        entry = facts
        while entry.startswith(head):
            line, _, entry = entry.partition(b"\n")
            tree = line[len(head) :].decode()
        if path not in wanted:
            continue
        (change,) = parse(entry + b"\0" + path + b"\0")
        found.setdefault(tree, {})[change.path] = (change.new_mode, change.new_blob)
    return found

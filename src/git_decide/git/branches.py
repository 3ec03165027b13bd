"""What lies in a folder on the branches that are not checked out."""

from __future__ import annotations

import os
from itertools import pairwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from git_decide.git.repository import Repository


_TIPS = ("for-each-ref", "--format=%(objectname)", "refs/heads", "refs/remotes")


def ahead(repo: Repository) -> None:
    """Let git begin with what `tips` will ask."""
    repo.ahead(*_TIPS)


def tips(repo: Repository) -> tuple[str, ...]:
    """Return the ids of what local and remote-tracking branches point to, each once.

    One git process, whatever the number of branches.
    """
    return tuple(dict.fromkeys(repo.git(*_TIPS).decode().splitlines()))


def folder_trees(repo: Repository, commits: Sequence[str], folder: str) -> dict[str, str]:
    """Return for each of these commits the id of the tree that `folder` is there, "" for none.

    One git process for any number of commits.
    """
    suffix = f":{folder}\n"
    if not commits or "\n" in folder:
        return dict.fromkeys(commits, "")
    wanted = b"".join(os.fsencode(commit + suffix) for commit in commits)
    kinds = repo.git("cat-file", "--batch-check=%(objecttype) %(objectname)", feed=wanted)
    found = (line[5:].decode() if line[:5] == b"tree " else "" for line in kinds.splitlines())
    return dict(zip(commits, found, strict=True))


def paths_within(repo: Repository, trees: Collection[str]) -> frozenset[str]:
    """Return every path that any of the trees has, at any depth, relative to the tree.

    One git process for any number of trees: each is compared with the one before, so
    that what most of them have in common is told once.
    """
    order = [repo.empty_tree, *sorted(trees)]
    feed = "".join(f"{before} {after}\n" for before, after in pairwise(order)).encode()
    if not feed:
        return frozenset()
    import re  # most of the time everything is known, and `new` has no time to load it

    flags = ("--stdin", "-r", "-z", "--name-only", "--no-renames", "--diff-filter=A")
    told = repo.git("diff-tree", *flags, feed=feed).split(b"\0")
    # git names the two trees before the paths in which they differ.
    named = re.compile(rb"(?:[0-9a-f]{40,64} [0-9a-f]{40,64}\n)+")
    found = {named.sub(b"", path, count=1) for path in told}
    return frozenset(os.fsdecode(path) for path in found if path)

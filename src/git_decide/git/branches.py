"""What lies in a folder on the branches that are not checked out."""

from __future__ import annotations

import os
import re
from itertools import pairwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from git_decide.git.repository import Repository

# `git diff-tree --stdin` names the two trees before the paths in which they differ.
_TREES = re.compile(rb"(?:[0-9a-f]{40,64} [0-9a-f]{40,64}\n)+")


def folder_trees(repo: Repository, folder: str) -> frozenset[str]:
    """Return the ids of the trees that `folder` is on local and remote-tracking branches.

    Two git processes, whatever the number of branches.
    """
    tips = repo.git(
        "for-each-ref", "--format=%(objectname)", "refs/heads", "refs/remotes"
    ).splitlines()
    suffix = b":" + os.fsencode(folder) + b"\n"
    wanted = b"".join(tip + suffix for tip in dict.fromkeys(tips))
    if not wanted or b"\n" in suffix[:-1]:
        return frozenset()
    kinds = repo.git("cat-file", "--batch-check=%(objecttype) %(objectname)", feed=wanted)
    return frozenset(line[5:].decode() for line in kinds.splitlines() if line[:5] == b"tree ")


def paths_within(repo: Repository, trees: Collection[str]) -> frozenset[str]:
    """Return every path that any of the trees has, at any depth, relative to the tree.

    One git process for any number of trees: each is compared with the one before, so
    that what most of them have in common is told once.
    """
    order = [repo.empty_tree, *sorted(trees)]
    feed = "".join(f"{before} {after}\n" for before, after in pairwise(order)).encode()
    if not feed:
        return frozenset()
    flags = ("--stdin", "-r", "-z", "--name-only", "--no-renames", "--diff-filter=A")
    told = repo.git("diff-tree", *flags, feed=feed).split(b"\0")
    found = {_TREES.sub(b"", path, count=1) for path in told}
    return frozenset(os.fsdecode(path) for path in found if path)

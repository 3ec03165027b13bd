"""What lies in a folder on the branches that are not checked out."""

from __future__ import annotations

import os
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from git_decide.git.repository import Repository

# An entry of a tree object is mode, space, name, NUL, binary id (as `git cat-file tree` prints
# it). Only files and links, only names that start with a digit.
_NUMBERED = re.compile(rb"(?:100644|100755|120000) ([0-9][^\0]*)\0")


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


def numbered_files(repo: Repository, trees: Iterable[str]) -> frozenset[str]:
    """Return the names in `trees` that start with a digit; deeper folders are not looked at.

    One git process for any number of trees.
    """
    feed = "".join(f"{tree}\n" for tree in sorted(trees)).encode()
    contents = repo.git("cat-file", "--batch", feed=feed) if feed else b""
    return frozenset(os.fsdecode(name) for name in set(_NUMBERED.findall(contents)))

"""What lies in a folder on the branches that are not checked out."""

from __future__ import annotations

import os
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository

# An entry of a tree object (gitformat-pack, "tree"): mode, space, name, NUL, binary id.
_ENTRY = rb"(?:100644|100755|120000) ([^\0]*)\0"


def file_names(repo: Repository, folder: str, beginning: str = "") -> frozenset[str]:
    """Return the names of the files in `folder` on every local and remote-tracking branch.

    Only those whose name matches the regular expression `beginning`; files in
    deeper folders are not looked at. Three git processes, whatever the number
    of branches.
    """
    tips = repo.git(
        "for-each-ref", "--format=%(objectname)", "refs/heads", "refs/remotes"
    ).splitlines()
    suffix = b":" + os.fsencode(folder) + b"\n"
    wanted = b"".join(tip + suffix for tip in dict.fromkeys(tips))
    if not wanted or b"\n" in suffix[:-1]:
        return frozenset()
    kinds = repo.git("cat-file", "--batch-check=%(objecttype) %(objectname)", feed=wanted)
    trees = {line[5:] for line in kinds.splitlines() if line.startswith(b"tree ")}
    if not trees:
        return frozenset()
    feed = b"".join(tree + b"\n" for tree in sorted(trees))
    contents = repo.git("cat-file", "--batch", feed=feed)
    pattern = _ENTRY.replace(b"([^", b"(" + beginning.encode() + b"[^")
    return frozenset(os.fsdecode(name) for name in set(re.findall(pattern, contents)))

"""Gathers the files that hold a commit's rules into an index of their own."""

from __future__ import annotations

import os

from git_decide.git.changes import EXACT, parse
from git_decide.git.objects import FULL_INDEX
from git_decide.git.repository import content_of
from git_decide.git.scratch import Scratch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository

_FILES = (":(top,glob)**/.gitattributes", ":(top)decisions.toml")
_PLAIN = ("-c", "core.splitIndex=false", "-c", "core.fsmonitor=false")


def rule_index(repo: Repository, commit: str) -> bytes:
    """Return an index file that holds every `.gitattributes` of `commit`, and `decisions.toml`.

    Empty where git cannot make one. Three processes at most.
    """
    found = repo.ask("diff-tree", *EXACT, repo.empty_tree, commit, "--", *_FILES)
    if found.code:
        return b""
    lines = [
        f"{entry.new_mode} {entry.new_blob}\t".encode() + os.fsencode(entry.path) + b"\0"
        for entry in parse(found.out)
    ]
    with Scratch(repo) as scratch:
        index = os.path.join(scratch.path, "index")
        words = ("update-index", "-z", "--index-info") if lines else ("read-tree", "--empty")
        made = repo.ask(*FULL_INDEX, *_PLAIN, *words, feed=b"".join(lines), index=index)
        return b"" if made.code else content_of(index)

"""Tells which files may hold comments that name decisions, looking again only at what changed."""

from __future__ import annotations

import os
import time

from git_decide import memo
from git_decide.git import freshness, grep
from git_decide.stamps import settled, stamp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from git_decide.git.repository import Repository
    from git_decide.stamps import Stamp

    Seen = tuple[tuple[str, Stamp], ...]

# What has to be on a line of every such comment, as git's extended expressions have it.
WORD = "decision[[:space:]]*:"
_KIND, _NAME = "comments", "worktree"
_MOST = 2000  # files that were touched since they were staged


def begin(repo: Repository) -> Any:
    """Return what is remembered of the work tree; let git begin with what that depends on."""
    known = memo.recall(repo.git_dir, _KIND, _NAME, _key(repo))
    if known:
        freshness.touched_ahead(repo, known[0])
    return known


def in_worktree(repo: Repository, begun: Any, folders: Sequence[str]) -> tuple[str, ...]:
    """Return the tracked text files, not below `folders`, in which the word of a comment stands.

    `begun` is what `begin` returned. One process where none was touched since they were
    looked at, two otherwise.
    """
    began = time.time_ns()
    own = _seen(freshness.own_files(repo))
    touched = _touched(repo, folders)
    if begun and begun[:3] == (tuple(folders), own, touched):
        return tuple(begun[3])
    found = anywhere(repo, "", (), folders)
    sure = len(touched) <= _MOST and all(settled(was, began) for _, was in (*own, *touched))
    if sure:
        known = (tuple(folders), own, touched, found)
        memo.keep(repo.git_dir, _KIND, _NAME, _key(repo), known)
    return found


def anywhere(
    repo: Repository, where: str, paths: Sequence[str], folders: Sequence[str]
) -> tuple[str, ...]:
    """Return the same of any place, as `grep.tracked_saying` calls it, without a memory."""
    return tuple(sorted(grep.tracked_saying(repo, where, WORD, paths, folders)))


def _touched(repo: Repository, folders: Sequence[str]) -> Seen:
    top = repo.top or ""
    return _seen([os.path.join(top, path) for path in freshness.touched(repo, folders)])


def _seen(paths: Sequence[str]) -> Seen:
    return tuple((path, stamp(path)) for path in paths)


def _key(repo: Repository) -> tuple[object, ...]:
    return (memo.code(), repo.index_file, repo.top, repo.common_dir)

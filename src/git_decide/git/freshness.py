"""Tells cheaply whether a work tree and its index are as they were."""

from __future__ import annotations

import os

from git_decide.git.objects import FULL_INDEX
from git_decide.git.repository import content_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.git.repository import Repository

_ATTRIBUTES = ":(top,glob)**/.gitattributes"
_NEW_ATTRIBUTES = ("ls-files", "-z", "--others", "--exclude-standard", "--", _ATTRIBUTES)


def said(repo: Repository, folders: Sequence[str]) -> tuple[bytes, bytes]:
    """Return what git says of the work tree, to be compared with what it said before.

    First the tracked files of `folders`, and of those that hold attributes, that are not
    as the index has them. Then the files with attributes that are new. Two processes.
    """
    return repo.git(*_modified(folders)), repo.git(*_NEW_ATTRIBUTES)


def ahead(repo: Repository, folders: Sequence[str]) -> None:
    """Let git begin with what will be `said`."""
    repo.ahead(*_modified(folders))
    repo.ahead(*_NEW_ATTRIBUTES)


def _modified(folders: Sequence[str]) -> tuple[str, ...]:
    return ("ls-files", "-z", "--modified", "--", *_places(folders))


def paths(out: bytes) -> tuple[str, ...]:
    """Return the paths in one part of what was `said`."""
    return tuple(dict.fromkeys(os.fsdecode(out).split("\0")[:-1]))


def watched(repo: Repository, folders: Sequence[str]) -> dict[str, bool]:
    """Return the tracked files that `said` looks at, and whether git looks at their content.

    It does not where it was told to assume that a file is unchanged, or to skip it.
    """
    out = repo.git(*FULL_INDEX, "ls-files", "-v", "-z", "--", *_places(folders))
    return {path[2:]: path[:2] == "H " for path in paths(out)}


def _places(folders: Sequence[str]) -> list[str]:
    return [_ATTRIBUTES, *(f":(top,literal){folder}" for folder in folders)]


def own_files(repo: Repository) -> tuple[str, ...]:
    """Return git's own files that say what is checked out, staged, merged and configured."""
    head = content_of(os.path.join(repo.git_dir, "HEAD")).rstrip(b"\n")
    target = [os.fsdecode(head[5:])] if head.startswith(b"ref: ") else []
    shared = ("packed-refs", "config", "info/attributes", "info/exclude", "shallow", *target)
    single = ("HEAD", "MERGE_HEAD", "config.worktree", "reftable/tables.list")
    return (
        repo.index_file,
        *(os.path.join(repo.git_dir, name) for name in single),
        *(os.path.join(repo.common_dir, name) for name in (*shared, "reftable/tables.list")),
    )

"""Lists what some commits added or changed below some folders."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.git.repository import Repository


def additions(
    repo: Repository, commits: Sequence[str], folders: Sequence[str]
) -> dict[str, dict[str, bool]]:
    """Return the paths below `folders` that each commit, given by its id, added or changed.

    They tell whether the commit added them. A merge is held against its first parent. A
    rename that left the file as it was is no change. One process.
    """
    if not commits or not folders:
        return {}
    out = repo.git(*_asked(commits, folders))
    found: dict[str, dict[str, bool]] = {}
    commit = ""
    fields = iter(out.split(b"\0"))
    for field in fields:
        text = field.lstrip(b"\n")
        if not text.startswith(b":"):
            commit = text.decode() or commit
            continue
        how = text.rsplit(b" ", 1)[1]
        path = os.fsdecode(next(fields))
        if how[:1] == b"R":
            next(fields)
        else:
            found.setdefault(commit, {})[path] = how[:1] == b"A"
    return found


def ahead(repo: Repository, commits: Sequence[str], folders: Sequence[str]) -> None:
    """Let git begin with what `additions` will ask."""
    if commits and folders:
        repo.ahead(*_asked(commits, folders))


def _asked(commits: Sequence[str], folders: Sequence[str]) -> tuple[str, ...]:
    places = [f":(top,literal){folder}" for folder in folders]
    flags = ("--no-walk=unsorted", "-m", "--first-parent", "--raw", "-z", "--no-abbrev", "-M100%")
    return (
        "-c", "log.showRoot=true", "-c", "log.showSignature=false", "log", *flags,
        "--diff-filter=AMR", "--format=%H", "--end-of-options", *commits, "--", *places,
    )  # fmt: skip

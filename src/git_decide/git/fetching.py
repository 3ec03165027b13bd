"""Brings what a clone lacks from a remote, without touching what is checked out."""

from __future__ import annotations

import os
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.git.repository import Repository

_QUIETLY = (
    "--quiet",
    "--no-tags",
    "--no-write-fetch-head",
    "--no-recurse-submodules",
    "--no-auto-maintenance",  # it would go on in a folder that the CI takes away
)
# A user, and perhaps a password, in the URL that git complains about.
_USER = re.compile(r"(?<=://)[^/@\s]+@")


def fetch(repo: Repository, remote: str, refspecs: Sequence[str], whole: bool = False) -> str:
    """Fetch the refspecs from a remote and return "", or why git could not, in its own words.

    With `whole`, a shallow clone gets all of its history. One process.
    """
    shallow = os.path.exists(os.path.join(repo.common_dir, "shallow"))
    deep = ("--unshallow",) if whole and shallow else ()
    result = repo.ask("fetch", *_QUIETLY, *deep, "--end-of-options", remote, *refspecs)
    return _reason(result.err) if result.code else ""


def has(repo: Repository, commit: str) -> bool:
    """Return whether this clone has a commit, given by its id or a part of it. One process."""
    return repo.ask("cat-file", "-e", "--end-of-options", f"{commit}^{{commit}}").code == 0


def _reason(said: bytes) -> str:
    lines = [line.strip() for line in os.fsdecode(said).splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal: ", "error: "))]
    first = (telling or lines or ["no reason given"])[0]
    return _USER.sub("", first.removeprefix("fatal: ").removeprefix("error: "))

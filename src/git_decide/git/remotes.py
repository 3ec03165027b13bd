"""Tells where a clone fetches from."""

from __future__ import annotations

import os
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository

# What `git remote -v` prints: a name, a tab, a URL, what the URL is for, perhaps a filter.
_FETCHED = re.compile(r"(?P<name>[^\t]*)\t(?P<url>.*) \(fetch\)(?: \[[^]]*\])?")


def url(repo: Repository) -> str:
    """Return the URL of the remote called origin, else of the first one, "" where there is none.

    As git would use it: with `insteadOf`, and with the user and the password that may
    be in it, so it is not for showing. One process.
    """
    return origin(repo)[1]


def origin(repo: Repository) -> tuple[str, str]:
    """Return the name of the remote whose URL `url` returns, and the URL; one process."""
    lines = os.fsdecode(repo.git("remote", "-v")).splitlines()
    found = {each["name"]: each["url"] for each in map(_FETCHED.fullmatch, lines) if each}
    name = "origin" if "origin" in found else next(iter(found), "")
    return name, found.get(name, "")


def unpublished(repo: Repository, remote: str) -> frozenset[str] | None:
    """Return the commits on branches of this clone that a remote does not have, as far as it knows.

    None where git cannot tell, or there are so many of them that little is published.
    One process, which takes as long as they are many.
    """
    # Not --tags: some tag belongs to nothing that was fetched, and git would go back all the way.
    tips = ("--branches", "HEAD", "--not", f"--remotes={remote}")
    result = repo.ask("rev-list", "--max-count", str(_MOST), *tips)
    found = frozenset(result.out.decode().split())
    return None if result.code or len(found) == _MOST else found


_MOST = 20_000

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
    lines = os.fsdecode(repo.git("remote", "-v")).splitlines()
    found = {each["name"]: each["url"] for each in map(_FETCHED.fullmatch, lines) if each}
    return found.get("origin") or next(iter(found.values()), "")

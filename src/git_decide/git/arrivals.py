"""Tells which of several files came first: on the branches that others build on, in a history."""

from __future__ import annotations

import os
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.git.repository import Repository

_COMMIT = re.compile(rb"\n*\x01")


def order_of_arrival(repo: Repository, revision: str, paths: Sequence[str]) -> dict[str, int]:
    """Return in which order files were added on the first-parent history behind `revision`.

    A merge adds what it brings. Files that came in one commit have the same place; one
    that was added more than once counts by the last time, one that never was is left
    out. One process.
    """
    if not paths:
        return {}
    places = [f":(top,literal){path}" for path in paths]
    flags = (
        "-m",
        "--first-parent",
        "--no-renames",
        "--diff-filter=A",
        "--name-only",
        "--full-index",
    )
    form = ("-z", "--no-show-signature", "--format=%x01")
    out = repo.git("-c", "log.showRoot=true", "log", *form, *flags, revision, "--", *places)
    commits = _COMMIT.split(out)
    found: dict[str, int] = {}
    for number, commit in enumerate(reversed(commits)):
        for path in commit.strip(b"\n\0").split(b"\0"):
            if path:
                found[os.fsdecode(path)] = number
    return found


def presence(repo: Repository, branches: Sequence[str], paths: Sequence[str]) -> dict[str, int]:
    """Return on how many of `branches` each file is, remote-tracking and local ones counted apart.

    What `origin` calls its HEAD counts as one more. One process.
    """
    refs = ["refs/remotes/origin/HEAD"]
    refs += [
        f"{where}/{name}" for name in branches for where in ("refs/remotes/origin", "refs/heads")
    ]
    wanted = [(ref, path) for ref in refs for path in paths if "\n" not in path]
    feed = b"".join(os.fsencode(f"{ref}:{path}\n") for ref, path in wanted)
    lines = repo.git("cat-file", "--batch-check=%(objecttype)", feed=feed).splitlines()
    found = dict.fromkeys(paths, 0)
    for (_, path), line in zip(wanted, lines, strict=True):
        found[path] += line == b"blob"
    return found

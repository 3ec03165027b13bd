"""Reads dates as git does: ``2026-01-31``, ``2 weeks ago``, ``yesterday``."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository


def moment(repo: Repository, text: str) -> int:
    """Return the time that git takes `text` for, in seconds since 1970, UTC.

    What is no date at all means now, as in ``git log --since``. One process.
    """
    out = repo.git("rev-parse", f"--since={text}").decode().strip()
    return int(out.removeprefix("--max-age="))

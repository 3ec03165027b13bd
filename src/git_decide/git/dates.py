"""Reads dates as git does: ``2026-01-31``, ``2 weeks ago``, ``yesterday``."""

from __future__ import annotations

from git_decide.errors import UserError, named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository


_NOW = ("now", "today")
_DAY = len("2026-01-31")


def moment(repo: Repository, text: str) -> int:
    """Return the time that git takes `text` for, in seconds since 1970, UTC.

    A day begins at midnight, though git takes it for this time of that day. git takes what is
    no date at all for now, so that nothing would be found: then this raises `UserError`.
    One process.
    """
    day = len(text) == _DAY and text.replace("-", "").isdigit()
    asked = (f"--since={text} 00:00" if day else f"--since={text}", "--since=now")
    words = repo.git("rev-parse", *asked).decode().split()
    found, now = (int(word.removeprefix("--max-age=")) for word in words)
    meant = any(letter.isdigit() for letter in text) or text.strip().lower() in _NOW
    if abs(now - found) <= 1 and not meant:
        raise UserError(
            f"git knows no date in {named(text)}", "Such as: 2026-01-31, '2 weeks ago', yesterday"
        )
    return found

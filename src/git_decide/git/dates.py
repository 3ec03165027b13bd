"""Reads dates as git does: ``2026-01-31``, ``2 weeks ago``, ``yesterday``."""

from __future__ import annotations

import re
import time

from git_decide.errors import UserError, named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository


_SUCH_AS = "Such as: 2026-01-31, '2 weeks ago', yesterday; or a tag: git tag"
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


def day(repo: Repository, text: str) -> str:
    """Return the day that `text` means, as ``YYYY-MM-DD``: a date as git reads it, or a revision.

    A year or a month stays one: ``2026``, ``2026-01``. Of a tag, a branch or a commit it is the
    day of the commit, where its committer was; what is made of digits is always a date.
    Raises `UserError` for what is neither, such as the name of a tag or a day that there is
    not, or a range, in which git itself would see some date. Two processes.
    """
    word = text.strip()
    digits = word.replace("-", "")
    if _CALENDAR.fullmatch(word):
        padded = "-".join(part.zfill(2) for part in word.split("-"))
        if not _exists(padded):
            raise UserError(f"there is no day {named(text)}", _SUCH_AS)
        return padded
    misread = word[:1] == "-" or ".." in word or _FEW_DIGITS.fullmatch(word)
    if word and not misread and not digits.isdigit():
        asked = ("log", "-1", "--no-show-signature", "--format=%cs", "--end-of-options", word, "--")
        found = repo.ask(*asked)
        if found.code == 0 and found.out.strip():
            return found.out.decode().strip()
    if misread or not all(map(_tells_time, _WORD.findall(word.lower()))):
        raise UserError(f"{named(text)} is no date, and no revision", _SUCH_AS)
    return time.strftime("%Y-%m-%d", time.localtime(moment(repo, text)))


def revision(repo: Repository, text: str) -> str:
    """Return the id of the commit that `text` names where `day` takes it for one, "" for a date.

    One process.
    """
    word = text.strip()
    if not word or word.replace("-", "").isdigit() or word[:1] == "-" or ".." in word:
        return ""
    wanted = f"{word}^{{commit}}"
    found = repo.ask("rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    return found.out.decode().strip() if found.code == 0 else ""


def _exists(date: str) -> bool:
    """Return whether the calendar has a day; of a month or a year, its first."""
    from datetime import date as calendar

    try:
        calendar.fromisoformat(date + "0000-01-01"[len(date) :])
    except ValueError:
        return False
    return True


_CALENDAR = re.compile(r"[0-9]{4}(?:-[0-9]{1,2}){0,2}")
_FEW_DIGITS = re.compile(r"[0-9]{1,8}")  # more are seconds since 1970
_WORD = re.compile(r"[^\W\d_]+")
# Words of git's dates; months and days of the week may be cut to three letters.
_WORDS = frozenset(
    (
        "now", "today", "yesterday", "noon", "midnight", "tea", "never", "ago", "last", "at",
        "am", "pm", "t", "z", "utc", "gmt", "st", "nd", "rd", "th",
        "second", "seconds", "sec", "secs", "minute", "minutes", "min", "mins", "hour", "hours",
        "day", "days", "week", "weeks", "fortnight", "fortnights", "month", "months",
        "year", "years",
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    )
)  # fmt: skip
_LONG = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)


def _tells_time(word: str) -> bool:
    return word in _WORDS or (len(word) > 2 and any(long.startswith(word) for long in _LONG))

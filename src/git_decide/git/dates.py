"""Reads dates as git does: ``2026-01-31``, ``2 weeks ago``, ``yesterday``."""

from __future__ import annotations

import re
import time

from git_decide.errors import UserError, named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository


_SUCH_AS = "Such as: 2026-01-31, '2 weeks ago', 1.week, yesterday; or a tag: git tag"
_NOW = ("now", "today")
_FIRST_YEAR = "1970"
_BELOW_ZERO = 1 << 63  # git counts on from the other end, without a sign


def moment(repo: Repository, text: str) -> int:
    """Return the time that `text` means, in seconds since 1970, UTC: a date, or a revision.

    A date is what git takes for one. One without an hour begins at midnight here, though git
    takes it for this time of that day; a month or a year begins with its first day. Before
    1970 there is no time to git: it is 0. Of a tag, a branch or a commit it is the time at
    which the commit was made. Raises `UserError` for what is neither: git itself would see
    some date in it. Two processes at most.
    """
    word = text.strip()
    date = _calendar(word)
    if date is not None:
        if date < _FIRST_YEAR:
            return 0
        return _as_git_reads(repo, f"{date}{'-01-01'[len(date) - 4 :]} 00:00")[0]
    committed = _of_commit(repo, word, "%ct")
    if committed:
        return int(committed)
    return _date(repo, word)


def day(repo: Repository, text: str) -> str:
    """Return the day that `text` means, as ``YYYY-MM-DD``: a date or a revision, as in `moment`.

    A year or a month stays one: ``2026``, ``2026-01``. Of a commit it is the day where its
    committer was. Raises `UserError` for what is neither. Two processes at most.
    """
    word = text.strip()
    date = _calendar(word)
    if date is not None:
        return date
    committed = _of_commit(repo, word, "%cs")
    return committed or time.strftime("%Y-%m-%d", time.localtime(_date(repo, word)))


def revision(repo: Repository, text: str) -> str:
    """Return the id of the commit that `text` names where `day` takes it for one, "" for a date.

    One process.
    """
    return _of_commit(repo, text.strip(), "%H")


def _calendar(word: str) -> str | None:
    """Return a year, a month or a day as ``YYYY-MM-DD`` or its start; None for another form.

    Raises `UserError` for a day that there is not.
    """
    if not _CALENDAR.fullmatch(word):
        return None
    if not _exists(*word.split("-")):
        raise _no_day(word)
    return "-".join(part.zfill(2) for part in word.split("-"))


def _exists(year: str, month: str = "1", day: str = "1") -> bool:
    """Return whether the calendar has a day; of a month or a year, its first."""
    from datetime import date as calendar

    try:
        calendar(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _no_day(word: str) -> UserError:
    return UserError(f"there is no day {named(word)}", _SUCH_AS)


def _of_commit(repo: Repository, word: str, form: str) -> str:
    """Return a fact of the commit that a revision means, "" where there is none.

    What is made of digits is always a date.
    """
    if not word or _is_misread(word) or word.replace("-", "").isdigit():
        return ""
    asked = ("log", "-1", "--no-show-signature", f"--format={form}", "--end-of-options", word)
    return repo.ask(*asked, "--").out.decode().strip()


def _date(repo: Repository, word: str) -> int:
    """Return the time that git takes a date for; raise `UserError` where it would guess."""
    words = _WORD.findall(word.lower())
    known = all(map(_tells_time, words)) and ("ago" not in words or not _UNITS.isdisjoint(words))
    if _is_misread(word) or not known:
        raise _no_date(word)
    found, now = _as_git_reads(repo, f"{word} 00:00" if _is_day(word) else word)
    # git takes what is no date at all for now.
    meant = any(letter.isdigit() for letter in word) or any(map(_may_be_now, words))
    if abs(now - found) <= 1 and not meant:
        raise _no_date(word)
    return found


def _is_day(word: str) -> bool:
    """Return whether a date has no hour; raise `UserError` for a day that there is not.

    git would count on: the 30th of February is the 2nd of March to it.
    """
    found = _YEAR_FIRST.match(word) or _YEAR_LAST.match(word)
    if found is None:
        return False
    year, one, other = found.group("year", "one", "other")
    turned = found.re is _YEAR_LAST and _exists(year, other, one)
    if not _exists(year, one, other) and not turned:
        raise _no_day(word)
    return found.end() == len(word)


def _is_misread(word: str) -> bool:
    """Return whether git would see some date in an option, a range or a number of few digits."""
    return word[:1] == "-" or ".." in word or bool(_FEW_DIGITS.fullmatch(word))


def _no_date(word: str) -> UserError:
    return UserError(f"{named(word)} is no date, and no revision", _SUCH_AS)


def _as_git_reads(repo: Repository, text: str) -> tuple[int, int]:
    """Return the time that git takes a text for, beside the time that it is. One process."""
    said = repo.git("rev-parse", f"--since={text}", "--since=now").decode().split()
    found, now = (int(word.removeprefix("--max-age=")) for word in said)
    return (found if found < _BELOW_ZERO else 0), now


_CALENDAR = re.compile(r"[0-9]{4}(?:-[0-9]{1,2}){0,2}")
_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{4})(?P<by>[-/.])(?P<one>[0-9]{1,2})(?P=by)(?P<other>[0-9]{1,2})(?![0-9])"
)
_YEAR_LAST = re.compile(
    r"(?P<one>[0-9]{1,2})(?P<by>[-/.])(?P<other>[0-9]{1,2})(?P=by)(?P<year>[0-9]{4})(?![0-9])"
)
_FEW_DIGITS = re.compile(r"[0-9]{1,8}")  # more are seconds since 1970
_WORD = re.compile(r"[^\W\d_]+")
# The words of git's dates (date.c), but most zones of time; it passes over any other.
_UNITS = frozenset(
    (
        *("second", "seconds", "minute", "minutes", "hour", "hours", "day", "days"),
        *("week", "weeks", "month", "months", "year", "years"),
    )
)
_WORDS = _UNITS | frozenset(
    (
        *("now", "today", "yesterday", "noon", "midnight", "tea", "never", "ago", "last", "at"),
        *("am", "pm", "t", "z", "utc", "gmt", "st", "nd", "rd", "th"),
        *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    )
)
# Months and days of the week may be cut to three letters.
_LONG = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)


def _tells_time(word: str) -> bool:
    return word in _WORDS or _is_named(word)


def _is_named(word: str) -> bool:
    return len(word) > 2 and any(long.startswith(word) for long in _LONG)


def _may_be_now(word: str) -> bool:
    """Return whether a word may mean this moment: ``monday`` does on a Monday."""
    return word in _NOW or _is_named(word)

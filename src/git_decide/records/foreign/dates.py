"""Reads the day that people write, in whatever order and with whatever signs."""

from __future__ import annotations

import re
from datetime import date

from git_decide.records.digest import unprefixed
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    Problem = Literal["", "ambiguous", "unreadable"]

_MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august",
         "september", "october", "november", "december"), 1
    )
}  # fmt: skip
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?"
_GAP = r"(?:\s*[-/,]\s*|\s+(?:of\s+)?|,\s*)"
_FORMS = re.compile(
    r"(?<![\w.])(?:"
    r"(?P<iso>(?P<y1>\d{4})(?P<s1>[-./_\u2010\u2011\u2013])(?P<m1>\d{1,2})(?P=s1)(?P<d1>\d{1,2}))"
    r"(?=$|[^\w]|[tT_]\d)"
    r"|(?P<packed>(?:19|20)\d{6})(?!\w)"
    r"|(?P<last>(?P<a2>\d{1,2})(?P<s2>[-./])(?P<b2>\d{1,2})(?P=s2)(?P<y2>\d{4}|\d{2}))(?![\w/-])"
    r")"
)
_DAY_MONTH = re.compile(rf"(?<!\w){_DAY}{_GAP}{_MONTH}{_GAP}(?P<year>\d{{4}})(?!\w)", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"(?<!\w){_MONTH}{_GAP}{_DAY}{_GAP}(?P<year>\d{{4}})(?!\w)", re.IGNORECASE)
_YEAR_MONTH_DAY = re.compile(
    rf"(?<!\w)(?P<year>\d{{4}}){_GAP}{_MONTH}{_GAP}{_DAY}(?!\w)", re.IGNORECASE
)
_NAME = re.compile(r"(\d{4})[-_.](\d{2})[-_.](\d{2})(?!\d)|(\d{4})(\d{2})(\d{2})(?!\d)")
_LONGEST = 400


@value
class Day:
    """A day as ``YYYY-MM-DD``, or "" with the problem that stands in the way.

    `whole` tells that the text says nothing else.
    """

    text: str
    problem: Problem = ""
    whole: bool = False


_UNREADABLE = Day("", "unreadable")


def read(text: str) -> Day:
    """Return the first day that a text names; two possible readings make it ambiguous.

    Dots mean day first (``19.08.2020``), a year of four digits in front means year,
    month, day. ``4/21/21`` has one reading, ``4/5/21`` has two.
    """
    text = text[:_LONGEST]
    found = [
        (match.start(), match.end(), made)
        for pattern, make in _READERS
        for match in pattern.finditer(text)
        if (made := make(match))
    ]
    if not found:
        return _UNREADABLE
    start, end, day = min(found, key=lambda each: each[:2])
    around = text[:start] + text[end:]
    return replace(day, whole=not any(map(str.isalnum, around)))


def in_name(stem: str) -> str:
    """Return the day that a file's name begins with as ``YYYY-MM-DD``, "" where it has none."""
    match = _NAME.match(unprefixed(stem))
    if not match:
        return ""
    year, month, day = (part for part in match.groups() if part)
    return _day(int(year), int(month), int(day))


def _digits(match: re.Match[str]) -> Day | None:
    if match["iso"]:
        return _made(_day(int(match["y1"]), int(match["m1"]), int(match["d1"])))
    if packed := match["packed"]:
        return _made(_day(int(packed[:4]), int(packed[4:6]), int(packed[6:])))
    year = int(match["y2"]) + (2000 if len(match["y2"]) == 2 else 0)
    first, second = int(match["a2"]), int(match["b2"])
    readings = {_day(year, second, first)}
    if match["s2"] != ".":
        readings.add(_day(year, first, second))
    readings.discard("")
    if len(readings) > 1:
        return Day("", "ambiguous")
    return _made(readings.pop()) if readings else None


def _named(match: re.Match[str]) -> Day | None:
    month = _MONTHS[match["month"][:3].lower()]
    return _made(_day(int(match["year"]), month, int(match["day"])))


def _made(text: str) -> Day | None:
    return Day(text) if text else None


def _day(year: int, month: int, day: int) -> str:
    if not 1970 <= year <= 2199:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Day | None]], ...] = (
    (_FORMS, _digits),
    (_DAY_MONTH, _named),
    (_MONTH_DAY, _named),
    (_YEAR_MONTH_DAY, _named),
)

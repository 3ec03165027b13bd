"""Tells how the records of a log are named, so that the next one is named alike."""

from __future__ import annotations

import re

from git_decide.records.digest import PAGES, is_dated, number_of, stem_of, unprefixed
from git_decide.records.naming import slug
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from git_decide.records.naming import Case

    # number: 0042-x. date: 2026-02-15-x. counted: 2026-02-15_001-x. plain: x.
    Lead = Literal["number", "date", "counted", "plain"]

_LATEST = 9  # records whose names count: a log may have changed its ways
_PLAIN_LOG = 3  # records without any number that make it the way of a log
_DAY = re.compile(r"([0-9]{4})([-_.]?)([0-9]{2})\2([0-9]{2})")
_COUNTER = re.compile(r"([-_.])([0-9]{2,4})(?=[-_ .]|\Z)")
_GAP = re.compile(r"[-_ .+]*")
_DIGITS = re.compile(r"[0-9]+")
_SAFE_PREFIX = re.compile(r"#?[A-Za-z]{0,12}[-_ .#]{0,2}")


@value
class Style:
    """How a record's name is made: ``ADR-``, 3, ``-`` for ``ADR-042-use-webhooks.md``.

    `width` is how many digits a number has at least, `gap` stands behind it, `joint`
    between the words. `day` parts a date: ``-`` in 2026-02-15. `slugs` tells whether
    words follow at all. `page` is the file in a folder of its own, "" where the
    record is the file, which ends with `ending`. `before` stands before a day's counter.
    """

    lead: Lead = "number"
    prefix: str = ""
    width: int = 4
    gap: str = "-"
    slugs: bool = True
    joint: str = "-"
    case: Case = "lower"
    day: str = "-"
    before: str = "_"
    page: str = ""
    ending: str = ".md"

    def stem(self, title: str, number: int = 0, day: str = "") -> str:
        """Return the stem of a record; `day` is YYYY-MM-DD, `number` counts within it."""
        words = self.words(title)
        if self.lead == "plain":
            return words
        front = self.prefix
        if self.lead in ("date", "counted"):
            front += day.replace("-", self.day)
        if self.lead == "counted":
            front += self.before
        if self.lead in ("number", "counted"):
            front += f"{number:0{self.width}d}"
        return f"{front}{self.gap}{words}" if self.slugs else front

    def words(self, title: str) -> str:
        """Return a title as the names of the log write it."""
        return slug(title, self.joint, self.case)

    def path(self, folder: str, stem: str) -> str:
        """Return the path of the record of this stem in `folder`."""
        return f"{folder}/{stem}/{self.page}" if self.page else f"{folder}/{stem}{self.ending}"


DEFAULT = Style()
DATED = Style(lead="date")


def style_of(paths: Sequence[str], dated: bool = False) -> Style:
    """Return the style of the latest of these records, by their paths.

    What most of them do is done again, of equals the later. `dated` says that days are
    wanted: without it days are followed only where no record has a number. Nothing
    to follow gives ``0042-use-webhooks.md``, or ``2026-02-15-use-webhooks.md``.
    """
    every = [read for path in paths if (read := _read(path))]
    wanted = _leads(every, dated)
    latest = sorted((r for r in every if r.style.lead in wanted), key=_order)[-_LATEST:]
    if not latest:
        return DATED if dated else DEFAULT
    made = latest[-1].style
    for field in ("lead", "prefix", "gap", "slugs", "day", "before", "page"):
        made = replace(made, **{field: _most([getattr(read.style, field) for read in latest])})
    worded = [read for read in latest if read.style.slugs]
    joint = _most(
        [read.style.joint for read in worded if read.joined]
        or [made.gap if made.gap in "_ " else "-"]
    )
    case = _most([read.style.case for read in worded] or [DEFAULT.case])
    return replace(made, joint=joint, case=case, width=_width(latest, made.lead))


def head_of(path: str) -> str:
    """Return what the name of a record begins with: its stem without the words of a title."""
    stem = _stem(path)
    return stem[: len(stem) - len(_words(stem))]


def renumbered(stem: str, number: int) -> str:
    """Return a stem with another number, its digits as many as before; a letter goes."""
    prefix, rest = stem[: len(stem) - len(unprefixed(stem))], unprefixed(stem)
    digits = rest[: len(rest) - len(rest.lstrip("0123456789"))]
    behind = rest[len(digits) + len(number_of(stem)[1]) :]
    return f"{prefix}{number:0{len(digits)}d}{behind}"


def day_counter(stem: str) -> tuple[str, int] | None:
    """Return the day (YYYY-MM-DD) of a stem and its counter within it, None for no such stem."""
    rest = unprefixed(stem)
    day = _DAY.match(rest) if is_dated(stem) else None
    counter = _COUNTER.match(rest, day.end()) if day else None
    if not day or not counter:
        return None
    return "-".join((day[1], day[3], day[4])), int(counter[2])


@value
class _Read:
    """What one name says: its style, what orders it, whether its digits begin with a zero."""

    style: Style
    stem: str
    number: int = 0
    padded: bool = False
    joined: bool = False


def _order(read: _Read) -> tuple[int, str]:
    return read.number, read.stem


def _leads(every: Sequence[_Read], dated: bool) -> tuple[Lead, ...]:
    leads = [read.style.lead for read in every]
    if dated or ("number" not in leads and ("date" in leads or "counted" in leads)):
        return "date", "counted"
    return ("plain",) if leads.count("plain") == len(leads) >= _PLAIN_LOG else ("number",)


def _read(path: str) -> _Read | None:
    stem = _stem(path)
    rest = unprefixed(stem)
    prefix = stem[: len(stem) - len(rest)]
    if not stem or not _SAFE_PREFIX.fullmatch(prefix):
        return None
    base = stem_of(path.rpartition("/")[2])
    page = f"{base}.md" if base.lower() in PAGES else ""
    words = _words(stem)
    style = _worded(Style(prefix=prefix, page=page), rest[: len(rest) - len(words)], words)
    number = number_of(stem)[0]
    joined = any(joint in words for joint in _JOINTS)
    if number is not None:
        digits = rest[: len(rest) - len(rest.lstrip("0123456789"))]
        style = replace(style, width=len(digits))
        return _Read(style, stem, number, digits.startswith("0"), joined)
    style = _of_day(style, rest) if is_dated(stem) else replace(style, lead="plain")
    return _Read(style, stem, 0, True, joined)


def _of_day(style: Style, rest: str) -> Style:
    day = _DAY.match(rest)
    counter = _COUNTER.match(rest, day.end()) if day else None
    style = replace(style, lead="date", day=day[2] if day else "-")
    if not counter:
        return style
    return replace(style, lead="counted", before=counter[1], width=len(counter[2]))


def _worded(style: Style, head: str, words: str) -> Style:
    """Return the style with what the words of a title say about it."""
    if not words:
        return replace(style, slugs=False)
    gap = _GAP_BEHIND.search(head)
    joint = max(_JOINTS, key=words.count)
    return replace(style, gap=gap[0] if gap else "-", joint=joint, case=_case(words))


_JOINTS = "-_ "
_GAP_BEHIND = re.compile(r"[-_ .+]+\Z")


def _case(words: str) -> Case:
    letters = [part for part in re.split(r"[-_ .+]+", words) if part.lower() != part.upper()]
    if all(part == part.lower() for part in letters):
        return "lower"
    if len(letters) > 1 and all(part == part.upper() for part in letters):
        return "upper"
    if len(letters) > 1 and all(part[0] == part[0].upper() for part in letters):
        return "words"
    return "kept"


def _words(stem: str) -> str:
    """Return what a stem says behind its number or its day: the words of a title."""
    rest = unprefixed(stem)
    at = 0
    day = _DAY.match(rest) if is_dated(stem) else None
    if day:
        counter = _COUNTER.match(rest, day.end())
        at = counter.end() if counter else day.end()
    elif number_of(stem)[0] is not None:
        digits = _DIGITS.match(rest)
        at = (digits.end() if digits else 0) + len(number_of(stem)[1])
    else:
        return rest
    gap = _GAP.match(rest, at)
    return rest[gap.end() if gap else at :]


def _stem(path: str) -> str:
    steps = path.split("/")
    stem = stem_of(steps[-1])
    return steps[-2] if stem.lower() in PAGES and len(steps) > 1 else stem


def _most(found: Sequence[object]) -> object:
    """Return the most frequent, of equally frequent ones the last."""
    return max(reversed(found), key=found.count)


def _width(latest: Sequence[_Read], lead: Lead) -> int:
    """Return how many digits a number has at least: zeros in front tell, else the shortest."""
    numbers = [read for read in latest if read.style.lead == lead]
    padded = [read.style.width for read in numbers if read.padded]
    if padded:
        return int(str(_most(padded)))
    return min((read.style.width for read in numbers), default=DEFAULT.width)

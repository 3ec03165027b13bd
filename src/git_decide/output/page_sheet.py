"""Holds a page in words, before it is laid out: a title, sections, entries, lines."""

from __future__ import annotations

from git_decide.output.report_paper import names
from git_decide.output.terminal import cut, safe, width
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from git_decide.output.permalinks import Site
    from git_decide.queries.pages.model import Page, Point

_ITEM = 105  # columns of one of several: two of them are one line's text
LONGEST = 240  # columns of one line's text: two or three sentences
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


@value
class Line:
    """What is said below the title of an entry; `label` tells whose word or what it is.

    A `loud` one is what somebody has to do.
    """

    label: str
    text: str
    loud: bool = False


@value
class Entry:
    """One thing of a section: its title, facts in a few words each, lines below.

    `group` is the heading that it stands under together with its neighbours, "" for none.
    `id`, `path` and `commit` are those of the `Point` that it tells of.
    """

    title: str
    facts: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    group: str = ""
    id: str = ""
    path: str = ""
    commit: str = ""


@value
class Section:
    """Entries under a heading; `left` more are not told, which `more` (a command) lists.

    `note` is what they come to, all of them, "" where they do not add up to anything.
    """

    key: str
    heading: str
    entries: tuple[Entry, ...]
    left: int = 0
    more: str = ""
    note: str = ""

    @property
    def total(self) -> int:
        """How many things there are, told or not."""
        return len(self.entries) + self.left


@value
class Sheet:
    """A page in words. All of its texts are on one line each, and safe on a terminal.

    `summary` is one line that says how much there is of what. `absent` tells what there is
    nothing of, `caution` what the reader should know of the page; both may be "".
    """

    title: str
    intro: str
    sections: tuple[Section, ...]
    summary: str = ""
    absent: str = ""
    caution: str = ""


_STOPS = " ,;:.\u2013"


def told(text: str, columns: int = LONGEST) -> str:
    """Return a text of a repository on one line, fit for a terminal and not too long."""
    whole = safe(" ".join(text.split()))
    if width(whole) <= columns:
        return whole
    kept = cut(whole, columns - 1)[:-1]
    before, _, piece = kept.rpartition(" ")
    if whole[len(kept) : len(kept) + 1] == " ":
        before, piece = kept, ""
    # Half a word says nothing, unless it is all there is.
    return f"{before.rstrip(_STOPS)} …" if len(piece) < len(before) else f"{kept}…"


def entry(point: Point, facts: Iterable[str], lines: Iterable[Line]) -> Entry:
    """Return what is said of a point, without the facts and lines that are empty."""
    whole = (Line(each.label, told(each.text), each.loud) for each in lines)
    return Entry(
        told(point.title, 160) or "(no title)",
        tuple(filter(None, (told(fact, 100) for fact in facts))),
        tuple(line for line in whole if line.text),
        "",
        safe(point.id),
        point.path,
        point.commit,
    )


def words(point: Point, key: str) -> list[str]:
    """Return what a point says under a key, which may stand there several times."""
    return [said for name, said in point.says if name == key and said]


def listed(items: Iterable[str], most: int = 2) -> str:
    """Return some texts in short with semicolons between, and how many more there are."""
    said = [text for item in items if (text := told(item, _ITEM).rstrip("."))]
    left = len(said) - most
    return "; ".join([*said[:most], *([f"and {left} more"] if left > 0 else [])])


def people(some: Iterable[str], most: int = 4) -> str:
    """Return names in a sentence: ``Ada``, ``Ada and Ben``, ``Ada, Ben and 3 others``."""
    found = list(some)
    left = len(found) - most
    return names([*found[:most], *([f"{left} other{'s' * (left > 1)}"] if left > 0 else [])])


def date(day: str) -> str:
    """Return ``YYYY-MM-DD`` as people write it: ``2 March 2026``; as it is if it is no day."""
    year, _, rest = day.partition("-")
    month, _, number = rest.partition("-")
    if not (year.isdecimal() and month.isdecimal() and number.isdecimal()):
        return told(day)
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}" if 0 < int(month) < 13 else told(day)


def ago(days: int | None) -> str:
    """Return ``today``, ``yesterday``, ``5 days ago``; "" where no day is known."""
    if days is None:
        return ""
    return ("today", "yesterday")[max(days, 0)] if days < 2 else f"{days} days ago"


def lasting(days: int | None) -> str:
    """Return ``since today``, ``for 1 day``, ``for 5 days``; "" where no day is known."""
    if days is None:
        return ""
    return "since today" if days < 1 else f"for {days} day{'s' * (days > 1)}"


def address(of: Entry, page: Page, site: Site | None) -> str:
    """Return what opens the record or commit of an entry on the site, "" where nothing does."""
    if site is None:
        return ""
    if of.path and page.tip:
        return site.file(page.tip, of.path)
    return site.commit(of.commit) if of.commit and not of.path else ""


def place(site: Site) -> str:
    """Return the repository of a site in short: ``shop/checkout``."""
    from urllib.parse import unquote

    return told(unquote(site.page.partition("://")[2].partition("/")[2]), 80)

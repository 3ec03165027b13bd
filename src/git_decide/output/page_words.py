"""Says a page in plain words, for people who have never used git."""

from __future__ import annotations

from git_decide.output.page_agenda_words import AGENDA, in_all
from git_decide.output.page_brief_words import BRIEF, newest
from git_decide.output.page_sheet import Section, Sheet, date, told
from git_decide.output.report_paper import names
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from git_decide.output.page_agenda_words import Manner
    from git_decide.queries.pages.model import Page, Part

MOST = 5  # things that a part of an agenda tells; more would not be talked about anyway
_NO_MODULE = "everything else"
_CAUTION = (
    "This clone does not have the whole history, so more may have happened than is said here."
)
_NEVER_CONFIRMED = (
    "new decisions concern people who could confirm that they have understood them; "
    "nobody here has done that yet: git decide ack ID"
)
_WHOLE, _SHORT = 40, 10  # letters of a commit's id: all of SHA-1, and those that are told


def sheet(page: Page, most: int = MOST) -> Sheet:
    """Return a page in words; of each part of an agenda at most so many points are told."""
    if page.name == "agenda":
        sections = tuple(_sections(page, AGENDA, most))
    else:
        sections = tuple(_of_brief(page))
    return Sheet(
        _title(page),
        _intro(page),
        sections,
        _summary(sections, _manners(page)),
        " ".join(filter(None, (_absent(page), _not_begun(page)))),
        "" if page.complete else _CAUTION,
    )


def _manners(page: Page) -> Mapping[str, Manner]:
    return AGENDA if page.name == "agenda" else BRIEF


def _sections(page: Page, manners: Mapping[str, Manner], most: int) -> Iterator[Section]:
    for part in _present(page, manners):
        manner = manners[part.key]
        kept = part.points[: most or None]
        grouped = part.key == "decided" and any(p.module != page.about for p in kept)
        groups = [told(p.module, 80) or _NO_MODULE if grouped else "" for p in kept]
        entries = tuple(
            replace(manner.entry(point), group=group and f"About {group}")
            for point, group in zip(kept, groups, strict=True)
        )
        left = len(part.points) - len(kept)
        note = in_all(part)
        yield Section(part.key, manner.heading, entries, left, manner.more, note)


def _of_brief(page: Page) -> Iterator[Section]:
    short = newest(page)
    for section in _sections(short, BRIEF, 0):
        left = len(page.part(section.key).points) - len(section.entries)
        yield replace(section, left=left)


def _present(page: Page, manners: Mapping[str, Manner]) -> Iterator[Part]:
    for part in page.parts:
        if part.points and part.key in manners and not _is_idle(part):
            yield part


def _is_idle(part: Part) -> bool:
    """Return whether a part is one sentence: nobody ever did it, and there is too much of it."""
    return not part.begun and len(part.points) > MOST


def _not_begun(page: Page) -> str:
    idle = [len(part.points) for part in page.parts if _is_idle(part)]
    return f"{idle[0]} {_NEVER_CONFIRMED}" if idle else ""


def _title(page: Page) -> str:
    about = told(page.about, 60)
    if page.name == "agenda":
        return f"Agenda{f' for {about}' if about else ''}, {date(page.day)}"
    return f"{about}: what is decided, and why" if about else "What is decided, and why"


def _intro(page: Page) -> str:
    whole = len(page.revision) >= _WHOLE and set(page.revision) <= set("0123456789abcdef")
    revision = told(page.revision[:_SHORT] if whole else page.revision, 60)
    of = f" of {revision}" if revision else ""
    if page.name == "brief":
        return f"As of {date(page.day)}. Written from the decision log{of}, and never by hand."
    whom = "" if page.about else " for product and engineering to talk about"
    since = f", and what has happened since {date(page.since)}" if page.since else ""
    return f"What is open{whom}{since}. Written from the decision log{of}; most urgent first."


def _summary(sections: Sequence[Section], manners: Mapping[str, Manner]) -> str:
    """Return how much there is of what, in the order of the sections."""
    counted = ((each.total, manners[each.key]) for each in sections)
    return ", ".join(f"{total} {how.one if total == 1 else how.many}" for total, how in counted)


def _absent(page: Page) -> str:
    manners = _manners(page)
    known = [part for part in page.parts if part.key in manners]
    missing = [manners[part.key].many for part in known if not part.points]
    if not missing:
        return ""
    listed = names(missing)
    # "no a, b or c": the last "and" of a list that is denied is an "or".
    before, joint, last = listed.rpartition(" and ")
    denied = f"{before} or {last}" if joint and len(missing) > 1 else listed
    told_all = len(missing) == len(known)
    opening = "There is nothing to talk about: no" if told_all else "There are no"
    return f"{opening if page.name == 'agenda' else 'There are no'} {denied}."

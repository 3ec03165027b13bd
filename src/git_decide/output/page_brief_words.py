"""Says the points of a brief in plain words."""

from __future__ import annotations

from git_decide.output.page_agenda_words import (
    DEBTS,
    LISTED,
    Manner,
    context,
    costs,
    criteria,
    disagreement,
    linked,
    options,
    owned,
    owner,
    problem,
    proposal,
)
from git_decide.output.page_sheet import Line, date, entry, people
from git_decide.output.text import count
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.output.page_sheet import Entry
    from git_decide.queries.pages.model import Page, Part, Point

# Decisions that are told with their reasons: of one module, and of all of them. The rest are
# told by their titles, so that the page stays one that is read.
_TOLD_OF_MODULE, _TOLD = 10, 6
_MOST = 48  # decisions that are told at all
_CAME = "What came of it"
_WENT = {"worked": "It worked", "failed": "It did not work", "mixed": "It worked in part"}


def newest(page: Page) -> Page:
    """Return a page on which only the newest decisions say more than what they are called."""
    most = _TOLD_OF_MODULE if page.about else _TOLD
    decided = page.part("decided").points
    ranks = sorted(decided, key=_age, reverse=True)[:_MOST]
    full, kept = {_age(point) for point in ranks[:most]}, {_age(point) for point in ranks}
    short = tuple(
        point if _age(point) in full else replace(point, says=(), people=())
        for point in (decided if page.about else _grouped(decided))
        if _age(point) in kept
    )

    def of(part: Part) -> Part:
        return replace(part, points=short) if part.key == "decided" else part

    return replace(page, parts=tuple(of(part) for part in page.parts))


def _age(point: Point) -> tuple[str, str]:
    return point.day, point.id


def _grouped(points: Sequence[Point]) -> list[Point]:
    """Return points with those of one module together; those of none come last."""
    modules = [*dict.fromkeys(point.module for point in points if point.module), ""]
    return sorted(points, key=lambda point: modules.index(point.module))


def fragile(point: Point) -> Entry:
    """Return a fragile module: why it is one, whose, how large, how well explained."""
    files = point.number("files")
    facts = [count(files, "file") if files else "", linked(point, " in 90 days")]
    return entry(point, facts, [Line("", point.said("why")), owned(point)])


def decided(point: Point) -> Entry:
    """Return a decision: why, instead of what, at what price, by whom."""
    lines = [
        Line("Why", context(point)),
        Line("Decision", point.said("decision")),
        Line("Settled by", point.said("resolution")),
        options(point, "Instead of"),
        Line("Trade-offs", point.said("trade-offs")),
        costs(point),
        criteria(point),
        came_of_it(point),
    ]
    who = people(point.people)
    return entry(point, [f"{date(point.day)}{f', by {who}' if who else ''}"], lines)


def came_of_it(point: Point) -> Line:
    """Return how a decision went: ``worked: No block since`` is said as ``It worked``."""
    said = point.said("outcome")
    way, _, text = said.partition(": ")
    return Line(_WENT[way], text or "no more was said") if way in _WENT else Line(_CAME, said)


def still_open(point: Point) -> Entry:
    """Return what is not decided: a problem, a proposal, a disagreement."""
    if any(key.startswith("perspectives.") for key, _ in point.says):
        found = disagreement(point)
    else:
        found = problem(point) if point.status == "problem" else proposal(point)
    decides = owner(point)
    new = decides if decides and decides not in found.facts else ""
    return replace(found, facts=tuple(filter(None, (*found.facts, new))))


BRIEF = {
    "fragile": Manner("What is fragile", "fragile part", "fragile parts", fragile),
    "decided": Manner(
        "What is decided", "decision in force", "decisions in force", decided, f"{LISTED} accepted"
    ),
    "open": Manner("What is open", "open question", "open questions", still_open),
    "debts": DEBTS,
}

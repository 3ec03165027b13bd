"""Says the points of an agenda in plain words."""

from __future__ import annotations

from git_decide.output.page_sheet import (
    Line,
    ago,
    date,
    entry,
    lasting,
    listed,
    people,
    told,
    words,
)
from git_decide.output.report_paper import names
from git_decide.output.scope import amount, balance
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from git_decide.output.page_sheet import Entry
    from git_decide.queries.pages.model import Part, Point


@value
class Manner:
    """How a part is told: its heading, what one and many of its points are called.

    `more` is the command that lists all of them.
    """

    heading: str
    one: str
    many: str
    entry: Callable[[Point], Entry]
    more: str = ""


_DASH = "\u2013"
_OWNERS = {
    "product": "product decides",
    "scope": "product decides the scope",
    "technical": "engineering decides",
    "trade-off": "both sides decide",
}


def owner(point: Point) -> str:
    """Return who decides a record of this kind, "" where it states none."""
    return _OWNERS.get(point.kind, "")


def waiting(point: Point, otherwise: str = "") -> Line:
    """Return whom a point waits for."""
    return Line("Waits for", people(point.waits_for) or otherwise, loud=True)


def costs(point: Point) -> Line:
    """Return what a point would cost."""
    return Line("Cost", point.said("cost"))


def options(point: Point, label: str = "Options") -> Line:
    """Return the alternatives, with what is said of each."""
    said = (each.replace(": ", f" {_DASH} ", 1) for each in words(point, "alternatives"))
    return Line(label, listed(said))


def criteria(point: Point) -> Line:
    """Return by what a decision is to be measured."""
    return Line("It works if", listed(words(point, "success-criteria")))


def disagreement(point: Point) -> Entry:
    """Return a disagreement: what both sides say, and what it takes to settle it."""
    product, engineering = (point.said(f"perspectives.{s}") for s in ("product", "engineering"))
    whom = told(point.said("escalated-to"))
    status = f"taken to {whom}" if whom else ""
    lines = [Line("Product", product), Line("Engineering", engineering), costs(point)]
    lines.append(Line("Asked", point.said("escalation")))
    if point.waits_for:
        lines.append(waiting(point))
    elif product and engineering and not whom:
        lines.append(Line("Next", "both sides settle it, or take it further together", loud=True))
    else:
        lines.append(waiting(point, whom))
    return entry(point, [status, point.module, f"open {lasting(point.days)}".rstrip()], lines)


def context(point: Point) -> str:
    """Return what made it necessary, without a first sentence that is the title again."""
    said = point.said("context")
    begins = said == point.title or said.startswith(f"{point.title}.")
    return said[len(point.title) + 1 :].lstrip() if begins else said


def problem(point: Point) -> Entry:
    """Return a problem that nobody has a solution for."""
    since = lasting(point.days)
    facts = [point.module, f"waiting {since}" if since else ""]
    return entry(point, facts, [Line("", context(point)), waiting(point)])


def proposal(point: Point) -> Entry:
    """Return a proposal: what for, at what cost, against what, and who has to agree."""
    since = lasting(point.days)
    lines = [Line("", point.said("decision") or context(point)), costs(point)]
    lines += [options(point), Line("Settled by", point.said("resolution"))]
    if point.waits_for:
        lines.append(waiting(point))
    else:
        lines.append(Line("Next", "all who decide are named, so it can be accepted", loud=True))
    return entry(point, [point.module, owner(point), f"proposed {since}" if since else ""], lines)


def review(point: Point) -> Entry:
    """Return a decision that was to be looked at again, and by what it was to be measured."""
    due = point.said("review-by") or point.day
    late = f", {point.days} day{'s' * (point.days > 1)} ago" if point.days else ""
    facts = [point.module, f"was to be looked at by {date(due)}{late}" if due else "is due"]
    return entry(point, facts, [criteria(point), waiting(point)])


def scope_change(point: Point) -> Entry:
    """Return what was added to the scope or cut from it, by whom, at what cost."""
    who = people(point.people)
    lines = [costs(point), Line("Decided by", who)]
    return entry(point, [point.said("change"), point.module, ago(point.days)], lines)


def in_all(part: Part) -> str:
    """Return what the changes of the scope cost together, as far as their costs add up."""
    changed = [f"{_summed(part, name)} {name}" for name in ("added", "cut") if part.sum(name)]
    balanced = names([*map(balance, part.sum("balance"))])
    if len(changed) > 1 and balanced:
        changed[-1] += f"; together {balanced}"
    return told(f"In all: {', '.join(changed)}.") if changed and len(part.points) > 1 else ""


def _summed(part: Part, name: str) -> str:
    return names([*map(amount, part.sum(name))])


def debt(point: Point) -> Entry:
    """Return a change that nobody has given a decision for yet."""
    who = people(point.people)
    facts = [point.module, f"by {who}" if who else "", ago(point.days)]
    reason = listed(words(point, "reason"))
    lines = [Line("Reason given", reason or "none; it took an earlier change back")]
    return entry(point, facts, [*lines, waiting(point)])


def worsening(point: Point) -> Entry:
    """Return a fragile module that had to be repaired more often than before."""
    fixes, before = point.number("fixes"), point.number("fixes-before")
    facts = [
        f"{fixes} {'fix' if fixes == 1 else 'fixes'}, {before or 'none'} in the same time before"
    ]
    lines = [Line("", point.said("why")), Line("Fixes", listed(words(point, "fixes")))]
    return entry(point, [*facts, linked(point)], [*lines, owned(point)])


def linked(point: Point, when: str = "") -> str:
    """Return how many changes of a module, made at some time, followed a decision."""
    changes = point.number("commits")
    if not changes:
        return ""
    what = f"{'change' if changes == 1 else 'changes'}{when}"
    return f"{point.number('linked')} of {changes} {what} followed a decision"


def owned(point: Point) -> Line:
    """Return whose a module is."""
    return Line("Owned by", people(point.people))


def unread(point: Point) -> Entry:
    """Return a decision that not all whom it concerns have confirmed to understand."""
    facts = [point.module, f"decided {ago(point.days)}" if point.days is not None else ""]
    return entry(point, facts, [Line("Still to confirm", people(point.waits_for), loud=True)])


def win(point: Point) -> Entry:
    """Return a technical decision that worked."""
    facts = [point.module, ago(point.days)]
    lines = [Line("", point.said("outcome")), Line("Thanks to", people(point.people))]
    return entry(point, facts, lines)


LISTED = "git decide list --status"
DEBTS = Manner(
    "Changed without a decision",
    "change without a decision",
    "changes without a decision",
    debt,
    "git decide debts",
)
AGENDA = {
    "disagreements": Manner(
        "Disagreements to settle",
        "open disagreement",
        "open disagreements",
        disagreement,
        f"{LISTED} contested --status escalated",
    ),
    "problems": Manner(
        "Problems without a solution yet",
        "problem waiting",
        "problems waiting",
        problem,
        f"{LISTED} problem",
    ),
    "proposals": Manner(
        "Proposals to decide",
        "proposal to decide",
        "proposals to decide",
        proposal,
        f"{LISTED} proposed",
    ),
    "reviews": Manner(
        "Did it work? Decisions to look at again",
        "overdue review",
        "overdue reviews",
        review,
        "git decide check",
    ),
    "scope": Manner(
        "Added to the scope, and cut from it",
        "change of scope",
        "changes of scope",
        scope_change,
        "git decide scope",
    ),
    "debts": DEBTS,
    "fragile": Manner(
        "Fragile parts that get worse",
        "fragile part getting worse",
        "fragile parts getting worse",
        worsening,
        "git decide coverage",
    ),
    "not-understood": Manner(
        "Decisions that not everybody has confirmed",
        "decision to confirm",
        "decisions to confirm",
        unread,
        f"{LISTED} accepted",
    ),
    "wins": Manner(
        "Worth celebrating",
        "technical win",
        "technical wins",
        win,
        f"{LISTED} accepted --kind technical",
    ),
}

"""Finds the changes that nobody has given a decision for yet."""

from __future__ import annotations

from git_decide.errors import CannotLook
from git_decide.queries.debts import debts, whole_history
from git_decide.queries.pages.model import Point
from git_decide.queries.past import day_of
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.queries.debts import Debt
    from git_decide.queries.pages.source import Source


@value
class Owed:
    """What is owed, oldest first; `complete` is False where the history ends too early to tell."""

    points: tuple[Point, ...] = ()
    complete: bool = True


def owed(source: Source) -> Owed:
    """Return the skips and reverts, of all time, that no decision has paid back.

    As `git decide debts` lists them, of the commit that the page is based on.
    """
    past = source.past
    if past.tip is None:
        return Owed()
    try:
        found = debts(past.repo, whole_history(past.repo, past.tip))
    except CannotLook:
        return Owed(complete=False)
    return Owed(tuple(_point(source, debt) for debt in found))


def _point(source: Source, debt: Debt) -> Point:
    day = day_of(debt.commit.committed)
    author = debt.commit.author.rpartition(" <")[0] or debt.commit.author
    reasons = debt.reasons if debt.kind == "skip" else ()
    return Point(
        debt.commit.subject,
        status=debt.kind,
        module=debt.module,
        commit=debt.commit.id,
        day=day,
        days=source.days(day),
        says=tuple(("reason", reason) for reason in reasons),
        people=(author,),
        sides=frozenset(("engineering",)),
        numbers=(("files", len(debt.paths)),),
    )

"""Tells what was added to the scope and cut from it, by whom that was decided, at what cost."""

from __future__ import annotations

from git_decide.queries.costs import cost_in, is_freed, sums
from git_decide.queries.past import day_of
from git_decide.queries.relations import Ties
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Literal

    from git_decide.queries.costs import Cost
    from git_decide.queries.past import Past
    from git_decide.queries.record_history import Step
    from git_decide.queries.status_history import Setting
    from git_decide.records.digest import Name
    from git_decide.records.model import Record

    How = Literal["added", "cut"]

CUT = "cut"  # the tag of a record that cuts something


@value
class ScopeChange:
    """Something that came into the scope or left it.

    `record` is that of kind scope which decided it. Where it is not in force any more, what it
    added is out again (what it cut is back): that is a change of its own, in which `ended` is
    its status now (``superseded``, ``deprecated``, …) and `instead` the ids of what took its
    place. `day` (``YYYY-MM-DD``, "" for unknown) is that of `commit`, whole, "" where it is not
    committed or not known, else the date of the record. `by` are those who decided it, as
    records write them; of what was deprecated, the author of the commit. `cost` is what it
    takes, of a cut what it frees; None where it cannot be summed.
    """

    record: Record
    how: How
    day: str
    commit: str = ""
    by: tuple[str, ...] = ()
    cost: Cost | None = None
    ended: str = ""
    instead: tuple[str, ...] = ()


@value
class Ledger:
    """What was added to and cut from the scope, oldest first, with the sums for each unit.

    `balance` is what was added less what was cut, for each unit. `unsummed` are the changes
    whose cost is not one amount of one unit.
    """

    changes: tuple[ScopeChange, ...] = ()
    added: tuple[Cost, ...] = ()
    cut: tuple[Cost, ...] = ()
    balance: tuple[Cost, ...] = ()
    unsummed: tuple[ScopeChange, ...] = ()


def is_scope(kind: str | None) -> bool:
    """Return whether records of this kind are in the ledger."""
    return kind == "scope"


def ledger(
    past: Past,
    records: Sequence[Record],
    since: str = "",
    known: Callable[[str], bool] | None = None,
) -> Ledger:
    """Return the ledger of the records at the place of `past`; only those of kind scope count.

    `since` is a day: what was decided before it is left out. For a ledger since a revision,
    `known` tells instead which commits were there already; what is not committed is held
    against the day. The number of processes does not depend on the records.
    """
    wanted = {each.name: each for each in records if is_scope(each.kind)}
    gists = [gist for gist in past.gists if gist.name in wanted]
    made = past.settings(gists)
    changes = [
        change
        for change in _changes(wanted, made, past)
        if not (known(change.commit) if known and change.commit else change.day < since)
    ]
    changes.sort(key=lambda each: (each.day or "9", each.how, each.record.name.path))
    return _summed(changes)


def _summed(changes: Sequence[ScopeChange]) -> Ledger:
    added = sums(each.cost for each in changes if each.cost and each.how == "added")
    cut = sums(each.cost for each in changes if each.cost and each.how == "cut")
    balance = sums([*added, *(-cost for cost in cut)])
    unsummed = tuple(each for each in changes if each.cost is None)
    return Ledger(tuple(changes), added, cut, balance, unsummed)


def _changes(
    records: Mapping[Name, Record], made: Mapping[Name, Setting], past: Past
) -> Iterator[ScopeChange]:
    ties = Ties(past.gists, past.catalogue())
    deciders = {gist.name: gist.deciders for gist in past.gists}
    for name, record in records.items():
        setting = made[name]
        if record.status not in _DECIDED and not setting.accepted_by:
            continue
        how = _how(record)
        people = tuple(map(str, record.deciders))
        yield ScopeChange(
            record, how, _day(setting.accepted_by, record.date or ""), _id(setting.accepted_by),
            people, _cost(record),
        )  # fmt: skip
        if record.status == "accepted":
            continue
        newer = [each.name for each in ties.of(name).superseded_by if each.status in _DECIDED]
        if any(each in records and _how(records[each]) != how for each in newer):
            continue  # what took its place says itself what it takes back
        named = tuple(person for each in newer for person in deciders[each])
        step = setting.set_by
        yield ScopeChange(
            record, _OPPOSITE[how], _day(step), _id(step),
            named or ((step.author,) if step else ()), _cost(record),
            record.status or "", tuple(each.qualified for each in newer),
        )  # fmt: skip


_DECIDED = ("accepted", "superseded", "deprecated")
_OPPOSITE: Mapping[How, How] = {"added": "cut", "cut": "added"}


def _how(record: Record) -> How:
    cut = CUT in (tag.casefold() for tag in record.tags) or is_freed(record.cost or "")
    return "cut" if cut else "added"


def _cost(record: Record) -> Cost | None:
    """Return what a record adds or, without the minus, what it frees."""
    cost = cost_in(record.cost or "")
    return -cost if cost and is_freed(record.cost or "") else cost


def _day(step: Step | None, otherwise: str = "") -> str:
    return day_of(step.committed) if step else otherwise


def _id(step: Step | None) -> str:
    return step.id if step else ""

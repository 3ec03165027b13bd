"""Says what was added to the scope and what was cut, with the sums of the costs."""

from __future__ import annotations

from git_decide.output.hyperlinks import UNLINKED, Hyperlinks
from git_decide.output.terminal import PLAIN, Paint, cut, safe
from git_decide.output.text import count, table
from git_decide.queries.costs import DURATIONS, is_money

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from git_decide.queries.costs import Cost
    from git_decide.queries.scope import Ledger, ScopeChange

_INDENT = " " * len("2026-02-15  ")
# Of what the language has a plural that is made as that of days.
_COUNTED = (*DURATIONS, "point", "licence", "license", "ticket", "server", "seat", "engineer")
_SIGNS = {"added": "+", "cut": "-"}
_COLOURS = {"added": "green", "cut": "red"}


def text(
    found: Ledger, columns: int = 0, paint: Paint = PLAIN, links: Hyperlinks = UNLINKED
) -> str:
    """Return the changes, newest last, and what they come to."""
    parts = ["\n".join(_change(each, columns, paint, links)) for each in found.changes]
    return "\n\n".join([*parts, "\n".join(table(list(_sums(found, paint))))])


def _change(each: ScopeChange, columns: int, paint: Paint, links: Hyperlinks) -> Iterator[str]:
    record = each.record
    name = links.record(record.name.path, paint("bold", safe(record.name.qualified)))
    how = paint(_COLOURS[each.how], f"{_SIGNS[each.how]} {each.how:{len('added')}}")
    yield f"{safe(each.day) or '-':{len(_INDENT) - 2}}  {how}  {name}"
    yield _cut(safe(record.title or "(no title)"), columns)
    cost = " ".join((record.cost or "").split())
    yield _cut(f"Cost: {safe(cost) or 'none is stated'}", columns)
    if each.ended:
        yield _cut(_ended(each), columns)
    if each.by:
        yield _cut(f"Decided by {', '.join(map(safe, each.by))}", columns)


def _ended(each: ScopeChange) -> str:
    by = f" by {', '.join(map(safe, each.instead))}" if each.instead else ""
    what = "cut" if each.how == "added" else "added"
    return f"Was {what} before, and is {safe(each.ended)} now{by}"


def _cut(line: str, columns: int) -> str:
    return f"{_INDENT}{cut(line, columns - len(_INDENT)) if columns > 40 else line}"


def _sums(found: Ledger, paint: Paint) -> Iterator[tuple[str, str]]:
    for name, costs in (("Added", found.added), ("Cut", found.cut)):
        number = sum(each.how == name.lower() for each in found.changes)
        if number:
            total = ", ".join(map(amount, costs)) or "no cost that can be summed"
            yield paint("bold", f"{name}:"), f"{total}   ({count(number, 'decision')})"
    if found.added and found.cut:
        yield paint("bold", "On balance:"), ", ".join(map(balance, found.balance))
    if found.unsummed:
        names = dict.fromkeys(safe(each.record.name.qualified) for each in found.unsummed)
        yield paint("bold", "Not summed:"), f"{', '.join(names)}   (no amount of one unit)"


def amount(cost: Cost) -> str:
    """Return ``2 to 3 engineer-weeks``, ``5,000 EUR``."""
    low, high = _number(cost.low), _number(cost.high)
    number = low if low == high else f"{low} to {high}"
    return f"{number} {_unit(cost.unit, alone=cost.low == cost.high == 1)}"


def balance(cost: Cost) -> str:
    """Return ``2 weeks more``, ``3 days less``, ``from 1 week less to 2 weeks more``."""
    if cost.low >= 0:
        return amount(cost) + (" more" if cost.high else "")
    if cost.high <= 0:
        return f"{amount(-cost)} less"
    less, more = (
        cost.__class__(-cost.low, -cost.low, cost.unit),
        cost.__class__(cost.high, cost.high, cost.unit),
    )
    return f"from {amount(less)} less to {amount(more)} more"


def document(found: Ledger) -> dict[str, object]:
    """Return what ``schemas/scope.schema.json`` promises of the changes and the sums."""
    return {
        "changes": [_document(each) for each in found.changes],
        "added": [_cost(each) for each in found.added],
        "cut": [_cost(each) for each in found.cut],
        "balance": [_cost(each) for each in found.balance],
        "not-summed": list(dict.fromkeys(e.record.name.qualified for e in found.unsummed)),
    }


def _document(each: ScopeChange) -> dict[str, object]:
    record = each.record
    stated = {
        "title": record.title,
        "status": record.status,
        "date": each.day,
        "commit": each.commit,
        "stated-cost": record.cost,
        "ended": each.ended,
    }
    return {
        "change": each.how,
        "id": record.name.qualified,
        "path": record.name.path,
        **{key: said for key, said in stated.items() if said},
        "by": list(each.by),
        "instead": list(each.instead),
        "cost": _cost(each.cost) if each.cost else None,
    }


def _cost(cost: Cost) -> dict[str, object]:
    return {"low": _plain(cost.low), "high": _plain(cost.high), "unit": cost.unit}


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _number(number: Decimal) -> str:
    digits = f"{number:,f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _unit(unit: str, *, alone: bool) -> str:
    if alone or is_money(unit) or not unit.endswith(_COUNTED):
        return unit
    return f"{unit}s"

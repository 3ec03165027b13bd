"""Costs are read as people state them, and what is no clear amount is never summed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.queries.costs import DURATIONS, Cost, cost_in, is_freed, is_money, sums

UNITS = st.sampled_from([*DURATIONS, "engineer-week", "person-day", "story-point", "ticket"])
NUMBERS = st.decimals(0, 99_999, places=1) | st.integers(0, 99_999).map(Decimal)
COSTS = st.builds(
    lambda low, more, unit: Cost(low, low + more, unit), NUMBERS, NUMBERS, UNITS | st.just("EUR")
)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("3 engineer-weeks", "3", "3", "engineer-week"),
        ("3 Engineer  weeks", "3", "3", "engineer-week"),
        ("1 week", "1", "1", "week"),
        ("2-3 weeks", "2", "3", "week"),
        ("2 – 3 weeks", "2", "3", "week"),  # noqa: RUF001 - people type it
        ("two to three weeks", "2", "3", "week"),
        ("between 2 and 3 weeks", "2", "3", "week"),
        ("up to 5 days", "0", "5", "day"),
        ("about 3 weeks", "3", "3", "week"),
        ("~3 weeks", "3", "3", "week"),
        ("half a day", "0.5", "0.5", "day"),
        ("half an hour", "0.5", "0.5", "hour"),
        ("a half day", "0.5", "0.5", "day"),
        ("½ day", "0.5", "0.5", "day"),
        ("1½ days", "1.5", "1.5", "day"),
        ("one and a half weeks", "1.5", "1.5", "week"),
        ("a week", "1", "1", "week"),
        ("1.5 days", "1.5", "1.5", "day"),
        ("1,5 days", "1.5", "1.5", "day"),
        ("3w", "3", "3", "week"),
        ("2 d", "2", "2", "day"),
        ("4 hrs", "4", "4", "hour"),
        ("€ 5,000", "5000", "5000", "EUR"),
        ("5 000 €", "5000", "5000", "EUR"),
        ("5'000 CHF", "5000", "5000", "CHF"),
        ("$5k", "5000", "5000", "$"),
        ("5-7k euros", "5000", "7000", "EUR"),
        ("roughly € 3,000 for the licence", "3000", "3000", "EUR"),
        ("3 weeks, no retries", "3", "3", "week"),
        ("3 weeks (mostly tests)", "3", "3", "week"),
        ("3 weeks of design and testing", "3", "3", "week"),
        ("**3 weeks**", "3", "3", "week"),
        ("- 3 weeks", "3", "3", "week"),  # an item of a list
        ("2 additional days", "2", "2", "day"),
        ("-3 weeks", "-3", "-3", "week"),
        ("−2 to 3 weeks", "-3", "-2", "week"),  # noqa: RUF001 - a real minus
        ("-€ 500", "-500", "-500", "EUR"),
        ("-half a day", "-0.5", "-0.5", "day"),
        ("-two weeks", "-2", "-2", "week"),
        ("-about 3 weeks", "-3", "-3", "week"),
        ("**-3 weeks**", "-3", "-3", "week"),
        ("minus 3 weeks", "-3", "-3", "week"),
        ("0 days", "0", "0", "day"),
    ],
)  # fmt: skip
def test_what_people_write(text: str, low: str, high: str, unit: str) -> None:
    """One amount, or from one to another, in one unit."""
    assert cost_in(text) == Cost(Decimal(low), Decimal(high), unit)
    assert is_freed(text) == (low[0] == "-")


@pytest.mark.parametrize(
    "text",
    [
        *("", "nothing", "a lot", "a fortune", "a few days", "3", "€", "some weeks", "-", "Q3"),
        *("3 weeks and 2 days", "3 weeks + 2 days", "3 weeks, plus a server", "2 and 3 weeks"),
        *("2 days a month", "2 days per month", "€ 500/month", "€ 500 per month", "5 % more"),
        *("5.000 €", "1.000.000 EUR", "5 million €", "999999999999 weeks", "3-2 weeks"),
        *("3 weeks (two engineers)", "3 weeks for two engineers", "6 weeks, € 500", "3rd quarter"),
        *("less than a week", "at least 3 weeks", "2026-02-01", "3-week spike", "2 half days"),
        *("€ 5 EUR", "1 engineer for the whole of next month or longer, then 2 more"),
    ],
)
def test_what_is_no_clear_amount(text: str) -> None:
    """It may be meant in two ways, or is more than one amount: then it is not guessed."""
    assert cost_in(text) is None


@given(st.text() | st.text("0123456789 .,-–€$½kaeyw+()/'", max_size=30))  # noqa: RUF001
def test_any_text_is_read(text: str) -> None:
    """Nothing raises; what comes out is in order, and has a unit."""
    found = cost_in(text)
    if found:
        assert found.low <= found.high
        assert found.unit == found.unit.strip()
        assert found.unit
        assert (found.high <= 0) if is_freed(text) else (found.low >= 0)


@given(NUMBERS, NUMBERS, UNITS, st.sampled_from(["", "s"]), st.sampled_from(["-", " to ", " - "]))
def test_what_is_written_is_read(
    low: Decimal, more: Decimal, unit: str, many: str, between: str
) -> None:
    """Every number of every unit, in the singular or not, alone or from one to another."""
    high = low + more
    assert cost_in(f"{low:f} {unit}{many}") == Cost(low, low, unit)
    assert cost_in(f"{low:f}{between}{high:f} {unit}{many}") == Cost(low, high, unit)
    assert cost_in(f"-{low:f}{between}{high:f} {unit}{many}") == Cost(-high, -low, unit)


@given(NUMBERS, st.sampled_from(["€", "EUR", "$", "£", "CHF"]))
def test_money_stands_on_either_side(number: Decimal, sign: str) -> None:
    """It is the same money; a thousand may have its comma."""
    found = cost_in(f"{sign} {number:,f}")
    assert found == cost_in(f"{number:,f} {sign}")
    assert found is not None
    assert (found.low, is_money(found.unit)) == (number, True)


@given(st.permutations(range(6)), st.lists(COSTS, min_size=6, max_size=6))
def test_sums_keep_units_apart(order: list[int], costs: list[Cost]) -> None:
    """The order does not matter, every unit is there once, and a cost and its like make nothing."""
    total = sums(costs)
    assert total == sums([costs[at] for at in order])
    assert [each.unit for each in total] == sorted({cost.unit for cost in costs})
    for each in total:
        mine = [cost for cost in costs if cost.unit == each.unit]
        assert each.low == sum(cost.low for cost in mine)
        assert each.high == sum(cost.high for cost in mine)
    spread = sums([*costs, *(-cost for cost in costs)])
    assert all(each.low == -each.high <= 0 for each in spread)

"""Who has understood what is said in lines, and people are told apart by name or address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.policy import config
from git_decide.policy.model import ModulePolicy
from git_decide.queries.acknowledging import (
    Ack,
    Concerned,
    concerned,
    parsed,
    person,
    same_person,
)
from git_decide.records.digest import Name
from git_decide.records.model import Person, Record
from git_decide.values import replace

if TYPE_CHECKING:
    pass

LINE = "Understood-by: Ada <ada@example.com>; 2026-03-01; 0042-x"
WORDS = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters=";<>"), min_size=1)
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
ADDRESSES = WORDS.map(lambda word: f"{word}@example.com") | st.just("")
DAYS = st.dates().map(lambda day: day.isoformat())


@given(NAMES, ADDRESSES, DAYS, WORDS, NAMES | st.just(""))
def test_a_line_says_it_all(name: str, address: str, day: str, said_of: str, by: str) -> None:
    """What is written is read again, also through white space and capitals at the ends."""
    ack = Ack(name, address, day, said_of, by=by)
    assert parsed(ack.line) == ack
    assert parsed(f"  {ack.line.replace('Understood-by', 'UNDERSTOOD-BY')}\t") == ack


@given(st.text() | st.text(LINE) | st.integers(0, len(LINE)).map(lambda at: LINE[:at]))
def test_other_lines_are_no_acks(text: str) -> None:
    """Nothing raises; what is read has a name, a day and a record."""
    found = parsed(text)
    if found:
        assert all((found.name.strip(), found.day, found.said_of.strip()))


def test_a_line_without_a_name_is_no_ack() -> None:
    """Nobody is nobody, whatever white space stands there."""
    assert parsed("Understood-by: ; 2026-03-01; 0042-x") is None
    assert parsed("Understood-by:   <ada@example.com>; 2026-03-01; 0042-x") is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ada", ("Ada", "", "")),
        ("Ada  Lovelace (PM)", ("Ada Lovelace", "", "PM")),
        ("Ada <ada@example.com>", ("Ada", "ada@example.com", "")),
        ("Ada <ada@example.com> (PM)", ("Ada", "ada@example.com", "PM")),
        ("<ada@example.com>", ("ada@example.com", "ada@example.com", "")),
        ("@payments", ("@payments", "", "")),
        ("(PM)", ("(PM)", "", "")),
        ("", ("", "", "")),
    ],
)
def test_how_people_are_written(written: str, expected: tuple[str, str, str]) -> None:
    """A name, an address, a role, as far as they are there."""
    assert person(written) == expected


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (Concerned("Ada Lovelace"), True),
        (Concerned("ADA   lovelace"), True),
        (Concerned("Countess", address="ADA@example.com"), True),
        (Concerned("ada@example.com"), True),
        (Concerned("Ada"), False),
        (Concerned("Bo", address=""), False),
    ],
)
def test_who_is_the_same_person(other: Concerned, same: bool) -> None:
    """By the name without case, or by the address; no address is nobody's."""
    ack = Ack("Ada Lovelace", "ada@example.com", "2026-03-01", "1")
    assert same_person(ack, other) is same
    nameless = Ack("Cy", "", "2026-03-01", "1")
    assert not same_person(nameless, Concerned("Bo"))


def test_whom_a_record_concerns() -> None:
    """Deciders, owners, informed: each once, with all that is known of them."""
    owners = ("@pay", "ada lovelace <ada@example.com>", "Bo (lead)")
    module = ModulePolicy("payments", owners=owners)
    rules = replace(config.DEFAULTS, modules={"payments": module})
    record = Record(
        Name("1-x", "", 1, "d/1-x.md"),
        {},
        deciders=(Person("Ada Lovelace", "PM"),),
        informed=(Person("bo"), Person("Cy", "sales"), Person("Cy")),
        modules=("payments", "unknown"),
    )
    found = concerned(record, rules)
    assert found == (
        Concerned("Ada Lovelace", "PM", ("decider", "owner"), "ada@example.com"),
        Concerned("@pay", "", ("owner",)),
        Concerned("Bo", "lead", ("owner", "informed")),
        Concerned("Cy", "sales", ("informed",)),
    )
    assert [each.told for each in found] == [
        "Ada Lovelace (PM)",
        "@pay (owner)",
        "Bo (lead)",
        "Cy (sales)",
    ]

"""Exchanging links in a message: the records change, every other byte stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.policy.links import read
from git_decide.policy.message_edit import exchanged
from tests.unit.policy.messages import drafts

NAMES = {"42": "0050-new", "7": "0050-new", "44": "0051-other"}


@given(message=drafts())
def test_every_link_is_exchanged_and_none_else(message: str) -> None:
    """What a message links is what it linked, by the new names, each once."""
    before = [link.value for link in read(message).links]
    after = [link.value for link in read(exchanged(message, NAMES)).links]
    assert sorted(after) == sorted(dict.fromkeys(NAMES.get(each, each) for each in before))
    assert read(exchanged(message, NAMES)).skips == read(message).skips


@given(message=drafts(), names=st.sampled_from([{}, {"0099-nothing": "0001-a"}]))
def test_without_a_link_to_exchange_nothing_changes(message: str, names: dict[str, str]) -> None:
    """The same bytes come back, and so they do when it is done again."""
    assert exchanged(message, names) == message
    once = exchanged(message, NAMES)
    assert exchanged(once, NAMES) == once


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("S\n\nDecision: 42\n", "S\n\nDecision: 0050-new\n"),
        ("S\n\nDecision:  42 , 9\n", "S\n\nDecision:  0050-new , 9\n"),
        ("S\n\nDecision: 42\nDecision: 7\n", "S\n\nDecision: 0050-new\n"),
        ("S\n\nDecision: 42\nDecision: 0050-new\n", "S\n\nDecision: 0050-new\n"),
        ("S\n\nDecision: 0050-new, 42\n", "S\n\nDecision: 0050-new\n"),
        ("S\n\nSee\ndecision: 42\n\nText\n", "S\n\nSee\ndecision: 0050-new\n\nText\n"),
        ("S\r\n\r\nDecision: 42\r\nX: y\r\n", "S\r\n\r\nDecision: 0050-new\r\nX: y\r\n"),
        ("\nDecision: 42\nDecision: 42\n", "\nDecision: 42\nDecision: 0050-new\n"),
        ("Decision: 42\n\nIs a subject\n", "Decision: 42\n\nIs a subject\n"),
        (
            "S\n\nSquashed commit of the following:\n\ncommit 1\n\n    A\n\n    Decision: 42\n",
            "S\n\nSquashed commit of the following:\n\ncommit 1\n\n    A\n\n"
            "    Decision: 0050-new\n",
        ),
    ],
)
def test_each_stays_where_it_stood(message: str, expected: str) -> None:
    """Spelling, folding, indentation and line endings of everything else are kept."""
    assert exchanged(message, NAMES) == expected


def test_an_exchange_in_a_circle() -> None:
    """Two records may change places."""
    names = {"1": "2", "2": "1"}
    assert exchanged("S\n\nDecision: 1, 2\n", names) == "S\n\nDecision: 2, 1\n"

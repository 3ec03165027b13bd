"""Lines of Markdown state header fields in many ways, each of them in its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from git_decide.records.foreign.header import badge_text, find
from git_decide.records.foreign.labels import WEAK_DATE, fold, label_keys

KEYS = label_keys()
STATED = {
    "Status: Accepted": [("status", "Accepted", 9, "line")],
    "status : accepted": [("status", "accepted", 10, "line")],
    "Status = Accepted": [("status", "Accepted", 10, "line")],
    "* Status: accepted <!-- optional -->": [("status", "accepted", 11, "bullet")],
    "1. Status: accepted": [("status", "accepted", 12, "bullet")],
    "- **Status**: Accepted": [("status", "Accepted", 15, "bullet")],
    "- **Status:** Accepted": [("status", "Accepted", 15, "bullet")],
    "**Status:** Accepted  ": [("status", "Accepted", 13, "bold")],
    "**Status** Accepted": [("status", "Accepted", 12, "bold")],
    "__Status__: Accepted\\": [("status", "Accepted", 13, "bold")],
    "*Status*: Accepted<br>": [("status", "Accepted", 11, "bold")],
    "**Status: Accepted**": [("status", "Accepted", 11, "bold")],
    "`Status`: Accepted": [("status", "Accepted", 11, "bold")],
    "> **Status:** Accepted": [("status", "Accepted", 15, "bold")],
    "Status\uff1a Accepted": [("status", "Accepted", 9, "line")],
    "Superseded by: [9](9.md)": [("superseded-by", "[9](9.md)", 16, "line")],
    "Decision-Makers: Ann, Bo": [("deciders", "Ann, Bo", 18, "line")],
    "**Status:** Accepted | **Date:** 2020-01-01": [
        ("status", "Accepted", 13, "bold"),
        ("date", "2020-01-01", 34, "bold"),
    ],
    "Status: Accepted, Date: 2020-01-01": [
        ("status", "Accepted", 9, "line"),
        ("date", "2020-01-01", 25, "line"),
    ],
    "**Status:** Accepted | **Team:** Labels": [("status", "Accepted", 13, "bold")],
    "![Status: Accepted](x.svg)": [("status", "Accepted", 11, "badge")],
    "![x](https://b.example/badge/status-in_review-blue.svg?a)": [
        ("status", "in_review", 37, "badge")
    ],
    "Status:": [],
    "Team: Labels": [],
    "A sentence with status: none": [],
    "Date": [],
}


@pytest.mark.parametrize("line", STATED)
def test_what_a_line_states(line: str) -> None:
    """Key, words, column and manner."""
    found = find([line], 0, 1, KEYS).statements
    assert [(each.key, each.text, each.column, each.manner) for each in found] == STATED[line]


def test_lists_go_on_below_their_name() -> None:
    """Items below the name of a list are its members; the next field is none."""
    lines = ["* Deciders:", "  * Ann", "  * Bo (PM)", "* Tags: a,", "  b", "* Status: accepted"]
    found = find(lines, 0, 6, KEYS, offset=10)
    assert [(each.key, each.text, each.line) for each in found.statements] == [
        ("deciders", "Ann", 12),
        ("deciders", "Bo (PM)", 13),
        ("tags", "a,", 14),
        ("tags", "b", 15),
        ("status", "accepted", 16),
    ]
    assert found.bare == {0}


def test_a_list_may_follow_a_blank_line() -> None:
    """A bold name, a blank line, a list: the same members."""
    lines = ["**Deciders:**", "", "- Ann", "- Bo", "", "Prose"]
    assert [each.text for each in find(lines, 0, 6, KEYS).statements] == ["Ann", "Bo"]


def test_prose_below_a_field_is_no_part_of_it() -> None:
    """A status is one line, and what follows a full list is a new thought."""
    lines = ["Status: Accepted", "and then it rained", "Deciders: Ann", "who was in a hurry"]
    assert [each.text for each in find(lines, 0, 4, KEYS).statements] == ["Accepted", "Ann"]


def test_tables_state_in_rows() -> None:
    """The first cell names the field; the head may be one too, and an escaped bar is none."""
    lines = ["| Status | Accepted |", "|---|:-:|", "| Date | 2020 \\| 2021 |", "| Team | A |"]
    found = find(lines, 0, 4, KEYS)
    assert [(each.key, each.text, each.line, each.column) for each in found.statements] == [
        ("status", "Accepted", 1, 12),
        ("date", "2020 \\| 2021", 3, 10),
    ]


def test_tables_state_in_columns() -> None:
    """A head of names and one row of values; several rows are a table of something else."""
    lines = ["Status | Date", "--- | ---", "Accepted | 2020-01-01"]
    found = find(lines, 0, 3, KEYS)
    assert [(each.key, each.text) for each in found.statements] == [
        ("status", "Accepted"),
        ("date", "2020-01-01"),
    ]
    assert found.bare == {0, 1}
    assert find([*lines, "Rejected | 2021-01-01"], 0, 4, KEYS).statements == ()


def test_the_day_a_text_was_changed_counts_less() -> None:
    """Created and updated have a key of their own."""
    assert find(["Last updated: 2020-01-01"], 0, 1, KEYS).statements[0].key == WEAK_DATE


def test_a_team_may_have_its_own_names() -> None:
    """Names of `[records.headings]` count for fields, too."""
    keys = label_keys((("status", ("Statut",)), ("context", ("Contexte",))))
    assert find(["- **Statut** : Accepté"], 0, 1, keys).statements[0].text == "Accepté"
    assert "contexte" not in keys


def test_how_badges_write_texts() -> None:
    """Underscores are spaces, doubled signs are themselves."""
    assert badge_text("in_review") == "in review"
    assert badge_text("on--hold__x%21") == "on-hold_x!"


def test_labels_are_folded() -> None:
    """Case, decoration, numbering, hyphens, emoji and comments make no difference."""
    labels = (
        "Decision Makers",
        "decision-makers",
        "**Decision_Makers:**",
        "2. Decision makers",
        "\U0001f465 Decision makers",
        "Decision makers <!-- optional -->",
    )
    for label in labels:
        assert fold(label) == "decision makers"


@given(
    lines=st.lists(st.text(alphabet="Status: *_`|-[](){}!>#~\n\t.,;=x1", max_size=40), max_size=6)
)
@settings(max_examples=120, deadline=None)
def test_every_statement_stands_where_it_says(lines: list[str]) -> None:
    """Whatever signs there are: the text of a statement is in its line, at its column."""
    shown = "\n".join(lines).split("\n")
    for each in find(shown, 0, len(shown), KEYS, offset=3).statements:
        assert shown[each.line - 4][each.column - 1 :].startswith(each.text)
        assert each.text == each.text.strip()
        assert each.text

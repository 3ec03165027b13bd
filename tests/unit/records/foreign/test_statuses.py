"""A status is what a person would call it, in whatever words it is written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from git_decide.records.foreign import status_words
from git_decide.records.foreign.statuses import is_unfilled, status_of
from git_decide.records.lifecycle import STATUSES

READ = {
    "Accepted": "accepted",
    "  ACCEPTED.  ": "accepted",
    "✅ Accepted": "accepted",
    ":white_check_mark: Accepted": "accepted",
    "**Accepted**": "accepted",
    "`accepted`": "accepted",
    "[accepted]": "accepted",
    "{accepted}": "accepted",
    "- [x] Accepted": "accepted",
    "Accepted<br>": "accepted",
    "Accepted <!-- optional -->": "accepted",
    "![Accepted](accepted.svg)": "accepted",
    "Status: Accepted": "accepted",
    "2020-01-01: Accepted": "accepted",
    "accepted on 2020-01-01": "accepted",
    "Accepted (by the board)": "accepted",
    "This decision was accepted.": "accepted",
    "~~Proposed~~ Accepted": "accepted",
    "<del>Proposed</del> Accepted": "accepted",
    "Accepted, supersedes [x](y.md)": "accepted",
    "Accepted & implemented": "accepted",
    "Accepted, rejected alternatives are listed below": "accepted",
    "Accepted. Replaced polling in the importer": "accepted",
    "Approved by the team": "accepted",
    "Amended by [9. Help](0009-help.md)": "accepted",
    "Partially superseded by ADR-3": "accepted",
    "Proposed → Accepted": "accepted",
    "Proposed -> Accepted": "accepted",
    "Acepted": "accepted",
    "draft": "proposed",
    "RFC": "proposed",
    "WIP": "proposed",
    "In Review": "proposed",
    "💬 Under discussion": "proposed",
    "Under discussion, not accepted yet": "proposed",
    "not yet accepted": "proposed",
    "Deferred": "proposed",
    "Not accepted": "rejected",
    "Closed: rejected": "rejected",
    "Withdrawn": "rejected",
    "To be reviewed": "proposed",
    "Incomplete": "proposed",
    "Final draft": "proposed",
    "Final decision pending": "proposed",
    "Active discussion": "proposed",
    "Closed as rejected": "rejected",
    "Final": "accepted",
    "Superceded by [x](y.md)": "superseded",
    "superseeded": "superseded",
    "[Superseded by ADR-9](0009.md)": "superseded",
    "Accepted (superseded by ADR-5)": "superseded",
    "Replaced by 5": "superseded",
    "Accepted but deprecated by ADR-9": "deprecated",
    "Depricated": "deprecated",
    "No longer relevant": "deprecated",
    "Reverted by [a discussion](https://example.org)": "deprecated",
    "Problem": "problem",
    "contested": "contested",
    "Escalated": "escalated",
    "Purple": "",
    "Supersedes [x](y.md)": "",
    "To be accepted": "",
    "Accessible": "",
    "Unapproved": "",
    "Talked over at lunch (New Hall)": "",
    "Talked over at lunch; accepted unanimously": "accepted",
    "": "",
}
UNFILLED = (
    "{proposed | accepted | rejected}",
    "[proposed | accepted]",
    "[draft | accepted | superseded by [ADR-0005](0005-example.md)]",
    "Proposed/Accepted/Rejected",
    "Proposed | Accepted",
    "proposed, accepted or rejected",
    "proposed | rejected | … | superseded by ADR-0005",
    "TODO",
    "<status>",
)


@pytest.mark.parametrize("text", READ)
def test_the_status_of_a_text(text: str) -> None:
    """Case, signs, decoration, misspellings and what follows do not hide it."""
    assert status_of(text) == READ[text]


@pytest.mark.parametrize("text", UNFILLED)
def test_template_text_states_none(text: str) -> None:
    """A list of all statuses is what a template left, not a status."""
    assert is_unfilled(text)
    assert status_of(text) == ""


@pytest.mark.parametrize("text", ["Accepted, superseded", "{accepted}", "accepted/implemented"])
def test_a_statement_is_no_template(text: str) -> None:
    """Two statuses that follow each other, or mean the same, are somebody's words."""
    assert not is_unfilled(text)


@pytest.mark.parametrize("status", sorted(status_words.STATUS_WORDS))
def test_every_word_means_its_status(status: str) -> None:
    """No word of the table is taken for that of another status."""
    for words in status_words.STATUS_WORDS[status]:
        assert status_of(words) == status


def test_the_table_has_every_status() -> None:
    """The words and ranks are those of the statuses that there are."""
    assert set(status_words.STATUS_WORDS) == set(status_words.RANKS) == set(STATUSES)


def test_a_team_may_have_its_own_words() -> None:
    """Words of `[records.statuses]` count, before the built-in ones."""
    further = (("accepted", ("Angenommen", "in Kraft")), ("rejected", ("done",)), ("x", ("y",)))
    assert status_of("**Angenommen** am 3. Mai", further) == "accepted"
    assert status_of("In Kraft", further) == "accepted"
    assert status_of("Done", further) == "rejected"
    assert status_of("y", further) == ""
    assert status_of("Angenommen") == ""


def test_a_line_of_its_own_says_nothing_else() -> None:
    """Asked for a status alone, one that goes on about other things is none."""
    assert status_of("Superseded by 9", alone=True) == "superseded"
    assert status_of("Accepted on Monday", alone=True) == "accepted"
    assert status_of("Rejected options stay in the wiki", alone=True) == ""
    assert status_of("The text; accepted", alone=True) == ""


@given(text=st.text(max_size=120))
@settings(max_examples=120, deadline=None)
def test_any_text_has_a_status_or_none(text: str) -> None:
    """Whatever is written, the answer is a canonical status or nothing, and never both."""
    found = status_of(text)
    assert found in (*STATUSES, "")
    assert not (found and is_unfilled(text))


@given(
    status=st.sampled_from(["accepted", "proposed", "rejected", "deprecated"]),
    before=st.sampled_from(["", "**", "✅ ", "> ", "_", "- "]),
    after=st.sampled_from(["", ".", " ", "**", " (2020)", " on 2020-01-01", ", see below"]),
)
@settings(max_examples=100, deadline=None)
def test_decoration_changes_nothing(status: str, before: str, after: str) -> None:
    """What stands around a status does not change it."""
    assert status_of(f"{before}{status.title()}{after}") == status

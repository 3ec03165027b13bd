"""What came of a decision: entries are read back as they were written, whatever they say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.records.digest import name_of
from git_decide.records.outcomes import WAYS, entries, told, written
from git_decide.records.reader import read
from tests.unit.queries.logs import record

DAYS = st.dates(date(2000, 1, 1), date(2099, 1, 1)).map(date.isoformat)
SAID = st.text("abcdefg XYZ.,:()", min_size=1).map(str.strip).filter(bool)
NAME = name_of("docs/decisions/0001-a.md", "")


def _record(outcome: str = "", **fields: str):  # type: ignore[no-untyped-def]
    assert NAME
    text = record(**fields) + (f"\n## Outcome\n\n{outcome}\n" if outcome else "")
    found = read(text.encode(), NAME).record
    assert found
    return found


@given(st.lists(st.tuples(DAYS, st.sampled_from((*WAYS, "rejected")), SAID), max_size=4))
def test_what_was_written_is_read(noted: list[tuple[str, str, str]]) -> None:
    """Every entry has its day, its word and its text, in the order in which they were noted."""
    text = "\n\n".join(written(*each) for each in noted)
    assert [(e.day, e.way, e.text) for e in entries(_record(text))] == noted


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("", False),
        ("2026-06-02, worked: Nobody was blocked.", True),
        ("2026-06-01, mixed: On the day itself.", True),
        ("- 2026-06-02, failed: As an item.", True),
        ("2026-05-31, worked: Before it was due.", False),
        ("2026-05-31, worked: Early.\n\n2026-07-01, failed: Then it broke.", True),
        ("2026-06-02, reopened: That is no answer.", False),
        ("It went well.", True),
    ],
)
def test_a_review_is_done_once_somebody_tells_of_it(outcome: str, expected: bool) -> None:
    """An entry since the day of the review does it, and so do words without any day."""
    assert told(_record(outcome, review_by="2026-06-01")) is expected


def test_an_entry_of_several_paragraphs_is_one() -> None:
    """What follows an entry belongs to it, until the next one."""
    noted = written("2026-06-02", "mixed", "Fast.\n\nBut it fell over.")
    found = entries(_record(f"{noted}\n\n{written('2026-06-03', 'worked', 'Mended.')}"))
    assert [each.text for each in found] == ["Fast.\n\nBut it fell over.", "Mended."]

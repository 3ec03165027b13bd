"""The number before a title is the record's, and a number in a title is the title's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from git_decide.records.titles import part
from tests.unit.records.support import codes, record_of

PARTED = {
    "Use bags": ("Use bags", None),
    "5. Use bags": ("Use bags", 5),
    "7. Use bags": ("Use bags", 7),
    "5) Use bags": ("Use bags", 5),
    "5 - Use bags": ("Use bags", 5),
    "5: Use bags": ("Use bags", 5),
    "#5 Use bags": ("Use bags", 5),
    "5 Use bags": ("Use bags", 5),
    "7 bags are enough": ("7 bags are enough", None),
    "0007 Use bags": ("Use bags", 7),
    "0005a. Use bags": ("Use bags", 5),
    "ADR 5: Use bags": ("Use bags", 5),
    "ADR-0005 — Use bags": ("Use bags", 5),
    "adr_0005: Use bags": ("Use bags", 5),
    "[ADR-005] Use bags": ("Use bags", 5),
    "**5. Use bags**": ("Use bags**", 5),
    "Decision 5: Use bags": ("Use bags", 5),
    "Architecture Decision Record 5: Use bags": ("Use bags", 5),
    "ADR: Use bags": ("Use bags", None),
    "ADR-5": ("ADR-5", 5),
    "5": ("5", None),
    "2026 in review": ("2026 in review", None),
    "RFC 2119 keywords": ("RFC 2119 keywords", None),
    "Decision 12 of the board": ("Decision 12 of the board", None),
    "RFC 12: Use bags": ("Use bags", 12),
    "2020-01-01: Use bags": ("2020-01-01: Use bags", None),
    "Decision records in git": ("Decision records in git", None),
}


@pytest.mark.parametrize("heading", PARTED)
def test_a_heading_is_parted(heading: str) -> None:
    """The title of the file 0005 has its number in front, however that is written."""
    found = part(heading, 5)
    assert (found.text, found.number) == PARTED[heading]


def test_records_of_this_project_may_have_a_number_too() -> None:
    """It is no part of the title; another than the file's is told."""
    front = "---\nstatus: proposed\n---\n"
    assert record_of(f"{front}# 42. Use bags\n").title == "Use bags"
    assert record_of(f"{front}# 3 bags\n").title == "3 bags"
    assert record_of(f"{front}# Decision by lot\n").title == "Decision by lot"
    assert record_of(f"{front}# 42 - 3 bags\n").title == "3 bags"
    for words in ("2 - 3 tries are enough", "2: a pair", "007 is no number"):
        assert record_of(f"{front}# {words}\n").title == words
        assert "number-differs" not in codes(f"{front}# {words}\n")
    assert "number-differs" in codes(f"{front}# ADR-7: Use bags\n")
    assert "number-differs" not in codes(f"{front}# ADR-42: Use bags\n")


@given(heading=st.text(max_size=60), number=st.none() | st.integers(0, 9999))
@settings(max_examples=120, deadline=None)
def test_a_title_ends_its_heading(heading: str, number: int | None) -> None:
    """Nothing but what stands in front is taken away, and never everything."""
    found = part(heading, number)
    assert heading.strip().endswith(found.text.strip())
    assert found.text or not heading.strip()

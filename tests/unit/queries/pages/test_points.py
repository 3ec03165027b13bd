"""What a point of a page says of a record, in short."""

from __future__ import annotations

import pytest

from git_decide.queries.pages.points import said
from git_decide.records import reader
from git_decide.records.digest import Name

NAME = Name("0001-a", "", 1, "docs/decisions/0001-a.md")


def told(key: str, body: str, front: str = "status: accepted") -> list[str]:
    """Return what a record with this body says under a key."""
    text = f"---\n{front}\n---\n\n# Cap retries\n\n{body}\n"
    record = reader.read(text.encode(), NAME).record
    assert record is not None
    found = list(said(record, [key]))
    assert {name for name, _ in found} <= {key}
    return [words for _, words in found]


@pytest.mark.parametrize(
    ("body", "short"),
    [
        ("One. Two. Three.", ["One. Two."]),
        ("One *word*, see `x`.\n\nTwo.", ["One word, see x."]),
        ("- first. More.\n- second", ["first. More."]),
        ("Because:\n\n- it is slow.\n- it costs,\n- it fails\n- it is old", None),
        ("# Only a heading", []),
    ],
)
def test_prose_is_cut_to_its_first_sentences(body: str, short: list[str] | None) -> None:
    """Without its marks; a list that a paragraph introduces belongs to it."""
    expected = ["Because: it is slow; it costs; it fails"] if short is None else short
    assert told("context", f"## Context\n\n{body}") == expected


def test_a_list_is_told_item_by_item() -> None:
    """Three of them, each by its first sentence."""
    items = "\n".join(f"- Goal g{number}. And more." for number in range(5))
    assert told("success-criteria", f"## Success criteria\n\n{items}") == [
        *("Goal g0.", "Goal g1.", "Goal g2.")
    ]


def test_alternatives_with_why_they_lost() -> None:
    """Five of them; one without a reason has its name alone."""
    items = "\n".join(f"- **Way {number}**: is `slow`. Very." for number in range(6))
    found = told("alternatives", f"## Alternatives considered\n\n- Nothing at all\n{items}")
    assert found == ["Nothing at all", *(f"Way {number}: is slow." for number in range(4))]


def test_perspectives_and_fields() -> None:
    """Each by its key; what is not stated is not told."""
    body = "## Perspectives\n\n### Product\n\nThey leave. Soon. Really."
    assert told("perspectives.product", body) == ["They leave. Soon. Really."]
    assert told("perspectives.engineering", body) == []
    assert told("cost", body, "cost: 3 weeks") == ["3 weeks"]
    assert told("cost", body) == []
    assert told("escalated-to", body, "escalated-to: Bob (CTO)") == ["Bob (CTO)"]


@pytest.mark.parametrize(
    ("body", "short"),
    [
        ("One. Two. Three. Four.", "One. Two. Three. Four."),
        ("One. Two. Three. Four. Five.", "One. Two. Three. Four. \u2026"),
        ("One.\n\nTwo.", "One. \u2026"),
        ("Because:\n\n- one,\n- two", "Because: one; two"),
        ("Because:\n\n- one\n- two\n- three\n- four", "Because: one; two; three \u2026"),
    ],
)
def test_what_a_side_says_is_seen_to_go_on(body: str, short: str) -> None:
    """Four sentences are told; where there are more, a sign says so."""
    assert told("perspectives.product", f"## Perspectives\n\n### Product\n\n{body}") == [short]
    assert told("resolution", f"## Resolution\n\n{body}") == [short]


@pytest.mark.parametrize(
    ("body", "short"),
    [
        ("2026-03-01, worked: Fine.\n\n2026-04-01, mixed: It broke. Twice. Then not.",
         ["mixed: It broke. Twice."]),
        ("2026-03-01, worked: Fine.\n\n2026-04-01, deprecated: Not needed.", ["worked: Fine."]),
        ("It went well. So far.", ["It went well. So far."]),
        ("", []),
    ],
)  # fmt: skip
def test_what_came_of_it(body: str, short: list[str]) -> None:
    """What was noted last of how it went; else the words that stand there."""
    assert told("outcome", f"## Outcome\n\n{body}") == short

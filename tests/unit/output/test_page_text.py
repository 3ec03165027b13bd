"""A page on a terminal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from git_decide.output.page_text import text
from git_decide.output.terminal import PLAIN, Paint, safe, width
from git_decide.queries.pages.model import Page, Part
from tests.unit.output.pages import CHURN, OLD_APP, PDF, REFUND, agenda, brief, pages

_COLOURS = re.compile("\x1b\\[[0-9;]*m")


def test_an_agenda() -> None:
    """Headings with counts, titles with facts below, sides in turn, at last what there is not."""
    page = agenda(Part("disagreements", (REFUND, OLD_APP)), Part("scope", (PDF,)))
    assert text(page, PLAIN, 80).split("\n") == [
        "Agenda, 2 March 2026",
        "What is open for product and engineering to talk about, and what has happened",
        "since 23 February 2026. Written from the decision log; most urgent first.",
        "",
        "Disagreements to settle (2)",
        "---------------------------",
        "\u2022 Refund a whole batch at once",
        "  taken to Mira Okonkwo (CTO) · payments · open for 10 days",
        "  0012-refund-in-bulk",
        "  Product: Our second largest customer leaves without it.",
        "  Engineering: It touches payments, which are fragile.",
        "  Cost: 3 engineer-weeks",
        "  Waits for: Mira Okonkwo (CTO)",
        "",
        "\u2022 Drop the old mobile app",
        "  open for 3 days · 0014-drop-the-old-app",
        "  Engineering: Each release is built twice for 2 % of the users.",
        "  Waits for: product",
        "",
        "Added to the scope, and cut from it (1)",
        "---------------------------------------",
        "\u2022 Export invoices as PDF",
        "  added · yesterday · 0016-pdf",
        "  Cost: 2 engineer-weeks",
        "  Decided by: Paul Okafor (PM)",
        "",
        "There are no problems waiting, proposals to decide, overdue reviews, changes",
        "without a decision, fragile parts getting worse, decisions to confirm or",
        "technical wins.",
    ]


def test_a_brief_has_a_heading_for_each_module() -> None:
    """Decisions stand under what they are about."""
    assert "\nAbout partner-sync\n\u2022 Take orders by webhook" in text(brief(), PLAIN, 0)


def test_a_full_agenda_is_two_screens_at_most() -> None:
    """Something of every kind takes at most 80 lines of 80 columns."""
    lines = text(agenda(), PLAIN, 0).split("\n")
    assert len(lines) <= 80
    assert max(map(width, lines)) <= 80


def test_what_is_not_told_is_counted_at_the_end_of_its_part() -> None:
    """With the command that lists it."""
    told = text(agenda(Part("problems", (CHURN,) * 7)), PLAIN, 80)
    assert "\n\nAnd 2 more: git decide list --status problem\n" in told


@settings(max_examples=30, deadline=None)
@given(pages())
def test_colours_change_nothing_else(page: Page) -> None:
    """Whatever it says, it is safe, no line is too long, and colours only colour it."""
    plain, painted = text(page, PLAIN, 60), text(page, Paint(on=True), 60)
    assert _COLOURS.sub("", painted) == plain
    for line in plain.split("\n"):
        assert safe(line) == line
        assert width(line) <= 60


@pytest.mark.parametrize("columns", [0, 20, 100, 500])
def test_it_is_as_wide_as_is_well_read(columns: int) -> None:
    """Neither a narrow nor a very wide terminal makes it unreadable."""
    widest = max(map(width, text(agenda(), PLAIN, columns).split("\n")))
    assert widest <= {0: 80, 20: 30, 100: 100, 500: 100}[columns]

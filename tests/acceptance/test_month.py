"""A month between a PM and a tech lead, played from the first problem to the last outcome.

The story is told in month_story.py. After a change of words:
``python3 -m tests.acceptance.refresh_month``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.acceptance.month import gather
from tests.acceptance.month_story import PAY, PROBLEM, WEEKS, and_what_of_invoices, play
from tests.acceptance.played import KEYS
from tests.acceptance.refresh_month import GOLDEN, PAGE, documented, numbered, seen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.acceptance.month import Team

# What there is to talk about on each of the days.
TOLD = {
    "2026-03-02": {"problems"},
    "2026-03-09": {"disagreements", "problems", "proposals", "not-understood"},
    "2026-03-11": {"disagreements", "problems", "proposals", "debts", "fragile"},
    "2026-03-16": {"problems", "scope", "debts", "fragile", "not-understood"},
    "2026-03-30": {"problems", "reviews", "wins"},
}


def test_a_month(tmp_path: Path, env: dict[str, str]) -> None:
    """Each step works or is refused as the story says; the pages tell where they stand."""
    team = gather(tmp_path / "repo", env)
    for day in play(team):
        for name, page in seen(team, day):
            assert page == (GOLDEN / name).read_text(encoding="utf-8"), name
        agenda = json.loads(team.page("agenda", "json"))["agenda"]
        assert (agenda["day"], {key for key in KEYS if agenda[key]}) == (day, TOLD[day])
        assert json.loads(team.page("brief", "json"))["brief"]["day"] == day
    and_what_of_invoices(team)
    _nothing_is_left(team)
    _all_of_it_is_remembered(team)
    assert documented(team) == PAGE.read_text(encoding="utf-8")


def _nothing_is_left(team: Team) -> None:
    """One problem is open. Nothing is owed, overdue or wrong; all of it can be pushed."""
    assert team.types("list", "--status", "problem", "--ids").split() == [
        "0002-half-of-all-trials-end-in-the-first-week"
    ]
    assert team.types("list", "--review-overdue", "--ids") == ""
    assert team.asks("debts")["debts"] == []
    assert team.decide("check", "--strict").returncode == 0
    team.shares()


def _all_of_it_is_remembered(team: Team) -> None:
    """Whoever asks about the first problem later finds both sides, the way out, what came of it."""
    record = team.asks("show", PROBLEM)["record"]
    assert record["id"] == PAY
    assert set(record["perspectives"]) == {"product", "engineering"}
    assert record["escalated-to"] == "Grace (CTO)"
    assert record["outcome"].startswith("2026-03-30, mixed: ")


def test_no_page_is_left_over() -> None:
    """There are four pages for each of the days, and no others."""
    assert {path.name[:10] for path in GOLDEN.iterdir()} == set(WEEKS)
    assert len([*GOLDEN.iterdir()]) == 4 * len(WEEKS)


def test_commits_are_numbered() -> None:
    """In the order in which a page tells them, each with one number."""
    assert numbered("0123456789 and abcdefabcd, 0123456789") == (
        "0000000001 and 0000000002, 0000000001"
    )

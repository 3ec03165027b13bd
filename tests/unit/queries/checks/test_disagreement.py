"""A disagreement stays on record: what may go, and what must not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.queries.checks import checking
from git_decide.store import INDEX, WORKTREE
from tests.unit.queries.logs import record, write

if TYPE_CHECKING:
    from tests.support import Repo

REMOVED = "disagreement-removed"
PRODUCT, ENGINEERING = "### Product\n\nCustomers ask.\n\n", "### Engineering\n\nTwo months.\n\n"
BOTH = f"\n## Perspectives\n\n{PRODUCT}{ENGINEERING}"
RESOLUTION = "## Resolution\n\nHalf of it in June.\n"
SIGNED = {"kind": "trade-off", "deciders": "[Ada (PM), Linus (tech lead)]"}
SETTLED = record(escalated_to="Grace (CTO)", **SIGNED) + BOTH + RESOLUTION
OPEN = record(status="contested", **SIGNED) + BOTH
ESCALATED = record(status="escalated", escalated_to="Grace (CTO)", **SIGNED) + BOTH


def told(repo: Repo, before: str, after: str, where: str = WORKTREE) -> list[str]:
    """Return what is said to be gone after the change from one text to another."""
    write(repo, {"0001-a": before})
    repo.commit("Before")
    write(repo, {"0001-a": after})
    found = checking.check(repo.open(), where).findings
    return [each.message.partition(": ")[2] for each in found if each.code == REMOVED]


@pytest.mark.parametrize("where", [WORKTREE, INDEX])
@pytest.mark.parametrize(
    ("gone", "words"),
    [
        (PRODUCT, "`perspectives.product`."),
        (ENGINEERING, "`perspectives.engineering`."),
        (RESOLUTION, "`resolution`."),
        ("escalated-to: Grace (CTO)\n", "`escalated-to`."),
        (BOTH + RESOLUTION, "`perspectives.product`, `perspectives.engineering`, `resolution`."),
    ],
)
def test_an_accepted_record_keeps_all_of_it(repo: Repo, gone: str, words: str, where: str) -> None:
    """Neither what a side said may go, nor what settled it, nor whom it was taken to."""
    assert gone in SETTLED
    assert told(repo, SETTLED, SETTLED.replace(gone, ""), where) == [words]


@pytest.mark.parametrize("before", [OPEN, ESCALATED])
def test_it_cannot_be_accepted_as_if_all_had_agreed(repo: Repo, before: str) -> None:
    """A record that was contested keeps both sides, whatever it becomes."""
    [words] = told(repo, before, record(**SIGNED))
    assert words.startswith("`perspectives.product`, `perspectives.engineering`")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SETTLED, SETTLED.replace("Customers ask.", "Many customers ask.")),
        (SETTLED, SETTLED.replace("accepted", "deprecated")),
        (record(status="proposed", **SIGNED) + BOTH.replace(ENGINEERING, ""), record(**SIGNED)),
        (OPEN, OPEN + RESOLUTION),
        (ESCALATED, ESCALATED.replace("escalated\n", "proposed\n") + RESOLUTION),
    ],
    ids=["other words", "deprecated", "one side alone", "resolved", "resolved by others"],
)
def test_what_keeps_it_is_free(repo: Repo, before: str, after: str) -> None:
    """Other words are no loss, and one side may take back what nobody answered."""
    assert before != after
    assert told(repo, before, after) == []


def test_a_dash_is_no_perspective(repo: Repo) -> None:
    """What a side said is gone where no word is left of it."""
    dashed = SETTLED.replace("Customers ask.", "—")
    assert told(repo, SETTLED, dashed) == ["`perspectives.product`."]


def test_a_resolved_one_still_says_whom_it_was_taken_to(repo: Repo) -> None:
    """Or else it could go before the record is accepted, which nobody would see any more."""
    resolved = ESCALATED.replace("escalated\n", "proposed\n") + RESOLUTION
    gone = resolved.replace("escalated-to: Grace (CTO)\n", "")
    assert told(repo, resolved, gone) == ["`escalated-to`."]


def test_a_merge_keeps_what_one_branch_tells(repo: Repo) -> None:
    """Whoever resolves a conflict by one side's text loses what the other side wrote."""
    agreed = record(status="proposed", **SIGNED)
    write(repo, {"0001-a": agreed})
    repo.commit("Propose")
    repo.git("checkout", "-q", "-b", "side")
    write(repo, {"0001-a": agreed.replace("status: proposed", "status: proposed\ntags: [x]")})
    repo.commit("Tag")
    repo.git("checkout", "-q", "main")
    write(repo, {"0001-a": OPEN})
    repo.commit("Contest")
    repo.git("merge", "-q", "--no-commit", "-s", "ours", "side")
    write(repo, {"0001-a": agreed})
    found = checking.check(repo.open(), WORKTREE).findings
    assert REMOVED in [each.code for each in found]


def test_an_accepted_record_that_was_escalated_says_how_it_ended(repo: Repo) -> None:
    """Also where the perspectives were never written down."""
    write(repo, {"0001-a": record(escalated_to="Grace (CTO)", **SIGNED)})
    codes = [each.code for each in checking.check(repo.open(), WORKTREE).findings]
    assert "missing-resolution" in codes

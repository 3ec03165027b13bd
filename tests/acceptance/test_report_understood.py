"""``git decide report``: who has understood what a branch follows, and who has not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from git_decide.git.acks import ACKS
from tests.acceptance.documents import answer
from tests.acceptance.in_process import decide
from tests.acceptance.report_story import LOG, RANGE, WEBHOOKS

if TYPE_CHECKING:
    from tests.support import Repo

WEBHOOK = "0004-take-orders-by-webhook"


def understood(told: Repo) -> Any:
    """Return what the report says of the readers of the decision, as JSON has it."""
    report = answer(decide(told, *RANGE, "--json").stdout, "report")["report"]
    (found,) = [each for each in report["decisions"] if each["record"]["id"] == WEBHOOK]
    return found["understood"]


def test_where_nobody_acknowledges_nobody_is_missed(told: Repo) -> None:
    """A team that does not use it reads nothing of it."""
    assert understood(told) is None
    assert "understood" not in decide(told, *RANGE).stdout


def test_who_has_and_who_has_not(told: Repo) -> None:
    """Beside the decision, with the role or with why it concerns them."""
    assert decide(told, "ack", "4", "--as", "Noor Haddad").returncode == 0
    page = decide(told, *RANGE).stdout
    assert "understood by Noor Haddad · not yet understood by Paul Okafor (PM)" in page
    assert "@\u200bshop/partners (owner)" in page
    found = understood(told)
    assert [each["name"] for each in found["by"]] == ["Noor Haddad"]
    assert found["missing"] == [
        {"name": "Paul Okafor", "role": "PM", "as": ["decider"]},
        {"name": "@shop/partners", "as": ["owner"]},
    ]


def test_the_text_at_the_tip_counts(told: Repo) -> None:
    """Who read what it said before is named apart."""
    assert decide(told, "ack", "4", "--as", "Noor Haddad").returncode == 0
    path = f"{LOG}/{WEBHOOK}.md"
    told.commit("Reword", **{path: WEBHOOKS.replace("500 calls", "400 calls")})
    page = decide(told, *RANGE).stdout
    assert "an earlier text read by Noor Haddad · not yet understood by Noor Haddad" in page


def test_words_of_a_note_are_escaped(told: Repo) -> None:
    """Whoever may write notes writes no Markdown."""
    said = f"Understood-by: *x* @all; 2026-03-01; {WEBHOOK}"
    told.git("notes", f"--ref={ACKS}", "add", "-m", said, f"HEAD:{LOG}/{WEBHOOK}.md")
    page = decide(told, *RANGE).stdout
    assert "\\*x\\* @\u200ball" in page

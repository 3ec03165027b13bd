"""``git decide report``: what is to be paid back, and what a squash must keep of a rollback."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.acceptance.documents import answer
from tests.acceptance.in_process import decide
from tests.acceptance.report_story import RANGE, verdict

if TYPE_CHECKING:
    from tests.support import Repo

CHARGE, LOGIN = "src/payments/charge.py", "src/sessions/login.py"


def begin(told: Repo) -> None:
    """Empty the branch."""
    told.git("checkout", "-q", "-B", "webhooks", "main")


def trailers(told: Repo) -> list[str]:
    """Return the lines for the message of a squash."""
    found: list[str] = answer(decide(told, *RANGE, "--json").stdout, "report")["report"]["trailers"]
    return found


def squashed(told: Repo) -> int:
    """Return how `check` ends for the branch as one commit that says what the page has it keep."""
    kept = trailers(told)
    told.git("checkout", "-q", "--detach", "main")
    told.git("merge", "-q", "--squash", "webhooks")
    told.git("commit", "-q", "-m", "\n".join(["All of it (#7)", "", *kept]))
    code = decide(told, "check", "--range", "HEAD~..HEAD").returncode
    told.git("checkout", "-q", "webhooks")
    return code


def test_a_skip_that_was_paid_back_is_no_debt(told: Repo) -> None:
    """By the same commit or a later one; one that nothing fragile needed never was."""
    told.commit("Allow", **{"decisions.toml": '[fragile.payments]\nwhy = "Money."\n'})
    told.git("branch", "-f", "main")
    begin(told)
    told.commit("One\n\nDecision-Skip: no need", **{"README.md": "1\n"})
    told.commit("Two\n\nDecision-Skip: night", **{CHARGE: "2\n"})
    assert "night" in decide(told, *RANGE).stdout.partition("#### Skipped, to be")[2]
    told.commit("Three\n\nDecision: 1\nDecision-Skip: in a hurry", **{CHARGE: "3\n"})
    done = decide(told, *RANGE)
    assert verdict(done) == "### ✅ Passes: every change to `payments` follows a decision"
    assert "to be paid back" not in done.stdout


def test_a_squash_of_a_rollback_stays_one(told: Repo) -> None:
    """The lines to keep name the commit that was undone, in a paragraph above the trailers."""
    told.git("checkout", "-q", "main")
    undone = told.commit("Hurry", **{LOGIN: "fast\n"})
    begin(told)
    told.git("revert", "--no-edit", undone)
    assert "#### Reverted, to be paid back by a decision" in decide(told, *RANGE).stdout
    assert trailers(told) == [f"This reverts commit {undone}."]
    assert squashed(told) == 0
    told.commit("Note\n\nDecision: 1", **{"README.md": "2\n"})
    named = "Decision: 0001-try-a-charge-twice"
    assert trailers(told) == [f"This reverts commit {undone}.", "", named]
    assert squashed(told) == 0
    told.commit("Cap", **{CHARGE: "2\n"})
    skip = f"Decision-Skip: gives back what {undone[:10]} changed"
    assert trailers(told) == [named, skip]
    assert squashed(told) == 0


def test_a_squash_keeps_the_links_that_a_rollback_inherits(told: Repo) -> None:
    """Where it does more than roll back, which has to be said of the whole then."""
    told.git("checkout", "-q", "main")
    undone = told.commit("Cap\n\nDecision: 1", **{CHARGE: "2\n"})
    begin(told)
    told.git("revert", "--no-edit", undone)
    assert trailers(told) == [f"This reverts commit {undone}."]
    told.commit("Hurry\n\nDecision-Skip: night", **{LOGIN: "fast\n"})
    assert trailers(told) == ["Decision: 0001-try-a-charge-twice", "Decision-Skip: night"]
    assert squashed(told) == 0


def test_where_no_record_could_be_named(told: Repo) -> None:
    """The first thing to do is to write one down."""
    begin(told)
    told.commit("Log in", **{LOGIN: "fast\n"})
    page = decide(told, *RANGE).stdout
    mend = page.partition("No record of the log covers it. **To mend it**, write")[2]
    assert re.match(r" the decision down:\n\n```sh\ngit decide new ", mend)
    assert "`Decision-Skip: REASON` in the text of the pull request" in mend

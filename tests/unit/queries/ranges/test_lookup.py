"""Which version of a record a link of a range means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from git_decide.git.ranges import resolve
from git_decide.queries.ranges.judging import judge_range
from tests.acceptance.texts import ACCEPTED, FLAGS, PROPOSED

if TYPE_CHECKING:
    from tests.support import Repo

RECORD = "docs/decisions/0001-cap-retries.md"
RULES = '[fragile.payments]\nwhy = "All customers pay through it."\n'
PAY = "src/payments/pay.py"


def refused(repo: Repo, written: str) -> bool:
    """Return whether a range is refused."""
    opened = repo.open()
    return judge_range(opened, resolve(opened, written)).refused


def base(repo: Repo) -> str:
    """Commit the flag."""
    return repo.commit("Flag", **{".gitattributes": FLAGS, "decisions.toml": RULES})


def test_what_was_proposed_when_it_was_named_may_be_accepted_later(repo: Repo) -> None:
    """A link counts once the record is accepted within the range, not before."""
    start = base(repo)
    repo.commit("Cap\n\nDecision: 1", **{RECORD: PROPOSED, PAY: "1"})
    assert refused(repo, f"{start}..HEAD")
    repo.commit("Accept", **{RECORD: ACCEPTED})
    assert not refused(repo, f"{start}..HEAD")


def test_what_was_accepted_when_it_was_named_goes_on_counting(repo: Repo) -> None:
    """A record that is superseded later in the range justified what came before."""
    start = base(repo)
    repo.commit("Cap\n\nDecision: 1", **{RECORD: ACCEPTED, PAY: "1"})
    repo.commit("End it", **{RECORD: ACCEPTED.replace("status: accepted", "status: superseded")})
    assert not refused(repo, f"{start}..HEAD")


def test_a_note_means_the_record_as_it_was_accepted_after_the_commit(repo: Repo) -> None:
    """A note is written when the commit is long made: then the record may be accepted."""
    start = base(repo)
    made = repo.commit("Cap", **{RECORD: PROPOSED, PAY: "1"})
    repo.git("notes", "--ref=decisions", "add", "-m", "Decision: 1", made)
    repo.commit("Accept", **{RECORD: ACCEPTED})
    assert not refused(repo, f"{start}..HEAD")
    opened = repo.open()
    [cap, _] = judge_range(opened, resolve(opened, f"{start}..HEAD")).commits
    assert not cap.verdict.refused

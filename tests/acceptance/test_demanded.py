"""What the verbs say of a record that is valid, and that its module would not take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.in_process import decide

if TYPE_CHECKING:
    from tests.support import Repo

pytestmark = pytest.mark.usefixtures("env")
RULES = """\
[roles]
product = ["Owner", "PM"]
engineering = ["tech lead"]
[fragile.payments]
why = "Money."
decided-by = ["product", "engineering"]
[fragile.auth]
why = "Doors."
"""
TEXTS = ("--context", "c", "--alternative", "Queue: needs a broker", "--trade-offs", "t")
LEAD = ("--kind", "technical", "--decider", "Bo (tech lead)")


@pytest.fixture
def demanding(repo: Repo) -> Repo:
    """Return a repository whose module payments both sides must decide about."""
    repo.write("decisions.toml", RULES)
    repo.write(".gitattributes", "src/** fragile=payments\nlib/** fragile=auth\n")
    repo.commit("Begin")
    return repo


def test_a_proposal_is_told_who_else_must_decide(demanding: Repo) -> None:
    """Beyond what its kind asks, in the titles of the team; twice alike, remembered or not."""
    for title in ("One", "Two"):
        said = decide(demanding, "new", title, *TEXTS, *LEAD, "--module", "payments").stderr
        assert "changes of payments" in said
        assert "a decider of the product side: --decider 'NAME (Owner)'" in said
        assert "of engineering" not in said


def test_who_accepts_is_told_before_it_is_too_late(demanding: Repo) -> None:
    """The record is valid, and accepted; its deciders cannot change once it is committed."""
    decide(demanding, "new", "One", *TEXTS, *LEAD, "--module", "payments")
    done = decide(demanding, "accept", "1")
    assert done.returncode == 0
    assert "no change of payments can follow it" in done.stderr
    assert "NAME (Owner)" in done.stderr


@pytest.mark.parametrize(
    "more", [("--module", "auth"), ("--module", "payments", "--decider", "Ada (PM)"), ()]
)
def test_nobody_is_told_where_all_have_decided(demanding: Repo, more: tuple[str, ...]) -> None:
    """Or where the module asks for nobody."""
    said = decide(demanding, "new", "One", *TEXTS, *LEAD, *more).stderr
    assert "to follow it" not in said
    assert "can follow it" not in decide(demanding, "accept", "1").stderr

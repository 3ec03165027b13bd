"""``git decide check --range`` is in nobody's way who follows a decision, however it arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.ranged import LINK, ask, branch, change, codes, document, linked
from tests.guarded import CHARGE, FIRST, FLAGS, FOLDER, RULES, record

if TYPE_CHECKING:
    from tests.guarded import Guarded

REFUND = "src/payments/refund.py"


@pytest.fixture
def topic(guarded: Guarded) -> Guarded:
    """Give a repository on a branch off main."""
    branch(guarded)
    return guarded


def ahead(repo: Guarded, **files: str) -> None:
    """Let main move on."""
    repo.git("checkout", "-q", "main")
    repo.commit("Meanwhile", **(files or {"src/other.py": "2\n"}))
    repo.git("checkout", "-q", "topic")


@pytest.mark.parametrize("indent", ["", "    "])
def test_a_squash_with_its_links_in_the_body(topic: Guarded, indent: str) -> None:
    """Forges list the messages of a squash flat, git itself indents them."""
    head = "Squashed commit of the following:\n\n" if indent else ""
    change(topic, message=f"Retry (#7)\n\n{head}{indent}Retry\n\n{indent}{LINK}\n")
    assert ask(topic).passed


def test_a_plain_rebase(topic: Guarded) -> None:
    """New ids, the same messages."""
    linked(topic)
    linked(topic, path=REFUND)
    ahead(topic)
    topic.git("rebase", "-q", "main")
    assert codes(topic) == []


def test_a_merge_of_main(topic: Guarded) -> None:
    """What comes from main was decided there, and is no change of this branch."""
    linked(topic)
    ahead(topic, **{REFUND: "7\n", "src/auth/login.py": "7\n"})
    topic.git("merge", "-q", "--no-edit", "main")
    assert codes(topic) == []
    assert document(topic)["range"]["modules"][0]["uncovered"] == []


def test_a_conflict_with_main_that_is_resolved(topic: Guarded) -> None:
    """The links of the branch speak for the resolution too."""
    linked(topic)
    ahead(topic, **{CHARGE: "7\n"})
    topic.git("merge", "-q", "--no-edit", "main", ok=False)
    topic.stage(**{CHARGE: "9\n"})
    topic.git("commit", "-q", "--no-verify", "--no-edit")
    assert ask(topic).passed


def test_a_bot_with_a_standing_decision(guarded: Guarded) -> None:
    """Its changes to its files need no link, and other people's do."""
    bot = {"GIT_AUTHOR_NAME": "bot", "GIT_AUTHOR_EMAIL": "bot@users.noreply.example"}
    standing = f'[[standing]]\ndecision = "{FIRST}"\nauthors = ["bot@*"]\npaths = ["*.lock"]\n'
    guarded.rule(f"{RULES}{standing}")
    branch(guarded)
    guarded.stage(**{"src/payments/a.lock": "1\n"})
    guarded.git("commit", "-q", "--no-verify", "-m", "Bump", env=bot)
    assert codes(guarded) == []
    (module,) = document(guarded)["range"]["modules"]
    assert (module["outcome"], module["by"]) == ("standing", [FIRST])
    change(guarded, path="src/payments/a.lock", message="Bump by hand")
    assert ask(guarded).refused


def test_a_revert_at_night(guarded: Guarded) -> None:
    """A rollback passes: it inherits the links of what it takes back, or is a debt."""
    linked(guarded)
    branch(guarded)
    guarded.git("revert", "--no-edit", "HEAD")
    assert codes(guarded) == []
    guarded.git("checkout", "-q", "main")
    change(guarded, "3\n")
    branch(guarded, "night")
    guarded.git("revert", "--no-edit", "HEAD")
    assert codes(guarded) == ["revert-without-decision"]


def test_a_backport_to_a_release(guarded: Guarded) -> None:
    """With ``also-on`` a record of main counts on a branch that does not have it."""
    guarded.rule(f'[records]\nalso-on = ["main"]\n\n{RULES}')
    branch(guarded, "release")
    guarded.git("checkout", "-q", "main")
    guarded.add_record("0002-cap-retries-at-three", record("Cap retries at three"))
    picked = change(guarded, message="Retry\n\nDecision: 2")
    branch(guarded, "backport", "release")
    guarded.git("cherry-pick", picked)
    assert codes(guarded, "--range", "release..backport") == []


def test_a_record_of_the_same_branch(topic: Guarded) -> None:
    """A record that came earlier, or later, on the branch counts."""
    topic.add_record("0002-cap-retries-at-three", record("Cap retries at three"))
    change(topic, message="Retry\n\nDecision: 2")
    assert codes(topic) == []
    topic.git("reset", "-q", "--hard", "main")
    change(topic, message="Retry\n\nDecision: 2")
    topic.add_record("0002-cap-retries-at-three", record("Cap retries at three"))
    assert ask(topic).passed


def test_a_record_that_was_superseded_meanwhile(topic: Guarded) -> None:
    """Work that began before passes, and is told."""
    linked(topic)
    old = record(status="superseded").replace("kind:", "superseded-by: [2]\nkind:")
    new = record("Cap retries at three", "accepted", f"supersedes: [{FIRST}]")
    files = {f"{FOLDER}/{FIRST}.md": old, f"{FOLDER}/0002-cap-retries-at-three.md": new}
    ahead(topic, **files)
    topic.git("merge", "-q", "--no-edit", "main")
    assert ask(topic).passed


def test_a_record_that_is_renumbered(topic: Guarded) -> None:
    """The former id leads to it."""
    topic.add_record("0002-cap-retries-at-three", record("Cap retries at three"))
    change(topic, message="Retry\n\nDecision: 0002-cap-retries-at-three")
    topic.git("mv", f"{FOLDER}/0002-cap-retries-at-three.md", f"{FOLDER}/0009-cap.md")
    aliased = record("Cap retries at three", "accepted", "aliases: [0002-cap-retries-at-three]")
    topic.commit("Renumber", **{f"{FOLDER}/0009-cap.md": aliased})
    assert codes(topic) == []


def test_a_skip(topic: Guarded) -> None:
    """A reason lets it pass where the rules allow that, and is told as a debt."""
    change(topic, message="Retry\n\nDecision-Skip: the site is down")
    assert codes(topic) == ["change-skipped"]
    assert "'the site is down'" in ask(topic).out


def test_a_module_that_only_warns(guarded: Guarded) -> None:
    """``enforce = "warn"`` makes warnings of refusals."""
    guarded.rule(RULES.replace("[fragile.payments]", '[fragile.payments]\nenforce = "warn"'))
    branch(guarded)
    change(guarded)
    assert codes(guarded) == ["change-without-decision"]
    assert ask(guarded).passed
    assert ask(guarded, "--strict").refused


def test_a_note(topic: Guarded) -> None:
    """A note on a commit counts like a line of its message."""
    change(topic)
    topic.git("notes", "--ref=decisions", "add", "-m", LINK, "HEAD")
    assert codes(topic) == []


def test_adopting_the_tool(guarded: Guarded) -> None:
    """A base without rules and flags refuses nothing."""
    guarded.git("rm", "-q", ".gitattributes", "decisions.toml")
    guarded.commit("Before")
    branch(guarded)
    guarded.commit("Adopt", **{".gitattributes": FLAGS, "decisions.toml": RULES, CHARGE: "5\n"})
    assert ask(guarded).passed


def test_a_change_that_is_taken_back(topic: Guarded) -> None:
    """What nets to nothing refuses nothing; its commits are told of."""
    change(topic, "2\n")
    change(topic, "1\n")
    assert set(codes(topic)) == {"commit-without-decision"}


def test_a_rollback_and_a_change_of_one_branch(guarded: Guarded) -> None:
    """Each holds by itself, so both hold."""
    change(guarded, "3\n", path=REFUND)
    branch(guarded)
    guarded.git("revert", "--no-edit", "HEAD")
    linked(guarded)
    assert ask(guarded).passed


def test_what_was_wrong_before(topic: Guarded) -> None:
    """Only what the range makes wrong with records refuses it."""
    broken = record("Cap retries at three", "proposed").replace("2026-01-15", "soon")
    topic.git("checkout", "-q", "main")
    topic.add_record("0002-broken", broken)
    branch(topic, "later")
    topic.commit("Mend a bit", **{f"{FOLDER}/0002-broken.md": broken.replace("Queue", "Row")})
    assert codes(topic) == []
    topic.add_record("0003-broken", broken.replace("three", "four"))
    assert codes(topic) == ["invalid-date!"]


def test_history_before_since(guarded: Guarded) -> None:
    """Commits that ``[policy] since`` makes history are not told of."""
    first = change(guarded, "2\n")
    guarded.rule(f'[policy]\nsince = "{first}"\n\n{RULES}')
    guarded.git("branch", "base")
    branch(guarded, "old", first)
    guarded.git("checkout", "-q", "main")
    linked(guarded, "4\n")
    assert codes(guarded, "--range", "base..main") == []

"""``git decide check --range`` sees what went past the hooks, or never met them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.ranged import LINK, ask, branch, change, codes, linked
from tests.guarded import CHARGE, FIRST, FLAGS, FOLDER, RULES, record

if TYPE_CHECKING:
    from tests.guarded import Guarded

REFUND = "src/payments/refund.py"
CHANGED = "change-without-decision!"


@pytest.fixture
def topic(guarded: Guarded) -> Guarded:
    """Give a repository on a branch off main."""
    branch(guarded)
    return guarded


def test_a_trailer_that_was_amended_away(topic: Guarded) -> None:
    """The range has the message that is left."""
    linked(topic)
    assert ask(topic).passed
    topic.git("commit", "-q", "--amend", "--no-verify", "-m", "Retry")
    assert codes(topic) == [CHANGED]


def test_a_commit_past_the_hooks(topic: Guarded) -> None:
    """``git commit --no-verify`` is no way in."""
    topic.change()
    assert topic.try_commit("--no-verify", "-m", "Retry").passed
    assert codes(topic) == [CHANGED]


def test_a_rebase_that_drops_the_linked_commit(topic: Guarded) -> None:
    """What is left has no link any more."""
    change(topic)
    linked(topic, path=REFUND)
    assert ask(topic).passed
    topic.git("rebase", "-q", "--onto", "HEAD^^", "HEAD^^", "HEAD^")
    assert codes(topic) == [CHANGED]


def evil_merge(topic: Guarded) -> None:
    """Merge main with a fragile change that neither side has, in a range that is linked."""
    linked(topic)
    topic.git("checkout", "-q", "main")
    topic.commit("Meanwhile", **{"src/other.py": "2\n"})
    topic.git("checkout", "-q", "topic")
    topic.git("merge", "-q", "--no-commit", "--no-ff", "main")
    topic.change(REFUND)
    topic.git("commit", "-q", "--no-verify", "-m", "Merge main")


def test_an_evil_merge(topic: Guarded) -> None:
    """What a merge adds by itself is told, and with ``--each-commit`` refused."""
    evil_merge(topic)
    assert codes(topic) == ["commit-without-decision"]
    said = ask(topic, "--each-commit")
    assert said.refused
    assert REFUND in said.out
    assert CHARGE not in said.out


def test_the_rules_may_ask_for_each_commit(guarded: Guarded) -> None:
    """``each-commit = true`` of the base is the same."""
    guarded.rule(f"[policy]\neach-commit = true\n\n{RULES}")
    branch(guarded)
    evil_merge(guarded)
    assert codes(guarded) == ["commit-without-decision!"]


def test_a_merge_that_drops_a_flag(topic: Guarded) -> None:
    """``-s ours`` keeps the branch as it was, without the flag that main has by now."""
    topic.commit("Aside", **{"src/other.py": "2\n"})
    topic.git("checkout", "-q", "main")
    topic.commit("Flag", **{".gitattributes": f"{FLAGS}src/other.py fragile=payments\n"})
    topic.git("checkout", "-q", "topic")
    topic.git("merge", "-q", "-s", "ours", "-m", "Merge main", "main")
    said = ask(topic)
    assert said.refused
    assert "its fragile flag is changed or taken away" in said.out


@pytest.mark.parametrize(
    "flags",
    [
        FLAGS.replace("src/payments/** fragile=payments\n", ""),
        FLAGS.replace("fragile=payments", "fragile=other"),
        f"{FLAGS}src/payments/charge.py -fragile\n",
        f"{FLAGS}src/payments/charge.py !fragile\n",
    ],
)
def test_a_flag_that_goes_before_its_use(topic: Guarded, flags: str) -> None:
    """Taken away, renamed or overridden in one commit: the next one is judged by the base."""
    topic.commit("Flags", **{".gitattributes": flags})
    change(topic)
    said = ask(topic)
    assert said.refused
    assert CHARGE in said.out
    topic.git("reset", "-q", "--hard", "main")
    change(topic)
    topic.commit("Flags", **{".gitattributes": flags})
    assert ask(topic).refused


@pytest.mark.parametrize(
    "rules",
    [
        RULES.replace("[fragile.payments]", '[fragile.payments]\nenforce = "warn"'),
        RULES.replace("[fragile.payments]", '[fragile.payments]\nrequire = "proposed"'),
        RULES.replace("[fragile.payments]", f'[fragile.payments]\ndecisions = ["{FIRST}"]'),
        f'{RULES}[[standing]]\ndecision = "{FIRST}"\n',
    ],
)
def test_a_policy_that_is_loosened_before_its_use(topic: Guarded, rules: str) -> None:
    """The base judges, not what the branch makes of it."""
    topic.commit("Rules", **{"decisions.toml": rules})
    change(topic)
    assert CHANGED in codes(topic)


def test_a_rename_out_of_the_module(topic: Guarded) -> None:
    """Both ends of a rename count."""
    topic.git("mv", CHARGE, "src/charge.py")
    topic.git("commit", "-q", "--no-verify", "-m", "Move")
    assert codes(topic) == [CHANGED]


def test_a_record_that_is_widened_to_cover_it(topic: Guarded) -> None:
    """What an accepted record covers was agreed on when it was."""
    topic.commit("Wider", **{f"{FOLDER}/{FIRST}.md": record(modules="payments, auth")})
    linked(topic, path="src/auth/login.py")
    assert "accepted-record-widened!" in codes(topic)


def test_a_record_that_is_widened_for_a_while(topic: Guarded) -> None:
    """The same where the branch takes it back before it ends."""
    topic.commit("Wider", **{f"{FOLDER}/{FIRST}.md": record(modules="payments, auth")})
    linked(topic, path="src/auth/login.py")
    topic.commit("Narrower", **{f"{FOLDER}/{FIRST}.md": record()})
    assert "accepted-record-widened!" in codes(topic)


def test_a_record_that_silences_its_own_widening(topic: Guarded) -> None:
    """A comment counts where the base has it already."""
    note = "<!-- git-decide: ignore accepted-record-widened: it is all right -->\n"
    wider = record(modules="payments, auth")
    topic.commit("Wider", **{f"{FOLDER}/{FIRST}.md": f"{wider}\n{note}"})
    assert "accepted-record-widened!" in codes(topic)
    topic.git("checkout", "-q", "main")
    topic.commit("Agreed", **{f"{FOLDER}/{FIRST}.md": f"{record()}\n{note}"})
    branch(topic, "later")
    topic.commit("Wider", **{f"{FOLDER}/{FIRST}.md": f"{wider}\n{note}"})
    assert "accepted-record-widened!" not in codes(topic)


def test_rules_that_ignore_their_own_widening(topic: Guarded) -> None:
    """So does what ``[check] ignore`` lists."""
    topic.commit(
        "Wider",
        **{
            "decisions.toml": f'{RULES}[check]\nignore = ["accepted-record-widened"]\n',
            f"{FOLDER}/{FIRST}.md": record(modules="payments, auth"),
        },
    )
    assert "accepted-record-widened!" in codes(topic)


def test_a_record_that_does_not_stay(topic: Guarded) -> None:
    """Commits that follow a record which is gone at the end are told of."""
    second = f"{FOLDER}/0002-cap-retries-at-three.md"
    topic.commit("Record", **{second: record("Cap retries at three")})
    change(topic, message="Retry\n\nDecision: 2")
    topic.git("rm", "-q", second)
    topic.commit("Without")
    assert "accepted-record-removed" in codes(topic)


def test_a_log_that_is_moved(topic: Guarded) -> None:
    """Its records are not gone, but one that the move leaves out is."""
    change(topic, message=f"Retry\n\nDecision: {FIRST}")
    topic.git("mv", FOLDER, "adr")
    topic.commit("Move", **{"decisions.toml": f'{RULES}[records]\ndirectory = "adr"\n'})
    assert "accepted-record-removed" not in codes(topic)
    topic.git("rm", "-q", f"adr/{FIRST}.md")
    topic.commit("Without")
    assert "accepted-record-removed" in codes(topic)


def test_a_record_of_another_branch(topic: Guarded) -> None:
    """A record that is neither here nor on a branch of ``also-on`` is none."""
    branch(topic, "aside", "main")
    topic.add_record("0002-cap-retries-at-three", record("Cap retries at three"))
    topic.git("checkout", "-q", "topic")
    change(topic, message="Retry\n\nDecision: 2")
    assert codes(topic) == [CHANGED, "unknown-record!"]


def test_forking_from_before_the_flag(guarded: Guarded) -> None:
    """The rules are those of the base, wherever the branch began."""
    branch(guarded, "topic")
    guarded.commit("Aside", **{"src/other.py": "2\n"})
    guarded.git("checkout", "-q", "main")
    guarded.commit("Flag", **{".gitattributes": f"{FLAGS}src/other.py fragile=payments\n"})
    guarded.git("checkout", "-q", "topic")
    said = ask(guarded)
    assert said.refused
    assert "src/other.py" in said.out
    assert ask(guarded, message=f"Aside\n\n{LINK}").passed

"""Further ways around the rule, found by attacking it; and ways that only look like one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.guarded import CHARGE, FIRST, FLAGS, FOLDER, RULES, record

if TYPE_CHECKING:
    from tests.guarded import Guarded

LINK = ("--trailer", "Decision: 1")


@pytest.mark.parametrize(
    "line", ["* !git-decide !decision-log", ".gitattributes -git-decide -decision-log"]
)
def test_no_committed_line_blinds_the_hooks(line: str, guarded: Guarded) -> None:
    """The attribute by which the scripts watch the rules is known to the clone alone."""
    guarded.change(".gitattributes", f"{FLAGS}{line}\nsrc/payments/** -fragile\n")
    guarded.change()
    assert guarded.try_commit("-m", "Blind").code == 1


@pytest.mark.parametrize(
    "order", ["[attr]pay fragile=payments\n{}", "{}[attr]pay fragile=payments\n"]
)
def test_rules_of_a_module_that_a_macro_flags(order: str, guarded: Guarded) -> None:
    """A module counts as flagged wherever its macro is defined and used."""
    plain = FLAGS.replace("src/payments/** fragile=payments\n", "")
    guarded.commit(
        "Macro",
        **{".gitattributes": order.format(plain), "src/payments/.gitattributes": "** pay\n"},
    )
    guarded.change("decisions.toml", RULES.replace('owners = ["@payments"]', 'enforce = "warn"'))
    assert guarded.try_commit("-m", "Loosen").code == 1
    assert guarded.try_commit("-m", "Loosen", *LINK).passed


def test_an_exemption_through_a_macro(guarded: Guarded) -> None:
    """A macro that unflags is an exemption where it is used."""
    guarded.commit("Macro", **{".gitattributes": "[attr]free -fragile\n" + FLAGS})
    guarded.change("src/payments/.gitattributes", "new/** free\n")
    assert guarded.try_commit("-m", "Free").code == 1


def test_a_dead_exemption_that_is_brought_to_life(guarded: Guarded) -> None:
    """A line that is repeated below the flag it overrides is a new exemption."""
    dead = "src/payments/new/** -fragile\n" + FLAGS
    guarded.commit("Dead", **{".gitattributes": dead})
    guarded.change(".gitattributes", dead + "src/payments/new/** -fragile\n")
    assert guarded.try_commit("-m", "Alive").code == 1


def test_a_flag_put_above_an_exemption_is_no_exemption(guarded: Guarded) -> None:
    """Flagging more never asks for a decision."""
    guarded.change(".gitattributes", "src/new/** fragile=payments\n" + FLAGS)
    assert guarded.try_commit("-m", "Flag more").passed


def test_a_merge_of_attributes_adds_no_exemption(guarded: Guarded) -> None:
    """What both sides exempt already, a resolved conflict does not exempt anew."""
    guarded.git("checkout", "-q", "-b", "side")
    guarded.commit("Side", **{".gitattributes": "*.png binary\n" + FLAGS})
    guarded.git("checkout", "-q", "main")
    guarded.commit("Main", **{".gitattributes": "*.jpg binary\n" + FLAGS})
    assert guarded.attempt("merge", "side").code == 1
    guarded.change(".gitattributes", "*.jpg binary\n*.png binary\n" + FLAGS)
    said = guarded.try_commit("--no-edit")
    assert said.passed, said.text


@pytest.mark.parametrize("message", ["Decision: use Postgres", "Decision: 1\n\nDecision: 1"])
def test_a_subject_may_begin_like_a_link(message: str, guarded: Guarded) -> None:
    """The first line that somebody typed is the subject, whatever it says."""
    guarded.change("other.py")
    said = guarded.try_commit("-m", message)
    assert said.passed, said.text
    assert guarded.out("log", "-1", "--format=%s").strip() == message.partition("\n")[0]


@pytest.mark.parametrize("words", ["Roll back {}", "Reverts: {:.10}", 'Revert "bad" ({:.8})'])
def test_a_rollback_in_any_words(words: str, guarded: Guarded) -> None:
    """At three in the morning nobody looks up how git phrases it."""
    guarded.change()
    assert guarded.try_commit("-m", "Bad", *LINK).passed
    bad = guarded.head()
    guarded.git("revert", "-n", "HEAD")
    said = guarded.try_commit("-m", words.format(bad))
    assert said.passed, said.text


def test_ids_in_several_logs(guarded: Guarded) -> None:
    """A link is written out so that it means one record, whatever the other log gets."""
    guarded.rule('[records.logs]\nbilling = "services/billing"\n' + RULES)
    guarded.commit(
        "Billing",
        **{
            f"services/billing/{FIRST}.md": record(),
            "services/billing/0003-vat.md": record("VAT"),
        },
    )
    for written, full in [
        (f"{FOLDER}/{FIRST}.md", f"{FOLDER}/{FIRST}.md"),
        ("3", "billing/0003-vat"),
        ("billing/1", f"billing/{FIRST}"),
    ]:
        guarded.change(content=f"{written}\n")
        said = guarded.try_commit("-m", "Change", "--trailer", f"Decision: {written}")
        assert said.passed, said.text
        assert guarded.links() == [full]
        guarded.change(content=f"{written} again\n")
        assert guarded.try_commit("-m", "Again", "--trailer", f"Decision: {full}").passed
    guarded.change(content="4\n")
    said = guarded.try_commit("-m", "Change", *LINK)
    assert said.code == 1
    assert f"ambiguous: {FIRST}, billing/{FIRST}" in said.text
    said = guarded.try_commit("-m", "Change", "--trailer", f"Decision: {FIRST}")
    assert said.passed, said.text  # a whole stem is that of the main log
    assert guarded.links() == [f"{FOLDER}/{FIRST}.md"]


def test_a_fixup_on_a_topic_branch_is_not_hopeless(guarded: Guarded) -> None:
    """Where skips are forbidden, too, a fixup waits for the branch that is protected."""
    rules = RULES.replace('owners = ["@payments"]', 'skip = "forbidden"')
    guarded.commit(
        "Strict", **{"decisions.toml": rules, f"{FOLDER}/{FIRST}.md": record("X", "proposed")}
    )
    guarded.change()
    assert "No message" in guarded.try_commit("--fixup", "HEAD").text
    guarded.git("checkout", "-q", "-b", "topic")
    said = guarded.try_commit("--fixup", "HEAD")
    assert said.passed, said.text


def test_a_standing_decision_never_changes_the_flags(guarded: Guarded) -> None:
    """Paths that may change without a link may not lose their flag without one."""
    standing = f'\n[[standing]]\ndecision = "{FIRST}"\npaths = ["{CHARGE}"]\n'
    guarded.rule(RULES + standing)
    guarded.change()
    assert guarded.try_commit("-m", "Standing").passed
    guarded.change(".gitattributes", FLAGS + f"{CHARGE} fragile=auth\n")
    assert guarded.try_commit("-m", "Reflag").code == 1


def test_a_link_that_was_moved_is_no_news(guarded: Guarded) -> None:
    """Nobody is warned of what has just been put right."""
    guarded.change()
    said = guarded.try_commit("-m", "Retry\n\nDecision: 1\n\nAnd prose.")
    assert said.passed
    assert "link-not-a-trailer" not in said.text
    assert guarded.links() == [FIRST]


def test_a_proposal_that_would_do_is_offered_once(guarded: Guarded) -> None:
    """What may be named as it is need not be accepted first."""
    guarded.rule(RULES.replace('owners = ["@payments"]', 'require = "proposed"'))
    guarded.add_record("0002-new", record("New", "proposed"))
    guarded.change()
    said = guarded.try_commit("-m", "Retry")
    assert said.code == 1
    assert "git decide accept 0002-new" not in said.text
    assert "Decision: 0002-new" in said.text

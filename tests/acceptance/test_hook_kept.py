"""An accepted record stays: what the hooks let a commit do to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.guarded import FIRST, FOLDER, RULES

if TYPE_CHECKING:
    from tests.guarded import Guarded

PATH = f"{FOLDER}/{FIRST}.md"
ERRORS = '[check]\nerrors = ["accepted-record-rewritten"]\n'


def test_what_it_claims_is_refused(guarded: Guarded) -> None:
    """A commit that widens an accepted record does not pass; one that tags it does."""
    content = guarded.read(PATH)
    guarded.stage(**{PATH: content.replace("[payments]", "[payments, auth]")})
    done = guarded.try_commit("-m", "Widen")
    assert not done.passed
    assert "accepted-record-widened" in done.text
    guarded.stage(**{PATH: content.replace("kind:", "tags: [money]\nkind:")})
    assert guarded.try_commit("-m", "Tag").passed


def test_its_words_are_told(guarded: Guarded) -> None:
    """A commit that rewrites it passes with a warning, and not where `[check] errors` says so."""
    content = guarded.read(PATH)
    guarded.stage(**{PATH: content.replace("# Cap", "# Limit")})
    done = guarded.try_commit("-m", "Rewrite")
    assert done.passed
    assert "accepted-record-rewritten" in done.text
    guarded.rule(RULES + ERRORS)
    guarded.stage(**{PATH: content})
    assert not guarded.try_commit("-m", "Rewrite again").passed


def test_a_silence_with_a_reason_lets_it_pass(guarded: Guarded) -> None:
    """The reason is in the record, for its reviewers to see."""
    comment = "<!-- git-decide: ignore accepted-record-widened: The name was misspelt. -->"
    content = guarded.read(PATH).replace("Grace", "Grace Hopper")
    guarded.stage(**{PATH: f"{content}\n{comment}\n"})
    assert guarded.try_commit("-m", "Correct").passed


def test_a_merge_may_bring_what_the_other_side_accepted(guarded: Guarded) -> None:
    """Conflicts are solved by taking either side; a third version is refused."""
    content = guarded.read(PATH)
    guarded.git("checkout", "-q", "-b", "side")
    guarded.commit("Side", **{PATH: content.replace("2026-01-15", "2026-01-16")})
    guarded.git("checkout", "-q", "main")
    guarded.commit("Main", **{PATH: content.replace("2026-01-15", "2026-01-17")})
    assert not guarded.attempt("merge", "side").passed
    guarded.stage(**{PATH: content.replace("2026-01-15", "2026-01-18")})
    assert "accepted-record-widened" in guarded.try_commit("-m", "Neither").text
    guarded.git("checkout", "side", "--", PATH)
    assert guarded.try_commit("-m", "Theirs").passed


def test_two_branches_with_one_number_are_told_at_the_merge(guarded: Guarded) -> None:
    """They merge clean, and whoever checks then learns which one to renumber."""
    content = guarded.read(PATH)
    guarded.git("checkout", "-q", "-b", "side")
    guarded.commit("Side", **{f"{FOLDER}/0002-side.md": content})
    guarded.git("checkout", "-q", "main")
    guarded.commit("Main", **{f"{FOLDER}/0002-main.md": content})
    assert guarded.attempt("merge", "-q", "--no-commit", "side").passed
    done = guarded.try_commit("-m", "Merge")
    assert "duplicate-number" in done.text
    assert "git decide renumber 0002-side" in done.text

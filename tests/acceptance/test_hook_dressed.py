"""A link in a list, in bold, by the record's address: the hook and the range read it alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.acceptance.in_process import decide
from tests.guarded import FIRST, FOLDER

if TYPE_CHECKING:
    from tests.guarded import Guarded

MESSAGE = f"Charge twice (#7)\n\n* Try again\n* **Decision:** [1]({FOLDER}/{FIRST}.md).\n* Mend\n"


def test_a_dressed_link_counts_and_becomes_a_trailer(guarded: Guarded) -> None:
    """Where the hook did not run, the range takes the line as it stands."""
    guarded.change()
    said = guarded.try_commit("-m", MESSAGE)
    assert said.passed, said.text
    assert guarded.out("log", "-1", "--format=%(trailers:key=Decision,valueonly)").strip() == FIRST
    assert "* Try again\n* Mend\n" in guarded.out("log", "-1", "--format=%B")
    guarded.change(content="3\n")
    guarded.git("commit", "-q", "--no-verify", "-m", MESSAGE)
    done = decide(guarded, "check", "--range", "HEAD~1..HEAD")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "link-not-a-trailer" in done.stdout


def test_a_wide_colon_counts_where_nothing_is_fragile(guarded: Guarded) -> None:
    """The script that goes before Python sees what Python would see."""
    assert guarded.try_commit("--allow-empty", "-m", "Plan\n\nDecision\uff1a1").passed
    assert guarded.out("log", "-1", "--format=%(trailers:key=Decision,valueonly)").strip() == FIRST


def test_a_dressed_sentence_does_not(guarded: Guarded) -> None:
    """What was decided in words is no link, neither to the hook nor to the range."""
    message = MESSAGE.replace(f"[1]({FOLDER}/{FIRST}.md)", "we try 2 times")
    guarded.change()
    assert guarded.try_commit("-m", message).code == 1
    guarded.git("commit", "-q", "--no-verify", "-m", message)
    assert decide(guarded, "check", "--range", "HEAD~1..HEAD").returncode == 1

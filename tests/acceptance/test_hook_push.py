"""``git push`` with the hook pre-push: the rule on protected branches, a forecast elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.guarded import CHARGE, FIRST, RULES, WHY
from tests.pushed import LINK, build_pushed
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pushed import Pushed


@pytest.fixture
def alone(pushed: Pushed) -> Pushed:
    """Give a clone whose server has no hook: what is refused, its own hook refuses."""
    pushed.server.hook("pre-receive").unlink()
    return pushed


def test_a_protected_branch(alone: Pushed) -> None:
    """A fragile change without a decision stays here; with its decision it arrives."""
    before = alone.arrived()
    alone.bad()
    said = alone.push()
    assert said.code == 1
    assert alone.arrived() == before
    assert WHY in said.text
    assert CHARGE in said.text
    assert "main is protected" in said.text
    (mend, *_) = said.commands
    assert FIRST in mend[0]
    assert alone.paste(mend[0]).passed
    said = alone.push()
    assert said.passed, said.text
    assert alone.arrived() == alone.head()
    assert alone.links() == [FIRST]


def test_work_in_progress_goes_up(alone: Pushed) -> None:
    """A line says what main would refuse; once it is linked, nothing is said."""
    alone.git("checkout", "-q", "-b", "topic")
    alone.bad()
    for content in ("2\n", "3\n"):
        said = alone.push()
        assert said.passed, said.text
        assert "topic goes up, but origin/main would refuse it" in said.text
        assert f"git decide check --range origin/main..{alone.head()[:12]}" in said.text
        assert alone.arrived("topic") == alone.head()
        alone.commit("More", **{"src/payments/refund.py": content})
    alone.commit("Name the decision\n\nDecision: 1")
    said = alone.push()
    assert said.passed, said.text
    assert "git-decide" not in said.text


def test_a_fixup_is_for_branches_that_are_not_protected(alone: Pushed) -> None:
    """It goes up there, and is refused on main."""
    alone.commit("fixup! Start", **{CHARGE: "2\n"})
    said = alone.push("origin", "HEAD:topic")
    assert said.passed, said.text
    assert alone.push().code == 1


def test_an_ordinary_push_starts_no_python(alone: Pushed, tmp_path: Path) -> None:
    """Tags, branches that go, and changes that nothing watches cost git alone."""
    trap = tmp_path / "python"
    trap.write_text(f"#!/bin/sh\n: >{tmp_path}/started\nexit 1\n")
    trap.chmod(0o755)
    alone.bake("python", str(trap))
    trace = tmp_path / "trace"
    alone.ordinary()
    said = alone.push("-q", "origin", "HEAD", env={"GIT_TRACE2_EVENT": str(trace)})
    assert said.passed, said.text
    assert said.text == ""
    asked = [s for s in git_starts(trace) if {"log", "diff", "check-attr"} & set(s)]
    assert len(asked) == 3
    alone.git("tag", "v1")
    assert alone.push("origin", "v1").passed
    assert alone.push("origin", "--delete", "v1").passed
    assert not (tmp_path / "started").exists()
    alone.bad()
    assert alone.push().code == 1
    assert (tmp_path / "started").exists()


@pytest.mark.parametrize("source", ["HEAD", "topic", "main@{0}~0", "HEAD~0"])
def test_main_may_be_pushed_from_anywhere(source: str, alone: Pushed) -> None:
    """It is the remote's branch that counts, whatever it is called here."""
    alone.bad()
    alone.git("branch", "topic")
    alone.git("checkout", "-q", "-b", "other")
    said = alone.push("origin", f"{source}:refs/heads/main")
    assert said.code == 1
    assert "main is protected" in said.text


def test_a_source_with_spaces(alone: Pushed) -> None:
    """What was typed stands first in what git tells, as it was typed."""
    alone.bad()
    said = alone.push("origin", "main@{1 second ago}:main")
    if "invalid refspec" not in said.text:
        assert said.code == 1
        assert "main is protected" in said.text


def test_several_at_once(alone: Pushed) -> None:
    """One that is refused keeps all of them here; what is not protected is no reason."""
    alone.bad()
    alone.git("branch", "topic")
    alone.git("tag", "v1")
    said = alone.push("origin", "main", "topic", "v1")
    assert said.code == 1
    assert alone.arrived("topic") == ""
    assert "topic goes up" in said.text
    said = alone.push("origin", "topic", "v1", "main~1:main")
    assert said.passed, said.text
    assert alone.arrived("topic") == alone.head()


def test_a_mirror(alone: Pushed) -> None:
    """Everything goes to the same place in one push, and main is judged among it."""
    for number in range(7):
        alone.git("branch", f"topic-{number}")
    bad = alone.bad()
    alone.git("config", "remote.origin.mirror", "true")
    assert alone.push("origin").code == 1
    alone.git("reset", "-q", "--hard", "HEAD~1")
    alone.good()
    alone.git("branch", "topic", bad)
    said = alone.push("origin")
    assert said.passed, said.text
    assert alone.arrived() == alone.head()


def test_a_new_protected_branch(alone: Pushed) -> None:
    """It is held against main: what main has is not asked for again."""
    alone.git("checkout", "-q", "-b", "release/1")
    assert alone.push().passed
    alone.git("checkout", "-q", "-b", "release/2")
    alone.bad()
    said = alone.push()
    assert said.code == 1
    assert "origin/main..release/2" in said.text
    alone.commit("Name the decision\n\nDecision: 1")
    assert alone.push().passed


def test_a_forced_push(alone: Pushed) -> None:
    """What takes the place of a protected branch is judged from where the two forked."""
    alone.good()
    assert alone.push().passed
    alone.git("commit", "-q", "--amend", "--no-verify", "-m", "Retry")
    assert alone.push("--force", "origin", "HEAD").code == 1
    alone.git("commit", "-q", "--amend", "--no-verify", "-m", LINK)
    said = alone.push("--force", "origin", "HEAD")
    assert said.passed, said.text


def test_a_forced_push_that_takes_the_rules_away(alone: Pushed) -> None:
    """Nothing new is pushed, and still something is changed: what is fragile."""
    flags = alone.read(".gitattributes")
    alone.commit("Flag", **{".gitattributes": f"{flags}src/other.py fragile=payments\n"})
    assert alone.past().passed
    alone.git("reset", "-q", "--hard", "HEAD~1")
    said = alone.push("--force", "origin", "HEAD")
    assert said.code == 1, said.text
    assert "main is protected" in said.text


def test_a_remote_without_a_name(alone: Pushed, tmp_path: Path) -> None:
    """An address is as good as a name, known or not."""
    alone.bad()
    assert alone.push(f"file://{alone.server.path}", "HEAD:main").code == 1
    assert "goes up" in alone.push(f"file://{alone.server.path}", "HEAD:topic").text
    alone.git("remote", "remove", "origin")
    assert alone.push(f"file://{alone.server.path}", "HEAD:main").code == 1
    assert alone.push(f"file://{alone.server.path}", "HEAD:other").text.count("git-decide") == 0
    empty = alone.clone(tmp_path / "empty.git", "--bare")
    empty.git("update-ref", "-d", "refs/heads/main")
    empty.git("update-ref", "-d", "refs/heads/topic", ok=False)
    said = alone.push(f"file://{empty.path}", "HEAD:main")
    assert said.passed, said.text


def test_what_was_never_fetched(alone: Pushed, tmp_path: Path) -> None:
    """Overwriting commits that nobody looked at cannot be judged, and one line says what helps."""
    other = alone.server.clone(tmp_path / "other")
    other.commit("Theirs")
    other.git("push", "-q", "origin", "HEAD", "HEAD:topic")
    alone.good()
    said = alone.push("--force", "origin", "HEAD")
    assert said.code == 1
    assert "never fetched" in said.text
    assert "hint: git fetch origin" in said.text
    said = alone.push("--force", "origin", "HEAD:topic")
    assert said.passed, said.text
    assert "git-decide" not in said.text
    alone.git("fetch", "-q")
    assert alone.push("--force", "origin", "HEAD").passed


def test_what_is_protected_is_up_to_the_rules(alone: Pushed) -> None:
    """Those of the default branch name other branches, or none."""
    alone.rule(f'[policy]\nprotect = ["stable"]\n\n{RULES}')
    assert alone.past().passed
    alone.git("fetch", "-q")
    alone.bad()
    assert alone.push("origin", "HEAD:stable").code == 1
    said = alone.push()
    assert said.passed, said.text


def test_sha256(tmp_path: Path, env: dict[str, str]) -> None:
    """The same with the other object format, on both sides."""
    both = build_pushed(tmp_path / "both", env, "sha256")
    both.ordinary()
    assert both.push().text.count("git-decide") == 0
    both.bad()
    assert both.push().code == 1
    assert "pre-receive hook declined" in both.past().text
    both.git("commit", "-q", "--amend", "--no-verify", "-m", LINK)
    said = both.push()
    assert said.passed, said.text

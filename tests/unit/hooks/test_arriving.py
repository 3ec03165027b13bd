"""What goes wrong while a push is judged stops protected branches, and no others."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from git_decide.git.updates import Branches, Update
from git_decide.hooks import arriving, main
from git_decide.queries.ranges import pushes
from tests.guarded import CHARGE, ahead
from tests.support import git_starts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.guarded import Guarded

    Told = Callable[..., int]

ZEROS = "0" * 40


@pytest.fixture
def guarded(tmp_path: Path, env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Guarded:
    """Give a guarded repository that knows the main branch of a remote; the test stands in it."""
    made = ahead(tmp_path / "repo", env)
    monkeypatch.chdir(made.path)
    return made


@pytest.fixture
def told(guarded: Guarded, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Give a runner of pre-push that tells it of branches: name to old commit."""

    def run(**branches: str) -> int:
        new = guarded.head()
        text = "".join(f"x {new} refs/heads/{name} {old}\n" for name, old in branches.items())
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        return main.main(["pre-push", "origin", "elsewhere:x"])

    return run


def test_a_bug(
    guarded: Guarded,
    told: Told,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It is told in lines, with a way around it; work in progress goes up all the same."""
    monkeypatch.setattr(arriving, "answer", lambda *_: 1 // 0)
    assert told(topic=ZEROS) == 0
    assert "cannot judge topic: ZeroDivisionError" in capsys.readouterr().err
    assert told(main=guarded.out("rev-parse", "HEAD~1")) == 3
    said = capsys.readouterr().err
    assert "could not judge this push (ZeroDivisionError" in said
    assert "push once with --no-verify" in said
    monkeypatch.setenv("GIT_DECIDE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        told(topic=ZEROS)


def test_a_full_disk(
    guarded: Guarded,
    told: Told,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """An error of the system is no traceback either."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "x")

    monkeypatch.setattr(arriving, "answer", full)
    assert told(main=guarded.out("rev-parse", "HEAD~1")) == 2
    assert "could not judge this push: [Errno 28]" in capsys.readouterr().err


def test_a_commit_that_is_not_here(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    """Protected, it is refused with the command that helps; else main is what counts."""
    assert told(main="1" * 40) == 2
    said = capsys.readouterr().err
    assert "refused: cannot judge main: its remote side is at 111111111111" in said
    assert "hint: git fetch origin" in said
    assert told(topic="1" * 40) == 0
    assert "topic goes up, but origin/main would refuse it" in capsys.readouterr().err


def test_nothing_in_common(
    guarded: Guarded, told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    """A history of its own cannot take the place of a protected branch unjudged."""
    old = guarded.head()
    guarded.git("checkout", "-q", "--orphan", "other")
    guarded.commit("Alone")
    assert told(main=old) == 2
    assert "no common history" in capsys.readouterr().err
    assert told(topic=old) == 0


def test_nothing_is_told(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is pushed, and nothing is said."""
    assert told() == 0
    assert capsys.readouterr().err == ""


def test_broken_rules_protect_as_before(guarded: Guarded, told: Told) -> None:
    """A default branch whose rules cannot be read is held to those it had."""
    guarded.git("reset", "-q", "--hard", "HEAD~1")
    guarded.rule('[policy]\nprotect = ["stable"]\n')
    guarded.rule("[policy\n")
    guarded.git("update-ref", "refs/remotes/origin/main", "HEAD")
    old = guarded.head()
    guarded.commit("Retry", **{CHARGE: "2\n"})
    assert told(stable=old) == 1
    assert told(main=old) == 0


def test_one_process_tells_what_is_protected(guarded: Guarded, tmp_path: Path) -> None:
    """However many branches there are, their rules are asked for once."""
    repo = guarded.open(GIT_TRACE2_EVENT=str(tmp_path / "trace"))
    before = len(git_starts(tmp_path / "trace"))
    head = guarded.head()
    branches = Branches({f"release/{n}": head for n in range(50)} | {"main": head}, "main")
    wanted = [Update(f"release/{n}", head, head) for n in range(50)]
    push = pushes.push_of(repo, wanted, branches)
    assert len(git_starts(tmp_path / "trace")) == before + 1
    assert all(arrival.protected for arrival in push.arrivals)
    assert push.guards[0] == "main"
    gone = [Update(name, head, "") for name in branches.tips]
    assert len(pushes.unguarded(pushes.push_of(repo, gone, branches))) == 51
    assert pushes.unguarded(pushes.push_of(repo, gone[1:], branches)) == ()

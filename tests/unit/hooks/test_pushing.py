"""What the hooks of a push are told, by git, by a framework, on the server, is judged."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from git_decide.hooks import main
from tests.guarded import FIRST, ahead

if TYPE_CHECKING:
    from pathlib import Path

    from tests.guarded import Guarded
    from tests.support import Repo

REFUSED = "changes the fragile module 'payments' without naming a decision"
ZEROS = "0" * 40


@pytest.fixture
def guarded(tmp_path: Path, env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Guarded:
    """Give a guarded repository, one commit ahead of its remote; the test stands in it."""
    made = ahead(tmp_path / "repo", env)
    monkeypatch.chdir(made.path)
    return made


@pytest.fixture
def server(guarded: Guarded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """Give a bare repository to which the commit came; the test stands in it."""
    made = guarded.clone(tmp_path / "server", "--bare")
    made.git("update-ref", "refs/kept/new", "main")
    made.git("update-ref", "refs/heads/main", "main~1")
    monkeypatch.chdir(made.path)
    monkeypatch.setenv("GIT_DIR", ".")
    return made


def run(monkeypatch: pytest.MonkeyPatch, told: str, *words: str) -> int:
    """Run a hook that reads these lines."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(told.encode())))
    return main.main(words)


@pytest.mark.parametrize(("branch", "code"), [("main", 1), ("topic", 0)])
def test_a_framework_tells_a_branch(
    guarded: Guarded,
    branch: str,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Of a branch that the remote has, its beginning counts; of a new one, that of the remote."""
    monkeypatch.setenv("PRE_COMMIT_REMOTE_NAME", "origin")
    monkeypatch.setenv("PRE_COMMIT_REMOTE_BRANCH", f"refs/heads/{branch}")
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", guarded.out("rev-parse", "HEAD~1"))
    monkeypatch.setenv("PRE_COMMIT_TO_REF", guarded.head())
    assert run(monkeypatch, "", "pre-push") == code
    said = capsys.readouterr().err
    assert (REFUSED in said) == (code == 1)
    assert ("origin/main would refuse it" in said) == (code == 0)


def test_a_framework_tells_a_range(
    guarded: Guarded, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What somebody gives it by hand is held to what a protected branch is; half of it is none."""
    monkeypatch.setenv("PRE_COMMIT_TO_REF", guarded.head())
    assert run(monkeypatch, "", "pre-push") == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", guarded.out("rev-parse", "HEAD~1"))
    assert run(monkeypatch, "", "pre-push") == 1
    assert REFUSED in capsys.readouterr().err
    guarded.git("commit", "-q", "--no-verify", "--amend", "-m", f"Retry\n\nDecision: {FIRST}")
    monkeypatch.setenv("PRE_COMMIT_TO_REF", guarded.head())
    assert run(monkeypatch, "", "pre-push") == 0


def test_a_branch_that_is_deleted(guarded: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing comes with it."""
    gone = f"(delete) {ZEROS} refs/heads/main {guarded.head()}\n"
    assert run(monkeypatch, gone, "pre-push", "origin") == 0


def test_the_server(
    server: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It refuses what comes to a protected branch, and keeps the rules of what it takes."""
    old, new = server.out("rev-parse", "main"), server.out("rev-parse", "refs/kept/new")
    assert run(monkeypatch, "", "pre-receive") == 0
    assert run(monkeypatch, f"{old} {new} refs/heads/main\n", "pre-receive") == 1
    assert REFUSED in capsys.readouterr().err
    rules = server.path / "git-decide/rules"
    assert not rules.exists()
    assert run(monkeypatch, f"{ZEROS} {new} refs/heads/topic\n", "pre-receive") == 0
    assert "main would refuse it" in capsys.readouterr().err
    assert rules.exists()


def test_the_last_protected_branch_of_a_server(
    server: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may not be deleted; a branch that nothing protects may."""
    old = server.out("rev-parse", "main")
    assert run(monkeypatch, f"{old} {ZEROS} refs/heads/main\n", "pre-receive") == 1
    assert "without main no protected branch is left" in capsys.readouterr().err
    server.git("branch", "topic")
    assert run(monkeypatch, f"{old} {ZEROS} refs/heads/topic\n", "pre-receive") == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("words", [("pre-receive", "x"), ("pre-push", "a", "b", "c")])
def test_words_that_no_hook_gets(
    words: tuple[str, ...],
    guarded: Guarded,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whoever types them learns how a hook is run."""
    assert guarded.path.is_dir()
    assert run(monkeypatch, "", *words) == 2
    assert "usage: git-decide-hook" in capsys.readouterr().err

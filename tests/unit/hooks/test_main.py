"""What git runs: usage, one line for whatever goes wrong, and a light start."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

import git_decide
from git_decide.errors import CannotLook
from git_decide.hooks import commit_msg, context, main
from git_decide.policy import links
from tests.guarded import CHARGE, build
from tests.support import call

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.guarded import Guarded

PACKAGE = os.path.dirname(os.path.dirname(git_decide.__file__))


@pytest.fixture
def guarded(tmp_path: Path, env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Guarded:
    """Give a guarded repository, which the test stands in."""
    made = build(tmp_path / "repo", env)
    monkeypatch.chdir(made.path)
    return made


@pytest.mark.parametrize(
    ("arguments", "code", "stream"),
    [
        (["--help"], 0, "out"),
        (["-h"], 0, "out"),
        ([], 2, "err"),
        (["commit-msg"], 2, "err"),
        (["prepare-commit-msg"], 2, "err"),
        (["post-commit"], 2, "err"),
        (["pre-push", "origin", "address", "more"], 2, "err"),
        (["pre-receive", "more"], 2, "err"),
    ],
)
def test_usage(
    arguments: list[str],
    code: int,
    stream: str,
    guarded: Guarded,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Asked for it goes to standard output, for wrong use to standard error."""
    assert guarded.path
    assert main.main(arguments) == code
    assert getattr(capsys.readouterr(), stream).startswith("usage: git-decide-hook HOOK")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """It is that of the package."""
    assert main.main(["--version"]) == 0
    assert capsys.readouterr().out == f"git-decide-hook {git_decide.__version__}\n"


def test_outside_a_repository(
    tmp_path: Path,
    env: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A message, a hint, exit 2."""
    assert env
    monkeypatch.chdir(tmp_path)
    assert main.main(["records"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("git-decide: not a git repository")
    assert "\nhint: " in said


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (CannotLook("no\x1b look"), 2, "git-decide: no\\x1b look\n"),
        (OSError(28, "No space left on device", "x"), 2, "No space left on device: 'x'\nhint: "),
        (ValueError("odd\nlines"), 3, "(ValueError: odd lines); this is a bug.\nhint: "),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_what_goes_wrong_is_told_in_a_line(
    error: BaseException,
    code: int,
    words: str,
    guarded: Guarded,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No traceback, the documented exit code."""

    def fail(*_: object) -> int:
        raise error

    monkeypatch.setattr(commit_msg, "commit_msg", fail)
    assert guarded.path
    assert main.main(["commit-msg", "x"]) == code
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said
    assert len(said.splitlines()) <= 2


def test_a_traceback_on_request(guarded: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    """GIT_DECIDE_DEBUG lets a bug through."""
    monkeypatch.setenv("GIT_DECIDE_DEBUG", "1")
    monkeypatch.setattr(commit_msg, "commit_msg", lambda *_: 1 // 0)
    assert guarded.path
    with pytest.raises(ZeroDivisionError):
        main.main(["commit-msg", "x"])


class Broken:
    """A stream whose reader has gone."""

    def write(self, text: str) -> int:
        """Fail as a pipe does."""
        raise BrokenPipeError(text)


def test_nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken pipe behind standard error is no reason to refuse."""
    monkeypatch.setattr(sys, "stderr", Broken())
    context.say("Hello")


PROBE = """
import sys
sys.path.append(sys.argv.pop(1))
from git_decide.hooks.main import main
code = main()
print(code, *sys.modules)
"""
STANDARD = (
    *("argparse", "ast", "collections", "contextlib", "dataclasses", "datetime", "enum"),
    *("functools", "inspect", "json", "logging", "pathlib", "random", "re", "shlex", "shutil"),
    *("site", "string", "subprocess", "tempfile", "tomllib", "typing"),
)
HEAVY = frozenset((*STANDARD, "click", "git", "jsonschema", "yaml"))


def loaded(repo: Guarded, *arguments: str) -> tuple[int, frozenset[str]]:
    """Run a hook as the scripts do and return its exit code and what it imported."""
    argv = [sys.executable, "-I", "-S", "-c", PROBE, PACKAGE, *arguments]
    done = call(argv, repo.path, {**repo.env, "GIT_EDITOR": ":"})
    code, *modules = done.stdout.split()
    return int(code), frozenset(modules)


def test_a_linked_commit_imports_next_to_nothing(guarded: Guarded) -> None:
    """Once a record is known by its blob, judging loads no parser, not even `re`."""
    guarded.change()
    guarded.write("message", "Retry\n\nDecision: 1\n")
    code, modules = loaded(guarded, "commit-msg", "message")
    assert code == 0
    assert "yaml" in modules  # the first time, the record is read
    code, modules = loaded(guarded, "commit-msg", "message")
    assert code == 0
    assert modules & HEAVY == frozenset()
    assert guarded.read("message") == "Retry\n\nDecision: 0001-cap-retries-at-two\n"


def test_third_party_packages_are_found_late(guarded: Guarded) -> None:
    """An interpreter without the site module still finds what a refusal needs."""
    guarded.change()
    guarded.write("message", "Retry\n")
    code, modules = loaded(guarded, "commit-msg", "message")
    assert code == 1
    assert "site" in modules


@pytest.mark.parametrize(
    "hook",
    [
        lambda: main.main(["pre-commit"]),
        lambda: main.main(["records"]),
        lambda: main.main(["prepare-commit-msg", "message", "message"]),
        lambda: main.main(["commit-msg", "message"]),
    ],
)
def test_every_hook_runs_in_process(hook: Callable[[], int], guarded: Guarded) -> None:
    """The entry point does what the scripts do."""
    guarded.change()
    guarded.write("message", "Retry\n\nDecision: 1\n")
    assert hook() == 0
    assert links.read(guarded.read("message")).links
    assert guarded.read(CHARGE) == "2\n"

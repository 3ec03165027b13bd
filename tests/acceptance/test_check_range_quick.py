"""A range that is asked about in plain words is judged before command lines can be parsed."""

from __future__ import annotations

import subprocess
import sys
from contextlib import chdir
from typing import TYPE_CHECKING

import pytest

from git_decide.cli import group
from git_decide.cli.main import main
from git_decide.cli.quick_range import judged_at_once
from tests.acceptance.ranged import branch, change

if TYPE_CHECKING:
    from tests.guarded import Guarded

PLAIN = (
    ("--range", "main..HEAD"),
    ("--base", "main"),
    ("--json", "--base", "main"),
    ("--format", "github", "--range", "main..HEAD"),
    ("--range", "main..HEAD", "--each-commit", "--strict"),
    ("--range", "main..HEAD", "--format", "sarif", "--json"),
    ("--range", "HEAD..HEAD"),
)
ODD = (
    (),
    ("--json",),
    ("--range",),
    ("--range", ""),
    ("--range", "--json"),
    ("--range=main..HEAD",),
    ("--range", "main..HEAD", "--base", "main"),
    ("--range", "main..HEAD", "--range", "main..HEAD"),
    ("--range", "main..HEAD", "docs"),
    ("--range", "main..HEAD", "--format", "odd"),
    ("--range", "main..HEAD", "--format"),
    ("--range", "main..HEAD", "--message", "file"),
    ("--range", "main..HEAD", "--staged"),
    ("--base", "main", "--color", "always"),
    ("--base", "main", "--"),
)


@pytest.fixture
def topic(guarded: Guarded) -> Guarded:
    """Give a branch that changed something fragile and says why nowhere."""
    branch(guarded)
    change(guarded)
    return guarded


@pytest.mark.parametrize("words", PLAIN)
def test_it_says_what_the_command_says(
    topic: Guarded, words: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    """The same output, the same remarks, the same exit code."""
    with chdir(topic.path):
        code = main(["check", *words])
        quick = capfd.readouterr()
        assert (group.run(["check", *words]), capfd.readouterr()) == (code, quick)
    assert code == int("HEAD..HEAD" not in words)


@pytest.mark.parametrize("words", ODD)
def test_what_is_not_plain_is_left_to_the_command(words: tuple[str, ...]) -> None:
    """No repository is looked at, nothing is said."""
    assert judged_at_once(words) is None


def test_nothing_is_loaded_that_parses(topic: Guarded) -> None:
    """It would take longer to load than the rule."""
    script = "import sys; from git_decide.cli.main import main; main(); print(*sys.modules)"
    argv = [sys.executable, "-c", script, "check", "--base", "main", "--json"]
    done = subprocess.run(argv, cwd=topic.path, capture_output=True, text=True, check=True)
    loaded = done.stdout.splitlines()[-1].split()
    assert "git_decide.cli.range_check" in loaded
    assert not {"click", "contextlib", "typing"}.intersection(loaded)

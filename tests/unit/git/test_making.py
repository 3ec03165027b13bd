"""How a commit was asked for is read from the index that git makes for it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support import Repo

HOOK = """#!/bin/sh
"{python}" -c 'import json, os, sys
from git_decide.git import making, state
from git_decide.git.repository import hook_repository
repo = hook_repository(os.getcwd(), os.environ)
made = making.how(repo, state.head(repo))
open(sys.argv[1], "w").write(json.dumps([made.options, made.paths, made.author]))' "{out}"
"""


@pytest.mark.parametrize(
    ("arguments", "options", "paths"),
    [
        ([], [], []),
        (["-a"], ["-a"], []),
        (["--", "one", "-two"], [], ["-two", "one"]),
        (["-i", "one"], ["--include"], ["one"]),
        (["--author", "Eve <eve@example.com>"], [], []),
    ],
)
def test_options_and_paths(
    arguments: list[str], options: list[str], paths: list[str], repo: Repo
) -> None:
    """A hook can tell -a, -i and -- paths from an ordinary commit, and who commits here."""
    repo.git("config", "user.name", "Cy")
    repo.git("config", "user.email", "cy@example.com")
    files = ["one", "-two", "three"]
    repo.commit("Start", **dict.fromkeys(files, "1"))
    repo.stage(three="2")
    for name in files[:2]:
        repo.write(name, "2")
    out = repo.path / "../out"
    repo.write(".git/hooks/commit-msg", HOOK.format(python=sys.executable, out=out)).chmod(0o755)
    repo.git("commit", "-q", "-m", "Try", *arguments)
    assert json.loads(out.read_text()) == [options, paths, "Cy <cy@example.com>"]

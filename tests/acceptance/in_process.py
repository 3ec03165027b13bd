"""Runs `git-decide` inside the test's own process, for tests that run it very often."""

from __future__ import annotations

import io
import subprocess
from contextlib import chdir, redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

from git_decide.cli.main import main

if TYPE_CHECKING:
    from tests.support import Done, Repo


def decide(repo: Repo, *args: str) -> Done:
    """Run a command line in the repository's folder, as `Repo.decide` does.

    The environment is that of the test process: ask for the fixture `env` or `repo`.
    """
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with chdir(repo.path), redirect_stdout(out), redirect_stderr(err):
        code = main(args)
    return subprocess.CompletedProcess(list(args), code, _said(out), _said(err))


def _said(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()

"""Runs `git-decide` in the test's own process, with a terminal for its standard output."""

from __future__ import annotations

import os
import pty
import termios
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING

from git_decide.cli.main import main

if TYPE_CHECKING:
    from tests.support import Repo


def on_screen(repo: Repo, *args: str, rows: int = 24, columns: int = 80) -> tuple[str, str]:
    """Return what stands on the screen and what went to standard error.

    For answers of a few thousand bytes: nobody reads before the command ends. A pager
    that it starts writes to where the test itself does.
    """
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (rows, columns))
    notes = StringIO()
    try:
        with open(slave, "w", encoding="utf-8") as screen:
            with chdir(repo.path), redirect_stdout(screen), redirect_stderr(notes):
                main(args)
            screen.flush()
            os.set_blocking(master, False)
            return _shown(master), notes.getvalue()
    finally:
        os.close(master)


def _shown(master: int) -> str:
    chunks = []
    while True:
        try:
            chunks.append(os.read(master, 1 << 16))
        except BlockingIOError:
            return b"".join(chunks).decode().replace("\r\n", "\n")

"""Runs a command on a terminal of its own, as a person would."""

from __future__ import annotations

import os
import pty
import termios
from typing import TYPE_CHECKING

from tests.support import SCRIPTS

if TYPE_CHECKING:
    from tests.support import Repo


def on_terminal(repo: Repo, *args: str, **env: str) -> tuple[int, str]:
    """Run ``git-decide`` with standard input and output on a terminal; return exit code, output."""
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover
        os.chdir(repo.path)
        termios.tcsetwinsize(0, (24, 80))
        program = str(SCRIPTS / "git-decide")
        os.execve(program, [program, *args], {**repo.env, "TERM": "xterm", **env})
    chunks = []
    while True:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        chunks.append(chunk)
    os.close(terminal)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code, b"".join(chunks).decode("utf-8", "replace").replace("\r\n", "\n")

"""Runs a command on a terminal of its own, as a person would."""

from __future__ import annotations

import os
import pty
import termios
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tests.ready import ready
from tests.support import SCRIPTS

if TYPE_CHECKING:
    from tests.support import Repo

SIZE = (24, 80)


def on_terminal(repo: Repo, *args: str, **env: str) -> tuple[int, str]:
    """Run ``git-decide`` with all streams on a terminal; return exit code, output.

    As `Repo.decide` does, in a copy of a process that has imported everything.
    """
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, SIZE)
    with ThreadPoolExecutor(1) as pool:
        said = pool.submit(_all, ours)
        with open(theirs, "r+b", buffering=0) as terminal:
            around = {**repo.env, "TERM": "xterm", **env}
            code = ready().run(args, repo.path, around, (terminal, terminal, terminal))
        return code, said.result()


def installed_on_terminal(repo: Repo, *args: str, **env: str) -> tuple[int, str]:
    """Run the installed ``git-decide``, which the terminal belongs to: as a shell starts it."""
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover
        os.chdir(repo.path)
        termios.tcsetwinsize(0, SIZE)
        program = str(SCRIPTS / "git-decide")
        os.execve(program, [program, *args], {**repo.env, "TERM": "xterm", **env})
    said = _all(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def _all(terminal: int) -> str:
    """Read until nobody has the other end open any more, and close this one."""
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
    return b"".join(chunks).decode("utf-8", "replace").replace("\r\n", "\n")

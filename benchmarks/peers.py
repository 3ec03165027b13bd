"""Other tools that read logs, as far as they are installed, at their own job."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from measure import Case

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from logs import Log

# Name → the program that only this tool has, what is timed, what has to be done before.
_TOOLS: dict[str, tuple[str, Sequence[str], Sequence[Sequence[str]]]] = {
    "adr-tools, list": ("_adr_title", ("adr", "list"), ()),
    "adr-tools, table of contents": ("_adr_title", ("adr", "generate", "toc"), ()),
    "decree, list": ("decree", ("decree", "list"), ()),
    "decree, table of contents": ("decree", ("decree", "generate", "toc"), ()),
    "git-adr, list": (
        "git-adr",
        ("git-adr", "list"),
        (("git-adr", "init", "--no-input"), ("git-adr", "import", "doc/adr")),
    ),
    "adr-log, table of contents": ("adr-log", ("adr-log", "-d", "doc/adr"), ()),
    "log4brains, list": ("log4brains", ("log4brains", "adr", "list", "--raw"), ()),
}
# What a tool wants to find in a repository before it does anything.
FILES = {".log4brains.yml": "project:\n  name: log\n  tz: Etc/UTC\n  adrFolder: ./doc/adr\n"}
_VERSIONS = ("git-adr", "log4brains")


def cases(log: Log) -> list[Case]:
    """Return a case for each job of each tool that is installed; prepares the log for it."""
    found = []
    done: set[Sequence[str]] = set()
    for told, (program, argv, before) in _TOOLS.items():
        if shutil.which(program, path=log.env["PATH"]):
            for step in before:
                if step not in done:
                    log.call(*step)
                    done.add(step)
            found.append(Case(told, argv, log.path, log.env))
    return found


def versions(env: Mapping[str, str]) -> dict[str, str]:
    """Return the versions of those that say theirs."""
    found = {}
    for program in _VERSIONS:
        if shutil.which(program, path=env["PATH"]):
            argv = [program, "--version"]
            said = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
            found[program] = said.stdout.strip().rpartition(" ")[2]
    return found

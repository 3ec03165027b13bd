"""Other tools that read logs, as far as they are installed and work, at their own job."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from measure import Case

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from histories import History, Span
    from logs import Log

# Name → the program that only this tool has, what is timed, what has to be done before.
_TOOLS: dict[str, tuple[str, Sequence[str], Sequence[Sequence[str]]]] = {
    "adr-tools, list of paths": ("_adr_title", ("adr", "list"), ()),
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
# These start processes for every record: they are given a smaller log.
_SLOW = {"adr-tools, table of contents": ("_adr_title", ("adr", "generate", "toc"), ())}
_PATIENCE = 60.0  # seconds; what takes longer is left out, and that is said
# What a tool wants to find in a repository before it does anything.
FILES = {".log4brains.yml": "project:\n  name: log\n  tz: Etc/UTC\n  adrFolder: ./doc/adr\n"}
_VERSIONS = ("git-adr", "log4brains")


def cases(log: Log, slow: bool = False) -> list[Case]:
    """Return a case for each job of each tool that is installed; prepares the log for it.

    Those that are `slow` are for a small log.
    """
    found = []
    for told, (program, argv, before) in (_SLOW if slow else _TOOLS).items():
        if shutil.which(program, path=log.env["PATH"]):
            failed = next((said for step in (*before, argv) if (said := _tried(log, step))), "")
            if failed:
                print(f"{told} is left out: {failed}", file=sys.stderr)
            else:
                found.append(Case(told, argv, log.path, log.env))
    return found


def _tried(log: Log, argv: Sequence[str]) -> str:
    """Run a command once and return why it cannot be timed, "" where it can."""
    try:
        done = subprocess.run(
            argv, cwd=log.path, env=log.env, capture_output=True, check=False, timeout=_PATIENCE
        )
    except subprocess.TimeoutExpired:
        return f"{' '.join(argv)} takes more than {_PATIENCE:.0f} s"
    if done.returncode:
        return f"{' '.join(argv)}: {done.stderr.decode('utf-8', 'replace').strip()[-200:]}"
    return ""


def versions(env: Mapping[str, str]) -> dict[str, str]:
    """Return the versions of those that say theirs."""
    found = {}
    for program in _VERSIONS:
        if shutil.which(program, path=env["PATH"]):
            argv = [program, "--version"]
            said = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
            found[program] = said.stdout.strip().rpartition(" ")[2]
    return found


# What holds each message of a range against a rule: the program, and its words after which
# come base and tip, or their range.
_RANGES: dict[str, tuple[str, ...]] = {
    "commitlint, each message has a trailer": ("commitlint", "--from={base}", "--to={tip}"),
    "gitlint, each message has a trailer": (
        "gitlint",
        "--ignore-stdin",
        "--contrib=contrib-body-requires-signed-off-by",
        "--ignore=all",
        "--commits={base}..{tip}",
    ),
    "commitizen, each message is conventional": ("cz", "check", "--rev-range={base}..{tip}"),
}
_COMMITLINT = '{"rules": {"trailer-exists": [2, "always", "Signed-off-by:"]}}\n'


def range_cases(history: History, span: Span) -> list[Case]:
    """Return a case for each tool that is installed and checks the messages of a range.

    Whatever it finds is not looked at; those that take too long are left out.
    """
    (history.path / ".commitlintrc.json").write_text(_COMMITLINT, encoding="utf-8")
    found = []
    for told, words in _RANGES.items():
        argv = [word.format(base=span.base, tip=span.tip) for word in words]
        if shutil.which(argv[0], path=history.env["PATH"]):
            case = Case(told, argv, history.path, history.env, codes=())
            failed = _too_slow(case)
            if failed:
                print(f"{told} is left out: {failed}", file=sys.stderr)
            else:
                found.append(case)
    return found


def _too_slow(case: Case) -> str:
    try:
        subprocess.run(
            case.argv, cwd=case.cwd, env=case.env, capture_output=True, timeout=_PATIENCE
        )
    except subprocess.TimeoutExpired:
        return f"it takes more than {_PATIENCE:.0f} s"
    return ""

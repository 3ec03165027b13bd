"""Counts the processes that one commit starts: git's by its own trace, Python's by a wrapper."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from repositories import HOOKS

if TYPE_CHECKING:
    from pathlib import Path

    from repositories import Bench


def started(bench: Bench, message: str) -> dict[str, int]:
    """Commit what is staged; count the interpreters and the git processes of its hooks."""
    log, traces = bench.path / ".git" / "starts", bench.path / ".git" / "traces"
    log.touch()
    traces.mkdir()
    scripts = _wrap(bench, log)
    bench.call("git", "commit", "-q", "-m", message, GIT_TRACE2_EVENT=str(traces))
    for script, content in scripts.items():
        script.write_bytes(content)
    counts = {
        "python": len(log.read_text(encoding="utf-8").splitlines()),
        "git": len(list(traces.iterdir())) - 1,  # but `git commit` itself
    }
    for trace in (log, *traces.iterdir()):
        trace.unlink()
    traces.rmdir()
    return counts


def _wrap(bench: Bench, log: Path) -> dict[Path, bytes]:
    """Let the hooks start a wrapper that keeps a line per start; return them as they were."""
    wrapper = bench.path / ".git" / "python"
    real, kept = shlex.quote(sys.executable), shlex.quote(str(log))
    wrapper.write_text(f'#!/bin/sh\necho start >>{kept}\nexec {real} "$@"\n', encoding="utf-8")
    wrapper.chmod(0o755)
    scripts = {}
    for hook in HOOKS:
        script = bench.path / ".git" / "hooks" / hook
        if script.exists():
            scripts[script] = script.read_bytes()
            script.write_bytes(_with_python(scripts[script], wrapper))
    return scripts


def _with_python(script: bytes, wrapper: Path) -> bytes:
    lines = script.decode().splitlines(keepends=True)
    told = [
        f"python={shlex.quote(str(wrapper))}\n" if line.startswith("python=") else line
        for line in lines
    ]
    return "".join(told).encode()

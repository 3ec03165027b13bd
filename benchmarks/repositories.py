"""Makes the repositories that commits are timed in, and their sets of hooks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TOOLS = Path(sys.executable).parent
HOOKS = ("pre-commit", "prepare-commit-msg", "commit-msg")
RECORD = "0001-cap-retries-at-two"
FRAGILE = "src/payments/charge.py"
ORDINARY = "src/d000/f000.txt"

ATTRIBUTES = """\
src/payments/** fragile=payments
docs/decisions/** decision-log
decisions.toml decision-log
.gitattributes decision-log
"""
RULES = """\
[fragile.payments]
why = "If it breaks, all customers suffer."
"""
DECISION = """\
---
status: accepted
date: 2026-01-15
kind: technical
deciders:
  - the founders (tech lead)
modules: [payments]
---

# Cap retries at two

## Context

The payment provider counts every retry.

## Alternatives considered

- **Queue**: needs a broker.

## Trade-offs

A payment may fail that a third try would have saved.
"""
NO_OP = """\
repos:
  - repo: local
    hooks:
      - id: no-op
        name: no-op
        entry: sh -c "exit 0"
        language: system
        always_run: true
        pass_filenames: false
        stages: [pre-commit, prepare-commit-msg, commit-msg]
"""


def environment(home: Path) -> dict[str, str]:
    """Return an environment without anybody's configuration, caches under `home`."""
    unwanted = ("GIT_", "PYTHON")  # PYTHONDONTWRITEBYTECODE would compile anew in every process
    kept = {name: text for name, text in os.environ.items() if not name.startswith(unwanted)}
    return {
        **kept,
        "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "PREK_HOME": str(home / "prek"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Benchmark",
        "GIT_AUTHOR_EMAIL": "benchmark@example.com",
        "GIT_COMMITTER_NAME": "Benchmark",
        "GIT_COMMITTER_EMAIL": "benchmark@example.com",
    }


class Bench:
    """A repository of some size with several sets of hooks, of which one is in place."""

    def __init__(self, path: Path, files: int, env: Mapping[str, str]) -> None:
        self.path = path
        self.env = dict(env)
        self._changes = 0
        self._in_place = ""
        self._make(files)

    def call(self, *argv: str, feed: bytes = b"", **variables: str) -> bytes:
        """Run a command in the repository; raises `RuntimeError` with its words if it fails."""
        env = {**self.env, **variables}
        done = subprocess.run(
            argv, cwd=self.path, env=env, input=feed, capture_output=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{argv}: {done.stderr.decode('utf-8', 'replace')}")
        return done.stdout

    def _make(self, files: int) -> None:
        self.path.mkdir(parents=True)
        self.call("git", "init", "-q", "-b", "main")
        for name in ("gc.auto", "maintenance.auto"):
            self.call("git", "config", name, "0")  # no housekeeping in the middle of a round
        self.call("git", "fast-import", "--quiet", feed=stream(files))
        self.call("git", "reset", "-q", "--hard", "main")
        time.sleep(1.1)  # so that no file is as young as the index and read again for that
        self.call("git", "update-index", "--refresh")
        shutil.rmtree(self.path / ".git" / "hooks", ignore_errors=True)

    def add_hooks(self, name: str, *install: str) -> None:
        """Install a set of hooks by a command and put it aside under `name`."""
        place = self.path / ".git" / "hooks"
        place.mkdir()
        if install:
            self.call(*install)
        place.rename(self.path / ".git" / f"hooks-{name}")

    def add_empty_hooks(self, name: str) -> None:
        """Put aside, as `name`, three hooks that do nothing."""
        folder = self.path / ".git" / f"hooks-{name}"
        folder.mkdir()
        for hook in HOOKS:
            (folder / hook).write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
            (folder / hook).chmod(0o755)

    def use_hooks(self, name: str) -> None:
        """Put a set of hooks in place; nothing else in the repository differs."""
        git_dir = self.path / ".git"
        if self._in_place:
            (git_dir / "hooks").rename(git_dir / f"hooks-{self._in_place}")
        (git_dir / f"hooks-{name}").rename(git_dir / "hooks")
        self._in_place = name

    def change(self, file: str) -> None:
        """Change a file and stage it."""
        self._changes += 1
        (self.path / file).write_text(f"change {self._changes}\n", encoding="utf-8")
        self.call("git", "add", file)

    def forget(self) -> None:
        """Delete all that git-decide remembered of records."""
        shutil.rmtree(self.path / ".git" / "git-decide" / "memo", ignore_errors=True)


def stream(files: int) -> bytes:
    """Return what makes a commit of `files` files, a hundred to a folder, for fast-import."""
    contents = {
        ".gitattributes": ATTRIBUTES,
        "decisions.toml": RULES,
        f"docs/decisions/{RECORD}.md": DECISION,
        ".pre-commit-config.yaml": NO_OP,
        FRAGILE: "retries = 2\n",
    }
    for number in range(files - len(contents)):
        name = f"src/d{number // 100:03}/f{number % 100:03}.txt"
        contents[name] = f"file {number}\n"
    who = "Benchmark <benchmark@example.com> 1767225600 +0000"
    parts = [f"commit refs/heads/main\ncommitter {who}\ndata 5\nStart\n".encode()]
    for name, text in contents.items():
        raw = text.encode()
        parts.append(f"M 100644 inline {name}\ndata {len(raw)}\n".encode() + raw + b"\n")
    return b"".join(parts)

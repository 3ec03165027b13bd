"""Makes repositories that hold many records, on one branch or on thousands."""

from __future__ import annotations

import shutil
import subprocess
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FOLDER = "docs/decisions"
CONFIGURED = {
    ".gitattributes": "".join(
        f"{what} decision-log\n" for what in (f"{FOLDER}/**", "decisions.toml", ".gitattributes")
    ),
    "decisions.toml": "",
}
_WHO = "Benchmark <benchmark@example.com> 1767225600 +0000"
# One of six supersedes the one before it, so that there are links of both ends to hold together.
_STATUSES = ("accepted", "accepted", "superseded", "accepted", "proposed", "rejected")


class Log:
    """A repository that was made from a stream of commits, with its environment."""

    def __init__(self, path: Path, env: Mapping[str, str], stream: Iterator[bytes]) -> None:
        self.path = path
        self.env = dict(env)
        path.mkdir(parents=True)
        self.call("git", "init", "-q", "-b", "main")
        for name in ("gc.auto", "maintenance.auto"):
            self.call("git", "config", name, "0")  # no housekeeping in the middle of a round
        self.call("git", "fast-import", "--quiet", feed=b"".join(stream))
        self.call("git", "reset", "-q", "--hard", "main")
        time.sleep(2.1)  # what is younger than that is read again, by git and by git-decide
        self.call("git", "update-index", "--refresh")
        time.sleep(2.1)

    def call(self, *argv: str, feed: bytes = b"") -> bytes:
        """Run a command in the repository; raises `RuntimeError` with its words if it fails."""
        done = subprocess.run(
            argv, cwd=self.path, env=self.env, input=feed, capture_output=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{argv}: {done.stderr.decode('utf-8', 'replace')}")
        return done.stdout

    def forget(self, *parts: str) -> None:
        """Delete what git-decide keeps under the git directory, or some part of it."""
        folder = self.path.joinpath(".git", "git-decide", *parts)
        shutil.rmtree(folder, ignore_errors=True)


def name(number: int) -> str:
    """Return the file name of a record."""
    return f"{number:05}-decide-number-{number}.md"


def own_records(count: int) -> dict[str, str]:
    """Return a consistent log in this project's own format."""
    return {f"{FOLDER}/{name(number)}": _own(number, count) for number in range(1, count + 1)}


def _own(number: int, last: int) -> str:
    """Return a record; one that another one supersedes is not the last."""
    status = _STATUSES[number % 6 if number < last else 0]
    links = {
        2: f"superseded-by: [{name(number + 1)[:-3]}]\n" if number < last else "",
        3: f"supersedes: [{name(number - 1)[:-3]}]\n" if number > 1 else "",
    }
    return f"""---
status: {status}
date: 2026-{number % 12 + 1:02}-{number % 28 + 1:02}
kind: technical
deciders:
  - Ann Example (tech lead)
  - Bob Example (PM)
{links.get(number % 6, "")}tags: [speed, area-{number % 7}]
---

# Decide matter {number} of queues and retries

## Context

{"The provider counts every retry, and the queue fills up when it is slow. " * 4}

It happens about {number % 9 + 1} times a week.

## Alternatives considered

- **Poll**: simple, and it hits the limit twice a day.
- **Queue**: needs a broker that nobody here runs.
- **Nothing**: the losses go on.

## Trade-offs

{"We must build a receiver and handle retries. " * 3}

- One more service to watch.
- Fewer requests.
"""


def nygard_records(count: int) -> dict[str, str]:
    """Return a log in the form that every tool for such records can read."""
    return {
        f"doc/adr/{number:04}-decide-number-{number}.md": f"""# {number}. Decide number {number}

Date: 2026-{number % 12 + 1:02}-{number % 28 + 1:02}

## Status

Accepted

## Context

{"The provider counts every retry, and the queue fills up when it is slow. " * 4}

## Decision

We retry twice, and then give up.

## Consequences

A payment may fail that a third try would have saved.
"""
        for number in range(1, count + 1)
    }


def one_commit(files: Mapping[str, str]) -> Iterator[bytes]:
    """Yield what makes ``git fast-import`` commit these files to ``main``."""
    yield f"commit refs/heads/main\nmark :1\ncommitter {_WHO}\ndata 5\nStart\n".encode()
    for path, text in files.items():
        yield _inline(path, text)


def many_branches(files: Mapping[str, str], branches: int) -> Iterator[bytes]:
    """Yield the same, and branches from there, half of them remote, each with its own record."""
    yield from one_commit(files)
    for number in range(branches):
        ref = f"refs/{'heads' if number % 2 else 'remotes/origin'}/topic-{number}"
        yield f"commit {ref}\ncommitter {_WHO}\ndata 5\nTopic\nfrom :1\n".encode()
        added = len(files) + number
        yield _inline(f"{FOLDER}/{name(added)}", _own(added, added))


def _inline(path: str, text: str) -> bytes:
    raw = text.encode()
    return f"M 100644 inline {path}\ndata {len(raw)}\n".encode() + raw + b"\n"

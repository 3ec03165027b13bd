"""Proves that a range is judged with as many git processes however long it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.git.ranges import resolve
from git_decide.queries.ranges.judging import judge_range
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

RULES = '[fragile.pay]\nwhy = "All customers pay through it."\n'
RECORD = """---
status: accepted
date: 2026-02-15
kind: technical
deciders: ["Ann (tech lead)"]
modules: [pay]
---

# Cap retries

## Context

They pile up.

## Alternatives considered

- **None**: they pile up

## Trade-offs

Some fail.
"""


@pytest.fixture
def base(repo: Repo) -> str:
    """Flag `src/pay/`, with a record that covers it."""
    flags = "src/pay/** fragile=pay\n"
    record = {"docs/decisions/0001-cap-retries.md": RECORD}
    return repo.commit("Flag", **{".gitattributes": flags, "decisions.toml": RULES, **record})


def starts(repo: Repo, written: str, trace: Path) -> int:
    """Return how many times git starts while a range is judged."""
    opened = repo.open(GIT_TRACE2_EVENT=str(trace))
    wanted = resolve(opened, written)
    before = len(git_starts(trace))
    judge_range(opened, wanted)
    return len(git_starts(trace)) - before


def change(repo: Repo, count: int) -> None:
    """Commit to the fragile module, linked, with a rollback and a merge among the commits."""
    for number in range(count):
        text = {f"src/pay/{number % 3}.py": f"{number}\n"}
        made = repo.commit("Change it\n\nDecision: 1", **text)
        repo.commit(f"Take {made[:9]} back", **{f"src/pay/{number % 3}.py": "0\n"})
        repo.commit(f"Write it down\n\nDecision: {number + 2}", **_another(number + 2))
    repo.git("checkout", "-q", "-b", f"side{count}", "HEAD~2")
    repo.commit("Beside\n\nDecision: 1", **{f"src/pay/side{count}.py": "1\n"})
    repo.git("checkout", "-q", "-")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", f"side{count}")


def _another(number: int) -> dict[str, str]:
    return {f"docs/decisions/{number:04}-other.md": RECORD.replace("Cap", f"Cap {number}")}


def test_the_number_of_processes_does_not_grow_with_the_range(
    repo: Repo, base: str, tmp_path: Path
) -> None:
    """Four times as many commits, links, records, rollbacks and merges take no process more."""
    change(repo, 4)
    short = starts(repo, f"{base}..HEAD", tmp_path / "short")
    change(repo, 12)
    assert starts(repo, f"{base}..HEAD", tmp_path / "long") <= short
    assert short <= 24

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


def grow(repo: Repo, rounds: int) -> None:
    """Add five commits a round: both sides of a merge change one file, and attributes change."""
    parts, tip, mark = [], f"from {repo.out('rev-parse', 'HEAD')}", 0
    text = [f"line {number}" for number in range(40)]
    for number in range(rounds):
        text[number % 10] = f"here {number}"
        main = {"src/pay/a.py": "\n".join(text)}
        main |= {".gitattributes": f"src/pay/** fragile=pay\n*.{number} binary\n"}
        parts += [_commit(mark + 1, (tip,), main)]
        text[30 + number % 10] = f"there {number}"
        side = [line if not line.startswith(f"here {number}") else "line" for line in text]
        parts += [_commit(mark + 2, (tip,), {"src/pay/a.py": "\n".join(side)})]
        parts += [_commit(mark + 3, (f"from :{mark + 1}",), {"b": f"{number}\n"})]
        made = {"src/pay/a.py": "\n".join(text) + "own" * (number % 2)}
        parts += [_commit(mark + 4, (f"from :{mark + 3}", f"merge :{mark + 2}"), made)]
        parts += [_commit(mark + 5, (f"from :{mark + 4}",), {"c": f"{number}\n"})]
        tip, mark = f"from :{mark + 5}", mark + 5
    repo.git("fast-import", "--quiet", "--force", input="".join(parts))
    repo.git("reset", "-q", "--hard", "refs/heads/grown")


def _commit(mark: int, parents: tuple[str, ...], files: dict[str, str]) -> str:
    lines = ["commit refs/heads/grown", f"mark :{mark}", f"committer A <a@b> {10**9 + mark} +0000"]
    lines += ["data 18", "Go on\n\nDecision: 1", *parents]
    for path, text in files.items():
        lines += [f"M 100644 inline {path}", f"data {len(text)}", text]
    return "\n".join(lines) + "\n"


def test_merges_and_attributes_take_no_processes_of_their_own(
    repo: Repo, base: str, tmp_path: Path
) -> None:
    """Nor do merges of which both sides changed the same fragile file, one of them by itself."""
    grow(repo, 20)
    short = starts(repo, f"{base}..HEAD", tmp_path / "short")
    grow(repo, 80)
    assert starts(repo, f"{base}..HEAD", tmp_path / "long") <= short
    assert short <= 35

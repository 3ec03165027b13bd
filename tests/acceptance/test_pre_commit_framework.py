"""Plays the story through the real pre-commit framework, with hooks out of this project."""

from __future__ import annotations

import sysconfig
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.texts import FLAGS
from tests.project import PACKAGED, copied
from tests.support import Repo, call

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """\
default_install_hook_types: [pre-commit, prepare-commit-msg, commit-msg, pre-push]
repos:
  - repo: {url}
    rev: {rev}
    hooks:
      - id: decision-records
      - id: decision-required
      - id: decision-prefill
      - id: decision-link
      - id: decision-push
"""
RULES = '[fragile.payments]\nwhy = "If it breaks, all customers suffer."\n'
RECORD = """\
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


@pytest.fixture
def offline(env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Let pre-commit build its environment out of what is installed here, without a network."""
    for name, text in {
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip's way of saying yes to --no-build-isolation
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "VIRTUALENV_NO_PERIODIC_UPDATE": "1",
        "PYTHONPATH": sysconfig.get_path("purelib"),
    }.items():
        env[name] = text
        monkeypatch.setenv(name, text)
    return env


@pytest.fixture
def project(tmp_path: Path, offline: dict[str, str]) -> Repo:
    """Give a repository of this project, as pre-commit would clone it."""
    made = Repo.create(tmp_path / "git-decide", offline)
    return copied(made, (*PACKAGED, ".pre-commit-hooks.yaml"))


@pytest.fixture
def guarded(project: Repo, tmp_path: Path, offline: dict[str, str]) -> Repo:
    """Give a repository with a fragile module whose hooks pre-commit runs."""
    made = Repo.create(tmp_path / "guarded", offline)
    made.write(".pre-commit-config.yaml", CONFIG.format(url=project.path, rev=project.head()))
    files = {"decisions.toml": RULES, ".gitattributes": FLAGS, "src/payments/charge.py": "1\n"}
    made.commit(
        "Start", **files, **{".pre-commit-config.yaml": made.read(".pre-commit-config.yaml")}
    )
    done = call(["pre-commit", "install", "--install-hooks"], made.path, made.env)
    assert done.returncode == 0, done.stdout + done.stderr
    return made


def commit(repo: Repo, *arguments: str) -> tuple[int, str]:
    """Commit what is staged; return the exit code and all that was said."""
    done = repo.git("commit", *arguments, ok=False)
    return done.returncode, done.stdout + done.stderr


def test_the_story_through_pre_commit(guarded: Repo) -> None:
    """Ordinary passes; fragile is refused, then passes with a decision, which git lists."""
    guarded.stage(**{"src/other.py": "x = 1\n"})
    code, said = commit(guarded, "-m", "Add other")
    assert code == 0, said

    guarded.stage(**{"src/payments/charge.py": "2\n"})
    code, said = commit(guarded, "-m", "Retry twice")
    assert code != 0
    assert "If it breaks, all customers suffer." in said
    assert "src/payments/charge.py" in said
    assert "git decide new" in said

    guarded.stage(**{"docs/decisions/0001-cap-retries-at-two.md": RECORD})
    code, said = commit(guarded, "-m", "Retry twice", "--trailer", "Decision: 1")
    assert code == 0, said
    shown = guarded.out("log", "-1", "--format=%(trailers:key=Decision,valueonly,separator=%x2C)")
    assert shown == "0001-cap-retries-at-two"

    guarded.stage(**{"docs/decisions/0002-broken.md": RECORD.replace("(tech lead)", "")})
    code, said = commit(guarded, "-m", "Add a broken record")
    assert code != 0
    assert "docs/decisions/0002-broken.md" in said
    guarded.git("reset", "-q", "--hard")

    guarded.stage(**{"src/payments/charge.py": "3\n", "docs/decisions/0003-again.md": RECORD})
    code, said = commit(guarded, "-m", "Retry thrice")
    assert code == 0, said
    shown = guarded.out("log", "-1", "--format=%(trailers:key=Decision,valueonly,separator=%x2C)")
    assert shown == "0003-again"

    bare = guarded.clone(guarded.path.parent / "origin.git", "--bare")
    guarded.git("remote", "add", "origin", f"file://{bare.path}")
    guarded.git("fetch", "-q", "origin")
    guarded.commit("Retry more", **{"src/payments/charge.py": "4\n"})
    done = guarded.git("push", "origin", "main", ok=False)
    assert done.returncode != 0
    assert "main is protected" in done.stdout + done.stderr
    guarded.git("commit", "-q", "--no-verify", "--amend", "-m", "Retry\n\nDecision: 3")
    done = guarded.git("push", "origin", "main", ok=False)
    assert done.returncode == 0, done.stdout + done.stderr

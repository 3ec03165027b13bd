"""A commit hook tells what is new in what is staged, and nothing that was so before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.queries.checks.newly import new_findings

if TYPE_CHECKING:
    from tests.support import Repo

NYGARD = """\
# 1. Cap charges

Date: 2026-03-01

## Status

Accepted

## Context

Double charges.

## Decision

Cap them.

## Consequences

Wait.
"""
CONVERTED = """\
---
status: accepted
date: 2026-03-01
---

# Cap charges

## Context

Double charges.

## Decision

Cap them.

## Trade-offs

Wait.
"""
PATH, OTHER = "docs/adr/0001-cap.md", "docs/adr/0002-cap.md"
RULES = '[records]\ndirectory = "docs/adr"\n'


def _errors(repo: Repo) -> list[str]:
    return [each.code for each in new_findings(repo.open()) if each.severity == "error"]


@pytest.mark.parametrize("rules", [RULES, RULES + "[records", None])
def test_a_conversion(repo: Repo, rules: str | None) -> None:
    """Whether decisions.toml was right before, broken, or comes with the conversion."""
    repo.commit("Old", **{PATH: NYGARD, **({"decisions.toml": rules} if rules else {})})
    repo.stage(**{PATH: CONVERTED, "decisions.toml": RULES})
    assert _errors(repo) == []
    repo.stage(**{PATH: CONVERTED.replace("Trade-offs", "Else")})
    assert _errors(repo) == ["missing-trade-offs"]


def test_a_conversion_to_another_name(repo: Repo) -> None:
    """The former id tells what the record was."""
    repo.commit("Old", **{"docs/adr/adr-1.md": NYGARD, "decisions.toml": RULES})
    repo.git("rm", "-q", "docs/adr/adr-1.md")
    repo.stage(**{PATH: CONVERTED.replace("---\n\n", "aliases: [adr-1]\n---\n\n")})
    assert _errors(repo) == []


def test_a_record_beside_the_one_it_says_it_was(repo: Repo) -> None:
    """Nothing was converted: what is new must be whole."""
    repo.commit("Old", **{PATH: NYGARD, "decisions.toml": RULES})
    repo.stage(**{OTHER: CONVERTED.replace("---\n\n", "aliases: [0001-cap]\n---\n\n")})
    assert _errors(repo) == ["missing-alternatives", "missing-deciders"]


def test_broken_rules_hide_nothing(repo: Repo) -> None:
    """They are told, and so is what the records lack."""
    repo.commit("Old", **{PATH: NYGARD, "decisions.toml": RULES})
    repo.stage(**{"decisions.toml": RULES + "[records", PATH: CONVERTED})
    assert "config-syntax" in _errors(repo)

"""What was accepted stays, whichever way around somebody takes; what was lacking may be given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.queries.checks import checking
from git_decide.queries.checks.newly import new_findings
from git_decide.store import INDEX, WORKTREE
from tests.unit.queries.logs import LOG, record, write

if TYPE_CHECKING:
    from tests.support import Repo

WIDENED, REWRITTEN = "accepted-record-widened", "accepted-record-rewritten"
REMOVED = "accepted-record-removed"
OLD = record(modules="[pay]")
RULES = '[fragile.pay]\nwhy = "x"\n[fragile.more]\nwhy = "x"\n'
RULES += '[check]\nignore = ["table-without-flag"]\n'
ONE = f"{LOG}0001-a.md"
MORE = ("[pay]", "[pay, more]")
NYGARD = """\
# 3. Cap retries

Date: 2026-03-01

Replaces: [2](0002-b.md)

Ticket: 7

## Status

Accepted

## Context

The bank blocked us.

## Decision

Two.

## Consequences

Some charges fail.
"""
CONVERTED = """\
---
status: accepted
date: 2026-03-01
supersedes: [0002-b]
---

# Cap retries

Replaces: [2](0002-b.md)

Ticket: 7

## Context

The bank blocked us.

## Decision

Two.

## Trade-offs

Some charges fail.
"""
GIVEN = CONVERTED.replace("---\n\n", "deciders: [Ada (tech lead)]\n---\n\n").replace(
    "## Trade-offs", "## Alternatives considered\n\n- **Queue**: a broker.\n\n## Trade-offs"
)


@pytest.fixture
def log(repo: Repo) -> Repo:
    """Give a log with one accepted record, committed."""
    write(repo, {"0001-a": OLD, "decisions.toml": RULES})
    repo.commit("Accept")
    return repo


def told(repo: Repo) -> list[str]:
    """Return the codes of what is found, which is the same in the files and in what is staged."""
    repo.git("add", "-A")
    found = [each.code for each in checking.check(repo.open(), WORKTREE).findings]
    assert found == [each.code for each in checking.check(repo.open(), INDEX).findings]
    return found


def test_renamed_without_its_former_id(log: Repo) -> None:
    """The number tells what it was; that its id is gone is told as well."""
    (log.path / ONE).rename(log.path / f"{LOG}0001-b.md")
    assert told(log) == [REMOVED]
    log.write(f"{LOG}0001-b.md", OLD.replace(*MORE))
    assert told(log) == [REMOVED, WIDENED]


def test_deleted_and_added_under_another_name(log: Repo) -> None:
    """Nobody can tell that it is the same, so what is missing is told."""
    (log.path / ONE).rename(log.path / f"{LOG}0007-z.md")
    log.write(f"{LOG}0007-z.md", OLD.replace(*MORE))
    assert told(log) == [REMOVED]
    assert [each.code for each in new_findings(log.open())] == [REMOVED]
    log.write(f"{LOG}0007-z.md", OLD.replace("modules:", "aliases: [0001-a]\nmodules:"))
    assert told(log) == []


def test_what_may_go(log: Repo) -> None:
    """A proposal, a file that only is no record any more, what another parent deleted."""
    write(log, {"0002-b": record(status="proposed")})
    log.commit("Propose")
    (log.path / f"{LOG}0002-b.md").unlink()
    assert told(log) == []
    log.write("decisions.toml", f'[records]\ndirectory = "adr"\n{RULES}')
    log.write(".gitattributes", "* decision-log\n")
    assert told(log) == []
    log.git("reset", "-q", "--hard")
    log.git("checkout", "-q", "-b", "side")
    log.git("rm", "-q", ONE)
    log.git("commit", "-q", "-m", "Delete")
    log.git("checkout", "-q", "main")
    log.commit("Else", x="y\n")
    log.git("merge", "-q", "--no-commit", "side")
    assert told(log) == []


LACKING = [
    ("deciders: [Ada (tech lead)]\n", "", ""),
    ("Ada (tech lead)", "Ada", ""),
    ("[Ada (tech lead)]", "[Bob (PM)]", "[Bob (PM), Ada (tech lead)]"),
    ("date: 2026-03-01\n", "", ""),
    ("date: 2026-03-01", "date: 1 March", ""),
    ("kind: technical", "kind: technicall", ""),
    ("- **Queue**: needs a broker.", "", ""),
    (": needs a broker.", "", ""),
    ("Some charges fail.", "", ""),
    ("Some charges fail.", "TODO", ""),
]


@pytest.mark.parametrize(("whole", "lacking", "given"), LACKING)
def test_what_was_lacking_may_be_given(log: Repo, whole: str, lacking: str, given: str) -> None:
    """What a check asks for is not what it refuses."""
    write(log, {"0001-a": OLD.replace(whole, lacking)})
    log.commit("Lacking")
    assert told(log) != []
    write(log, {"0001-a": OLD.replace(whole, given or whole)})
    assert told(log) == []


@pytest.mark.parametrize(
    ("lacking", "given", "code"),
    [
        ("[Bob]", "[Ada (tech lead)]", WIDENED),
        ("[Bob (PM)]", "[Bob (tech lead)]", WIDENED),
        ("[Bob (PM), Eve]", "[Bob (PM), Ada (tech lead)]", WIDENED),
    ],
)
def test_what_was_there_stays(log: Repo, lacking: str, given: str, code: str) -> None:
    """Nobody is taken out, and no role becomes another, when something is given."""
    text = OLD.replace("[Ada (tech lead)]", lacking)
    write(log, {"0001-a": text})
    log.commit("Lacking")
    write(log, {"0001-a": text.replace(lacking, given)})
    assert code in told(log)


def test_a_conversion(log: Repo) -> None:
    """It changes nothing, and may give what the new format asks for, but not cover more."""
    write(log, {"0002-b": record(status="superseded", superseded_by="[3]"), "0003-c": NYGARD})
    log.commit("Nygard")
    write(log, {"0003-c": CONVERTED})
    assert not {WIDENED, REWRITTEN} & set(told(log))
    write(log, {"0003-c": GIVEN})
    assert told(log) == []
    write(log, {"0003-c": GIVEN.replace("deciders:", "modules: [pay]\ndeciders:")})
    assert told(log) == [WIDENED]
    write(log, {"0003-c": GIVEN.replace("Ticket: 7", "Ticket: 8")})
    assert told(log) == [REWRITTEN]
    write(log, {"0003-c": NYGARD.replace("Date: 2026", "Deciders: Ada (tech lead)\n\nDate: 2026")})
    assert told(log) == [WIDENED]

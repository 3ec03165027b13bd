"""A decision's whole life, typed at the installed command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.lives import FORMS, PATH, other, written

if TYPE_CHECKING:
    from tests.support import Repo


BOTH = ("--decider", "Ada (PM)", "--decider", "Linus (tech lead)")


def status(repo: Repo, written: str = "1") -> str:
    """Return the status of a record, as ``show --json`` answers."""
    found = answer(repo.installed("show", written, "--json").stdout, "show")["record"]["status"]
    return str(found)


def test_from_a_problem_to_its_successor(repo: Repo) -> None:
    """Every command is accepted in its turn, says what comes next, and check finds no fault."""
    repo.commit("Begin", **{"a.txt": ""})
    assert repo.installed("new", "Cap", "--problem", "Five tries made the bank block us.").stdout
    steps: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("proposed", ("propose", "1", "--alternative", "A queue: needs a broker")),
        ("proposed", ("contest", "1", "--side", "product", "--says", "Customers wait.")),
        ("contested", ("contest", "1", "--side", "engineering", "--says", "Two months.")),
        ("escalated", ("escalate", "1", "--to", "Grace (CTO)", "--escalation", "Now?", *BOTH)),
        ("proposed", ("resolve", "1", "--resolution", "Later.")),
        ("rejected", ("reject", "1", "--why", "Too dear.", "--decider", "Ada (PM)")),
        ("proposed", ("reopen", "1", "--why", "Cheap now.")),
        ("accepted", ("accept", "1", "--trade-offs", "Rare failures show.")),
        ("accepted", ("outcome", "1", "--worked", "--says", "No block since.")),
        ("deprecated", ("deprecate", "1", "--why", "The bank is gone.")),
        ("proposed", ("reopen", "1")),
        ("accepted", ("accept", "1")),
    )
    for after, words in steps:
        done = repo.installed(*words)
        assert done.returncode == 0, done.stderr
        assert (done.stdout, status(repo)) == (f"{PATH}\n", after)
        assert "Next: git " in done.stderr
    repo.write("docs/decisions/0002-queue.md", other("decision-log"))
    assert repo.installed("supersede", "1", "--by", "2").returncode == 0
    assert status(repo) == "superseded"
    assert repo.installed("check").returncode == 0, repo.installed("check").stdout
    said = repo.read(PATH)
    for entry in ("rejected: Too dear.", "reopened: Cheap now.", "worked: No block", "deprecated:"):
        assert entry in said


@pytest.mark.parametrize("form", FORMS)
def test_a_refusal(repo: Repo, form: str) -> None:
    """Exit 1, what it is, what is allowed from here, and the file as it was."""
    repo.write(PATH, written(form, "contested"))
    done = repo.installed("accept", "1")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "git-decide: 0001-cap is contested, and only what is proposed can be accepted\n"
        "hint: From contested it can become\n"
        "        escalated: git decide escalate 0001-cap --to 'NAME (ROLE)'\n"
        "        proposed: git decide resolve 0001-cap --resolution 'TEXT'\n"
        "        rejected: git decide reject 0001-cap --why 'TEXT'\n"
    )
    assert repo.read(PATH) == written(form, "contested")


@pytest.mark.parametrize("form", FORMS)
def test_in_another_form(repo: Repo, form: str) -> None:
    """A log that was written for another tool is moved as well."""
    repo.write(PATH, written(form, "proposed", argued=False))
    assert repo.installed("accept", "1").returncode == 0
    assert status(repo) == "accepted"
    assert repo.installed("deprecate", "1", "--why", "The bank is gone.").returncode == 0
    assert status(repo) == "deprecated"

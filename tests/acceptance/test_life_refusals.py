"""What a refused move says: the claims that stay, the circles, what is missing, what to type."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.in_process import decide
from tests.acceptance.lives import COMMANDS, FORMS, NAME, OTHER, PATH, other, written
from tests.acceptance.test_life import record_at

if TYPE_CHECKING:
    from tests.support import Repo

THIRD = "docs/decisions/0003-third.md"
# What stands for something in the commands of a hint, and what somebody might say.
_SAID = {
    "TEXT": "Said in some words.",
    "NAME (": "Bo (",
    "NAME: WHY IT LOST": "A log: too slow",
    "(ROLE)": "(PM)",
}


def hints(stderr: str) -> list[str]:
    """Return the commands of a hint, with words where they ask for some."""
    lines = [line.partition("git decide ")[2] for line in stderr.splitlines()]
    commands = [line for line in lines if line]
    for asked, said in _SAID.items():
        commands = [line.replace(asked, said) for line in commands]
    return commands


CLAIMS = (
    ("modules", ("--module", "payments")),
    ("paths", ("--path", "src/**")),
    ("deciders", ("--decider", "Bo (CTO)")),
    ("date", ("--date", "2026-02-16")),
    ("kind", ("--kind", "product")),
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("key", "flags"), CLAIMS)
@pytest.mark.parametrize("verb", ["edit", "deprecate", "supersede", "outcome"])
def test_an_accepted_record_keeps_its_claims(
    repo: Repo, form: str, key: str, flags: tuple[str, str], verb: str
) -> None:
    """No verb changes them on the way; a record that amends it is told instead."""
    text = written(form, "accepted")
    repo.stage(**{PATH: text, OTHER: other(form)})
    words = {
        "edit": ("edit", "1"),
        "outcome": ("outcome", "1", "--mixed", "--says", "So so."),
    }.get(verb) or COMMANDS[verb]
    done = decide(repo, *words, *flags)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{NAME} is accepted: {key} cannot change" in done.stderr
    assert f"git decide new TITLE --amends {NAME} {flags[0]}" in done.stderr
    assert repo.read(PATH) == text


@pytest.mark.parametrize("form", FORMS)
def test_a_reopened_record_may_claim_anything(repo: Repo, form: str) -> None:
    """It is a proposal again, so what it covers is open."""
    repo.stage(**{PATH: written(form, "deprecated")})
    done = decide(repo, "reopen", "1", "--module", "payments", "--path", "src/pay/**")
    assert done.returncode == 0, done.stderr
    found = record_at(repo)
    assert (found.status, found.modules, found.paths) == (
        "proposed",
        ("payments",),
        ("src/pay/**",),
    )


@pytest.mark.parametrize("form", FORMS)
def test_no_record_supersedes_in_a_circle(repo: Repo, form: str) -> None:
    """Not itself, not its successor, not what replaced that: each time nothing is written."""
    files = {PATH: written(form, "accepted"), OTHER: other(form)}
    third = other(form).replace("2. Take", "3. Take").replace("a queue", "a log")
    repo.stage(**files, **{THIRD: third})
    itself = decide(repo, "supersede", "1", "--by", "1")
    assert (itself.returncode, repo.read(PATH)) == (1, files[PATH])
    assert f"{NAME} cannot take its own place" in itself.stderr
    assert decide(repo, "supersede", "1", "--by", "2").returncode == 0
    assert decide(repo, "supersede", "2", "--by", "3").returncode == 0
    before = [repo.read(path) for path in (PATH, OTHER, THIRD)]
    done = decide(repo, "supersede", "3", "--by", "1")
    assert done.returncode == 1
    assert "0003-third → 0002-queue → 0001-cap" in done.stderr
    assert [repo.read(path) for path in (PATH, OTHER, THIRD)] == before


@pytest.mark.parametrize("flag", ["--relates", "--amends", "--supersedes"])
def test_no_record_is_linked_to_itself(repo: Repo, flag: str) -> None:
    """Whatever the link would say, it would say nothing."""
    text = written("decision-log", "proposed")
    repo.stage(**{PATH: text})
    done = decide(repo, "edit", "1", flag, NAME)
    assert (done.returncode, repo.read(PATH)) == (1, text)
    assert f"{NAME} cannot be linked to itself" in done.stderr


def test_accepting_closes_no_circle(repo: Repo) -> None:
    """A proposal that supersedes what supersedes it cannot be accepted."""
    proposal = written("decision-log", "proposed").replace(
        "kind:", "supersedes: [0002-queue]\nkind:"
    )
    accepted = other("decision-log").replace("kind:", "supersedes: [1]\nkind:")
    repo.stage(**{PATH: proposal, OTHER: accepted})
    done = decide(repo, "accept", "1")
    assert done.returncode == 1
    assert "0002-queue supersedes 0001-cap already" in done.stderr
    assert (repo.read(PATH), repo.read(OTHER)) == (proposal, accepted)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("status", ["proposed", "problem", "rejected", "deprecated"])
def test_nothing_supersedes_an_accepted_record_but_a_decision(
    repo: Repo, form: str, status: str
) -> None:
    """Else nothing would hold; a proposal is told to be accepted first."""
    files = {PATH: written(form, "accepted"), OTHER: other(form, status)}
    repo.stage(**files)
    done = decide(repo, *COMMANDS["supersede"])
    assert done.returncode == 1
    assert f"0002-queue is {status}, so nothing would hold" in done.stderr
    told = f"git decide accept 0002-queue --supersedes {NAME}" in done.stderr
    assert told == (status == "proposed")
    assert {path: repo.read(path) for path in files} == files


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("status", ["", "On fire"])
def test_a_status_that_is_none_can_be_proposed(repo: Repo, form: str, status: str) -> None:
    """Whatever is asked of the record, that is what is told; and it works."""
    stated = {"madr": '"proposed"', "nygard": "Proposed"}.get(form, "status: proposed")
    new = status if form == "nygard" else f"status: {status}" if ":" in stated else f'"{status}"'
    text = written(form, "proposed").replace(stated, new, 1)
    repo.stage(**{PATH: text})
    for verb, words in COMMANDS.items():
        if verb not in ("propose", "supersede"):
            done = decide(repo, *words)
            assert done.returncode == 1
            assert f"It can become\n        proposed: git decide propose {NAME}" in done.stderr
            assert status.lower() in done.stderr.lower()
    done = decide(repo, "propose", "1")
    assert done.returncode == 0, done.stderr
    assert record_at(repo).status == "proposed"


BARE = """\
---
status: {status}
date: 2026-02-15
kind: trade-off
---

# Cap retries

## Context

Five tries made the bank block us.
"""


@pytest.mark.parametrize("flags", [(), ("--cost", "It's 'two' weeks")])
@pytest.mark.parametrize(
    ("status", "verb"),
    [
        ("problem", "propose"),
        ("problem", "reject"),
        ("proposed", "accept"),
        ("proposed", "reject"),
        ("contested", "escalate"),
        ("contested", "resolve"),
        ("escalated", "resolve"),
        ("rejected", "reopen"),
    ],
)
def test_the_command_of_a_refusal_mends_it(
    repo: Repo, status: str, verb: str, flags: tuple[str, ...]
) -> None:
    """It names every lack, repeats what was typed, and works once its words are filled in."""
    text = BARE.format(status=status)
    repo.stage(**{PATH: text})
    words = [word for word in COMMANDS[verb] if verb != "resolve" or word in ("resolve", "1")]
    done = decide(repo, *words, *flags)
    assert done.returncode == 1, done.stderr
    assert f"{NAME} cannot be " in done.stderr
    assert repo.read(PATH) == text
    command = shlex.split(hints(done.stderr)[0])
    assert set(words[2:]) | set(flags) <= set(command)
    mended = decide(repo, *command)
    assert mended.returncode == 0, (command, mended.stderr)


@pytest.mark.parametrize("template", ["madr", "nygard"])
def test_nobody_decides_a_question(repo: Repo, template: str) -> None:
    """What a template asked of every decision is answered before it is accepted."""
    repo.write("decisions.toml", f'[records]\ntemplate = "{template}"\n')
    path = decide(repo, "new", "Cap retries").stdout.strip()
    text = repo.read(path)
    done = decide(repo, "accept", "1")
    assert done.returncode == 1
    assert "The section Decision is still template text." in done.stderr
    assert repo.read(path) == text
    command = shlex.split(hints(done.stderr)[0])
    assert {"--context", "--decision", "--trade-offs"} <= set(command)
    mended = decide(repo, *command)
    assert mended.returncode == 0, mended.stderr


def test_a_record_in_which_a_merge_was_not_settled(repo: Repo) -> None:
    """No verb writes into it, and so none stages it as if it were settled."""
    both = "<<<<<<< HEAD\nFive.\n=======\nSix.\n>>>>>>> topic\n"
    text = f"{written('decision-log', 'accepted')}\n{both}"
    repo.stage(**{PATH: text})
    for words in (COMMANDS["deprecate"], ("edit", "1", "--tag", "x"), ("rename", "1", "Two")):
        done = decide(repo, *words)
        assert done.returncode == 1
        assert "A merge was not settled here" in done.stderr
        assert repo.read(PATH) == text


@pytest.mark.parametrize(
    "words",
    [
        ("reject", "1"),
        ("contest", "1", "--side", "product"),
        ("contest", "1", "--says", "No."),
        ("contest", "1", "--side", "sales", "--says", "No."),
        ("escalate", "1"),
        ("escalate", "1", "--to", "Grace (CTO)", "--escalated-to", "Bo (CTO)"),
        ("deprecate", "1"),
        ("deprecate", "1", "--why", " "),
        ("supersede", "1"),
        ("outcome", "1", "--worked"),
        ("outcome", "1", "--says", "It works."),
        ("outcome", "1", "--worked", "--failed", "--says", "It depends."),
        ("edit", "1"),
    ],
)
def test_a_verb_without_what_it_needs(repo: Repo, words: tuple[str, ...]) -> None:
    """Wrong usage: exit 2, a hint, and nothing is written."""
    text = written("decision-log", "proposed")
    repo.stage(**{PATH: text})
    done = decide(repo, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "hint: " in done.stderr
    assert repo.read(PATH) == text


@pytest.mark.parametrize("status", ["accepted", "superseded", "deprecated"])
def test_old_faults_do_not_keep_a_decision_in_force(repo: Repo, status: str) -> None:
    """What an accepted record never had can be given no more, so it stands in nobody's way."""
    text = written("decision-log", status).replace("deciders: [Ada (PM), Linus (tech lead)]", "")
    repo.stage(**{PATH: text.replace("\n\nescalated", "\nescalated"), OTHER: other("decision-log")})
    verb = {"accepted": "deprecate", "superseded": "outcome", "deprecated": "outcome"}[status]
    words = COMMANDS.get(verb) or ("outcome", "1", "--worked", "--says", "Fine.")
    assert decide(repo, *words).returncode == 0

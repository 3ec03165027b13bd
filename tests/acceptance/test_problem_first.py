"""A problem comes first: without a title, listed for the weekly session, taken on together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.in_process import decide
from tests.acceptance.lives import NAME, PATH, written
from tests.acceptance.test_life import record_at

if TYPE_CHECKING:
    from tests.support import Repo

LOG = "docs/decisions/"
TOLD = "Customers on plan X churn after the trial"


@pytest.mark.parametrize(
    ("said", "title", "stem"),
    [
        (TOLD, TOLD, "0001-customers-on-plan-x-churn-after-the-trial"),
        (f"{TOLD}. It is dear.", TOLD, "0001-customers-on-plan-x-churn-after-the-trial"),
        (
            "Forty customers, e.g. those with the small plan since January, leave after the trial.",
            "Forty customers, e.g. those with the small plan since January, leave …",
            "0001-forty-customers-e-g-those-with-the-small-plan-since-january",
        ),
    ],
)
def test_its_first_sentence_is_its_title(repo: Repo, said: str, title: str, stem: str) -> None:
    """It has a context, no solution, and is valid as it stands."""
    done = decide(repo, "new", "--problem", said)
    assert done.returncode == 0, done.stderr
    path = done.stdout.strip()
    assert path.startswith(f"{LOG}{stem}")
    record = record_at(repo, path)
    assert (record.title, record.context, record.status) == (title, said, "problem")
    assert record.alternatives == ()
    assert decide(repo, "check", path).returncode == 0


def test_without_a_problem_a_title_is_needed(repo: Repo) -> None:
    """And nothing is written."""
    done = decide(repo, "new")
    assert done.returncode == 2
    assert "title" in done.stderr
    assert decide(repo, "list").stdout == ""


def test_the_weekly_session_sees_the_first_ones(repo: Repo) -> None:
    """Those asked for first, how many there are besides, and the proposal that one becomes."""
    for number in range(1, 6):
        decide(repo, "new", "--problem", f"Problem {number}")
    decide(repo, "propose", "2", "--alternative", "Do nothing: costs nothing")
    done = decide(repo, "list", "--status", "problem", "--top", "3", "--ids")
    assert done.stdout.split() == ["0001-problem-1", "0003-problem-3", "0004-problem-4"]
    assert "3 of 4" in done.stderr
    backwards = decide(repo, "list", "--status", "problem", "--top", "1", "--reverse", "--ids")
    assert backwards.stdout.split() == ["0005-problem-5"]
    assert "of" not in decide(repo, "list", "--top", "5", "--json").stderr
    assert decide(repo, "list", "--top", "0").returncode == 2


@pytest.mark.parametrize(
    ("signed", "missing"),
    [
        ("[Ada (PM)]", ["--decider 'NAME (tech lead)'"]),
        ("[Linus (tech lead)]", ["--decider 'NAME (PM)'"]),
        ("[]", ["--decider 'NAME (PM)'", "--decider 'NAME (tech lead)'"]),
        ("[Ada (friend)]", ["--decider 'NAME (PM)'", "--decider 'NAME (tech lead)'"]),
    ],
)
def test_nobody_escalates_alone(repo: Repo, signed: str, missing: list[str]) -> None:
    """Somebody of each side signs, the refusal says which one is missing, and its flags mend it."""
    text = written("decision-log", "contested").replace("[Ada (PM), Linus (tech lead)]", signed)
    repo.stage(**{PATH: text})
    done = decide(repo, "escalate", NAME, "--to", "Grace (CTO)")
    assert done.returncode == 1
    hint = done.stderr.partition("hint: ")[2].splitlines()[0]
    assert [flag for flag in missing if flag in hint] == missing
    assert hint.count("--decider") == len(missing)
    assert repo.read(PATH) == text
    flags = [word for role in ("PM", "tech lead") for word in ("--decider", f"Eve {role} ({role})")]
    assert decide(repo, "escalate", NAME, "--to", "Grace (CTO)", *flags).returncode == 0
    assert record_at(repo).status == "escalated"
    assert decide(repo, "check", PATH).returncode == 0


def test_a_record_of_others_that_one_side_escalated_is_only_warned_about(repo: Repo) -> None:
    """What was valid before stays so."""
    text = written("decision-log", "escalated").replace(", Linus (tech lead)", "")
    repo.stage(**{PATH: text})
    done = decide(repo, "check", PATH)
    assert done.returncode == 0
    assert "[escalated-without-engineering]" in done.stdout
    assert repo.git("commit", "-qm", "Escalate").returncode == 0

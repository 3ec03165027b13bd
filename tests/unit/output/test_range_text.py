"""The words about a range: short where it passes, everything that is needed where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from git_decide.output.range_text import passed, refusal
from git_decide.output.terminal import safe
from git_decide.policy.model import Case, Link, Standing
from git_decide.queries.ranges.answering import Answer
from git_decide.queries.ranges.mending import RangeMends
from git_decide.values import replace
from tests.unit.queries.ranges.judged import (
    ACCEPTED,
    PROPOSED,
    RULES,
    commit,
    judgement,
    judgements,
    touch,
)

if TYPE_CHECKING:
    from git_decide.queries.ranges.model import RangeJudgement

MENDS = RangeMends(
    fitting=(ACCEPTED,),
    proposed=(PROPOSED,),
    modules=("pay",),
    kind="technical",
    title="Retry; rm -rf /",
    following="0004-retry",
    alone=True,
    checked_out=True,
    skippable=True,
)


def lines(judged: RangeJudgement, mends: RangeMends = MENDS, *, beside: bool = True) -> list[str]:
    """Return the lines of a refusal."""
    return list(refusal(Answer(judged, (), mends), beside))


@given(judgements)
def test_any_refusal_can_be_said(judged: RangeJudgement) -> None:
    """Nothing of it is for a terminal to obey; modules and commits are named."""
    if not judged.refused:
        assert safe(passed(judged)) == passed(judged)
        return
    said = lines(judged)
    assert all(safe(line) == line for line in said)
    assert said[0].startswith("refused: main..topic ")
    for module in judged.verdict.modules:
        assert (module.outcome == "refused") <= any(
            line.startswith(f"  {module.module}: ") for line in said
        )


def test_what_is_typed_cannot_do_more() -> None:
    """A subject is one word of a command."""
    said = lines(judgement(Case((touch(),), RULES)))
    assert "  git decide new --kind technical --module pay 'Retry; rm -rf /'" in said


def test_many_commits_and_files() -> None:
    """A few are named, and how many more there are."""
    every = tuple(touch(f"src/{number}.py") for number in range(9))
    case = Case(every, RULES)
    made = [commit(Case((each,), RULES), at, f"No {at}") for at, each in enumerate(every, 1)]
    text = "\n".join(lines(judgement(case, made)))
    assert "and 5 more files" in text
    assert "4 earlier commits and" in text
    assert "No 9" in text
    assert "No 4" not in text


def test_without_text_beside_the_commits() -> None:
    """A push has no pull request: every record is offered as a command."""
    said = "\n".join(lines(judgement(Case((touch(),), RULES)), beside=False))
    assert "pull request" not in said
    assert "--trailer 'Decision: 0001-a'\n      # A (accepted)" in said


def test_in_a_repository_without_files() -> None:
    """Where the next id cannot be told, it stands as ID."""
    said = lines(judgement(Case((touch(),), RULES)), replace(MENDS, following=""))
    assert "  git decide accept ID" in said


def test_a_link_that_does_not_do() -> None:
    """The head says so."""
    case = Case((touch(),), RULES, (Link("2", (PROPOSED,)),))
    assert lines(judgement(case))[0].endswith("and the decisions it names do not justify that.")


def test_notes_are_pushed_where_there_is_somewhere() -> None:
    """Only what the remote has counts."""
    case = Case((touch(),), RULES)
    judged = judgement(Case((), RULES), [commit(case)], each_commit=True)
    linked = ((judged.commits[0], ("0001-a",)),)
    mends = replace(MENDS, alone=False, each=True, lacking=judged.commits, linking=linked)
    typed = "  git decide link 0000000000 0001-a"
    assert typed in lines(judged, mends)
    assert f"{typed} --push" in lines(judged, replace(mends, remote="origin"))


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (Case((), RULES), "1 commit, and nothing fragile is changed."),
        (Case((touch(),), RULES, (Link("1", (ACCEPTED,)),)), "pay justified by 0001-a."),
        (Case((touch(module="warns"),), RULES), "warns without a decision."),
        (Case((touch(module="warns"),), RULES, skips=("down",)), "warns skipped: down."),
        (
            Case(
                (touch(),),
                replace(RULES, standing=(Standing("1"),)),
                standing_paths=(frozenset(),),
                standing_links=(Link("1", (ACCEPTED,)),),
            ),
            "pay standing by 0001-a.",
        ),
    ],
)
def test_one_line_where_it_passes(case: Case, words: str) -> None:
    """Why, module by module."""
    assert passed(judgement(case, [commit(case)])).endswith(words)

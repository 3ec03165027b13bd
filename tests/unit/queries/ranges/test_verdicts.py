"""What the rules say of a range, as findings: they refuse exactly where the rules do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings

from git_decide.findings import errors
from git_decide.policy.model import Case, Link
from git_decide.queries.ranges.verdicts import findings
from tests.unit.queries.ranges.judged import (
    ACCEPTED,
    PATHS,
    PROPOSED,
    RULES,
    commit,
    judgement,
    judgements,
    touch,
)

if TYPE_CHECKING:
    from git_decide.queries.ranges.model import RangeJudgement


@given(judgements)
@settings(max_examples=300)
def test_an_error_is_a_refusal(judged: RangeJudgement) -> None:
    """One is found where the range is refused, and nowhere else."""
    assert bool(errors(findings(judged))) == judged.refused


@given(judgements)
def test_every_uncovered_path_is_told(judged: RangeJudgement) -> None:
    """Of each module that lacks a decision, with its weight, once."""
    told = [f for f in findings(judged) if f.code == "change-without-decision"]
    wanted = [
        (path, "error" if module.outcome == "refused" else "warning")
        for module in judged.verdict.modules
        if module.outcome in ("refused", "warned")
        for path in module.uncovered
    ]
    assert sorted((f.path, f.severity) for f in told) == sorted(wanted)


@given(judgements)
def test_findings_say_something(judged: RangeJudgement) -> None:
    """A sentence, and a mend on one line."""
    for found in findings(judged):
        assert found.message.endswith(".")
        assert found.mend
        assert "\n" not in found.mend


def test_a_commit_is_not_told_of_what_the_range_lacks() -> None:
    """One finding is enough, unless every commit must pass by itself."""
    case = Case((touch(),), RULES)
    once = judgement(case, [commit(case)])
    assert [f.code for f in findings(once)] == ["change-without-decision"]
    each = judgement(case, [commit(case)], each_commit=True)
    assert [f.code for f in findings(each)] == [
        "change-without-decision",
        "commit-without-decision",
    ]
    more = Case((touch(), touch(PATHS[1])), RULES)
    wider = judgement(case, [commit(more)])
    assert "commit-without-decision" in [f.code for f in findings(wider)]


def test_a_finding_says_why_a_link_does_not_do() -> None:
    """What the judge holds against the linked record."""
    (found,) = findings(judgement(Case((touch(),), RULES, (Link("2", (PROPOSED,)),))))
    assert found.message == (
        "pay is fragile, and no decision covers this change: 0002-b is proposed, not accepted."
    )


def test_a_broken_link_names_its_commit() -> None:
    """The commit that says it, where one does."""
    case = Case((touch(),), RULES, (Link("1", (ACCEPTED,)), Link("9")))
    found = findings(judgement(case, [commit(case, subject="Retry")]))
    (broken,) = [f for f in found if f.code == "unknown-record"]
    assert broken.path == ""
    assert broken.message == "Decision: 9 names no record, in 0000000000 'Retry'."


def test_superseded_since() -> None:
    """Work that began under a decision is told that it was replaced."""
    from git_decide.values import replace

    old = replace(ACCEPTED, status="superseded", was_accepted=True)
    (found,) = findings(judgement(Case((touch(),), RULES, (Link("1", (old,)),))))
    assert (found.code, found.severity) == ("superseded-since", "warning")

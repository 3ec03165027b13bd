"""Reports made by hand, in which every text that a repository gives is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from git_decide.findings import Finding
from git_decide.git.history import Commit
from git_decide.git.ranges import Range
from git_decide.policy.links import Message
from git_decide.policy.model import (
    Candidate,
    Case,
    Lack,
    ModulePolicy,
    ModuleVerdict,
    RecordsPolicy,
    Roles,
    Rules,
    Touch,
    Verdict,
)
from git_decide.queries.ranges.answering import Answer
from git_decide.queries.ranges.mending import RangeMends
from git_decide.queries.ranges.model import JudgedCommit, RangeJudgement
from git_decide.queries.record_changes import FieldChange, RecordChange, Sheet
from git_decide.queries.relations import Other
from git_decide.queries.report import Debt, Followed, Report, Unnamed
from git_decide.records.digest import Name
from git_decide.records.model import Alternative, Person, Record
from git_decide.values import replace

if TYPE_CHECKING:
    from git_decide.policy.model import Outcome

SHA = "0123456789abcdef0123456789abcdef01234567"


def record(said: str) -> Sheet:
    """Return a record all of whose texts are `said`."""
    name = Name(said, "", None, f"docs/{said}.md")
    person = Person(said, said)
    made = Record(
        name,
        {},
        title=said,
        status=said,
        date=said,
        deciders=(person,),
        supersedes=(said,),
        context=f"{said}\n\n{said}",
        alternatives=(Alternative(said, said), Alternative(said)),
        trade_offs=f"- {said}\n- {said}",
    )
    return Sheet(name, made)


def commit(said: str, number: int = 0) -> Commit:
    """Return a commit whose author and message are `said`."""
    return Commit(f"{number:x}".rjust(40, "a"), (), said, 0, said)


def judged(said: str, outcome: Outcome, commits: int = 1) -> RangeJudgement:
    """Return the judgement of a range that touches one module, called `said`."""
    policy = ModulePolicy(said, why=said, owners=(said, said))
    rules = Rules(RecordsPolicy(), Roles((), ()), {said: policy})
    touch = Touch(said, said, "content", said)
    uncovered = () if outcome in ("justified", "standing") else (said,)
    lacks = (Lack("not-covered", said, said),) if outcome == "refused" else ()
    by = () if outcome in ("refused", "warned") else (said,)
    module = ModuleVerdict(said, outcome, (touch,), uncovered, by, lacks)
    verdict = Verdict((module,))
    case = Case((touch,), rules)
    judged_commits = tuple(
        JudgedCommit(commit(said, n), Message(said), (), case, verdict) for n in range(commits)
    )
    wanted = Range(SHA, SHA[::-1], SHA, said, said)
    return RangeJudgement(wanted, rules, False, None, (), case, verdict, judged_commits, {})


def report(said: str, outcome: Outcome = "refused", many: int = 1) -> Report:
    """Return a report in which everything is said `many` times, and all of it is `said`."""
    judgement = judged(said, outcome, many)
    commits = judgement.commits
    sheet = record(said)
    candidate = Candidate(said, said, title=said)
    mends = RangeMends(
        fitting=(candidate, candidate),
        proposed=(candidate,),
        modules=(said,),
        kind="technical",
        title=said,
        following=said,
        lacking=judgement.commits,
        skippable=True,
    )
    findings = (
        Finding("x", "error", f"{said} `{said}`", said, said, 1, 1),
        Finding("x", "warning", said, said, said),
    )
    before = replace(sheet, name=replace(sheet.name, id="former"))
    fields = (
        FieldChange("title", said, f"{said}{said}"),
        FieldChange("tags", [said], [f"{said}x"]),
        FieldChange("deciders", [{"name": said, "role": said}], [{"name": said, "role": "x"}]),
        FieldChange("context", f"{said}\n{said}", f"{said}\n\n```\nx"),
        FieldChange(f"sections.{said}", None, said),
    )
    changes = (
        RecordChange(None, sheet),
        RecordChange(before, sheet, fields),
        RecordChange(sheet, None),
    )
    other = Other(sheet.name, said, said)
    return Report(
        Answer(judgement, findings * many, mends if outcome == "refused" else RangeMends()),
        files=(said,),
        followed=(Followed(sheet, commits, True, (said,), SHA, True, (other,)),) * many,
        changes=changes * many,
        unnamed=(Unnamed(sheet, (said, said)),) * many,
        debts=(Debt(said, commits[0], (said,)), Debt("", commits[0]), Debt(said)) * many,
        trailers=(f"Decision: {said}",) * many,
    )

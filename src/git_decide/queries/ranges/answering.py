"""Answers whether a range of commits may arrive: the one verdict that every asker shares."""

from __future__ import annotations

from git_decide.findings import errors, ordered
from git_decide.git import ranges, reach
from git_decide.git.once import Once
from git_decide.git.run import GitFailed, forget
from git_decide.queries.ranges import horizon, verdicts
from git_decide.queries.ranges.judging import judge_range
from git_decide.queries.ranges.linked import linked_findings
from git_decide.queries.ranges.mending import mends
from git_decide.queries.ranges.records import record_findings
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.findings import Finding
    from git_decide.git.ranges import Range
    from git_decide.git.repository import Repository
    from git_decide.queries.ranges.mending import RangeMends
    from git_decide.queries.ranges.model import RangeJudgement


@value
class Answer:
    """What is said of a range: how it was judged, all that is wrong, what would mend it."""

    judgement: RangeJudgement
    findings: tuple[Finding, ...]
    mends: RangeMends

    @property
    def refused(self) -> bool:
        """Whether the range may not arrive."""
        return self.judgement.refused or bool(errors(self.findings))


def answer(
    repo: Repository,
    wanted: Range,
    message: str = "",
    each_commit: bool = False,
    protected: bool = True,
) -> Answer:
    """Return the verdict on a range, with the findings that it rests on.

    `message` is text given beside the commits: the title and the body of a pull request.
    `each_commit` asks for more than the rules may: that each commit passes by itself.
    `protected` tells that the range is to arrive on a branch of `[policy] protect`, or is
    judged as if it were. Raises `CannotLook` where the clone lacks what it takes to tell.
    """
    repo = ranges.as_stored(repo)
    try:
        with Once():
            return _answer(repo, judge_range(repo, wanted, message, each_commit, protected))
    except GitFailed as error:
        raise reach.missing(repo, error.result.err) or error from None
    finally:
        forget()  # what was begun for nothing


def _answer(repo: Repository, judgement: RangeJudgement) -> Answer:
    horizon.require(repo, judgement)
    reach.require(repo, judgement.judging)
    found = (*verdicts.findings(judgement), *record_findings(repo, judgement))
    known = {(each.path, each.code) for each in found}
    linked = linked_findings(repo, judgement)
    found += tuple(each for each in linked if (each.path, each.code) not in known)
    return Answer(judgement, ordered(found), mends(repo, judgement))

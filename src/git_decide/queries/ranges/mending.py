"""Works out what would let a refused range pass: the records to name, the record to write."""

from __future__ import annotations

from git_decide.errors import UserError
from git_decide.git import revisions, state
from git_decide.git.notes_sharing import remotes
from git_decide.queries import candidates, linking
from git_decide.records.digest import name_of
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Candidate, Case, Verdict
    from git_decide.queries.linking import Library
    from git_decide.queries.ranges.model import JudgedCommit, RangeJudgement

_MOST = 3


@value
class RangeMends:
    """What somebody can do about a range that lacks a decision; all empty where nothing is lacking.

    `fitting` records justify something as they are, `proposed` ones once they are
    accepted; their ids are such as mean them and no other. A new record would be about
    `modules`, of this `kind`, might be called `title`, and will be `following` ("" where
    that cannot be told: in a bare repository). `lacking` are the commits that changed what is
    not covered, oldest first. `alone` tells that there is one commit only, `checked_out`
    that the last one is what an amendment would change, `skippable` that the modules allow
    a skip, `shared` that there is a remote, whose notes count.
    """

    fitting: tuple[Candidate, ...] = ()
    proposed: tuple[Candidate, ...] = ()
    modules: tuple[str, ...] = ()
    kind: str = ""
    title: str = ""
    following: str = ""
    lacking: tuple[JudgedCommit, ...] = ()
    alone: bool = False
    checked_out: bool = False
    skippable: bool = False
    shared: bool = False


@value
class _Judged:
    """What candidates are looked for: a verdict, its case, and where the records are."""

    case: Case
    verdict: Verdict
    shelves: Library


def mends(repo: Repository, judgement: RangeJudgement) -> RangeMends:
    """Return what would let the range pass. No git process where nothing is lacking."""
    case, verdict = _in_want(judgement)
    undecided = candidates.undecided(verdict)
    if not undecided:
        return RangeMends()
    lacking = _lacking(judgement)
    modules = tuple(each.module for each in undecided)
    title = next((each.message.subject for each in lacking if each.message.subject), "TITLE")
    judged = _Judged(case, verdict, _shelves(repo, judgement, verdict))
    return RangeMends(
        fitting=_named(judged, candidates.fitting(judged)),
        proposed=_named(judged, candidates.nearly(judged)),
        modules=modules,
        kind=candidates.kind(case.rules, modules),
        title=title,
        following=_following(repo, case, title),
        lacking=lacking,
        alone=len(judgement.commits) == 1,
        # A server does not know, and what was pushed to it is most likely checked out there.
        checked_out=repo.top is None or state.head(repo) == judgement.range.tip,
        skippable=all(case.rules.module(module).skip == "allowed" for module in modules),
        shared=bool(remotes(repo)),
    )


def _in_want(judgement: RangeJudgement) -> tuple[Case, Verdict]:
    """Return what lacks a decision: the range as a whole, or else its first commit that does."""
    whole = (judgement.case, judgement.verdict)
    if judgement.each_commit and not candidates.undecided(judgement.verdict):
        return next(((c.case, c.verdict) for c in judgement.commits if c.verdict.refused), whole)
    return whole


def _lacking(judgement: RangeJudgement) -> tuple[JudgedCommit, ...]:
    """Return the commits that changed something which no decision covers."""
    sources = {
        touch.source
        for module in candidates.undecided(judgement.verdict)
        for touch in module.touches
        if touch.path in module.uncovered or not module.uncovered
    }
    return tuple(
        each
        for each in judgement.commits
        if any(entry.path in sources for entry in each.change)
        or (judgement.each_commit and each.verdict.refused)
    )


def _shelves(repo: Repository, judgement: RangeJudgement, verdict: Verdict) -> Library:
    rules, base = judgement.rules, judgement.range.base
    where = [judgement.range.tip, *revisions.also_on(repo, rules.records.also_on)]
    paths = {touch.path: None for module in verdict.modules for touch in module.touches}
    return linking.library(repo, rules, where, base or judgement.range.tip, tuple(paths))


def _named(judged: _Judged, records: Sequence[Candidate]) -> tuple[Candidate, ...]:
    first = records[:_MOST]
    return tuple(replace(each, id=linking.called(judged.shelves, each)) for each in first)


def _following(repo: Repository, case: Case, title: str) -> str:
    """Return the id that the next record gets, "" where no files are checked out to look at."""
    if repo.top is None:
        return ""
    from datetime import date

    from git_decide.queries.names import numbering

    records = case.rules.records
    try:
        path = numbering.expected(repo, records, "", title, date.today().isoformat())
    except (UserError, OSError):
        return ""
    name = name_of(path, "", records.directory)
    return name.id if name else ""

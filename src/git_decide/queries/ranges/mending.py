"""Works out what would let a refused range pass: the records to name, the record to write."""

from __future__ import annotations

from git_decide.errors import UserError
from git_decide.git import branches, notes, revisions, state
from git_decide.git.notes_sharing import remotes, remotes_ahead
from git_decide.policy import links
from git_decide.queries import asking, candidates, linking, noting
from git_decide.records.digest import name_of
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Candidate, Case, Verdict
    from git_decide.queries.asking import Whom
    from git_decide.queries.linking import Library
    from git_decide.queries.ranges.model import JudgedCommit, RangeJudgement

    Fit = Literal["each", "together", "part"]

_MOST = 3
_TITLE = 100  # characters; a subject may be as long as a message


@value
class RangeMends:
    """What somebody can do about a range that lacks a decision; all empty where nothing is lacking.

    `fitting` records justify it as they are: each of them all, all of them `together`,
    or some a `part`, as `fit` tells. `proposed` ones do once they are accepted. Their ids are
    such as mean them and no other. A new record would be about `modules`, of this `kind`,
    might be called `title`, and will be `following` ("" where that cannot be told: in a bare
    repository). `lacking` are the commits that changed what is not covered, oldest first.
    `alone` tells that there is one commit only, `checked_out` that the last one is what an
    amendment would change, `skippable` that the modules allow a skip. `switch` are the
    arguments of the ``git switch`` that comes before all else, `remote` is whose notes count
    ("" where there is none). `each` tells that every commit must pass by itself; then
    `linking` names those that do not, with the records that would let them. A link to
    nothing stands in the messages of `misnamed` commits, in notes on `noted` ones.
    `asked` tells whom to ask about each of the modules. `unshared` are links of this clone's
    own notes, by commit: no verdict reads them yet.
    """

    fitting: tuple[Candidate, ...] = ()
    fit: Fit = "each"
    proposed: tuple[Candidate, ...] = ()
    modules: tuple[str, ...] = ()
    kind: str = ""
    title: str = ""
    following: str = ""
    lacking: tuple[JudgedCommit, ...] = ()
    alone: bool = False
    checked_out: bool = False
    skippable: bool = False
    switch: tuple[str, ...] = ()
    remote: str = ""
    each: bool = False
    linking: tuple[tuple[JudgedCommit, tuple[str, ...]], ...] = ()
    misnamed: tuple[JudgedCommit, ...] = ()
    noted: tuple[JudgedCommit, ...] = ()
    asked: tuple[tuple[str, Whom], ...] = ()
    unshared: tuple[tuple[JudgedCommit, tuple[str, ...]], ...] = ()


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
    checked_out = repo.top is None or state.head(repo) == judgement.range.tip
    _begin(repo, judgement.range.tip, checked_out)
    lacking = _lacking(judgement)
    modules = tuple(each.module for each in undecided)
    title = next((each.message.subject for each in lacking if each.message.subject), "TITLE")
    title = title[:_TITLE].rstrip()
    judged = _Judged(case, verdict, _shelves(repo, judgement, verdict))
    fitting, fit = _fitting(judged)
    misnamed, noted = _misnamed(judgement)
    return RangeMends(
        fitting=_named(judged, fitting),
        fit=fit,
        proposed=_named(judged, candidates.nearly(judged)[:_MOST]),
        modules=modules,
        kind=candidates.kind(case.rules, modules),
        title=title,
        following=_following(repo, case, title),
        lacking=lacking,
        alone=len(judgement.commits) == 1,
        # A server does not know, and what was pushed to it is most likely checked out there.
        checked_out=checked_out,
        skippable=all(case.rules.module(module).skip == "allowed" for module in modules),
        switch=() if checked_out else _switch(repo, judgement),
        remote=_remote(repo),
        each=judgement.each_commit,
        linking=tuple(_linking(judged, each) for each in lacking) if judgement.each_commit else (),
        misnamed=misnamed,
        noted=noted,
        asked=asking.whom(judged),
        unshared=tuple(_unshared(repo, lacking)),
    )


def _begin(repo: Repository, tip: str, checked_out: bool) -> None:
    """Let git begin with what will be asked whatever is lacking."""
    if not checked_out:
        revisions.branches_at_ahead(repo, tip)
    remotes_ahead(repo)
    notes.verdict_refs_ahead(repo)
    if repo.top is not None:
        branches.ahead(repo)


def _fitting(judged: _Judged) -> tuple[tuple[Candidate, ...], Fit]:
    found = candidates.fitting(judged)
    whole = tuple(each for each in found if candidates.together(judged, [each]))
    if whole:
        return whole[:_MOST], "each"
    joined = candidates.together(judged, found)
    return (joined, "together") if joined else (found[:_MOST], "part")


def _linking(judged: _Judged, commit: JudgedCommit) -> tuple[JudgedCommit, tuple[str, ...]]:
    """Return a commit with the ids of what would let it pass: none where no records do."""
    if commit.verdict.refused:
        judged = _Judged(commit.case, commit.verdict, judged.shelves)
    found, fit = _fitting(judged)
    usable = {"each": found[:1], "together": found, "part": ()}[fit]
    return commit, tuple(linking.called(judged.shelves, each) for each in usable)


def _misnamed(
    judgement: RangeJudgement,
) -> tuple[tuple[JudgedCommit, ...], tuple[JudgedCommit, ...]]:
    """Return the commits that link to nothing: in their messages, in the notes on them."""
    broken = {lack.record for lack in judgement.broken_links}
    found: tuple[list[JudgedCommit], list[JudgedCommit]] = ([], [])
    for commit in judgement.commits if broken else ():
        if any(link.value in broken for link in commit.message.links):
            own = {link.value for link in links.read(commit.commit.message).links}
            found[not broken & own].append(commit)
    return tuple(found[0]), tuple(found[1])


def _unshared(
    repo: Repository, commits: Sequence[JudgedCommit]
) -> Iterator[tuple[JudgedCommit, tuple[str, ...]]]:
    """Yield the commits that own notes link, with what nobody else's notes say."""
    own = notes.uncounted(repo, [each.commit.id for each in commits])
    for each in commits:
        said = {link.value for link in each.message.links}
        new = dict.fromkeys(noting.linked(own.get(each.commit.id, "")))
        left = tuple(link for link in new if link not in said)
        if left:
            yield each, left


def _switch(repo: Repository, judgement: RangeJudgement) -> tuple[str, ...]:
    wanted = judgement.range
    names = revisions.branches_at(repo, wanted.tip)
    name = wanted.tip_name if wanted.tip_name in names else next(iter(names), "")
    return (name,) if name else ("--detach", wanted.tip)


def _remote(repo: Repository) -> str:
    """Return the remote that shares notes: whoever pushes to a server calls it so."""
    known = [remote.name for remote in remotes(repo)]
    if repo.top is None or "origin" in known:
        return "origin"
    return next(iter(known), "")


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
    return tuple(replace(each, id=linking.called(judged.shelves, each)) for each in records)


def _following(repo: Repository, case: Case, title: str) -> str:
    """Return the id that the next record gets, "" where no files are checked out to look at."""
    if repo.top is None:
        return ""
    from git_decide.git.clock import today
    from git_decide.queries.names import numbering

    records = case.rules.records
    try:
        path = numbering.expected(repo, records, "", title, today(repo))
    except (UserError, OSError):
        return ""
    name = name_of(path, "", records.directory)
    return name.id if name else ""

"""Finds linked records that speak for more than was agreed on, or that nobody finds any more."""

from __future__ import annotations

from git_decide.codes import finding
from git_decide.git import revisions
from git_decide.policy.links import Written
from git_decide.queries import linking
from git_decide.queries.rules import judging_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from git_decide.findings import Finding
    from git_decide.git.repository import Repository
    from git_decide.policy.model import Candidate, Rules
    from git_decide.queries.linking import Library
    from git_decide.queries.ranges.model import RangeJudgement

WIDENED = "accepted-record-widened"
_ACCEPTED = "accepted"


def linked_findings(repo: Repository, judgement: RangeJudgement) -> tuple[Finding, ...]:
    """Return what is wrong with the records that the links of a range lead to.

    A link is looked up in its commit's own tree, and what a commit makes of an accepted
    record for a while was never agreed on. One that is gone at the end leads nowhere
    once the commits are squashed. A few processes where anything is linked at all.
    """
    records = {r.id: r for link in judgement.case.links if len(link.found) == 1 for r in link.found}
    fork, tip = judgement.range.fork, judgement.range.tip
    if not records or not fork:
        return ()
    rules = judgement.rules
    before = _shelves(repo, judgement, rules, (fork,))
    ends = (tip, *revisions.also_on(repo, rules.records.also_on))
    gone = _missing(records, _shelves(repo, judgement, rules, ends))
    if gone:  # unless the range moved the log
        gone = _missing(gone, _shelves(repo, judgement, judging_rules(repo, tip), (tip,)))
    return (*_widened(judgement, before), *map(_removed, gone.values()))


def _shelves(
    repo: Repository, judgement: RangeJudgement, rules: Rules, where: tuple[str, ...]
) -> Library:
    paths = {touch.path: None for touch in judgement.case.touches}
    return linking.library(repo, rules, where, judgement.range.base, tuple(paths))


def _widened(judgement: RangeJudgement, before: Library) -> Iterator[Finding]:
    known = {entry.name.path for view in before.views for entry in view.entries}
    linked = [r for link in judgement.case.links if len(link.found) == 1 for r in link.found]
    paths = dict.fromkeys(r.path for r in linked if r.path in known)
    found = linking.link_all(before, tuple(map(Written, paths)))
    former = {link.found[0].path: link.found[0] for link in found if len(link.found) == 1}
    for path in dict.fromkeys(r.path for r in linked if _grown(r, former)):
        message = f"A commit of this range links to {former[path].id} as nobody had accepted it."
        yield finding(WIDENED, message, path)


def _grown(record: Candidate, former: Mapping[str, Candidate]) -> bool:
    """Tell whether a record says more than it did where it was accepted."""
    was = former.get(record.path)
    if was is None or was.status != _ACCEPTED:
        return False
    return (
        not set(record.modules) <= set(was.modules)
        or not record.covers <= was.covers
        or not record.sides <= was.sides
        or (record.date or 0) > (was.date or record.date or 0)
    )


def _missing(records: Mapping[str, Candidate], after: Library) -> dict[str, Candidate]:
    """Return those of the records, by their ids, that nothing leads to any more."""
    there = {entry.name.qualified for view in after.views for entry in view.entries}
    left = {name: record for name, record in records.items() if name not in there}
    found = linking.link_all(after, tuple(map(Written, left)))
    return {link.written: left[link.written] for link in found if not link.found}


def _removed(record: Candidate) -> Finding:
    message = f"Commits of this range follow {record.id}, which is gone at its end."
    return finding("accepted-record-removed", message, record.path)

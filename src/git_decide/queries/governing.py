"""Finds the records in force that speak of what a change touches, be they named or not."""

from __future__ import annotations

from git_decide.policy.judge import covers
from git_decide.queries import linking
from git_decide.queries.rules import judging_rules
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Candidate
    from git_decide.queries.ranges.model import RangeJudgement


@value
class Governing:
    """An accepted record and those of the changed paths that it speaks of.

    `closely` tells that its own `paths` match them, and not only a whole module.
    """

    candidate: Candidate
    paths: tuple[str, ...]
    closely: bool


def governing(
    repo: Repository, judgement: RangeJudgement, changed: Sequence[str]
) -> tuple[Governing, ...]:
    """Return the records in force at the tip of a range that speak of the paths it changes.

    Those whose own patterns match come first, then the younger ones. A constant number
    of processes, whatever the number of records.
    """
    touched = [touch for module in judgement.verdict.modules for touch in module.touches]
    paths = tuple(dict.fromkeys([*(touch.path for touch in touched), *changed]))
    if not paths:
        return ()
    tip = judgement.range.tip
    # The logs are where the branch has them, what is attached to a module is as the base says.
    rules = replace(judgement.rules, records=judging_rules(repo, tip).records)
    shelves = linking.library(repo, rules, [tip], tip, paths)
    modules = [(touch.path, touch.module) for touch in touched]
    found = [
        Governing(record, spoken, not record.covers.isdisjoint(spoken))
        for record in reversed(linking.all_candidates(shelves))
        if record.status == "accepted" and (spoken := tuple(_spoken(record, paths, modules)))
    ]
    return tuple(sorted(found, key=lambda each: not each.closely))


def _spoken(
    record: Candidate, paths: tuple[str, ...], modules: list[tuple[str, str]]
) -> Iterator[str]:
    """Yield the paths that a record speaks of: by its patterns, or as part of a module."""
    theirs = {path for path, module in modules if covers(record, path, module)}
    return (path for path in paths if path in theirs or path in record.covers)

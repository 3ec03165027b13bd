"""Finds what a range makes wrong in records, rules and flags that was not wrong before."""

from __future__ import annotations

import os

from git_decide.findings import identity
from git_decide.queries.modules import governing
from git_decide.queries.rules import judging_rules
from git_decide.records.digest import stem_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.findings import Finding
    from git_decide.git.repository import Repository
    from git_decide.queries.checks.setup import Configuration
    from git_decide.queries.ranges.model import RangeJudgement


def record_findings(repo: Repository, judgement: RangeJudgement) -> tuple[Finding, ...]:
    """Return the findings that the tip has and neither the fork nor the base, in changed files.

    With what the range changes in records that were accepted where it forked. A history that
    begins in the range has no rules that could hold it to anything. A constant number of
    processes, none where no such file is changed.
    """
    wanted = judgement.range
    parents = tuple(dict.fromkeys(each for each in (*wanted.forks, wanted.base) if each))
    changed = judgement.differing
    records = tuple(os.fsdecode(path) for path in changed.raw if _may_be_record(path))
    ruling = changed.entries(governing(changed.raw))
    paths = (
        *(_in_logs(repo, judgement, records) if records else ()),
        *(entry.path for entry in ruling if entry.new_blob),
    )
    if not parents or not paths:
        return ()
    return (*_new(repo, parents, wanted.tip, paths), *_kept(repo, parents, wanted.tip, paths))


def _in_logs(repo: Repository, judgement: RangeJudgement, paths: Sequence[str]) -> tuple[str, ...]:
    """Return those of the paths that are in a log, by the rules of either end. A process or two."""
    wanted = judgement.range
    known = (judgement.rules, *(judging_rules(repo, e) for e in (wanted.fork, wanted.tip) if e))
    folders = tuple(f"{folder}/" for rules in known for _, folder in rules.records.folders())
    return tuple(path for path in paths if path.startswith(folders))


def _may_be_record(path: bytes) -> bool:
    return bool(stem_of(os.fsdecode(path.rpartition(b"/")[2])))


def _new(
    repo: Repository, parents: Sequence[str], tip: str, paths: Sequence[str]
) -> tuple[Finding, ...]:
    from git_decide.queries.checks import checking
    from git_decide.queries.checks.stricter import lacked

    now = checking.check(repo, tip, paths).findings
    if not now:
        return ()
    before = {
        identity(f) for parent in parents for f in checking.check(repo, parent, paths).findings
    }
    new = tuple(each for each in now if identity(each) not in before)
    if not new:
        return ()
    before |= lacked(repo, parents, {each.path for each in new}, tip)
    return tuple(each for each in new if identity(each) not in before)


def _kept(
    repo: Repository, parents: Sequence[str], tip: str, paths: Sequence[str]
) -> Iterator[Finding]:
    """Yield what the range changes in accepted records.

    Whether that is told, and how much it weighs, is up to the base: no range may allow itself
    what was agreed to be kept.
    """
    from git_decide.queries.checks import checking
    from git_decide.queries.checks.keeping import keeping_findings

    place = checking.look(repo, tip, paths)
    gathered = checking.gather(place)
    found = tuple(keeping_findings(repo, place.setup.rules, tip, gathered, parents))
    if not found:
        return
    base = _base_setup(repo, parents, place.setup)
    silenced = _silenced(repo, parents, tuple(each.path for each in found))
    for each in found:
        if each.code not in base.ignored and (each.path, each.code) not in silenced:
            yield base.weighed(each)


def _base_setup(repo: Repository, parents: Sequence[str], now: Configuration) -> Configuration:
    """Return how the base weighs findings; where it knows no rules yet, how the tip does."""
    from git_decide.queries.checks import setup

    found = setup.configuration(repo, parents[-1], told=False)
    return found if found.content else now


def _silenced(
    repo: Repository, parents: Sequence[str], paths: Sequence[str]
) -> frozenset[tuple[str, str]]:
    """Return which codes comments silence in these records as the parents have them."""
    from git_decide.queries.checks import checking

    return frozenset(
        (gist.name.path, silence.code)
        for parent in parents
        for gist in checking.gather(checking.look(repo, parent, paths)).chosen
        for silence in gist.silences
        if silence.reason
    )

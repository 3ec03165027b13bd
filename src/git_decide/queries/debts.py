"""Finds the skips and reverts that no decision has paid back."""

from __future__ import annotations

from git_decide.errors import UserError
from git_decide.git import revisions, search
from git_decide.git.ranges import resolve
from git_decide.policy.judge import covers, lacks
from git_decide.policy.links import Written
from git_decide.queries import linking
from git_decide.queries.debt_reach import reach
from git_decide.queries.noting import linked
from git_decide.queries.ranges.commits import day
from git_decide.queries.ranges.judging import judged_commits
from git_decide.queries.ranges.rollbacks import ancestry
from git_decide.queries.rules import judging_rules
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Literal

    from git_decide.git.history import Commit
    from git_decide.git.ranges import Range
    from git_decide.git.repository import Repository
    from git_decide.policy.model import Link, ModulePolicy
    from git_decide.queries.ranges.model import JudgedCommit

    Kind = Literal["skip", "revert"]

_KINDS: dict[str, Kind] = {"skipped": "skip", "debt": "revert"}


@value
class Debt:
    """A commit that touched a module on credit: without a decision for `paths`.

    `reasons` are those of its skips, or for a revert the subject of the commit.
    """

    commit: Commit
    module: str
    kind: Kind
    reasons: tuple[str, ...]
    paths: tuple[str, ...]


def whole_history(repo: Repository, tip: str = "HEAD") -> Range:
    """Return the range of all commits behind `tip` that are judged: since `[policy] since`.

    Raises `CannotLook` where there are no commits, or not all of them are here.
    """
    since = judging_rules(repo, search.commit_id(repo, tip)).since
    if since:
        try:
            return resolve(repo, f"{since}..{tip}")
        except UserError:  # a commit that this clone does not have makes nothing history
            pass
    return resolve(repo, f"{repo.empty_tree}..{tip}")


def debts(repo: Repository, wanted: Range) -> tuple[Debt, ...]:
    """Return what is unpaid among the commits of a range, oldest first.

    A decision pays back what it covers when a note on the commit links it, or a later
    commit of the range does. Raises as `judged_commits` does.
    """
    part = reach(repo, wanted)
    commits = judged_commits(repo, part) if part else ()
    owed = unpaid(commits)
    left = _without_note(repo, wanted, owed) if owed else ()
    return tuple(sorted(left, key=lambda debt: debt.commit.committed))


def unpaid(commits: Sequence[JudgedCommit]) -> tuple[Debt, ...]:
    """Return the debts that no later one of these commits pays back, in their order."""
    owed = [debt for each in commits if not each.past for debt in _owed(each)]
    return tuple(_unpaid(owed, commits)) if owed else ()


def _owed(judged: JudgedCommit) -> Iterable[Debt]:
    for module in judged.verdict.modules:
        kind = _KINDS.get(module.outcome)
        if kind:
            reasons = module.by if kind == "skip" else (judged.commit.subject,)
            yield Debt(judged.commit, module.module, kind, reasons, module.uncovered)


def _unpaid(owed: Sequence[Debt], commits: Sequence[JudgedCommit]) -> list[Debt]:
    behind = ancestry([each.commit for each in commits], {debt.commit.id for debt in owed})
    paying = [each for each in commits if each.case.links and behind[each.commit.id]]
    found = []
    for debt in owed:
        later = [each for each in paying if debt.commit.id in behind[each.commit.id]]
        left = [path for path in debt.paths if not any(_pays(c, debt.module, path) for c in later)]
        if left:
            found.append(debt)
    return found


def _pays(judged: JudgedCommit, module: str, path: str) -> bool:
    policy = judged.case.rules.module(module)
    return _covered(judged.case.links, path, policy, day(judged.commit.committed))


def _covered(found: Sequence[Link], path: str, policy: ModulePolicy, today: int) -> bool:
    """Return whether a link is to a decision that covers `path` and may justify changes to it."""
    return any(
        len(link.found) == 1
        and covers(link.found[0], path, policy.name)
        and not lacks(link.found[0], policy, today)
        for link in found
    )


def _without_note(repo: Repository, wanted: Range, owed: Sequence[Debt]) -> list[Debt]:
    """Return the debts that no note on their own commit pays back, as the records are now.

    The commit's own tree, in which its links are looked up, may have the record as it was
    before it was accepted.
    """
    noted = {debt.commit.id: linked(debt.commit.notes) for debt in owed if debt.commit.notes}
    if not any(noted.values()):
        return list(owed)
    rules = judging_rules(repo, wanted.tip)
    where = [wanted.tip, *revisions.also_on(repo, rules.records.also_on)]
    paths = sorted({path for debt in owed for path in debt.paths})
    shelves = linking.library(repo, rules, where, "", paths)
    said = dict.fromkeys(link for links in noted.values() for link in links)
    found = {each.written: each for each in linking.link_all(shelves, tuple(map(Written, said)))}

    def pays(debt: Debt, path: str) -> bool:
        links = [found[link] for link in noted.get(debt.commit.id, ())]
        return _covered(links, path, rules.module(debt.module), day(debt.commit.committed))

    return [debt for debt in owed if not all(pays(debt, path) for path in debt.paths)]

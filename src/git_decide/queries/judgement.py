"""Puts the case of a commit that is being made before the judge."""

from __future__ import annotations

from git_decide.git import attributes, revisions, state
from git_decide.policy import config, links
from git_decide.policy.judge import judge
from git_decide.policy.model import Case, Revert
from git_decide.queries import linking
from git_decide.queries.staged import staged
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository
    from git_decide.policy.links import Message
    from git_decide.policy.model import Link, Verdict
    from git_decide.queries.linking import Library
    from git_decide.queries.staged import Staged


_BARE = ("refused", "skipped", "warned")


@value
class Judgement:
    """A verdict with what it was made from, for the words that follow it."""

    staged: Staged
    message: Message
    case: Case
    verdict: Verdict
    shelves: Library


def judge_commit(repo: Repository, found: Staged, message: Message) -> Judgement:
    """Return the verdict on the commit that `found` and `message` make."""
    shelves = shelve(repo, found)
    written = linking.link_all(shelves, message.links)
    standing = _standing_links(shelves) if found.touches else ()
    case = Case(
        touches=found.touches,
        rules=found.rules,
        links=written,
        skips=message.skips,
        day=_day(repo, found),
        fixup=message.fixup,
        protected=protected(repo, found),
        standing_paths=_standing_paths(repo, found) if found.touches else (),
        standing_links=standing,
    )
    verdict = judge(case)
    if message.reverts and any(module.outcome in _BARE for module in verdict.modules):
        # Only what would not pass is looked up as a rollback: it takes git four processes.
        case = replace(case, reverts=_reverts(repo, found, message))
        verdict = judge(case)
    return Judgement(found, message, case, verdict, shelves)


def shelve(repo: Repository, found: Staged) -> Library:
    """Return where records are looked up for a commit: its own tree, then `also-on`."""
    where = ["index", *revisions.also_on(repo, found.rules.records.also_on)]
    return linking.library(repo, found.rules, where, found.parent or "", found.paths)


def protected(repo: Repository, found: Staged) -> bool:
    """Return whether the branch that is committed to is one of `[policy] protect`."""
    return config.branch_matches(found.rules.protect, state.branch(repo))


def judge_staged(
    repo: Repository, message: Message, author: str = "", *, reused: bool = False
) -> Judgement:
    """Return the verdict on the index as a commit with `message`.

    `reused` tells that the message was taken from HEAD: then the commit may be
    an amendment, and is refused only where it would be as that, too.
    """
    parent = state.head(repo)
    judgement = judge_commit(repo, staged(repo, parent, author), message)
    if reused and parent and judgement.verdict.refused and not judgement.staged.merged:
        before, *merged = revisions.parents_of(repo, parent) or (None,)
        amended = judge_commit(repo, staged(repo, before, author, merged), message)
        if not amended.verdict.refused:
            return amended
    return judgement


def _standing_links(shelves: Library) -> tuple[Link, ...]:
    written = tuple(links.Written(entry.decision, True) for entry in shelves.rules.standing)
    return linking.link_all(shelves, written)


def _standing_paths(repo: Repository, found: Staged) -> tuple[frozenset[str], ...]:
    patterns = [entry.paths for entry in found.rules.standing]
    return attributes.matches(repo, patterns, found.paths) if patterns else ()


def _day(repo: Repository, found: Staged) -> int:
    """Return the committer date as an ordinal; only where some rule looks at it."""
    policies = found.rules.modules.values()
    if not any(policy.max_age is not None for policy in policies):
        return 0
    from datetime import UTC, datetime

    return datetime.fromtimestamp(revisions.committer_time(repo), UTC).date().toordinal()


def _reverts(repo: Repository, found: Staged, message: Message) -> tuple[Revert, ...]:
    """Return, for each commit that the message names, the files that are as before it."""
    if not message.reverts or not found.parent:
        return ()
    from git_decide.git import reverts

    sources = {touch.source for touch in found.touches}
    now = {
        entry.path: (entry.new_mode, entry.new_blob)
        for entry in found.change
        if entry.path in sources
    }
    undone = []
    for named in reverts.reverted(repo, found.parent, message.reverts, tuple(now)):
        restored = frozenset(path for path, what in now.items() if what in named.before(path))
        shelves = shelve(repo, found)
        inherited = linking.link_all(shelves, links.read(named.message).links)
        undone.append(Revert(named.id, restored, inherited))
    return tuple(undone)

"""Tells where a refusal may only mean that this clone does not hold enough."""

from __future__ import annotations

from git_decide.errors import CannotLook, named
from git_decide.git import reach, reverts, revisions, state
from git_decide.git.notes_sharing import remotes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository
    from git_decide.queries.ranges.model import RangeJudgement

_WORD = "revert"  # any number may be an id; what `git revert` writes has this word as well


def require(repo: Repository, judgement: RangeJudgement) -> None:
    """Raise `CannotLook` if a range is refused for what was never fetched.

    A commit that is taken back, or a branch whose records count everywhere. A few processes,
    only where the range is refused.
    """
    if judgement.refused:
        _require_reverted(repo, judgement)
        _require_branches(repo, judgement)


def _require_reverted(repo: Repository, judgement: RangeJudgement) -> None:
    words = [
        word
        for each in judgement.commits
        if _WORD in each.commit.message.lower()
        for word in each.message.reverts[: reverts.MOST]
        if reach.is_id(word)
    ]
    if not words or not state.shallow(repo):
        return
    found = reverts.named(repo, [*dict.fromkeys(words)])
    lost = next((word for word in words if word not in found), "")
    if lost:
        raise reach.not_held(f"commit {lost[:12]}, which is reverted")


def _require_branches(repo: Repository, judgement: RangeJudgement) -> None:
    branches = judgement.rules.records.also_on
    broken = [*judgement.verdict.broken_links]
    broken += [lack for each in judgement.commits for lack in each.verdict.broken_links]
    if not branches or not any(lack.code == "unknown-record" for lack in broken):
        return
    refs = revisions.also_on(repo, branches)
    lost = [name for name in branches if not any(_is_of(ref, name) for ref in refs)]
    if lost and repo.top is not None and remotes(repo):
        message = f"[records] also-on names the branch {named(lost[0])}, which was never fetched"
        raise CannotLook(message, reach.unknown(repo, lost[0]).hint)


def _is_of(ref: str, branch: str) -> bool:
    return ref == f"refs/heads/{branch}" or ref.split("/", 3)[3:] == [branch]

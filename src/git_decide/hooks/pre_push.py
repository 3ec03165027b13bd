"""pre-push: the rule, held against what is about to leave for a protected branch."""

from __future__ import annotations

from git_decide.git import updates
from git_decide.git.updates import Branches, Update
from git_decide.hooks.arriving import judge_push
from git_decide.hooks.furnishing import keep_rules
from git_decide.queries.ranges.pushes import Arrival, Push, push_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.hooks.context import Context

# What the pre-commit framework, and prek like it, say of a push: of its first ref only.
_FROM, _TO = "PRE_COMMIT_FROM_REF", "PRE_COMMIT_TO_REF"
_LOCAL, _BRANCH = "PRE_COMMIT_LOCAL_BRANCH", "PRE_COMMIT_REMOTE_BRANCH"
_REMOTE = "PRE_COMMIT_REMOTE_NAME"


def pre_push(where: Context, remote: str, told: bytes) -> int:
    """Judge a push to `remote`, a name or an address; `told` is what git writes to the hook.

    Return 1 where a protected branch is refused, 2 where that cannot be judged. Anything
    else goes up, with a line about what a protected branch would refuse.
    """
    remote = remote or where.environ.get(_REMOTE, "")
    if told.strip():
        coming = [update for update in updates.told_before_push(told) if update.new]
        branches = updates.remote_branches(where.repo, remote) if coming else Branches({}, "")
    elif where.environ.get(_BRANCH):
        branches = updates.remote_branches(where.repo, remote)
        coming = _told_by_framework(where, branches)
    else:
        return _between(where)
    return _judged(where, push_of(where.repo, coming, branches)) if coming else 0


def _told_by_framework(where: Context, branches: Branches) -> list[Update]:
    branch = updates.branch_of(where.environ[_BRANCH])
    new = where.environ.get(_TO) or where.environ.get(_LOCAL, "")
    # It gives a new branch a beginning as well: the parent of what no remote has.
    old = where.environ.get(_FROM, "") if branch in branches.tips else ""
    return [Update(branch, old, new)] if branch and new else []


def _between(where: Context) -> int:
    """Judge the range that somebody gave the framework by hand, as for a protected branch."""
    old, new = where.environ.get(_FROM, ""), where.environ.get(_TO, "")
    if not (old and new):
        return 0
    arrival = Arrival(Update(new, old, new), protected=True)
    return _judged(where, Push((arrival,), Branches({}, ""), (), protected=False))


def _judged(where: Context, push: Push) -> int:
    status = judge_push(where, push)
    if not status:
        keep_rules(where.repo, push.arrivals[0].update.new)
    return status

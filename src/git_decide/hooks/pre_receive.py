"""pre-receive: the rule, where nobody can pass it by."""

from __future__ import annotations

from git_decide.git import updates
from git_decide.hooks import context
from git_decide.hooks.arriving import judge_push
from git_decide.hooks.furnishing import keep_rules
from git_decide.output import push_text
from git_decide.queries.ranges.pushes import push_of, unguarded
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.hooks.context import Context


def pre_receive(where: Context, told: bytes) -> int:
    """Judge a push that arrives; `told` is what git writes to the hook.

    Return anything but 0 where a protected branch may not change like that, or where that cannot
    be judged: then git takes nothing of the push.
    """
    wanted = updates.told_on_receiving(told)
    if not wanted:
        return 0
    # Without a work tree, whatever git takes for one: the branches here are the remote's own.
    here = replace(where, repo=replace(where.repo, top=None))
    push = push_of(here.repo, wanted, updates.own_branches(here.repo))
    lost = unguarded(push)
    if lost:
        context.say(*push_text.unguarded(lost))
        return 1
    status = judge_push(here, push)
    come = [update.new for update in wanted if update.new]
    if come and not status:
        keep_rules(here.repo, come[0])
    return status

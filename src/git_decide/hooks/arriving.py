"""Judges the branches that a push changes: refuses the protected ones, forecasts the others."""

from __future__ import annotations

from git_decide.errors import CannotLook, UserError
from git_decide.hooks import context
from git_decide.output import push_text
from git_decide.queries.ranges.answering import answer
from git_decide.queries.ranges.pushes import range_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.hooks.context import Context
    from git_decide.queries.ranges.answering import Answer
    from git_decide.queries.ranges.pushes import Arrival, Push

# A mirror may bring thousands of branches that nothing protects.
_FORECASTS = 5


def judge_push(where: Context, push: Push) -> int:
    """Judge every branch that comes or changes; return 1 if one may not, 2 if that cannot be told.

    What is not protected always goes up; a line says what would be refused elsewhere.
    """
    coming = [arrival for arrival in push.arrivals if arrival.update.new]
    protected = [arrival for arrival in coming if arrival.protected]
    others = [arrival for arrival in coming if not arrival.protected]
    codes = [_guarded(where, push, arrival) for arrival in protected]
    tips: dict[str, Arrival] = {}
    for arrival in others:
        tips.setdefault(arrival.update.new, arrival)
    for arrival in [*tips.values()][:_FORECASTS]:
        _forecast(where, push, arrival)
    return max(codes, default=0)


def _guarded(where: Context, push: Push, arrival: Arrival) -> int:
    branch = arrival.update.branch
    try:
        if not arrival.known:
            raise _moved_on(push, arrival)
        found = _answer(where, push, arrival)
    except UserError as error:
        context.say(*push_text.unjudged(branch, error, refused=True))
        return error.exit_code
    if found is None:
        return 0
    if found.refused:
        context.say(*push_text.refusal(branch, found))
    else:
        context.say(*push_text.warnings(found, push.branches.prefix))
    return int(found.refused)


def _forecast(where: Context, push: Push, arrival: Arrival) -> None:
    """Say what a protected branch would refuse; nothing that goes wrong here stops the push."""
    branch = arrival.update.branch
    try:
        found = _answer(where, push, arrival)
    except UserError as error:
        context.say(*push_text.unjudged(branch, error, refused=False))
        return
    except Exception as error:
        if where.environ.get("GIT_DECIDE_DEBUG"):
            raise
        told = UserError(f"{type(error).__name__}: {error}", "This is a bug of git-decide.")
        context.say(*push_text.unjudged(branch, told, refused=False))
        return
    if found and found.refused:
        context.say(push_text.forecast(branch, found, push.branches.prefix))


def _answer(where: Context, push: Push, arrival: Arrival) -> Answer | None:
    wanted = range_of(where.repo, push, arrival)
    return answer(where.repo, wanted) if wanted else None


def _moved_on(push: Push, arrival: Arrival) -> CannotLook:
    remote = push.branches.prefix.rstrip("/")
    return CannotLook(
        f"its remote side is at {arrival.update.old[:12]}, which was never fetched",
        f"git fetch {remote}" if remote else "git fetch   from where it is pushed to",
    )

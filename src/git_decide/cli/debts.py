"""The verb ``debts``: skips and reverts that wait for a decision."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb, json_option, strict_option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.queries.debts import Debt


@click.command(
    cls=Verb,
    examples=(
        "git decide debts",
        "git decide debts --since '2 weeks ago' --strict",
        "git decide debts --range v1.2..HEAD --json",
    ),
)
@click.option("--range", "range_", metavar="A..B", help="Only the commits of this range.")
@click.option("--since", metavar="DATE", help="Only what is not older: a day, '2 weeks ago', v1.2.")
@strict_option
@json_option
@click.pass_obj
def command(
    frame: Frame, range_: str | None, since: str | None, strict: bool, as_json: bool
) -> int:
    """List skips and reverts that no decision has paid back yet.

    A debt is a commit with a Decision-Skip, or a revert of a commit without a
    decision. It is paid back by a note on it (git decide link COMMIT ID), or by a later
    commit that links a decision for the same files. Without --range, the whole
    history of HEAD is looked at, from [policy] since on.
    """
    from git_decide.cli import clock
    from git_decide.git.dates import moment
    from git_decide.git.ranges import resolve
    from git_decide.output import debts as words
    from git_decide.queries.debts import debts, whole_history

    repo = frame.repository
    earliest = moment(repo, since) if since is not None else 0
    wanted = resolve(repo, range_) if range_ is not None else whole_history(repo)
    found = [debt for debt in debts(repo, wanted) if debt.commit.committed >= earliest]
    now = clock.now(frame)
    if as_json:
        frame.json(debts=[words.document(debt, now) for debt in found])
    else:
        if found:
            with frame.paged():
                frame.out(words.text(found, now, frame.columns(), frame.paint()))
        frame.note(_summary(found, now))
    return 1 if strict and found else 0


def _summary(found: Sequence[Debt], now: int) -> str:
    from git_decide.output.debts import days
    from git_decide.output.text import count

    if not found:
        return "No debts."
    oldest = found[0]
    told = f"{count(len(found), 'debt')}, the oldest {count(days(oldest, now), 'day')} old."
    return f"{told} Pay it back: git decide link {oldest.commit.id[:10]} ID --push"

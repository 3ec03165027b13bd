"""The verb ``agenda``: what product and engineering have to talk about."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb
from git_decide.cli.pages import agenda_options, format_options


@click.command(
    cls=Verb,
    examples=(
        "git decide agenda",
        "git decide agenda --since v1.2 --for product",
        "git decide agenda --since 2.weeks --format html > agenda.html",
        "git decide agenda --at main --json",
    ),
)
@agenda_options
@format_options
@click.pass_obj
def command(
    frame: Frame, since: str, side: str | None, at: str | None, form: str, as_json: bool
) -> int:
    """Write what product and engineering have to talk about.

    What is open, however old: disagreements, problems, proposals and which side they
    wait for, reviews that are due, skips that no decision has paid back. And what
    happened since DATE: changes of the scope, fragile modules that needed more fixes
    than in as many days before, decisions that not everybody has acknowledged,
    technical ones that worked. A fix is a commit whose subject says so: fix, bug,
    hotfix, regression, crash, defect, repair, revert, rollback. With --at it is the
    agenda of the day of that commit.
    """
    from git_decide.cli.pages import agenda_page, say

    say(frame, agenda_page(frame, since, side, at), "json" if as_json else form)
    return 0

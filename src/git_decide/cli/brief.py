"""The verb ``brief``: the living document of what is decided, generated anew each time."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb, at_option
from git_decide.cli.pages import format_options


@click.command(
    cls=Verb,
    examples=(
        "git decide brief",
        "git decide brief payments",
        "git decide brief payments --format html > payments.html",
        "git decide brief --at v1.2 --format markdown",
    ),
)
@click.argument("module", required=False)
@at_option
@format_options
@click.pass_obj
def command(frame: Frame, module: str | None, at: str | None, form: str, as_json: bool) -> int:
    """Write what is fragile, what is decided and why, and what is open.

    Of one fragile module, or of all. What is fragile is told with why, whose it is and
    how many of the changes of 90 days name a decision; a decision in force with what
    made it necessary, what lost and why, and what it costs. It is never kept by hand.
    With --at it is the brief of the day of that commit.
    """
    from git_decide.cli.pages import brief_page, say

    say(frame, brief_page(frame, module or "", at), "json" if as_json else form)
    return 0

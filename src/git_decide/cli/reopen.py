"""The verb ``reopen``: what was rejected or deprecated is a proposal again."""

from __future__ import annotations

from typing import Any

import click

from git_decide.cli.fields import field_options, filled
from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb


@click.command(
    cls=Verb,
    examples=(
        "git decide reopen 42",
        "git decide reopen 42 --why 'The partner keeps the API after all.'",
    ),
)
@click.argument("id", metavar="ID")
@click.option("--why", metavar="TEXT", callback=filled, help="Why it is taken up again.")
@field_options
@click.pass_obj
def command(frame: Frame, /, id: str, why: str | None, **fields: Any) -> int:  # noqa: A002
    """Take a rejected or deprecated record up again, as a proposal.

    What it says of its rejection stays on record; --why joins it in the section
    Outcome, with the day. What was written is staged.
    """
    from git_decide.cli.clock import today
    from git_decide.cli.moving import carry_out
    from git_decide.queries.moving import Asked, outcome

    said = (outcome(today(frame), "reopened", why),) if why else ()
    return carry_out(frame, id, fields, Asked("reopen", said), today(frame))

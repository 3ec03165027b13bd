"""The verb ``reject``: what was proposed is decided against."""

from __future__ import annotations

from typing import Any

import click

from git_decide.cli.fields import field_options, filled
from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb


@click.command(
    cls=Verb,
    examples=(
        "git decide reject 42 --why 'The partner drops the API.' --decider 'Ada (PM)'",
        "git decide reject 42 --why 'Too dear for what it brings.'",
    ),
)
@click.argument("id", metavar="ID")
@click.option(
    "--why", required=True, metavar="TEXT", callback=filled, help="Why it was decided against."
)
@field_options
@click.pass_obj
def command(frame: Frame, /, id: str, why: str, **fields: Any) -> int:  # noqa: A002
    """Decide against a problem or a proposal.

    Contested and escalated ones, too. The reason joins the section Outcome, with
    the day. Somebody must answer for it: --decider. What was written is staged.
    """
    from git_decide.cli.clock import today
    from git_decide.cli.moving import carry_out
    from git_decide.queries.moving import Asked, outcome

    said = outcome(fields["field_date"] or today(frame), "rejected", why)
    return carry_out(frame, id, fields, Asked("reject", (said,)), today(frame))

"""The verb ``deprecate``: a decision is no longer followed, and nothing takes its place."""

from __future__ import annotations

from typing import Any

import click

from git_decide.cli.fields import field_options, filled
from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb


@click.command(
    cls=Verb,
    examples=("git decide deprecate 42 --why 'The partner is gone, and the receiver with it.'",),
)
@click.argument("id", metavar="ID")
@click.option(
    "--why", required=True, metavar="TEXT", callback=filled, help="Why it is not followed any more."
)
@field_options
@click.pass_obj
def command(frame: Frame, /, id: str, why: str, **fields: Any) -> int:  # noqa: A002
    """Retire an accepted record that nothing replaces.

    The reason joins the section Outcome, with the day. Where another record takes
    its place, use supersede. What was written is staged.
    """
    from git_decide.cli.clock import today
    from git_decide.cli.moving import carry_out
    from git_decide.queries.moving import Asked, outcome

    said = outcome(today(frame), "deprecated", why)
    return carry_out(frame, id, fields, Asked("deprecate", (said,)), today(frame))

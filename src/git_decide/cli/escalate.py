"""The verb ``escalate``: both sides go together to somebody who settles it."""

from __future__ import annotations

from typing import Any

import click

from git_decide.cli.fields import field_options, folded
from git_decide.cli.frame import Frame, Usage
from git_decide.cli.options import Verb


@click.command(
    cls=Verb,
    examples=(
        "git decide escalate 42 --to 'Grace (CTO)'",
        "git decide escalate 42 --to 'Grace (CTO)' --escalation 'June or October: which one?'",
    ),
)
@click.argument("id", metavar="ID")
@click.option(
    "--to",
    required=True,
    metavar="'NAME (ROLE)'",
    callback=folded,
    help="Who is asked to settle it.",
)
@field_options
@click.pass_obj
def command(frame: Frame, /, id: str, to: str, **fields: Any) -> int:  # noqa: A002
    """Take a contested record to somebody both sides know.

    Both perspectives must stand, and somebody of each side must be among the
    deciders: people escalate together. --escalation says what is asked. What was
    written is staged.
    """
    from git_decide.cli.clock import today
    from git_decide.cli.moving import carry_out
    from git_decide.queries.moving import Asked

    if fields["field_escalated_to"]:
        raise Usage("--escalated-to says what --to says", "Leave out --escalated-to.")
    fields["field_escalated_to"] = to
    return carry_out(frame, id, fields, Asked("escalate"), today(frame))

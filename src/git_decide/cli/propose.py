"""The verb ``propose``: a problem gets a solution to talk about."""

from __future__ import annotations

from typing import Any

import click

from git_decide.cli.fields import field_options
from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb


@click.command(
    cls=Verb,
    examples=(
        "git decide propose 42 --alternative 'Polling: hits the rate limits'",
        "git decide propose 42 --decision 'We take webhooks.' --trade-offs 'We run a receiver.'",
    ),
)
@click.argument("id", metavar="ID")
@field_options
@click.pass_obj
def command(frame: Frame, /, id: str, **fields: Any) -> int:  # noqa: A002
    """Make a proposal of a problem.

    It needs an alternative or its trade-offs; flags fill in what is missing. A
    record that states no status, or an unknown one, becomes a proposal as well.
    What was written is staged.
    """
    from git_decide.cli.clock import today
    from git_decide.cli.moving import carry_out
    from git_decide.queries.moving import Asked

    return carry_out(frame, id, fields, Asked("propose"), today(frame))

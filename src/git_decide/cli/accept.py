"""The verb ``accept``: a proposed record becomes a decision."""

from __future__ import annotations

from typing import Any

import click

from git_decide.cli.fields import field_options
from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb


@click.command(
    cls=Verb,
    examples=(
        "git decide accept 42",
        "git decide accept 42 --decider 'Ada (PM)' --decider 'Linus (tech lead)'",
        "git decide accept 42 --trade-offs 'We run a receiver, and never meet the rate limit.'",
    ),
)
@click.argument("id", metavar="ID")
@field_options
@click.pass_obj
def command(frame: Frame, /, id: str, **fields: Any) -> int:  # noqa: A002
    """Accept a proposed record, filling in what it lacks.

    Flags add to lists and set everything else. Nothing is written unless the
    record is then valid as accepted. Its date becomes today, the day of the
    decision, unless --date says another. Records that it supersedes become
    superseded. What was written is staged.
    """
    from git_decide.cli.clock import today
    from git_decide.cli.moving import carry_out
    from git_decide.queries.moving import Asked

    return carry_out(frame, id, fields, Asked("accept"), today(frame))

"""The verb ``resolve``: a disagreement is settled, and the record is a proposal again."""

from __future__ import annotations

from typing import Any

import click

from git_decide.cli.fields import field_options
from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb


@click.command(
    cls=Verb,
    examples=("git decide resolve 42 --resolution 'June, the rest if it pays.'",),
)
@click.argument("id", metavar="ID")
@field_options
@click.pass_obj
def command(frame: Frame, /, id: str, **fields: Any) -> int:  # noqa: A002
    """Settle a contested or escalated record, with a resolution.

    Both perspectives stay on record. The record is proposed again, and can be
    accepted or rejected. What was written is staged.
    """
    from git_decide.cli.clock import today
    from git_decide.cli.moving import carry_out
    from git_decide.queries.moving import Asked

    return carry_out(frame, id, fields, Asked("resolve"), today(frame))

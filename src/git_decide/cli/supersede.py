"""The verb ``supersede``: another record takes the place of this one."""

from __future__ import annotations

from typing import Any

import click

from git_decide.cli.fields import field_options
from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb


@click.command(cls=Verb, examples=("git decide supersede 7 --by 42",))
@click.argument("id", metavar="ID")
@click.option("--by", required=True, metavar="NEW", help="The record that holds instead.")
@field_options
@click.pass_obj
def command(frame: Frame, /, id: str, by: str, **fields: Any) -> int:  # noqa: A002
    """Put another record in the place of an accepted one.

    Both ends are written: the old record names the new one, and the new one the
    old one. A record that is still proposed does the same when it is accepted:
    git decide accept NEW --supersedes ID. What was written is staged.
    """
    from git_decide.cli.clock import today
    from git_decide.cli.moving import carry_out, found
    from git_decide.queries.moving import Asked

    new = found(frame, frame.rules(), by)
    return carry_out(frame, id, fields, Asked("supersede", by=new), today(frame))

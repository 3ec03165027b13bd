"""The verb ``outcome``: what came of a decision, once it is known."""

from __future__ import annotations

from typing import Any

import click

from git_decide.cli.fields import field_options, filled
from git_decide.cli.frame import Frame, Usage
from git_decide.cli.options import Verb

WAYS = ("worked", "failed", "mixed")


@click.command(
    cls=Verb,
    examples=(
        "git decide outcome 42 --worked --says 'No order was late since March.'",
        "git decide outcome 42 --mixed --says 'Fast, but the receiver fell over twice.'",
    ),
)
@click.argument("id", metavar="ID")
@click.option("--worked", is_flag=True, help="It did what it was meant to do.")
@click.option("--failed", is_flag=True, help="It did not.")
@click.option("--mixed", is_flag=True, help="It did so in part.")
@click.option("--says", required=True, metavar="TEXT", callback=filled, help="What came of it.")
@field_options
@click.pass_obj
def command(frame: Frame, /, id: str, says: str, **fields: Any) -> int:  # noqa: A002
    """Note what came of a decision.

    It joins the section Outcome, with the day; what was noted before stays. An
    accepted record may be told its outcome without being decided anew. What was
    written is staged.
    """
    from git_decide.cli.clock import today
    from git_decide.cli.moving import carry_out
    from git_decide.queries.moving import Asked
    from git_decide.queries.moving import outcome as entry

    ways = [way for way in WAYS if fields.pop(way)]
    if not ways:
        raise Usage("how did it go?", "Add --worked, --failed or --mixed.")
    if len(ways) > 1:
        raise Usage("it went one way only", f"Take one of --{', --'.join(ways)}.")
    said = (entry(today(frame), ways[0], says),)
    return carry_out(frame, id, fields, Asked("outcome", said), today(frame))

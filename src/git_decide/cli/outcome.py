"""The verb ``outcome``: what came of a decision, once it is known."""

from __future__ import annotations

from typing import Any

import click

from git_decide.cli.fields import field_options, filled
from git_decide.cli.frame import Frame, Usage, Verb


@click.command(
    cls=Verb,
    examples=(
        "git decide outcome 42 --worked --says 'No order was late since March.'",
        "git decide outcome 42 --mixed --says 'Fast, but the receiver fell over twice.'",
    ),
)
@click.argument("id", metavar="ID")
@click.option("--worked", "how", flag_value="worked", help="It did what it was meant to do.")
@click.option("--failed", "how", flag_value="failed", help="It did not.")
@click.option("--mixed", "how", flag_value="mixed", help="It did so in part.")
@click.option("--says", required=True, metavar="TEXT", callback=filled, help="What came of it.")
@field_options
@click.pass_obj
def command(frame: Frame, /, id: str, how: str | None, says: str, **fields: Any) -> int:  # noqa: A002
    """Note what came of a decision.

    It joins the section Outcome, with the day; what was noted before stays. An
    accepted record may be told its outcome without being decided anew. What was
    written is staged.
    """
    from git_decide.cli.moving import carry_out, today
    from git_decide.queries.moving import Asked
    from git_decide.queries.moving import outcome as entry

    if how is None:
        raise Usage("how did it go?", "Add --worked, --failed or --mixed.")
    return carry_out(frame, id, fields, Asked("outcome", (entry(today(), how, says),)), today())

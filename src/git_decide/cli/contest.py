"""The verb ``contest``: one side writes down why it sees a proposal differently."""

from __future__ import annotations

from typing import Any

import click

from git_decide.cli.fields import field_options, filled
from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb


@click.command(
    cls=Verb,
    examples=(
        "git decide contest 42 --side product --says 'Customers wait for it since May.'",
        "git decide contest 42 --side engineering --says 'Two months of work, by one person.'",
    ),
)
@click.argument("id", metavar="ID")
@click.option(
    "--side",
    required=True,
    type=click.Choice(("product", "engineering")),
    help="Whose perspective this is.",
)
@click.option("--says", required=True, metavar="TEXT", callback=filled, help="What that side says.")
@field_options
@click.pass_obj
def command(frame: Frame, /, id: str, side: str, says: str, **fields: Any) -> int:  # noqa: A002
    """Write down what one side says against a proposal.

    The first perspective leaves the record proposed; once both stand, it is
    contested, and a resolution must settle it. What was written is staged.
    """
    from git_decide.cli.clock import today
    from git_decide.cli.moving import carry_out
    from git_decide.queries.moving import Asked

    said = (f"perspectives.{side}", says)
    return carry_out(frame, id, fields, Asked("contest", (said,)), today(frame))

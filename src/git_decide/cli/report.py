"""The verb ``report``: the page that a reviewer of a branch reads."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame, Usage
from git_decide.cli.options import Verb, json_option
from git_decide.cli.range_options import chosen, range_options, text_beside
from git_decide.output.permalinks import FORGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.output.permalinks import Forge


@click.command(
    cls=Verb,
    examples=(
        "git decide report --base main",
        "git decide report --range origin/main..HEAD --message pull-request.txt",
        "git decide report --base main --json",
    ),
)
@range_options
@click.option(
    "--forge",
    type=click.Choice(FORGES),
    help="What runs on the remote's host, where its name does not tell: links depend on it.",
)
@json_option
@click.pass_obj
def command(
    frame: Frame,
    written: str | None,
    base: str | None,
    message: str | None,
    forge: Forge | None,
    as_json: bool,
) -> int:
    """Write the page that a reviewer of a branch reads.

    Its first line is the verdict. Then: the fragile modules that the branch touches,
    why they are fragile and whose they are; the decisions that its commits name, with
    what lost and why; the records that it adds or changes; records in force that nothing
    names; what is missing, and what would mend it. Exits 1 where the range is refused.
    """
    from git_decide.git import remotes
    from git_decide.output import permalinks
    from git_decide.queries.ranges.answering import answer
    from git_decide.queries.report import report

    text = text_beside(message)
    wanted = chosen(frame, written, base)
    if wanted is None:
        raise Usage(
            "which commits? Give --range A..B or --base REV", "git decide report --base main"
        )
    answered = answer(frame.repository, wanted, text)
    found = report(frame.repository, answered)
    site = permalinks.site(remotes.url(frame.repository), forge)
    if as_json:
        from git_decide.output.report_json import documented

        frame.json(report=documented(found, site))
    else:
        from git_decide.output.report_markdown import page
        from git_decide.output.report_paper import Paper

        frame.out(page(found, Paper(site, not site or site.forge != "bitbucket")).rstrip("\n"))
    return int(answered.refused)

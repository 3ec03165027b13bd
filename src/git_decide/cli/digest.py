"""The verb ``digest``: the agenda as the message that a chat or a mail takes."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb
from git_decide.cli.pages import agenda_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.output.permalinks import Site
    from git_decide.queries.pages.model import Page


@click.command(
    cls=Verb,
    examples=(
        "git decide digest --format slack | curl -H 'Content-Type: application/json' "
        '-d @- "$SLACK_WEBHOOK"',
        "git decide digest --format teams | curl -H 'Content-Type: application/json' "
        '-d @- "$TEAMS_WEBHOOK"',
        "git decide digest --format email | sendmail team@example.com",
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["slack", "teams", "email"]),
    required=True,
    help="What is to take it: a webhook of Slack or Teams, or what sends mails.",
)
@agenda_options
@click.pass_obj
def command(frame: Frame, form: str, since: str, side: str | None, at: str | None) -> int:
    """Write the agenda as the message that a chat or a mail takes.

    It goes to standard output and nowhere else: your own pipe sends it. Slack and
    Teams take JSON by an incoming webhook, a mail is a whole message with the page
    as text and as HTML. Where there is more to say than a message may hold, less is
    told of each part, and how much more there is.
    """
    from git_decide.cli.pages import agenda_page
    from git_decide.git import remotes
    from git_decide.output import permalinks

    page = agenda_page(frame, since, side, at)
    site = permalinks.site(remotes.url(frame.repository))
    frame.document(_written(frame, form, page, site).rstrip("\n"))
    return 0


def _written(frame: Frame, form: str, page: Page, site: Site | None) -> str:
    if form == "slack":
        from git_decide.output.digest_slack import slack

        return slack(page, site)
    if form == "teams":
        from git_decide.output.digest_teams import teams

        return teams(page, site)
    from git_decide.cli import clock
    from git_decide.output.digest_email import email

    return email(page, clock.now(frame), _sender(frame), site)


def _sender(frame: Frame) -> tuple[str, str]:
    """Return the name and address of whoever types this, as git knows them: "" for neither."""
    from git_decide.errors import CannotLook
    from git_decide.git.authoring import identity

    try:
        return identity(frame.repository)
    except CannotLook:
        return "", ""

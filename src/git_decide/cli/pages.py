"""What the verbs have in common that write a page out of the records."""

from __future__ import annotations

import click

from git_decide.cli.frame import Usage
from git_decide.cli.options import at_option, json_option
from git_decide.errors import named
from git_decide.policy.model import SIDES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from git_decide.cli.frame import Frame
    from git_decide.cli.selection import Selection
    from git_decide.queries.pages.model import Page
    from git_decide.queries.pages.source import Source

_LAST_WEEK = "1.week"
_FORMS = ("text", "markdown", "html", "json")


def agenda_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--since``, ``--for`` and ``--at``: of when, and whose, the agenda is."""
    since = click.option(
        "--since",
        metavar="DATE",
        default=_LAST_WEEK,
        show_default=True,
        help="Look back to then: 2.weeks, a day, a tag.",
    )
    side = click.option(
        "--for", "side", type=click.Choice(SIDES), help="Only what concerns this side."
    )
    return since(side(at_option(function)))


def format_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--format`` and ``--json``."""
    form = click.option(
        "--format",
        "form",
        type=click.Choice(_FORMS),
        default="text",
        show_default=True,
        help="How to say it; html is one file, for a screen and for paper.",
    )
    return form(json_option(function))


def agenda_page(frame: Frame, since: str, side: str | None, at: str | None) -> Page:
    """Return the agenda that the options ask for; broken records are told of."""
    from git_decide.queries.pages.agenda import agenda

    return agenda(_source(frame, since, at), side or "", _revision(frame, at))


def brief_page(frame: Frame, module: str, at: str | None) -> Page:
    """Return the brief that the options ask for; broken records are told of."""
    from git_decide.queries.pages.brief import brief

    return brief(_source(frame, None, at), module, _revision(frame, at))


def say(frame: Frame, page: Page, form: str) -> None:
    """Write a page to standard output."""
    if form == "json":
        from git_decide.output.page_json import document

        frame.json(**{page.name: document(page)})
    elif form == "text":
        from git_decide.output.page_text import text

        with frame.paged():
            frame.out(text(page, frame.paint(), frame.columns()).rstrip("\n"))
    else:
        frame.document(_linked(frame, page, form).rstrip("\n"))


def _linked(frame: Frame, page: Page, form: str) -> str:
    """Return a page as a document with links to where the repository can be looked at."""
    from git_decide.git import remotes
    from git_decide.output import permalinks

    site = permalinks.site(remotes.url(frame.repository))
    if form == "html":
        from git_decide.output.page_html import html

        return html(page, site)
    from git_decide.output.page_markdown import markdown

    return markdown(page, site)


def _source(frame: Frame, since: str | None, at: str | None) -> Source:
    """Return what a page is made from; `since` is None where it looks back to no day."""
    from git_decide.cli.behind import past
    from git_decide.cli.selection import Selection
    from git_decide.queries.pages.source import Source

    selection = Selection(frame, at)
    day, first = _days(frame, selection, since, at)
    selection.warn()
    if not selection.gists:
        frame.note(selection.nothing())
    _tell_of_unstated(frame, selection)
    found_in = past(frame, selection)
    until = day if at is not None else ""  # what was said later was not known on that day
    return Source(found_in, selection.rules, selection.where, selection.read, day, first, until)


def _tell_of_unstated(frame: Frame, selection: Selection) -> None:
    """Say how many records the page cannot tell of: foreign ones need not state a status."""
    from git_decide.output.text import count

    silent = sum(gist.readable and not gist.status for gist in selection.gists)
    if silent:
        said = count(silent, "record states", "records state")
        frame.note(f"{said} no status, so that no page tells of them: git decide list")


def _days(frame: Frame, selection: Selection, since: str | None, at: str | None) -> tuple[str, str]:
    """Return the day of the page, and the first one that it looks back to.

    At a revision it is the day of that commit, and a week ago is a week before it.
    """
    from git_decide.git import clock
    from git_decide.git.dates import day
    from git_decide.queries.pages.source import whole

    repo, today = frame.repository, clock.today(frame.repository)
    if at is not None:
        seconds, today = clock.made(repo, selection.where)
        repo = clock.standing_at(repo, seconds)
    first = whole(day(repo, since)) if since is not None else today
    if first > today:
        asked = named(since or "")
        raise Usage(f"{asked} is {first}, which lies after {today}, the day of this page")
    return today, first


def _revision(frame: Frame, at: str | None) -> str:
    """Return what a page is read from, "" for the work tree."""
    if at is not None:
        return at
    return "" if frame.repository.top is not None else "HEAD"

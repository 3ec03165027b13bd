"""The verb ``scope``: what was added to the scope, what was cut, and what it costs."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb, at_option, json_option
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from git_decide.queries.past import Past
    from git_decide.queries.scope import Ledger


@click.command(
    cls=Verb,
    examples=(
        "git decide scope",
        "git decide scope --since '4 weeks ago'",
        "git decide scope --since v1.2 --json",
    ),
)
@click.option(
    "--since", metavar="DATE|TAG|REV", help="Only what was decided then or later, or not before it."
)
@at_option
@json_option
@click.pass_obj
def command(frame: Frame, since: str | None, at: str | None, as_json: bool) -> int:
    """Tell what was added to the scope and cut from it, and the sum of the costs.

    It is made of the records of kind scope. An accepted one adds what it says; it cuts where
    it has the tag cut, or where its cost has a minus in front: what it frees. What is
    deprecated or superseded is out again, from the commit on that says so. Costs are
    summed for each unit, from the lowest to the highest that is stated; nothing is converted,
    and what is no clear amount of one unit is named.
    """
    from git_decide.cli import behind
    from git_decide.cli.selection import Selection
    from git_decide.queries.scope import is_scope, ledger

    selection = Selection(frame, at)
    past = behind.past(frame, selection)
    start = _start(frame, since, past)
    chosen = [gist for gist in selection.gists if is_scope(gist.kind)]
    read = [stored.reading.record for stored in selection.read(chosen)]
    records = [record for record in read if record]
    found = ledger(past, records, start.day, start.known(past))
    selection.warn()
    if as_json:
        _say_json(frame, found, start, past)
    else:
        _say(frame, found, start)
    if past.index and not past.index.complete:
        frame.note("This clone is shallow: what was decided before it begins may lack.")
    return 0


@value
class _Start:
    """From when on things count: a day, and a commit where the words name one; "" for always."""

    words: str = ""
    day: str = ""
    commit: str = ""

    def known(self, past: Past) -> Callable[[str], bool] | None:
        """Return what tells which commits were there already, None where the day tells."""
        if not self.commit or past.index is None or not past.index.knows(self.commit):
            return None
        return past.index.reaches(self.commit)

    def __str__(self) -> str:
        """Return it as people read it."""
        return f"{self.words} ({self.day})" if self.commit else self.day


def _start(frame: Frame, since: str | None, past: Past) -> _Start:
    from git_decide.git import dates

    if since is None:
        return _Start()
    day = dates.day(past.repo, since)
    return _Start(since.strip(), day, dates.revision(past.repo, since))


def _say(frame: Frame, found: Ledger, start: _Start) -> None:
    from git_decide.output import scope
    from git_decide.output.terminal import safe

    since = f" since {safe(str(start))}" if start.day else ""
    if not found.changes:
        frame.note(f"Nothing was added to the scope{since}, and nothing was cut.")
        frame.note("Write it down: git decide new 'TITLE' --kind scope --cost '3 engineer-weeks'")
        return
    with frame.paged():
        frame.out(scope.text(found, frame.columns(), frame.paint(), frame.links()))
    if start.day:
        frame.note(f"Only what was decided{since}.")
    if len({cost.unit for cost in (*found.added, *found.cut)}) > 1:
        frame.note("Units are summed one by one: nobody knows your days in a week.")


def _say_json(frame: Frame, found: Ledger, start: _Start, past: Past) -> None:
    from git_decide.output.scope import document

    complete = past.index.complete if past.index else True
    told = {"since": start.day, "since-commit": start.commit} if start.day else {}
    told = {key: text for key, text in told.items() if text}
    frame.json(scope={**told, **document(found), "complete": complete})

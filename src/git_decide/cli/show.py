"""The verb ``show``: one record, and what is behind it."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb, at_option, json_option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.cli.selection import Selection
    from git_decide.queries.background import Background
    from git_decide.store import Stored


@click.command(
    cls=Verb,
    examples=(
        "git decide show 42",
        "git decide show 0042-use-webhooks --at v1.2",
        "git decide show 42 --json",
    ),
)
@click.argument("id", metavar="ID")
@click.option("--full", is_flag=True, help="All commits and files, however many there are.")
@at_option
@json_option
@click.pass_obj
def command(frame: Frame, id: str, full: bool, at: str | None, as_json: bool) -> int:  # noqa: A002
    """Show one record and the commits that follow it.

    ID is a record's file name without its ending, its number, a former id, or
    the beginning of its name. Which commit set its status, and by whom and how
    it was signed, is read from git; so is when it and those that it replaced, or that
    replaced it, were in force. The files are the tracked ones that it governs.
    """
    from git_decide.cli import behind
    from git_decide.cli.selection import Selection
    from git_decide.errors import Refused
    from git_decide.queries.background import background

    selection = Selection(frame, at)
    stored = selection.stored(selection.one(id))
    if stored.reading.record is None:
        raise Refused(
            f"{stored.name.path} cannot be read", f"git decide check {_typed(frame, stored)}"
        )
    past = behind.past(frame, selection)
    gist = next(gist for gist in selection.gists if gist.name == stored.name)
    found = background(past, selection.rules, selection.where, gist, stored.reading.record)
    if as_json:
        _say_json(frame, selection, stored, found, full)
    else:
        _say(frame, stored, found, full)
    return 0


def _say(frame: Frame, stored: Stored, found: Background, full: bool) -> None:
    from git_decide.output.record_page import page
    from git_decide.output.text import tally

    record = stored.reading.record
    assert record is not None
    with frame.paged():
        frame.out(page(record, found, frame.paint(), frame.links(), full=full))
        if stored.findings:
            frame.note(f"{tally(stored.findings)}: git decide check {_typed(frame, stored)}")


def _say_json(
    frame: Frame, selection: Selection, stored: Stored, found: Background, full: bool
) -> None:
    from git_decide import findings
    from git_decide.output.background_json import document

    gists = [gist for gist in selection.gists if gist.name == stored.name]
    frame.json(
        record=selection.documents(gists)[0],
        findings=[findings.document(finding) for finding in stored.findings],
        **document(found, full=full),
    )


def _typed(frame: Frame, stored: Stored) -> str:
    from git_decide.output.shell import word

    path = stored.name.path
    return word(path) if frame.repository.top is None else frame.typed(path)

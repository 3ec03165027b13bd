"""The verb ``list``: the records as a table, or as lines for scripts."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame, Usage
from git_decide.cli.options import Verb, at_option, json_option
from git_decide.cli.selection import selection_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from git_decide.cli.selection import Selection
    from git_decide.output.record_line import Meaning
    from git_decide.queries.checks.gist import Gist

_IDS = "%(id)"


@click.command(
    cls=Verb,
    examples=(
        "git decide list",
        "git decide list --status accepted --module payments",
        "git decide list --path src/charge.py --sort date",
        "git decide list --status problem --top 3",
        "git decide list --review-overdue --format '%(id) %(review-by) %(deciders)'",
        "git decide list --at v1.2 --json",
    ),
)
@selection_options
@click.option("--path", metavar="PATH", multiple=True, help="Only records that cover this path.")
@click.option("--review-overdue", is_flag=True, help="Only records whose review is overdue.")
@click.option(
    "--sort",
    type=click.Choice(["id", "date", "status"]),
    default="id",
    show_default=True,
    help="By id, newest first, or by status from problem to deprecated.",
)
@click.option("--reverse", is_flag=True, help="The other way round.")
@click.option(
    "--top", type=click.IntRange(1), metavar="N", help="Only the first N, in the order asked for."
)
@click.option("--ids", is_flag=True, help="Only the ids, one a line.")
@click.option("--format", "form", metavar="LINE", help="One LINE a record, as %(id) %(title).")
@at_option
@json_option
@click.pass_obj
def command(
    frame: Frame,
    /,
    path: tuple[str, ...],
    review_overdue: bool,
    sort: str,
    reverse: bool,
    top: int | None,
    ids: bool,
    form: str | None,
    at: str | None,
    as_json: bool,
    **wanted: Any,
) -> int:
    """List the records, log by log.

    What a record does not state is shown as - or (no title). A path is covered by a
    record of its module, by one with a pattern that matches it, and by what
    decisions.toml attaches; a folder by what covers a file in it. LINE takes the
    fields of a record, such as %(id), %(path), %(status), %(modules), and %09 or %00
    for signs. With --at, the logs are those of the decisions.toml at that revision,
    and where it had none yet, those of today.
    """
    from git_decide.cli.selection import Selection
    from git_decide.queries.selecting import ordered

    if as_json + ids + (form is not None) > 1:
        raise Usage("only one of --json, --ids and --format can be had")
    line = _line(_IDS if ids else form)
    selection = Selection(frame, at)
    chosen = selection.chosen(**wanted, paths=path, overdue=review_overdue)
    if not (chosen or as_json):
        selection.warn()
        frame.note(selection.nothing(**wanted))
        return 0
    found = ordered(chosen, sort, reverse)
    _say(frame, selection, found[:top], line, as_json, grouped=sort == "id")
    if top is not None and len(found) > top and not as_json:
        frame.note(f"{top} of {len(found)}.")
    return 0


def _line(form: str | None) -> Callable[[Gist, Meaning], str] | None:
    """Return what writes a record as a line, None where none is asked for."""
    from git_decide.output.record_line import compiled

    return None if form is None else compiled(form)


def _say(
    frame: Frame,
    selection: Selection,
    chosen: Sequence[Gist],
    line: Callable[[Gist, Meaning], str] | None,
    as_json: bool,
    *,
    grouped: bool,
) -> None:
    selection.warn()
    if as_json:
        frame.json(records=selection.documents(chosen))
    elif line is not None:
        with frame.paged():
            frame.out("\n".join(line(gist, selection.meant) for gist in chosen))
    else:
        from git_decide.output.record import list_text

        folders = dict(selection.rules.records.folders()) if grouped else {}
        with frame.paged():
            frame.out(list_text(chosen, folders, frame.columns(), frame.paint(), selection.linked))

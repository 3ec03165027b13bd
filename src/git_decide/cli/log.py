"""The verb ``log``: decisions over time, and the commits that carried them out."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb, at_option, json_option
from git_decide.cli.selection import selection_options
from git_decide.errors import CannotLook, named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from git_decide.cli.selection import Selection
    from git_decide.queries.past import Past
    from git_decide.queries.timeline import Timeline
    from git_decide.queries.timeline_target import Target


@click.command(
    cls=Verb,
    examples=(
        "git decide log",
        "git decide log src/charge.py",
        "git decide log payments --since v1.2",
        "git decide log v1.2..v1.3 --json",
        "git decide log 42 --full",
    ),
)
@click.argument("target", required=False)
@selection_options
@click.option(
    "-n", "--max-count", "most", metavar="N", type=click.IntRange(1), help="Only the newest N."
)
@click.option("--full", is_flag=True, help="All commits of each decision, not the newest five.")
@at_option
@json_option
@click.pass_obj
def command(
    frame: Frame,
    /,
    target: str | None,
    most: int | None,
    full: bool,
    at: str | None,
    as_json: bool,
    **wanted: Any,
) -> int:
    """Tell the decisions, newest first, with the commits that carried them out.

    TARGET is a file or a folder: decisions that cover it, or that commits to it follow;
    a module: the same; a record: with what it replaced and what replaced it; a commit or
    a range A..B: decisions that those commits follow or made. Where a word may mean several
    of these, the first one counts, unless module:, record: or commit: stands in front.
    """
    from git_decide.cli.behind import past
    from git_decide.cli.selection import Selection
    from git_decide.queries.timeline import timeline

    selection = Selection(frame, at or _far_end(frame, target))
    found_in = past(frame, selection)
    fitting = selection.wanted(**wanted)
    meant, remark = _meant(frame, selection, found_in, target)
    found = timeline(found_in, selection.rules, selection.where, fitting, meant, most or 0)
    selection.warn()
    if remark:
        frame.note(remark)
    if as_json:
        _say_json(frame, meant, found)
    elif found.entries:
        _say(frame, meant, found, full)
    elif target is None:
        frame.note(selection.nothing(**wanted))
    return _code(frame, found, target)


def _far_end(frame: Frame, target: str | None) -> str | None:
    """Return the end of a range that this place does not have: what it decides is there.

    None where the records of this place are those to look at.
    """
    from git_decide.git import revisions

    if target is None or ".." not in target or target.startswith("."):
        return None
    end = target.removeprefix("commit:").rpartition("..")[2]
    return end if end and revisions.beside(frame.repository, end) else None


def _meant(
    frame: Frame, selection: Selection, found_in: Past, target: str | None
) -> tuple[Target, str]:
    from git_decide.cli.reading import from_top
    from git_decide.queries import timeline_words
    from git_decide.queries.timeline_target import EVERYTHING

    if target is None:
        return EVERYTHING, ""

    def path(typed: str) -> str:
        return typed if frame.repository.top is None else from_top(frame, typed)

    return timeline_words.target(found_in, selection.rules, selection.where, target, path)


def _say(frame: Frame, meant: Target, found: Timeline, full: bool) -> None:
    from git_decide.output.timeline import text

    with frame.paged():
        frame.out(text(found, meant, frame.columns(), frame.paint(), frame.links(), full=full))


def _say_json(frame: Frame, meant: Target, found: Timeline) -> None:
    from git_decide.output.timeline_json import document

    frame.json(**document(found, meant))


def _code(frame: Frame, found: Timeline, target: str | None) -> int:
    """Return 1 where nothing has to do with the target; raise where that is not known."""
    if found.entries or target is None:
        return 0
    if not found.complete:
        raise CannotLook(
            f"nothing is known of {named(target)}: the history of this shallow clone ends early",
            "git fetch --unshallow",
        )
    said = "none of them fits" if found.concerned else "no decision has to do with it"
    frame.note(f"{named(target)}: {said}.")
    return 1

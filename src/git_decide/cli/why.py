"""The verb ``why``: the decision behind a line, a file, a folder, a module or a commit."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb, at_option, json_option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from git_decide.queries.why.model import Answer


@click.command(
    cls=Verb,
    examples=(
        "git decide why src/charge.py:42",
        "git decide why src/charge.py:/retries/ --at v1.2",
        "git decide why payments --full",
        "git decide why 4f2a9c1",
    ),
)
@click.argument("target", metavar="TARGET")
@at_option
@click.option("--full", is_flag=True, help="All evidence, and the records in full.")
@click.option("-n", "most", type=click.IntRange(1), metavar="N", help="At most so many decisions.")
@json_option
@click.pass_obj
def command(
    frame: Frame, target: str, at: str | None, full: bool, most: int | None, as_json: bool
) -> int:
    """Find the decision behind a line, and say how it is known.

    TARGET is FILE:LINE, FILE:FROM-TO, FILE:/REGEX/, a file, a folder, a fragile module or
    a commit. What is several of these is taken for the first one; module:NAME and
    commit:REV say which. Lines are followed through renames, moves and copies.
    Exits with 1 where nothing is known, and with 2 where a shallow clone cannot tell.
    """
    from git_decide.cli import reading
    from git_decide.cli.progress import Progress
    from git_decide.errors import CannotLook
    from git_decide.queries.why.answering import why

    where = reading.place(frame, at)
    rules = reading.rules(frame, where)
    with Progress("Reading the history", "commits") as told:
        answer = why(
            frame.repository,
            rules,
            where,
            target,
            from_top=_from_top(frame),
            today=frame.rules(frame.here) if at else None,
            full=full,
            progress=told,
            meanwhile=[lambda: _load(as_json), *([] if as_json else [_load_parser])],
        )
    for remark in answer.remarks:
        frame.note(_safe(remark))
    if not answer.decisions and not answer.complete:
        raise CannotLook(
            "this clone is shallow, and the history ends before the answer",
            "git fetch --unshallow",
        )
    _say(frame, answer, full, most or 0, as_json)
    return 0 if answer.decisions else 1


def _from_top(frame: Frame) -> Callable[[str], str]:
    from git_decide.cli import reading

    bare = frame.repository.top is None
    return (lambda path: path) if bare else (lambda path: reading.from_top(frame, path))


def _load(as_json: bool) -> None:
    """Load what the answer is told with."""
    if as_json:
        import git_decide.output.json
        import git_decide.output.why_json
    else:
        import git_decide.output.why_decision
        import git_decide.output.why_text  # noqa: F401


def _load_parser() -> None:
    from git_decide.records import plain_words

    plain_words.load()


def _safe(text: str) -> str:
    from git_decide.output.terminal import safe

    return safe(text)


def _say(frame: Frame, answer: Answer, full: bool, most: int, as_json: bool) -> None:
    if as_json:
        from git_decide.output.why_json import document

        frame.json(**document(answer, most))
        return
    from git_decide.output.why_decision import Manner
    from git_decide.output.why_text import text

    manner = Manner(full, frame.columns() or 80, most, frame.paint(), frame.links())
    with frame.paged():
        frame.out(text(answer, manner))
        if not answer.complete:
            frame.note("This clone is shallow: there may be more behind where its history ends.")

"""The verb ``show``: one record, and the commits behind it."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame, Verb, at_option, json_option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.queries.following import Trace
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
@at_option
@json_option
@click.pass_obj
def command(frame: Frame, id: str, at: str | None, as_json: bool) -> int:  # noqa: A002
    """Show one record and the commits that follow it.

    ID is a record's file name without .md, its number, a former id, or the
    beginning of its name.
    """
    from git_decide import store
    from git_decide.cli.reading import place
    from git_decide.errors import Refused
    from git_decide.queries.following import trace

    where = place(frame, at)
    rules = frame.rules(where)
    stored = store.find(frame.repository, rules, where, id)
    record = stored.reading.record
    if record is None:
        raise Refused(
            f"{stored.name.path} cannot be read", f"git decide check {_typed(frame, stored)}"
        )
    names = store.names(frame.repository, rules.records, where)
    behind = trace(frame.repository, stored, names, None if where == store.WORKTREE else where)
    if as_json:
        from git_decide import findings
        from git_decide.cli.reading import documents

        def log() -> Sequence[Stored]:
            return store.log(frame.repository, rules, where)

        frame.json(
            record=documents([record], names, log)[0],
            findings=[findings.document(finding) for finding in stored.findings],
            **_evidence(behind),
        )
        return 0
    from git_decide.output.record import page
    from git_decide.output.text import tally

    frame.out(page(record, behind, frame.paint()))
    if stored.findings:
        frame.note(f"{tally(stored.findings)}: git decide check {_typed(frame, stored)}")
    return 0


def _typed(frame: Frame, stored: Stored) -> str:
    from git_decide.output.shell import word

    path = stored.name.path
    return word(path) if frame.repository.top is None else frame.typed(path)


def _evidence(behind: Trace) -> dict[str, object]:
    every = [*behind.followers, *([behind.set_by] if behind.set_by else [])]
    documents = {
        commit.id: {
            "id": commit.id,
            "author": commit.author,
            "date": commit.date,
            "subject": commit.subject,
        }
        for commit in every
    }
    set_by = behind.set_by
    signed = {"signature": set_by.signature} if set_by else {}
    return {
        "status-set-by": {**documents[set_by.id], **signed} if set_by else None,
        "commits": [documents[commit.id] for commit in behind.followers],
        "complete": behind.complete,
    }

"""The verb ``show``: one record, and the commits behind it."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame, Verb, at_option, json_option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.search import Commit
    from git_decide.queries.following import Trace
    from git_decide.queries.relations import Other, Relations
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

    ID is a record's file name without its ending, its number, a former id, or
    the beginning of its name. Which commit set its status, and by whom and how
    it was signed, is read from git.
    """
    from git_decide import store
    from git_decide.cli import reading
    from git_decide.errors import Refused
    from git_decide.queries.following import trace
    from git_decide.queries.relations import relations

    where = reading.place(frame, at)
    rules = reading.rules(frame, where)
    log = store.log(frame.repository, rules, where)
    stored = store.chosen(log, id)
    record = stored.reading.record
    if record is None:
        raise Refused(
            f"{stored.name.path} cannot be read", f"git decide check {_typed(frame, stored)}"
        )
    names = [each.name for each in log]
    start = None if where == store.WORKTREE else where
    behind = trace(frame.repository, rules.records, stored, names, start)
    others = relations(stored, log)
    if as_json:
        from git_decide import findings

        frame.json(
            record=reading.documents([record], log)[0],
            links=_links(others),
            findings=[findings.document(finding) for finding in stored.findings],
            **_evidence(behind),
        )
        return 0
    from git_decide.output.record import page
    from git_decide.output.text import tally

    frame.out(page(record, others, behind, frame.paint()))
    if stored.findings:
        frame.note(f"{tally(stored.findings)}: git decide check {_typed(frame, stored)}")
    return 0


def _links(others: Relations) -> dict[str, list[dict[str, str]]]:
    kinds = {
        "supersedes": others.supersedes,
        "superseded-by": others.superseded_by,
        "in-force": others.in_force,
        "amends": others.amends,
        "amended-by": others.amended_by,
    }
    return {kind: [_end(other) for other in found] for kind, found in kinds.items()}


def _end(other: Other) -> dict[str, str]:
    stated = {"title": other.title, "status": other.status}
    return {"id": other.name.qualified, **{key: text for key, text in stated.items() if text}}


def _typed(frame: Frame, stored: Stored) -> str:
    from git_decide.output.shell import word

    path = stored.name.path
    return word(path) if frame.repository.top is None else frame.typed(path)


def _evidence(behind: Trace) -> dict[str, object]:
    return {
        "status-set-by": _commit(behind.set_by),
        "accepted-by": _commit(behind.accepted_by),
        "commits": [_commit(commit) for commit in behind.followers],
        "complete": behind.complete,
    }


def _commit(commit: Commit | None) -> dict[str, str] | None:
    if commit is None:
        return None
    signed = {"signature": commit.signature} if commit.signature else {}
    return {
        "id": commit.id,
        "author": commit.author,
        "date": commit.date,
        "subject": commit.subject,
        **signed,
    }

"""The verb ``list``: the records as a table."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame, Verb, at_option, json_option
from git_decide.records.lifecycle import STATUSES
from git_decide.records.model import KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.records.model import Record
    from git_decide.store import Stored


@click.command(
    cls=Verb,
    examples=(
        "git decide list",
        "git decide list --status accepted --module payments",
        "git decide list --at v1.2 --json",
    ),
)
@click.option(
    "--status",
    multiple=True,
    type=click.Choice(STATUSES),
    help="Only this status; repeat for several.",
)
@click.option(
    "--kind", multiple=True, type=click.Choice(KINDS), help="Only this kind; repeat for several."
)
@click.option("--module", multiple=True, help="Only records of this fragile module.")
@click.option("--tag", multiple=True, help="Only records with this tag.")
@at_option
@json_option
@click.pass_obj
def command(frame: Frame, /, at: str | None, as_json: bool, **wanted: tuple[str, ...]) -> int:
    """List the records, log by log.

    What a record does not state is shown as - or (no title). With --at, the
    logs are those of the decisions.toml at that revision, and where it had
    none yet, those of today.
    """
    from git_decide import store
    from git_decide.cli import reading

    where = reading.place(frame, at)
    rules = reading.rules(frame, where)
    found = store.log(frame.repository, rules, where)
    chosen = [record for record in _records(found) if _fits(record, **wanted)]
    _warn(frame, found)
    if as_json:
        frame.json(records=reading.documents(chosen, found))
        return 0
    from git_decide.output.record import list_text

    if chosen:
        folders = dict(rules.records.folders())
        frame.out(list_text(chosen, folders, frame.columns(), frame.paint()))
    else:
        frame.note(_nothing(found))
    return 0


def _records(found: Sequence[Stored]) -> list[Record]:
    return [stored.reading.record for stored in found if stored.reading.record]


def _fits(
    record: Record,
    status: Sequence[str],
    kind: Sequence[str],
    module: Sequence[str],
    tag: Sequence[str],
) -> bool:
    return (
        (not status or record.status in status)
        and (not kind or record.kind in kind)
        and (not module or bool(set(module) & set(record.modules)))
        and (not tag or bool(set(tag) & set(record.tags)))
    )


def _warn(frame: Frame, found: Sequence[Stored]) -> None:
    from git_decide.findings import errors
    from git_decide.output.text import count

    broken = sum(bool(errors(stored.findings)) for stored in found)
    if broken:
        frame.note(f"{count(broken, 'record has', 'records have')} errors: git decide check")


def _nothing(found: Sequence[Stored]) -> str:
    if found:
        return "No record fits. All of them: git decide list"
    return "No records yet. Write the first one: git decide new 'TITLE'"

"""The verb ``list``: the records as a table."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame, Verb, at_option, json_option
from git_decide.records.lifecycle import STATUSES
from git_decide.records.model import KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.findings import Finding
    from git_decide.policy.model import Rules
    from git_decide.queries.checks.gist import Gist
    from git_decide.records.model import Record


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
    if as_json:
        found = store.log(frame.repository, rules, where)
        records = [s.reading.record for s in found if s.reading.record]
        chosen = [each for each in records if _fits(each, each.modules, **wanted)]
        _warn(frame, [stored.findings for stored in found])
        frame.json(records=reading.documents(chosen, found))
        return 0
    _say(frame, rules, where, wanted)
    return 0


def _say(frame: Frame, rules: Rules, where: str, wanted: Mapping[str, Sequence[str]]) -> None:
    """Write the table, from what is remembered of records that are as they were."""
    from git_decide import store
    from git_decide.output.record import list_text
    from git_decide.queries.checks.reading import RecordReader

    store.prove(store.words(frame.repository, rules, where))
    entries = store.listed(frame.repository, rules.records, where)
    found = RecordReader(frame.repository, rules, where).gists(entries)
    chosen = [
        each
        for each in found
        if each.readable and _fits(each, [named.written for named in each.modules], **wanted)
    ]
    _warn(frame, [gist.findings for gist in found])
    if chosen:
        folders = dict(rules.records.folders())
        frame.out(list_text(chosen, folders, frame.columns(), frame.paint()))
    else:
        frame.note(_nothing(found))


def _fits(
    record: Record | Gist,
    modules: Sequence[str],
    status: Sequence[str],
    kind: Sequence[str],
    module: Sequence[str],
    tag: Sequence[str],
) -> bool:
    return (
        (not status or record.status in status)
        and (not kind or record.kind in kind)
        and (not module or bool(set(module) & set(modules)))
        and (not tag or bool(set(tag) & set(record.tags)))
    )


def _warn(frame: Frame, found: Sequence[Sequence[Finding]]) -> None:
    from git_decide.findings import errors
    from git_decide.output.text import count

    broken = sum(bool(errors(findings)) for findings in found)
    if broken:
        frame.note(f"{count(broken, 'record has', 'records have')} errors: git decide check")


def _nothing(found: Sequence[Gist]) -> str:
    if found:
        return "No record fits. All of them: git decide list"
    return "No records yet. Write the first one: git decide new 'TITLE'"

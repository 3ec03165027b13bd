"""Says what came of a new record, and remembers it for the next one that is like it."""

from __future__ import annotations

from git_decide import memo, store
from git_decide.cli.steps import Outlook, next_lines
from git_decide.output.alike import shape
from git_decide.output.terminal import safe
from git_decide.records.digest import name_of, page_of
from git_decide.records.model import BUILT_IN
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from git_decide.cli.frame import Frame
    from git_decide.git.repository import Repository
    from git_decide.output.new_record import NewRecord
    from git_decide.policy.model import Rules
    from git_decide.records.digest import Name
    from git_decide.records.model import Record

_PLACE = ("beginnings", "own")
_MOST = 50  # kinds of records; what is written by hand is of a handful


@value
class Verdict:
    """What is known of a new record: whether it says all that its status needs, and what is next.

    The text of one that has a verdict is read back as it was given.
    """

    complete: bool
    outlook: Outlook


def recall(repo: Repository, rules: Rules, record: NewRecord) -> Verdict | None:
    """Return the verdict on a record like this one, None where it has to be looked at."""
    made = _shape(rules, record)
    known = _known(repo, rules).get(made) if made else None
    return Verdict(known[0], Outlook(*known[1:])) if known else None


def keep(repo: Repository, rules: Rules, record: NewRecord, verdict: Verdict) -> None:
    """Remember the verdict on a record, where there can be others like it."""
    made = _shape(rules, record)
    if made and not verdict.outlook.hint:
        known = list(_known(repo, rules).items())[1 - _MOST :]
        outlook = verdict.outlook
        found = (verdict.complete, outlook.told, outlook.flags, outlook.side)
        memo.keep(repo.common_dir, *_PLACE, _key(rules), {**dict(known), made: found})


def say(frame: Frame, rules: Rules, path: str) -> Outlook:
    """Say what came of a record, what it lacks to be accepted, and what to type next."""
    from git_decide.cli.advice import outlook

    stored = store.find(frame.worktree, rules, store.WORKTREE, path)
    found = outlook(frame.worktree, rules, stored)
    record = stored.reading.record
    status = (record.status or "") if record else ""
    _say(frame, rules, stored.name, status if record else "unreadable", record)
    _note(frame, next_lines(stored.name, status, found))
    return found


def say_known(
    frame: Frame, rules: Rules, log: str, path: str, record: NewRecord, known: Verdict
) -> None:
    """Say the same of a record that has a verdict, without reading its file."""
    folder = dict(rules.records.folders())[log]
    name = name_of(path, log, folder) or page_of(path, log, folder)
    assert name is not None  # or else it would not have been written there
    _say(frame, rules, name, record.status, record)
    _note(frame, next_lines(name, record.status, known.outlook))


def _say(
    frame: Frame, rules: Rules, name: Name, status: str, record: Record | NewRecord | None
) -> None:
    said = safe(status or "without a status")
    frame.note(f"Wrote {safe(name.qualified)} ({said}), staged.")
    for module in record.modules if record else ():
        if module not in rules.modules:
            frame.note(
                f"No path is flagged as {safe(module)} yet: "
                f"git decide fragile add {safe(module)} 'PATTERN' --why '…'"
            )
    if record and any(rules.module(each).decided_by for each in record.modules):
        from git_decide.cli.demanded import unspoken

        _note(frame, unspoken(frame, rules, record, name.path))


def _note(frame: Frame, lines: Iterable[str]) -> None:
    for line in lines:
        frame.note(line)


def _shape(rules: Rules, record: NewRecord) -> tuple[Any, ...] | None:
    """Return what a verdict depends on; a schema of the team may look at every word."""
    if rules.records.template != BUILT_IN[0] or rules.records.schema:
        return None
    return shape(record)


def _known(repo: Repository, rules: Rules) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    return memo.recall(repo.common_dir, *_PLACE, _key(rules)) or {}


def _key(rules: Rules) -> tuple[Any, ...]:
    return (memo.code(), *store.words_of(rules).key())

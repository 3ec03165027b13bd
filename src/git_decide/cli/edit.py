"""The verb ``edit``: changes a record, in the editor or with flags."""

from __future__ import annotations

import os
from typing import Any

import click

from git_decide.cli.fields import field_options
from git_decide.cli.frame import Frame, Usage
from git_decide.cli.options import Verb

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.errors import Refused
    from git_decide.policy.model import Rules
    from git_decide.store import Stored

KEPT = "REFUSED_EDIT"


@click.command(
    cls=Verb,
    examples=(
        "git decide edit 42",
        "git decide edit 42 --tag integration --review-by 2027-01-31",
        "git decide edit 42 --alternative 'A queue: needs a broker'",
    ),
)
@click.argument("id", metavar="ID")
@field_options
@click.pass_obj
def command(frame: Frame, /, id: str, **fields: Any) -> int:  # noqa: A002
    """Edit a record: in the editor, or with flags.

    Flags add to lists and set everything else, and no other line changes. What an
    accepted record covers or claims (modules, paths, deciders, kind, date) was
    agreed on and stays: a record that amends it says more. What was written is
    staged.
    """
    from git_decide.cli.clock import today
    from git_decide.cli.moving import carry_out, found
    from git_decide.queries.moving import EDIT, Asked

    if any(fields.values()):
        return carry_out(frame, id, fields, Asked(EDIT), today(frame))
    if not frame.interactive():
        raise Usage(
            "the editor needs a terminal", "Say with flags what to change: git decide edit --help"
        )
    rules = frame.rules()
    return _in_editor(frame, rules, _editable(frame, rules, id) or found(frame, rules, id))


def _editable(frame: Frame, rules: Rules, written: str) -> Stored | None:
    """Return a record that cannot be read, but edited; None for any other."""
    from git_decide import store
    from git_decide.cli.reading import id_of

    stored = store.find(frame.worktree, rules, store.WORKTREE, id_of(frame, written))
    path = os.path.join(frame.top, stored.name.path)
    return stored if os.path.isfile(path) and not os.path.islink(path) else None


def _in_editor(frame: Frame, rules: Rules, stored: Stored) -> int:
    from git_decide import store
    from git_decide.cli.editor import open_editor
    from git_decide.cli.staging import other_edits, stage_written
    from git_decide.output.terminal import safe

    path = stored.name.path
    before = store.content_at(frame.worktree, store.WORKTREE, path) or b""
    edited = other_edits(frame, [path])
    open_editor(frame, path)
    after = store.content_at(frame.worktree, store.WORKTREE, path) or b""
    if after == before:
        frame.note("Nothing changed.")
        return 0
    now = store.examined(after, stored.name, store.words(frame.worktree, rules, store.WORKTREE))
    _refuse(frame, rules, stored, now, before, after)
    frame.out(safe(frame.seen(path)))
    unstaged = stage_written(frame, [path], edited)
    frame.note(f"Edited {safe(stored.name.qualified)}{'' if unstaged else ', staged'}.")
    _say_rewritten(frame, stored, now)
    _say_next(frame, rules, now)
    return 0


def _say_rewritten(frame: Frame, stored: Stored, now: Stored) -> None:
    from git_decide.cli.moving import rewritten as told
    from git_decide.queries.moving import rewritten

    before, after = stored.reading.record, now.reading.record
    if before and after and (parts := rewritten(before, after)):
        frame.note(told(stored.name, parts))


def _say_next(frame: Frame, rules: Rules, now: Stored) -> None:
    from git_decide.cli.advice import command as typed
    from git_decide.cli.advice import next_step
    from git_decide.cli.lacking import place
    from git_decide.findings import errors
    from git_decide.output.terminal import safe
    from git_decide.records.checks import UNREADABLE

    record, wrong = now.reading.record, errors(now.findings)
    unreadable = record is None or any(each.code in UNREADABLE for each in wrong)
    if unreadable or (record and record.status not in ("problem", "proposed")):
        for finding in wrong:
            frame.note(f"  {place(finding)}{safe(finding.message)}")
    if unreadable:
        frame.note(f"Next: {safe(typed('edit', now.name))}")
        return
    for line in next_step(frame.worktree, rules, now):
        frame.note(line)


def _refuse(
    frame: Frame, rules: Rules, stored: Stored, now: Stored, before: bytes, after: bytes
) -> None:
    """Put a record that was decided back where it claims something else, and keep the text."""
    from git_decide.cli.advice import refusal
    from git_decide.errors import Refused
    from git_decide.files import write_whole
    from git_decide.queries.saving import save

    refused = _refused(rules, stored, now)
    if not refused:
        return
    kept = os.path.join(frame.worktree.scratch, KEPT)
    os.makedirs(os.path.dirname(kept), exist_ok=True)
    write_whole(kept, after)
    save(frame.top, {stored.name.path: before})
    told = refusal(frame, refused, stored.name, rules)
    raise Refused(
        told.message,
        f"{told.hint}\nThe record is as it was; what you wrote is in {os.path.relpath(kept)}",
    )


def _refused(rules: Rules, stored: Stored, now: Stored) -> Refused | None:
    from git_decide.queries.moving import EDIT, Frozen, NotAllowed, widened
    from git_decide.records import lifecycle

    old, new = stored.reading.record, now.reading.record
    if not old or not new or old.status not in lifecycle.DECIDED:
        return None
    if new.status in lifecycle.STATUSES and new.status != old.status:
        allowed = lifecycle.may(old.status, new.status)
        return None if allowed else NotAllowed(stored.name, old, EDIT)
    keys = widened(rules, stored, new)
    return Frozen(stored.name, old, keys) if keys else None

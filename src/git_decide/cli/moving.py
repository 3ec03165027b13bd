"""Carries out the verbs that move a record: finds it, asks what changes, writes, tells."""

from __future__ import annotations

import click

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from git_decide.cli.frame import Frame
    from git_decide.policy.model import Rules
    from git_decide.queries.moving import Asked, Moved
    from git_decide.records.digest import Name
    from git_decide.store import Stored


def carry_out(frame: Frame, id: str, fields: dict[str, Any], asked: Asked, day: str) -> int:  # noqa: A002
    """Move the record that `id` means, write what changes, stage it and say what comes next.

    `fields` are those of `field_options`. `day` (YYYY-MM-DD) is today.
    """
    from git_decide.cli.staging import save_and_stage

    rules = frame.rules()
    stored = found(frame, rules, id)
    done = moved(frame, rules, stored, fields, asked, day)
    unstaged = save_and_stage(frame, dict(done.contents))
    tell(frame, rules, done, asked, unstaged)
    return 0


def found(frame: Frame, rules: Rules, written: str) -> Stored:
    """Return the record that an id or its file means; raises `Refused` for an unreadable one."""
    from git_decide import store
    from git_decide.cli.lacking import readable
    from git_decide.cli.reading import id_of

    meant = id_of(frame, written)
    return readable(frame, store.find(frame.worktree, rules, store.WORKTREE, meant))


def moved(
    frame: Frame, rules: Rules, stored: Stored, fields: dict[str, Any], asked: Asked, day: str
) -> Moved:
    """Return what a verb changes; raises `Refused` that says what to type instead."""
    from git_decide.cli.advice import refusal
    from git_decide.cli.fields import checked, given, linked
    from git_decide.errors import Refused
    from git_decide.queries.moving import move

    wanted = linked(frame, rules, checked(given(fields)), stored.name.log)
    try:
        return move(frame.worktree, rules, stored, wanted, asked, day)
    except Refused as refused:
        raise refusal(frame, refused, stored.name, rules, _typed()) from None


def tell(
    frame: Frame, rules: Rules, done: Moved, asked: Asked, unstaged: tuple[str, ...] = ()
) -> None:
    """Print what was written, and say what became of the record and what comes next."""
    from git_decide import store
    from git_decide.cli.advice import next_step
    from git_decide.cli.demanded import unspoken
    from git_decide.output.terminal import safe

    for path, _ in done.contents:
        frame.out(safe(frame.seen(path)))
    staged = "" if unstaged else ", staged"
    frame.note(f"{safe(_sentence(done, asked))}{staged}.")
    for other in done.superseded:
        frame.note(f"It supersedes {safe(other.qualified)}.")
    if done.rewritten:
        frame.note(rewritten(done.name, done.rewritten))
    written = dict(done.contents)[done.name.path]
    spoken = store.words(frame.worktree, rules, store.WORKTREE)
    now = store.examined(written, done.name, spoken)
    if now.reading.record:
        for line in unspoken(frame, rules, now.reading.record, done.name.path):
            frame.note(line)
    for line in next_step(frame.worktree, rules, now):
        frame.note(line)


def rewritten(name: Name, parts: Sequence[str]) -> str:
    """Return what is told of an accepted record whose words are others now."""
    from git_decide.output import shell
    from git_decide.output.terminal import safe

    amend = shell.line(["git", "decide", "new", "TITLE", "--amends", name.qualified])
    return (
        f"These are not the words that were accepted ({', '.join(parts)}). "
        f"A new record says what is new: {safe(amend)}"
    )


def _sentence(done: Moved, asked: Asked) -> str:
    name, record = done.name.qualified, done.record
    if asked.verb == "contest" and record.status == done.before:
        return f"Noted what one side says; {name} stays {record.status} until the other wrote too"
    said = {
        "propose": f"Proposed {name}",
        "accept": f"Accepted {name}, decided on {record.date}",
        "reject": f"Rejected {name}, decided on {record.date}",
        "contest": f"Contested {name}: both perspectives are written",
        "resolve": f"Resolved {name}, which is proposed again",
        "escalate": f"Escalated {name} to {record.escalated_to}",
        "deprecate": f"Deprecated {name}",
        "reopen": f"Reopened {name}, which is proposed again",
        "outcome": f"Noted the outcome of {name}",
        "edit": f"Edited {name}",
    }
    by = asked.by.name.qualified if asked.by else ""
    return f"Superseded {name} by {by}" if by else said[asked.verb]


def _typed() -> str:
    """Return the options of the command that is being carried out, as they would be typed."""
    from git_decide.output import shell

    context = click.get_current_context()
    words: list[str] = []
    for option in context.command.params:
        source = context.get_parameter_source(option.name or "")
        if isinstance(option, click.Option) and source is click.core.ParameterSource.COMMANDLINE:
            words += _words(option, context.params.get(option.name or ""))
    return shell.line(words)


def _words(option: click.Option, value: object) -> list[str]:
    flag = option.opts[-1]
    if option.is_flag:
        return [flag] if value == option.flag_value else []
    values = value if isinstance(value, tuple) else (value,) if value is not None else ()
    return [word for each in values for word in (flag, str(each))]

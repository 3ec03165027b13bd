"""The verb ``accept``: a proposed record becomes a decision."""

from __future__ import annotations

from typing import Any

import click

from git_decide.cli.fields import field_options
from git_decide.cli.frame import Frame, Verb

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.queries.accepting import Acceptance
    from git_decide.records.digest import Name


@click.command(
    cls=Verb,
    examples=(
        "git decide accept 42",
        "git decide accept 42 --decider 'Ada (PM)' --decider 'Linus (tech lead)'",
        "git decide accept 42 --trade-offs 'We run a receiver, and never meet the rate limit.'",
    ),
)
@click.argument("id", metavar="ID")
@field_options
@click.pass_obj
def command(frame: Frame, /, id: str, **fields: Any) -> int:  # noqa: A002
    """Accept a proposed record, filling in what it lacks.

    Flags add to lists and set everything else. Nothing is written unless the
    record is then valid as accepted. Its date becomes today, the day of the
    decision, unless --date says another. Records that it supersedes become
    superseded. What was written is staged.
    """
    from datetime import date

    from git_decide import store
    from git_decide.cli.fields import checked, given, linked
    from git_decide.cli.lacking import readable, refusal
    from git_decide.cli.staging import save_and_stage
    from git_decide.queries.accepting import Incomplete, accept

    rules = frame.rules()
    stored = readable(frame, store.find(frame.worktree, rules, store.WORKTREE, id))
    wanted = linked(frame, rules, checked(given(fields)), stored.name.log)
    try:
        done = accept(frame.worktree, rules, stored, wanted, date.today().isoformat())
    except Incomplete as incomplete:
        raise refusal(frame, incomplete, stored.name, rules.roles) from None
    unstaged = save_and_stage(frame, dict(done.contents))
    _say(frame, stored.name, done, unstaged)
    return 0


def _say(frame: Frame, name: Name, done: Acceptance, unstaged: tuple[str, ...]) -> None:
    from git_decide.output.shell import line
    from git_decide.output.terminal import safe

    for path, _ in done.contents:
        frame.out(safe(frame.seen(path)))
    staged = "" if unstaged else ", staged"
    frame.note(f"Accepted {safe(name.qualified)}, decided on {done.record.date}{staged}.")
    for other in done.superseded:
        frame.note(f"It supersedes {safe(other.qualified)}.")
    frame.note(f"Next: {line(['git', 'commit', '--trailer', f'Decision: {name.qualified}'])}")

"""The verb ``relink``: unpublished commits follow another decision."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame, Usage
from git_decide.cli.options import Verb
from git_decide.errors import named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from git_decide.queries.relinking import Plan


@click.command(
    cls=Verb,
    examples=(
        "git decide relink origin/main.. 42=50",
        "git decide relink main..feature 42=50 0007-poll=0051-webhooks",
        "git decide relink origin/main.. 42=50 --dry-run",
    ),
)
@click.argument("range_", metavar="RANGE")
@click.argument("pairs", metavar="OLD=NEW...", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.pass_obj
def command(frame: Frame, range_: str, pairs: tuple[str, ...], dry_run: bool) -> int:
    """Make unpublished commits follow another decision.

    In every message of RANGE (BASE..BRANCH) a link to OLD becomes one to NEW. These
    commits and those on top of them are made anew, with the same files, authors,
    dates and merges; the branch moves, notes follow, the work tree and the index stay.
    Commits that a remote or a protected branch has are left alone: link those by a
    note (git decide link).
    """
    from git_decide.git import ranges
    from git_decide.queries import relinking

    wanted = [_pair(each) for each in pairs]
    repo = frame.worktree
    made = relinking.plan(repo, ranges.resolve(repo, range_), wanted)
    ids = {} if dry_run else relinking.carry_out(repo, made)
    _tell(frame, made, ids)
    return 0


def _pair(written: str) -> tuple[str, str]:
    former, equals, new = written.partition("=")
    if not (former.strip() and equals and new.strip()):
        raise Usage(
            f"{named(written)} does not say what becomes of what",
            "git decide relink origin/main.. 42=50",
        )
    return former.strip(), new.strip()


def _tell(frame: Frame, made: Plan, ids: Mapping[str, str]) -> None:
    from git_decide.output.terminal import safe
    from git_decide.output.text import count

    lines = []
    for each in made.commits:
        new = f" -> {ids[each.id][:10]}" if ids else ""
        star = "*" if each.id in made.messages else " "
        lines.append(f"{star} {each.id[:10]}{new} {safe(each.subject)}")
    frame.out("\n".join(lines))
    for link, status in made.links:
        if status != "accepted":
            frame.note(f"warning: {safe(link)} is {safe(status) or 'without a status'}")
    told = f"{count(len(made.messages), 'message')} (*)"
    if not ids:
        frame.note(f"Would change {told} and make {count(len(made.commits), 'commit')} anew.")
        return
    frame.note(f"Changed {told}; {count(len(ids), 'commit is new', 'commits are new')}.")
    if made.signed:
        frame.note(
            f"{count(made.signed, 'signature is', 'signatures are')} gone with the old commits: "
            f"git rebase --force-rebase --gpg-sign {made.commits[0].parents[0][:10]}"
            if made.commits[0].parents
            else "The signatures are gone with the old commits."
        )
    frame.note(f"Undo: {_undo(made)}")


def _undo(made: Plan) -> str:
    from git_decide.output import shell

    return shell.line(["git", "update-ref", "--no-deref", made.ref, made.tip])

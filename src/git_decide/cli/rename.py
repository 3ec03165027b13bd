"""The verb ``rename``: a record gets another title, and its file another name."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame, Usage
from git_decide.cli.options import Verb
from git_decide.errors import Refused


@click.command(
    cls=Verb,
    examples=(
        "git decide rename 42 'Use webhooks for the partner API'",
        "git decide rename 42 'Use webhooks' --dry-run",
    ),
)
@click.argument("id", metavar="ID")
@click.argument("title", nargs=-1, required=True, metavar="TITLE")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.pass_obj
def command(frame: Frame, id: str, title: tuple[str, ...], dry_run: bool) -> int:  # noqa: A002
    """Give a record another title, and keep its old id as an alias.

    Its heading and the name of its file change, its number stays. The old id becomes an
    alias, so that commits which name it go on meaning this record. Whatever else names
    the record is mended: links and fields of other records, decisions.toml, links in
    tracked documents, `Decision: ID` in comments of tracked code. What was written is
    staged.
    """
    from git_decide.cli import relocation
    from git_decide.cli.moving import found
    from git_decide.output.terminal import safe
    from git_decide.queries.names.renaming import rename
    from git_decide.records.edit.headline import written_title

    wanted = " ".join(title)
    try:
        written_title(wanted)
    except Refused as refused:
        raise Usage(refused.message, refused.hint) from None
    rules = frame.rules()
    made = rename(frame.worktree, rules, found(frame, rules, id), wanted)
    change = made.change
    if (change.old, change.old_title) == (change.new, change.new_title):
        frame.note(f"{safe(change.old.qualified)} is called that already.")
        return 0
    stood = None if dry_run else relocation.write(frame, made)
    relocation.tell(frame, made, "Rename", dry_run)
    if stood:
        relocation.stage(frame, stood)
    return 0

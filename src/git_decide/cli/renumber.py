"""The verb ``renumber``: a record whose number another one has gets a free one."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb
from git_decide.errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.policy.model import Rules
    from git_decide.queries.names.relocating import Standing
    from git_decide.queries.names.renaming import Renaming
    from git_decide.store import Stored


@click.command(
    cls=Verb,
    examples=(
        "git decide renumber 0042-cap-retries",
        "git decide renumber 0042-cap-retries --to 57",
        "git decide renumber 0042-cap-retries --dry-run",
    ),
)
@click.argument("id", metavar="ID")
@click.option(
    "--to", type=click.IntRange(0, 999_999_999), metavar="N", help="This number, if free."
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.pass_obj
def command(frame: Frame, id: str, to: int | None, dry_run: bool) -> int:  # noqa: A002
    """Give a record another number, such as one that collides with another's.

    It is the next one free in the work tree, the index and every local and
    remote-tracking branch. The record's file or folder moves, its heading changes, the
    old id becomes an alias, so that commits which name it go on meaning this record.
    Whatever else names the record is mended: links and fields of other records,
    decisions.toml, links in tracked documents, `Decision: ID` in comments of tracked
    code. What could mean another record, too, is left and told. What was written is
    staged.
    """
    from git_decide.cli import relocation
    from git_decide.cli.moving import found

    rules = frame.rules()
    made, stood = _carry_out(frame, rules, found(frame, rules, id), to, dry_run)
    relocation.tell(frame, made, "Renumber", dry_run)
    if stood:
        relocation.stage(frame, stood)
    return 0


def _carry_out(
    frame: Frame, rules: Rules, stored: Stored, to: int | None, dry: bool
) -> tuple[Renaming, Standing | None]:
    """Take a number, and unless `dry` move the record and write what names it."""
    from git_decide.cli import relocation
    from git_decide.queries.names import numbering
    from git_decide.queries.names.claims import Claims
    from git_decide.queries.names.renaming import renumber, renumbering

    name, repo = stored.name, frame.worktree
    renumbering(name, 0)  # refuses a record without a number before one is taken
    if to is not None and to == name.number and not name.letter:
        raise Refused(f"{name.qualified} has the number {to} already")
    claims = Claims(repo, name.log)
    taken = set(numbering.taken_numbers(repo, rules.records, name.log))
    if dry:
        held = taken | claims.standing()
        number = max(held, default=0) + 1 if to is None else to
        _free(name.qualified, number, held)
        return renumber(repo, rules, stored, number), None
    done: list[tuple[Renaming, Standing]] = []

    def path_of(number: int) -> str:
        return renumbering(name, number).new.path

    def write(number: int) -> bool:
        made = renumber(repo, rules, stored, number)
        done.append((made, relocation.write(frame, made)))
        return True

    if not claims.take(taken, path_of, write, to):
        _free(name.qualified, to or 0, {to or 0})
    return done[0]


def _free(called: str, number: int, held: set[int]) -> None:
    if number in held:
        raise Refused(
            f"the number {number} is taken: in the work tree, on a branch, or by a former id",
            f"Take the next free one: git decide renumber {called}",
        )

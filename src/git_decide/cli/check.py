"""The verb ``check``: what is wrong with records, configuration, flags and references."""

from __future__ import annotations

import os

import click

from git_decide.cli.frame import Frame, Usage, Verb, json_option, strict_option
from git_decide.errors import UNUSABLE, named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.findings import Finding


@click.command(
    cls=Verb,
    examples=(
        "git decide check",
        "git decide check docs/decisions/0042-use-webhooks.md",
        "git decide check --staged --strict",
        "git decide check --format json",
    ),
)
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("--staged", is_flag=True, help="Judge what is staged, not the files as they are.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to say it.",
    show_default=True,
)
@json_option
@strict_option
@click.pass_obj
def command(
    frame: Frame, paths: tuple[str, ...], staged: bool, form: str, as_json: bool, strict: bool
) -> int:
    """Validate records, configuration, flags and references.

    Only what is found in PATHS, where any are given. Exit 1 if there are errors,
    2 if decisions.toml or the team's own schema cannot be used.
    """
    from git_decide import findings
    from git_decide.cli.reading import place
    from git_decide.queries.checking import check

    where = place(frame, None, staged)
    checked = check(frame.repository, where, _paths(frame, paths, where))
    found = checked.findings
    if as_json or form == "json":
        frame.json(findings=[findings.document(finding) for finding in found])
    else:
        _say(frame, found, staged)
    if checked.broken:
        return UNUSABLE
    return int(bool(found if strict else findings.errors(found)))


def _paths(frame: Frame, paths: Sequence[str], where: str) -> tuple[str, ...]:
    """Return the paths from the top; () stands for all."""
    from git_decide.cli.reading import from_top
    from git_decide.store import INDEX, WORKTREE

    if paths and where not in (INDEX, WORKTREE):
        return tuple(path.strip("/") for path in paths)
    for path in paths:
        if where == WORKTREE and not os.path.lexists(path):
            raise Usage(
                f"there is no file {named(path)}", "Paths are relative to the current folder."
            )
    made = tuple(from_top(frame, path) for path in paths)
    return () if "." in made else made


def _say(frame: Frame, found: Sequence[Finding], staged: bool) -> None:
    from git_decide.output.text import findings_text, tally

    if found:
        frame.out(findings_text(found, frame.paint()))
        frame.note(tally(found))
    else:
        frame.note(f"Nothing to mend{' in what is staged' if staged else ''}.")

"""The verb ``coverage``: which share of the changes to fragile modules names a decision."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame, Usage
from git_decide.cli.options import Verb, json_option
from git_decide.errors import Refused, UserError, named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.queries.coverage import Coverage


@click.command(
    cls=Verb,
    examples=(
        "git decide coverage",
        "git decide coverage payments --since '1 year ago'",
        "git decide coverage --svg docs/coverage.svg",
    ),
)
@click.argument("modules", nargs=-1, metavar="[MODULE]...")
@click.option("--since", metavar="DATE", help="Only commits not older: a day, '1 year ago', v1.2.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "svg"]),
    default="text",
    help="How to say it.",
    show_default=True,
)
@click.option("--svg", "picture", metavar="FILE", help="Write the chart to FILE as well.")
@json_option
@click.pass_obj
def command(
    frame: Frame,
    modules: tuple[str, ...],
    since: str | None,
    form: str,
    picture: str | None,
    as_json: bool,
) -> int:
    """Count the commits to fragile modules that name a decision, by month.

    Of each module, or only of those given. A commit is linked by a trailer or by a
    note that means some record. What is fragile is what HEAD says; merges do not
    count, nor what [policy] since makes history.
    """
    from git_decide.git.dates import moment
    from git_decide.queries.coverage import coverage

    if picture == "-":
        raise Usage("--svg takes a file", "On standard output: git decide coverage --format svg")
    earliest = moment(frame.repository, since) if since is not None else 0
    found = _chosen(coverage(frame.repository, earliest, modules), modules)
    if picture is not None:
        _draw(frame, found, picture)
    _say(frame, found, "json" if as_json else form)
    return 0


def _chosen(found: Coverage, modules: Sequence[str]) -> Coverage:
    """Return what was found; raise `Refused` for a module that there is none of."""
    known = {each.module for each in found.modules}
    for module in modules:
        if module not in known:
            raise Refused(
                f"there is no fragile module {named(module)}",
                "git decide fragile list   shows them all",
            )
    return found


def _draw(frame: Frame, found: Coverage, path: str) -> None:
    from git_decide.files import write_whole
    from git_decide.output.coverage_svg import svg
    from git_decide.output.terminal import safe

    try:
        write_whole(path, svg(found).encode())
    except OSError as error:
        raise UserError(f"cannot write {named(path)}: {error.strerror}") from None
    frame.note(f"Drew {safe(path)}.")


def _say(frame: Frame, found: Coverage, form: str) -> None:
    from git_decide.output import coverage as words

    if form == "json":
        frame.json(coverage=words.document(found))
    elif form == "svg":
        from git_decide.output.coverage_svg import svg

        frame.document(svg(found).rstrip("\n"))
    else:
        _tell(frame, found)


def _tell(frame: Frame, found: Coverage) -> None:
    from git_decide.output import coverage as words

    if found.modules:
        with frame.paged():
            frame.out(words.text(found, frame.paint()))
    total = found.all.total
    if not found.modules:
        frame.note("HEAD flags nothing as fragile: git decide fragile add MODULE 'PATTERN'")
    elif not total.commits:
        frame.note("No commit has changed a fragile module in this time.")
    elif total.linked < total.commits:
        frame.note("Link what is already published: git decide link COMMIT ID --push")

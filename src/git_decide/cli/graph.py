"""The verb ``graph``: how the records lead to one another, as a picture."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame, Usage
from git_decide.cli.options import Verb, at_option, json_option
from git_decide.cli.selection import selection_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from git_decide.queries.graph import Graph


@click.command(
    cls=Verb,
    examples=(
        "git decide graph --format svg --output decisions.svg",
        "git decide graph 42 --depth 2",
        "git decide graph --module payments --format dot | dot -Tpdf > payments.pdf",
    ),
)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option(
    "--depth",
    type=click.IntRange(min=0),
    default=None,
    help="How many links away from the given records, 1 unless told.",
)
@selection_options
@click.option("--linked", is_flag=True, help="Only records that are linked with another one.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["mermaid", "dot", "json", "svg"]),
    help="How to draw it, as mermaid unless told.",
)
@click.option("--output", "-o", metavar="FILE", help="Write to FILE, - is standard output.")
@at_option
@json_option
@click.pass_obj
def command(
    frame: Frame,
    /,
    ids: tuple[str, ...],
    depth: int | None,
    linked: bool,
    form: str | None,
    output: str | None,
    at: str | None,
    as_json: bool,
    **wanted: Any,
) -> int:
    """Draw the records, and which supersedes, amends or relates to which.

    All of them, or those around the records given. A picture of Mermaid is drawn by
    forges where it stands in Markdown, one of DOT by Graphviz. The older record is at
    the left, and each has the colour of its status.
    """
    from git_decide.cli.selection import Selection
    from git_decide.queries import graph as links

    if depth is not None and not ids:
        raise Usage("--depth counts from a record", "git decide graph ID --depth 2")
    if as_json and form not in (None, "json"):
        raise Usage(f"only one of --json and --format {form} can be had")
    selection = Selection(frame, at)
    whole = links.graph(selection.gists)
    names = {gist.name for gist in selection.chosen(**wanted)}
    if ids:
        starts = [selection.one(each) for each in ids]
        names &= links.around(whole, starts, 1 if depth is None else depth)
    found = links.chosen(whole, names)
    if linked:
        found = links.chosen(found, links.linked(found))
    selection.warn()
    if not found.nodes:
        frame.note(selection.nothing(**wanted))
    _write(frame, found, "json" if as_json else form or "mermaid", output)
    return 0


def _write(frame: Frame, found: Graph, form: str, output: str | None) -> None:
    from git_decide.files import write_whole
    from git_decide.output.terminal import safe

    text = _drawn(frame, found, form)
    if output in (None, "-"):
        frame.document(text)
        return
    from git_decide.errors import UserError, named

    try:
        write_whole(output, text.encode("utf-8", "backslashreplace") + b"\n")
    except OSError as error:
        raise UserError(f"cannot write {named(output)}: {error.strerror}") from None
    frame.note(f"Drew {safe(output)}.")


def _drawn(frame: Frame, found: Graph, form: str) -> str:
    if form == "json":
        from git_decide.output.graph_json import document
        from git_decide.output.json import answer

        return answer(graph=document(found))
    if form == "svg":
        from git_decide.output.graph_svg import svg

        return svg(found)
    if form == "dot":
        from git_decide.output.graph_dot import dot

        return dot(found)
    from git_decide.output.graph_mermaid import mermaid, too_large

    text = mermaid(found)
    if too_large(found, text):
        frame.note(
            "This is more than Mermaid draws by default: narrow it (git decide graph ID, "
            "--module, --linked), or take --format svg"
        )
    return text

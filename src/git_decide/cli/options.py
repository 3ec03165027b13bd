"""The options that every verb shares, and the help that every verb has."""

from __future__ import annotations

import os

import click

from git_decide.cli.frame import Frame, Usage
from git_decide.errors import named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from git_decide.output.terminal import When


def shared_options(shown: bool = False) -> list[click.Parameter]:
    """Return the options that stand before and after every verb.

    Those that say how a terminal is used are in the help of the whole only.
    """
    return [
        click.Option(
            ["-C", "folders"],
            metavar="DIR",
            multiple=True,
            expose_value=False,
            is_eager=True,
            callback=_enter,
            help="Run as if started in DIR, like git.",
        ),
        click.Option(
            ["--color"],
            type=click.Choice(["auto", "always", "never"]),
            expose_value=False,
            is_eager=True,
            callback=_colour,
            help="Colours: on a terminal (auto, unless NO_COLOR is set), always, never.",
        ),
        click.Option(
            ["--hyperlinks"],
            type=click.Choice(["auto", "always", "never"]),
            expose_value=False,
            is_eager=True,
            hidden=not shown,
            callback=_hyperlinks,
            help="Links to files and commits: on a terminal known to have them (auto), "
            "always, never.",
        ),
        click.Option(
            ["--no-pager"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            hidden=not shown,
            callback=_no_pager,
            help="Show long answers without git's pager.",
        ),
    ]


class _Examples:
    """Ends the help of a command with examples that can be pasted."""

    examples: Sequence[str] = ()

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples as they are, without wrapping them."""
        if self.examples:
            formatter.write_paragraph()
            formatter.write_heading("Examples" if len(self.examples) > 1 else "Example")
            for example in self.examples:
                for line in example.splitlines():
                    formatter.write(f"  {line}\n")


class Verb(_Examples, click.Command):
    """A command with the shared options and with examples in its help."""

    def __init__(self, *args: Any, examples: Sequence[str], **kwargs: Any) -> None:
        kwargs.setdefault("context_settings", HELP)
        super().__init__(*args, **kwargs)
        self.examples = examples
        self.params += shared_options()


class Verbs(_Examples, click.Group):
    """A command that has commands, such as ``fragile add``."""

    whole = False  # not one verb of many, but all of them

    def __init__(self, *args: Any, examples: Sequence[str], **kwargs: Any) -> None:
        kwargs.setdefault("context_settings", HELP)
        super().__init__(*args, **kwargs)
        self.examples = examples
        self.params += shared_options(self.whole)


HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def json_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")(function)


def strict_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--strict``."""
    return click.option("--strict", is_flag=True, help="Exit 1 for warnings too.")(function)


def at_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--at REV``."""
    return click.option("--at", metavar="REV", help="What a commit, tag or branch says.")(function)


def _enter(ctx: click.Context, _: click.Parameter, folders: tuple[str, ...]) -> None:
    for folder in folders:
        if not folder or ctx.resilient_parsing:
            continue
        try:
            os.chdir(folder)
        except OSError as error:
            raise Usage(f"cannot change to {named(folder)}: {error.strerror}") from None


def _colour(ctx: click.Context, _: click.Parameter, when: When | None) -> None:
    if when is not None and isinstance(ctx.obj, Frame):
        ctx.obj.colour = when


def _hyperlinks(ctx: click.Context, _: click.Parameter, when: When | None) -> None:
    if when is not None and isinstance(ctx.obj, Frame):
        ctx.obj.hyperlinks = when


def _no_pager(ctx: click.Context, _: click.Parameter, without: bool) -> None:
    if without and isinstance(ctx.obj, Frame):
        ctx.obj.paging = False

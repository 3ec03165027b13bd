"""The options of the verbs that look at a range: which one, and the text that stands beside it."""

from __future__ import annotations

import sys

import click

from git_decide.cli.frame import Frame, Usage
from git_decide.errors import UserError, named
from git_decide.policy.links import is_bare

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from git_decide.git.ranges import Range

LARGEST = 4 << 20  # bytes; a forge takes 64 KiB
_STDIN = "-"


def range_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--range A..B``, ``--base REV`` and ``--message FILE``."""
    options = (
        click.option(
            "--range",
            "written",
            metavar="A..B",
            help="Look at the commits that B has and A has not.",
        ),
        click.option(
            "--base", metavar="REV", help="The same for HEAD: what it has and REV has not."
        ),
        click.option(
            "--message",
            metavar="FILE",
            help="Text whose links count too: a pull request's title and body. - is stdin.",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def chosen(frame: Frame, written: str | None, base: str | None) -> Range | None:
    """Return the range that the options ask for, None where they ask for none.

    Raises `Usage` for both at once, and what `git.ranges` raises.
    """
    from git_decide.git import ranges

    if written is not None and base is not None:
        raise Usage("--range and --base say the same in two ways", "Give one of them.")
    if written is not None:
        return ranges.resolve(frame.repository, written)
    return None if base is None else ranges.since_base(frame.repository, base)


def text_beside(path: str | None) -> str:
    """Return the text in a file, or from standard input for ``-``; "" where none is given.

    Its first line is the title, as in a commit's message, unless there are links only.
    Bytes that are no UTF-8 survive as lone surrogates. Raises `UserError` for what cannot
    be read.
    """
    if path is None:
        return ""
    try:
        content = _content(path)
    except OSError as error:
        raise UserError(f"the message {named(path)} cannot be read: {error.strerror}") from None
    if len(content) > LARGEST:
        raise UserError(f"the message {named(path)} is larger than {LARGEST >> 20} MiB")
    text = content.decode("utf-8-sig", "surrogateescape").replace("\r\n", "\n")
    return f"(no title)\n\n{text}" if is_bare(text.split("\n")) else text


def _content(path: str) -> bytes:
    if path == _STDIN:
        return sys.stdin.buffer.read(LARGEST + 1)
    with open(path, "rb") as stream:
        return stream.read(LARGEST + 1)

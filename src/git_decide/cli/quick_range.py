"""Judges a range before anything is loaded that parses command lines."""

from __future__ import annotations

import os

from git_decide.errors import UserError
from git_decide.git.repository import open_ahead, plain_repository

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_PLAIN = frozenset(("--json", "--each-commit", "--strict"))
_RANGES = ("--range", "--base")


def begin_range(written: str, *, base: bool = False) -> None:
    """Let git begin with what judges a range; whatever is wrong with it the command says.

    `written` is a range, or with `base` the base of one that ends at HEAD.
    """
    from git_decide.git import graph, notes, ranges, run

    run.forget()  # what an earlier command of this process began may not be so any more
    open_ahead(os.getcwd(), os.environ)
    plain = plain_repository(os.getcwd(), os.environ)
    if plain:
        repo = ranges.as_stored(plain)
        begin, resolve = (
            (ranges.begin_since, ranges.since_base) if base else (ranges.begin, ranges.resolve)
        )
        try:
            with run.Kept():
                start, tip = begin(repo, written)
                graph.within_ahead(repo, tip, start)
                notes.verdict_refs_ahead(repo)
                from git_decide.queries.ranges import walking  # loaded while git looks

                wanted = resolve(repo, written)
            walking.begin(repo, wanted)
            walking.begin_commits(repo, wanted)
            if graph.within_under_way(repo, tip, start):
                import git_decide.output.range_text  # noqa: F401 - loaded while git looks
        except UserError:
            return


def judged_at_once(words: Sequence[str]) -> int | None:
    """Check the range that the words behind ``check`` ask for, and return the exit code.

    None leaves it to the command itself, where they ask for more than a range in some form.
    """
    from git_decide.output.formats import FORMATS

    asked = _read(words)
    if asked is None or asked["--format"] not in FORMATS:
        return None
    from git_decide.cli.frame import Frame
    from git_decide.cli.range_check import check_range
    from git_decide.cli.unswept import Unswept
    from git_decide.git import ranges

    with Unswept():
        frame = Frame(os.environ)
        repo = frame.repository
        base, written = asked["--base"], asked["--range"]
        wanted = ranges.since_base(repo, base) if base else ranges.resolve(repo, written)
        form = "json" if "--json" in words else asked["--format"]
        return check_range(frame, wanted, "", "--each-commit" in words, form, "--strict" in words)


def _read(words: Sequence[str]) -> dict[str, str] | None:
    """Return the options that have a value, None unless the words are plain and say one range."""
    found: dict[str, str] = {}
    left = iter(words)
    for word in left:
        if word in _PLAIN:
            continue
        value = next(left, "")
        if word not in (*_RANGES, "--format") or word in found or value[:1] in ("", "-"):
            return None
        found[word] = value
    if sum(option in found for option in _RANGES) != 1:
        return None
    return {"--base": "", "--range": "", "--format": "text", **found}

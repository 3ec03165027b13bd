"""The verb ``search``: records by words, the most telling ones first."""

from __future__ import annotations

import click

from git_decide.cli.frame import Frame
from git_decide.cli.options import Verb, at_option, json_option
from git_decide.cli.selection import selection_options
from git_decide.queries.search import MOST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from git_decide.queries.index import Index
    from git_decide.queries.indexing.shelf import Shelf
    from git_decide.queries.search import Found

_BARRED = "\0"  # stands for the hyphen in front of a word: no argument can hold it
_OPTIONS = ("-C", "-h", "-n")


class _Search(Verb):
    """Takes ``-word`` for a word that records must not have, not for options by letters."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        return super().parse_args(ctx, [*map(_kept, args[:end]), *args[end:]])


def _kept(word: str) -> str:
    is_option = word.startswith("--") or word in _OPTIONS or word[2:].isdigit()
    return word if not word.startswith("-") or is_option else f"{_BARRED}{word[1:]}"


@click.command(
    cls=_Search,
    examples=(
        "git decide search webhook polling",
        "git decide search '\"rate limit\"' -broker 'retr*'",
        "git decide search queue --status accepted --module payments --since '1 year ago'",
        "git decide search vat --at v1.2 --json",
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@selection_options
@click.option(
    "-n",
    "--max-count",
    "most",
    metavar="N",
    type=click.IntRange(0),
    default=MOST,
    show_default=True,
    help="At most N records; 0 for all.",
)
@at_option
@json_option
@click.pass_obj
def command(
    frame: Frame,
    /,
    words: tuple[str, ...],
    most: int,
    at: str | None,
    as_json: bool,
    **stated: Any,
) -> int:
    """Find records by words, the most telling ones first.

    All words must be in a record, in any of their forms: retry finds retries. Words in
    quotes stand next to each other, -WORD must not be there, WORD* is how a word begins.
    What nothing fits is looked for in parts of words, then word by word. Of equal ones,
    decisions in force come first, then the newest.
    """
    from git_decide.cli.selection import wanted_by
    from git_decide.output.search_text import remarks
    from git_decide.queries.index import again, open_texts
    from git_decide.queries.search import Search
    from git_decide.queries.searching.words import parse

    query = parse([word.replace(_BARRED, "-", 1) for word in words])
    wanted = wanted_by(frame.repository, **stated) if any(stated.values()) else None
    index = open_texts(frame.repository)

    def find() -> tuple[Found, str]:
        shelf, where = _shelf(frame, index, at)
        return Search(index, shelf, wanted, most).find(query), where

    found, where = again(find)
    for line in (*remarks(found), *_strange(frame, found, at, stated)):
        frame.note(line)
    if as_json:
        from git_decide.output.search_json import document

        frame.json(**document(found))
    elif found.hits:
        _say(frame, found, where)
    return 0 if found.hits else 1


def _strange(frame: Frame, found: Found, at: str | None, stated: dict[str, Any]) -> list[str]:
    """Return which options no record could fit, where nothing was found."""
    if found.hits or not found.size or not any(stated.values()):
        return []
    from git_decide.cli.selection import Selection

    return [*filter(None, [Selection(frame, at).strange(**stated)])]


def _shelf(frame: Frame, index: Index, at: str | None) -> tuple[Shelf, str]:
    """Return what of the index is to be searched, brought up to date, and whence that is."""
    from git_decide.listing import WORKTREE
    from git_decide.queries.indexing import shelf

    repo = frame.repository
    state = shelf.standing(repo) if at is None and repo.top is not None else ""
    known = shelf.known(index, repo, WORKTREE, state) if state else None
    if known:
        return known, WORKTREE
    from git_decide.cli import reading
    from git_decide.queries.indexing import shelves

    where = reading.place(frame, at)
    return shelves.shelved(index, repo, reading.rules(frame, where), where), where


def _say(frame: Frame, found: Found, where: str) -> None:
    from git_decide.listing import WORKTREE
    from git_decide.output.search_text import more, text

    at = "" if where == WORKTREE else where

    def linked(path: str, called: str) -> str:
        return frame.links().record(path, called, at)

    with frame.paged():
        frame.out(text(found.hits, frame.columns(), frame.paint(), linked))
    if told := more(found):
        frame.note(told)

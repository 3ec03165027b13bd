"""Does what can be done before anything is loaded that parses command lines."""

from __future__ import annotations

import os
import sys

from git_decide.errors import UserError
from git_decide.git.repository import hook_repository, open_ahead, plain_repository

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from git_decide.git.repository import Repository
    from git_decide.queries.search import Found

NOTHING = "Nothing to mend."
NOTHING_STAGED = "Nothing to mend in what is staged."


def nothing_to_mend(staged: bool) -> bool:
    """Say so and return True where the last check found nothing and nothing changed since.

    False leaves it to the command itself to look, and to say what is wrong.
    """
    from git_decide.queries.checks.answers import INDEX, WORKTREE, recall

    try:
        repo = hook_repository(os.getcwd(), os.environ)
        known = recall(repo, INDEX if staged else WORKTREE) if repo.top else None
    except UserError:
        return False
    if not known or known[0]:
        return False
    print(NOTHING_STAGED if staged else NOTHING, file=sys.stderr, flush=True)
    return True


def found_at_once(words: Sequence[str]) -> int | None:
    """Answer a search for a script, where nothing but words is given and no record changed.

    ``--json`` may stand among them. None leaves it to the command itself, with git set to
    work: where anything else is asked for, or for a terminal.
    """
    import gc

    from git_decide.queries.checks import answers

    gc.disable()  # what is loaded and made here stays until the end, a few milliseconds away
    repo = plain_repository(os.getcwd(), os.environ)
    shelf = answers.presumed(repo, answers.SHELF) if repo else None
    shown = sys.stdout.isatty() or not _PLAIN.isdisjoint(os.environ)
    plain = [word for word in words if word != "--json"]
    as_json = len(plain) < len(words)
    asked = plain and (as_json or not shown)
    if repo and shelf and asked and not any(word.startswith("-") for word in plain):
        found = _found(repo, plain, *shelf)
        if found:
            _say(found, as_json)
            return 0 if found.hits else 1
    gc.enable()
    open_ahead(os.getcwd(), os.environ)
    return None


_PLAIN = frozenset(
    ("GIT_PAGER_IN_USE", "FORCE_HYPERLINK")
)  # what makes a pipe stand for a terminal


def _found(
    repo: Repository, words: Sequence[str], state: str, stands: Callable[[], bool]
) -> Found | None:
    """Return what a search finds, None where it has to look at the records first.

    It is made while git looks whether the shelf stands as it was.
    """
    from git_decide.queries.checks.answers import WORKTREE
    from git_decide.queries.index import IndexRenewed, open_texts
    from git_decide.queries.indexing import shelf
    from git_decide.queries.search import MOST, Search
    from git_decide.queries.searching.words import parse

    try:
        index = open_texts(repo)
        known = shelf.known(index, repo, WORKTREE, state)
        found = Search(index, known, None, MOST).find(parse(words)) if known else None
    except (UserError, IndexRenewed):
        found = None
    return found if stands() else None


def _say(found: Found, as_json: bool) -> None:
    from git_decide.output import search_text

    for line in search_text.remarks(found):
        print(line, file=sys.stderr, flush=True)
    if as_json:
        from git_decide.cli.streams import Streams
        from git_decide.output.json import answer
        from git_decide.output.search_json import document

        Streams(os.environ).result(answer(**document(found)).encode())
    elif found.hits:
        print(search_text.text(found.hits), flush=True)
        if told := search_text.more(found):
            print(told, file=sys.stderr, flush=True)


def begin_new() -> None:
    """Let git begin with what ``git decide new`` will ask first, in the folder that it runs in."""
    from git_decide.git import branches
    from git_decide.queries.names import claims

    open_ahead(os.getcwd(), os.environ)
    repo = plain_repository(os.getcwd(), os.environ)
    if repo:
        claims.look_ahead(repo)
        branches.ahead(repo)


def begin_why(words: list[str]) -> None:
    """Let git begin to blame the lines of a file, where they are those of the work tree."""
    targets = [word for word in words if not word.startswith("-")]
    if len(targets) != 1 or any(word.startswith("--at") for word in words):
        return
    path, _, span = targets[0].rpartition(":")
    first, dash, last = span.partition("-")
    plain = first.isdecimal() and (last if dash else first).isdecimal() and int(first) > 0
    repo = plain_repository(os.getcwd(), os.environ)
    if not plain or repo is None or not os.path.isfile(path) or os.path.islink(path):
        return
    from git_decide.git import blame

    numbers = sorted((int(first), int(last or first)))
    blame.ahead(repo, blame.Wanted(os.path.normpath(path), "", *numbers))
    open_ahead(os.getcwd(), os.environ)
    from git_decide.git import indexed_history

    indexed_history.tips_ahead(repo)

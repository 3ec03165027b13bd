"""Does what can be done before anything is loaded that parses command lines."""

from __future__ import annotations

import os
import sys

from git_decide.errors import UserError
from git_decide.git.repository import hook_repository, open_ahead, plain_repository

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


def begin_range(written: str, *, base: bool = False) -> None:
    """Let git begin with the commits of a range; whatever is wrong with it the command says.

    `written` is a range, or with `base` the base of one that ends at HEAD.
    """
    from git_decide.git import history, notes, ranges

    open_ahead(os.getcwd(), os.environ)
    plain = plain_repository(os.getcwd(), os.environ)
    if plain:
        repo = ranges.as_stored(plain)
        try:
            begin = ranges.begin_since if base else ranges.begin
            start, tip = begin(repo, written)
            history.ahead(repo, tip, [start], notes.verdict_refs(repo))
        except UserError:
            return


def begin_new() -> None:
    """Let git begin with what ``git decide new`` will ask first, in the folder that it runs in."""
    from git_decide.git import branches
    from git_decide.queries.names import claims

    open_ahead(os.getcwd(), os.environ)
    repo = plain_repository(os.getcwd(), os.environ)
    if repo:
        claims.look_ahead(repo)
        branches.ahead(repo)

"""Answers ``git decide check`` without loading what parses command lines, where it can."""

from __future__ import annotations

import os
import sys

from git_decide.errors import UserError
from git_decide.git.repository import hook_repository
from git_decide.queries.checks.answers import INDEX, WORKTREE, recall

NOTHING = "Nothing to mend."
NOTHING_STAGED = "Nothing to mend in what is staged."


def nothing_to_mend(staged: bool) -> bool:
    """Say so and return True where the last check found nothing and nothing changed since.

    False leaves it to the command itself to look, and to say what is wrong.
    """
    try:
        repo = hook_repository(os.getcwd(), os.environ)
        known = recall(repo, INDEX if staged else WORKTREE) if repo.top else None
    except UserError:
        return False
    if not known or known[0]:
        return False
    print(NOTHING_STAGED if staged else NOTHING, file=sys.stderr, flush=True)
    return True

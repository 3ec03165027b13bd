"""Remembers which commits may be debts, so that only those that are new are looked at."""

from __future__ import annotations

from git_decide import memo
from git_decide.git import indexed_history, revisions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from git_decide.git.repository import Repository

_KIND, _NAME = "debts", "signs"


def remembered(repo: Repository, tip: str, look: Callable[[str], frozenset[str]]) -> frozenset[str]:
    """Return what `look` finds behind `tip`, and maybe more that is not behind it.

    `look` is told the commit that was looked at last, behind which it must look no more, ""
    for none. What it says of a commit must hold for ever. Three processes at most.
    """
    key = (memo.code(), indexed_history.tips(repo).bends)
    last, known = _recalled(repo, key)
    if last and revisions.is_behind(repo, tip, last):
        return known
    follows = last and revisions.is_behind(repo, last, tip)
    found = known | look(last) if follows else look("")
    memo.keep(repo.common_dir, _KIND, _NAME, key, (tip, tuple(sorted(found))))
    return found


def _recalled(repo: Repository, key: tuple[Any, ...]) -> tuple[str, frozenset[str]]:
    """Return the tip that was looked at last, "" for none, and what was found behind it."""
    last, found = memo.recall(repo.common_dir, _KIND, _NAME, key) or ("", ())
    return last, frozenset(found)

"""Judges staged records ahead, so that the commit that links them finds the verdict remembered."""

from __future__ import annotations

from git_decide import store
from git_decide.errors import ConfigurationBroken
from git_decide.git import state
from git_decide.queries.rules import judging_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from git_decide.git.repository import Repository


def warm(repo: Repository, paths: Collection[str]) -> None:
    """Remember what rules look at in the staged records at `paths`.

    The same rules and the same own schema as a hook will take: those of HEAD.
    """
    head = state.head(repo)
    rules = judging_rules(repo, head)
    try:
        spoken = store.words(repo, rules, head or store.INDEX)
        entries = store.listed(repo, rules.records, store.INDEX)
        store.digests(repo, [e for e in entries if e.name.path in paths], spoken)
    except ConfigurationBroken:
        return  # the hook will tell

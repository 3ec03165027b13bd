"""What a commit that is being made does to fragile modules."""

from __future__ import annotations

from git_decide.git import attributes, changes, state
from git_decide.policy.model import ChangedPath, Rewritten
from git_decide.policy.touching import touches
from git_decide.queries.modules import governs, modules
from git_decide.queries.rules import judging_rules
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules, Touch


@value
class Staged:
    """The index against a parent: the change, the rules of the parent, the modules touched.

    `parent` is None on an unborn branch, which has no rules. `merged` are the
    other parents of a merge being made.
    """

    parent: str | None
    merged: tuple[str, ...]
    change: tuple[ChangedPath, ...]
    rules: Rules
    touches: tuple[Touch, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """The touched paths, each once."""
        return tuple(dict.fromkeys(touch.path for touch in self.touches))


def staged(
    repo: Repository, parent: str | None, author: str = "", merged: Sequence[str] | None = None
) -> Staged:
    """Return what the index changes against `parent`, "NAME <ADDRESS>" being the author.

    `merged` are the further parents; None stands for those of the merge that is
    being made, if one is. Of a merge only what differs from git's own counts.
    """
    if merged is None:
        merged = state.merge_heads(repo) if parent else ()
    merged = tuple(merged)
    entries = _entries(repo, parent, merged)
    authors = frozenset([author] if author else [])
    change = tuple(ChangedPath(**entry.__dict__, authors=authors) for entry in entries)
    if parent is None or not change:
        return Staged(parent, merged, change, judging_rules(repo, parent), ())
    rules = judging_rules(repo, parent)
    rewritten, after = _rewritten(repo, parent, merged, change, rules)
    flags = _flags(repo, parent, merged, change)
    return Staged(parent, merged, change, rules, touches(change, flags, rewritten, rules, after))


def _entries(
    repo: Repository, parent: str | None, merged: Sequence[str]
) -> tuple[changes.Entry, ...]:
    if parent is None or not merged:
        return changes.staged(repo, parent)
    made = changes.commit_object(repo, [parent, *merged])
    return changes.merge_difference(repo, made)


def _flags(
    repo: Repository, parent: str, merged: Sequence[str], change: Sequence[ChangedPath]
) -> Mapping[str, str]:
    """Return the module of each changed path under the parent's attributes.

    Where no attributes file changed, the index answers for the parent: that is
    one process less on the way of an ordinary commit.
    """
    paths = [entry.path for entry in change]
    if merged or any(attributes.is_attribute_file(path) for path in paths):
        return modules(attributes.of_tree(repo, parent, paths))
    return modules(attributes.of_index(repo, paths))


def _rewritten(
    repo: Repository,
    parent: str,
    merged: Sequence[str],
    change: Sequence[ChangedPath],
    rules: Rules,
) -> tuple[Rewritten, tuple[Rules, ...]]:
    """Return what the change does to flags and rules; nothing is read where it changes neither."""
    if not any(governs(entry.path) for entry in change):
        return Rewritten(), (rules,)
    from git_decide.queries import rewriting

    return rewriting.rewritten(repo, rewriting.Sides(parent, merged), change, rules)

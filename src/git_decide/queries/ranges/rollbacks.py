"""Finds what the commits of a range take back."""

from __future__ import annotations

from git_decide.git import reverts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from git_decide.git.history import Commit
    from git_decide.git.repository import Repository
    from git_decide.git.reverts import Undone
    from git_decide.policy.links import Message
    from git_decide.policy.model import ChangedPath
    from git_decide.queries.ranges.walking import Walk


class Rollbacks:
    """What the commits of one walk take back, looked up for all of them at once.

    `forks` are commits that the range starts from: what they descend from may be taken
    back. `read` returns what a commit says.
    """

    def __init__(
        self,
        repo: Repository,
        walk: Walk,
        forks: Sequence[str],
        read: Callable[[Commit], Message],
    ) -> None:
        self._repo = repo
        self._walk = walk
        self._forks = forks
        self._read = read
        self._undone: dict[str, tuple[Undone, ...]] | None = None
        self._older: set[str] = set()

    def of(self, commit: Commit) -> tuple[Undone, ...]:
        """Return the commits that one takes back, as far as it gives something back."""
        if self._undone is None:
            self._undone = self._all()
        return self._undone.get(commit.id, ())

    def is_older(self, name: str) -> bool:
        """Return whether a commit that is taken back was there before the range."""
        return name in self._older

    def _all(self) -> dict[str, tuple[Undone, ...]]:
        """Return what the commits take back, by their id. Four processes for all."""
        changes = self._walk.changes
        commits = [commit for commit in self._walk.commits if changes[commit.id]]
        words = {c.id: self._read(c).reverts[: reverts.MOST] for c in commits}
        named = reverts.named(self._repo, list(dict.fromkeys(w for e in words.values() for w in e)))
        paths = sorted({entry.path for each in changes.values() for entry in each})
        once = {commit.id: commit for commit in named.values()}
        undone = {each.id: each for each in reverts.undone(self._repo, tuple(once.values()), paths)}
        # To tell whether a commit lies behind another one may take git longer than all else.
        giving = {
            name: [c.id for w in each if (c := named.get(w)) and gives(undone[c.id], changes[name])]
            for name, each in words.items()
        }
        asked = tuple(once[name] for each in giving.values() for name in each)
        self._older = {
            each.id for fork in self._forks for each in reverts.inside(self._repo, fork, asked)
        }
        behind = ancestry(self._walk.commits, set(undone))
        return {
            name: tuple(undone[i] for i in dict.fromkeys(each) if self._may(i, behind[name]))
            for name, each in giving.items()
        }

    def _may(self, name: str, behind: frozenset[str]) -> bool:
        return name in self._older or name in behind


def gives(undone: Undone, change: Iterable[ChangedPath]) -> bool:
    """Return whether anything of a change is as it was before a commit that is taken back."""
    return any((e.new_mode, e.new_blob) in undone.before(e.path) for e in change)


def ancestry(commits: Sequence[Commit], wanted: set[str]) -> dict[str, frozenset[str]]:
    """Return, for each commit, those of the `wanted` ones that it descends from.

    `commits` are parents first; only what lies among them is known.
    """
    found: dict[str, frozenset[str]] = {}
    for commit in commits:
        behind: frozenset[str] = frozenset()
        for parent in commit.parents:
            more = found.get(parent, frozenset())
            if parent in wanted and parent in found:
                more |= {parent}
            behind = behind | more if behind != more else behind
        found[commit.id] = behind
    return found

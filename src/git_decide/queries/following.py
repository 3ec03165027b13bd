"""Finds the commits that follow records: those that link them, be it by a trailer or a note."""

from __future__ import annotations

from git_decide.records.ids import parted
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.index import Index, IndexedLink, Linked
    from git_decide.queries.names.references import Catalogue
    from git_decide.records.digest import Name

# What the line of a link holds, whatever stands around it, for `git log --grep`.
LINK_LINE = "Decision"


@value
class Follower:
    """A commit that links a record, and the links by which it does so."""

    commit: Linked
    links: tuple[IndexedLink, ...]

    @property
    def author(self) -> str:
        """The author's name, without the address."""
        return self.commit.author.rpartition(" <")[0] or self.commit.author


class Followers:
    """Tells which commits behind a tip follow which records.

    `gists` are all records that may be meant, `known` returns what finds them by what they are
    called; `reaches` tells whether a commit is behind the tip.
    """

    def __init__(
        self,
        index: Index,
        gists: Sequence[Gist],
        known: Callable[[], Catalogue],
        reaches: Callable[[str], bool],
    ) -> None:
        self._index = index
        self._known = known
        self._reaches = reaches
        self._gists = gists
        self._ids = {gist.name.qualified for gist in gists}
        self._loose: dict[str, Name] | None = None

    def of(self, gists: Sequence[Gist]) -> dict[Name, tuple[Follower, ...]]:
        """Return the commits that follow each of some records, newest first.

        A link means what it meant in the tree of its commit, under whatever id the record
        goes by now; where it meant nothing there, it means what it would mean now.
        """
        meaning = self._meaning(gists)
        commits = self._index.following(meaning)
        return _by_record(filter(self._behind_tip, commits), meaning)

    def among(self, commits: Iterable[str]) -> dict[Name, tuple[Follower, ...]]:
        """Return, of all records, those that these commits follow, with the commits."""
        linked = self._index.linked(commits).values()
        chosen = sorted(filter(self._behind_tip, linked), key=lambda each: -each.committed)
        return _by_record(chosen, self._meaning(self._gists))

    def _behind_tip(self, commit: Linked) -> bool:
        return self._reaches(commit.id)

    def _meaning(self, gists: Sequence[Gist]) -> dict[str, Name]:
        """Return which of some records is meant by what may stand in the index."""
        found: dict[str, Name] = {}
        names = {gist.name for gist in gists}
        for gist in gists:
            for former in _former(gist):
                if former not in self._ids:
                    found[former] = gist.name
        for written, name in self._unresolved().items():
            if name in names:
                found.setdefault(written, name)
        found.update((gist.name.qualified, gist.name) for gist in gists)
        return found

    def _unresolved(self) -> dict[str, Name]:
        """Return what the links that meant nothing at their commit mean now."""
        if self._loose is None:
            loose = self._index.unresolved()
            meant = ((text, self._meant_now(text)) for text in loose)
            self._loose = {text: names[0] for text, names in meant if len(names) == 1}
        return self._loose

    def _meant_now(self, written: str) -> tuple[Name, ...]:
        """Return what a link means now; a path from before the log was moved means its stem."""
        return self._known().linked(written) or self._known().linked(parted(written)[1])


def _former(gist: Gist) -> Iterable[str]:
    """Yield the former ids of a record as the index may have them: with the log in front."""
    for alias in gist.aliases:
        yield alias
        if gist.name.log and "/" not in alias:
            yield f"{gist.name.log}/{alias}"


def _by_record(
    commits: Iterable[Linked], meaning: dict[str, Name]
) -> dict[Name, tuple[Follower, ...]]:
    found: dict[Name, list[Follower]] = {}
    for commit in commits:
        links: dict[Name, list[IndexedLink]] = {}
        for link in commit.links:
            name = meaning.get(link.name or link.written)
            if name is not None:
                links.setdefault(name, []).append(link)
        for name, some in links.items():
            found.setdefault(name, []).append(Follower(commit, tuple(some)))
    return {name: tuple(followers) for name, followers in found.items()}

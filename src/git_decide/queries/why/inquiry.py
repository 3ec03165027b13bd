"""What one question to the history has at hand: the repository, the records, the index."""

from __future__ import annotations

from git_decide.git import additions, attributes, search, state
from git_decide.queries.why import namings
from git_decide.queries.why.ledger import Ledger
from git_decide.queries.why.model import Commit, Evidence
from git_decide.queries.why.shelf import Shelf

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.index import Index, Linked
    from git_decide.queries.why.places import Place
    from git_decide.records.digest import Name

_TOGETHER = 3  # a commit that wrote more records than that wrote them for other reasons


class Inquiry:
    """One question, and what was found for it so far.

    `tip` is the commit that is looked from, "" where there is none yet; `full` asks for all
    that there is, also where enough was found. `ends` are the commits of a shallow clone
    whose parents are not there: what they are said to have changed is not theirs. `lined`
    tells that lines are asked about, not a commit.
    """

    def __init__(
        self, repo: Repository, rules: Rules, place: Place, index: Index, tip: str, full: bool
    ) -> None:
        self.repo = repo
        self.rules = rules
        self.place = place
        self.index = index
        self.tip = tip
        self.full = full
        self.ends = state.boundaries(repo)
        self.shelf = Shelf(repo, rules, place.where, index)
        self.ledger = Ledger(self.shelf)
        self.complete = True
        self.lined = False
        self._merges: dict[str, tuple[str, ...]] = {}
        self._speaking: dict[tuple[str, ...], list[tuple[Name, Evidence]]] = {}

    @property
    def wanting(self) -> bool:
        """Whether more should be looked for."""
        return self.full or not self.ledger

    def links_of(self, commits: Sequence[str]) -> Mapping[str, Linked]:
        """Return those of the commits that link something and whose history is there."""
        return self.index.linked([each for each in commits if each not in self.ends])

    def skipped(self, commits: Iterable[Linked]) -> None:
        """Remark what some commits declared instead of a decision."""
        for commit in commits:
            if commit.skips:
                self.place.remark(f"{commit.id[:10]} declared a skip: {'; '.join(commit.skips)}")

    def merged(self, commit: str, weight: int) -> tuple[str, ...]:
        """Note what the nearest merge links that brought a commit in, if any; return all."""
        found = self.merges(commit)
        linked = self.links_of(found)
        for merge in found:
            if merge in linked and linked[merge].links:
                self.ledger.add_linked("merge", linked[merge], commit, weight)
                if not self.full:
                    break
        return found

    def merges(self, commit: str) -> tuple[str, ...]:
        """Return the merges that brought a commit in, the nearest one first."""
        if commit not in self._merges:
            self._merges[commit] = self.index.brought_in(commit, self.tip) if self.tip else ()
        return self._merges[commit]

    def ahead(self, commits: Sequence[str], merged: Sequence[str]) -> None:
        """Let git begin with what `said` will ask, and `together` with `merged` before them."""
        search.ahead(self.repo, self._there(commits))
        both = [*dict.fromkeys([*merged, *commits])]
        additions.ahead(self.repo, self._there(both), self._folders())

    def _there(self, commits: Iterable[str]) -> list[str]:
        """Return the commits that may speak of records or have written some."""
        return [each for each in commits if each not in self.ends and self.shelf.gists]

    def _folders(self) -> list[str]:
        return [folder for _, folder in self.rules.records.folders()]

    def said(self, commits: Sequence[str], weights: Mapping[str, int]) -> None:
        """Note the records that the messages of commits speak of, though not in a link."""
        found = search.commits(self.repo, self._there(commits), signed=False)
        for id_, commit in found.items():
            about = Commit(id_, commit.author, commit.date, commit.subject)
            for name, words in namings.named(self.shelf, commit.message):
                self.ledger.add(name, Evidence("said", words, about, id_, "", weights[id_]))

    def together(self, commits: Mapping[str, str], weights: Mapping[str, int]) -> dict[str, str]:
        """Note the records that commits wrote; each key wrote them, or merged its value.

        That decisions are recorded at all is no reason for the code that came with the first.
        Returns the paths of the records of those that wrote too many to tell, with the commit.
        """
        found = additions.additions(self.repo, self._there(commits), self._folders())
        vague: dict[str, str] = {}
        for commit, paths in found.items():
            new = [path for path, added in paths.items() if added] or list(paths)
            names = [name for path in new if (name := self.shelf.at(path))]
            if len(names) > _TOGETHER:
                vague.update({name.path: commit for name in names})
                continue
            merged = commits[commit]
            for name in filter(self._tells, names):
                said = "added" if paths[name.path] else "changed"
                place = commit if merged != commit else ""
                evidence = Evidence("together", said, None, merged, place, weights[merged])
                self.ledger.add(name, evidence)
        return vague

    def _tells(self, name: Name) -> bool:
        """Return whether a record says more than that decisions are recorded."""
        from git_decide.queries.why.mentions import tells

        gist = self.shelf.gist(name)
        return not (self.lined and gist and gist.title) or tells(gist.title)

    def covered(self, paths: Sequence[str]) -> None:
        """Note the records in force that speak of these paths, those by their patterns first."""
        for name, evidence in self.speaking(paths):
            self.ledger.add(name, evidence)

    def speaking(self, paths: Sequence[str]) -> Sequence[tuple[Name, Evidence]]:
        """Return the records in force that speak of these paths, each with what it says."""
        asked = tuple(paths)
        if asked not in self._speaking:
            self._speaking[asked] = self._in_force(asked)
        return self._speaking[asked]

    def _in_force(self, paths: Sequence[str]) -> list[tuple[Name, Evidence]]:
        where, every = self.place.where, self.shelf.gists
        if not paths or not any(gist.status == "accepted" for gist in every):
            return []
        from git_decide.queries.covering import covering
        from git_decide.queries.flags import attributes_at
        from git_decide.queries.modules import modules

        speaking = covering(self.repo, self.rules, where, every, paths)
        found = [gist for gist in speaking if gist.status == "accepted"]
        if not found:
            return []
        touched = set(modules(attributes_at(self.repo, where, paths)).values())
        patterns = [(gist, pattern) for gist in found for pattern in gist.paths]
        matched = attributes.matches(self.repo, [[each] for _, each in patterns], paths)
        closely = [pair for pair, some in zip(patterns, matched, strict=True) if some]
        noted = []
        for gist in found:
            own = [pattern for other, pattern in closely if other is gist]
            named = [f"module {each.written}" for each in gist.modules if each.written in touched]
            said = ", ".join([*own, *named])
            noted.append((gist.name, Evidence("covers", said, weight=2 if own else 1)))
        return noted

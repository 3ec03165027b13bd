"""What one question to the history has at hand: the repository, the records, the index."""

from __future__ import annotations

from git_decide.git import attributes, search, state
from git_decide.git.additions import additions
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
        found = self.index.brought_in(commit, self.tip) if self.tip else ()
        linked = self.links_of(found)
        for merge in found:
            if merge in linked and linked[merge].links:
                self.ledger.add_linked("merge", linked[merge], commit, weight)
                if not self.full:
                    break
        return found

    def said(self, commits: Sequence[str], weights: Mapping[str, int]) -> None:
        """Note the records that the messages of commits speak of, though not in a link."""
        wanted = [each for each in commits if each not in self.ends and self.shelf.gists]
        for id_, commit in search.commits(self.repo, wanted).items():
            about = Commit(id_, commit.author, commit.date, commit.subject)
            for name, words in namings.named(self.shelf, commit.message):
                self.ledger.add(name, Evidence("said", words, about, id_, "", weights[id_]))

    def together(self, commits: Mapping[str, str], weights: Mapping[str, int]) -> dict[str, str]:
        """Note the records that commits wrote; each key wrote them, or merged its value.

        That decisions are recorded at all is no reason for the code that came with the first.
        Returns the paths of the records of those that wrote too many to tell, with the commit.
        """
        folders = [folder for _, folder in self.rules.records.folders()]
        wanted = [each for each in commits if each not in self.ends and self.shelf.gists]
        found = additions(self.repo, wanted, folders)
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
        where, every = self.place.where, self.shelf.gists
        if not paths or not any(gist.status == "accepted" for gist in every):
            return
        from git_decide.queries.covering import covering
        from git_decide.queries.flags import attributes_at
        from git_decide.queries.modules import modules

        speaking = covering(self.repo, self.rules, where, every, paths)
        found = [gist for gist in speaking if gist.status == "accepted"]
        if not found:
            return
        touched = set(modules(attributes_at(self.repo, where, paths)).values())
        patterns = [(gist, pattern) for gist in found for pattern in gist.paths]
        matched = attributes.matches(self.repo, [[each] for _, each in patterns], paths)
        closely = [pair for pair, some in zip(patterns, matched, strict=True) if some]
        for gist in found:
            own = [pattern for other, pattern in closely if other is gist]
            named = [f"module {each.written}" for each in gist.modules if each.written in touched]
            said = ", ".join([*own, *named])
            self.ledger.add(gist.name, Evidence("covers", said, weight=2 if own else 1))

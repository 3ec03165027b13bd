"""Finds the records that the links of a range mean, each in the tree that its commit has."""

from __future__ import annotations

from git_decide import listing, store
from git_decide.errors import ConfigurationBroken
from git_decide.git import attributes, revisions
from git_decide.git.objects import read_blobs
from git_decide.policy.model import Link
from git_decide.queries import linking
from git_decide.records.ids import resolve
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.listing import Listed
    from git_decide.policy.links import Written
    from git_decide.policy.model import Candidate, RecordsPolicy, Rules
    from git_decide.queries.ranges.trees import Tree
    from git_decide.records.digest import Digest, Name
    from git_decide.store import Words

    View = tuple[Listed, ...]


@value
class Place:
    """Where the links of one commit (or of the text beside a range) are looked up.

    `views` are tried in order. `former` is what the records were before the change. `tip`
    is the view of the end of the range: what was proposed when a commit named it may be
    accepted there.
    """

    rules: Rules
    words: Words
    views: tuple[View, ...]
    former: View = ()
    tip: View = ()


class Finder:
    """Looks records up for the commits of one range, each file being read once.

    `paths` are all paths that any of them changes; they may touch more (`reach`).
    """

    def __init__(self, repo: Repository, paths: Iterable[str]) -> None:
        self._repo = repo
        self._paths = tuple(dict.fromkeys(paths))
        self._views: dict[tuple[int, RecordsPolicy], tuple[Tree, View]] = {}
        self._elsewhere: dict[RecordsPolicy, tuple[View, ...]] = {}
        self._digests: dict[tuple[Listed, Words], Digest] = {}
        self._covers: dict[tuple[str, ...], frozenset[str]] = {}
        self._schemas: dict[str, str] = {}
        self._found: dict[tuple[str, int], tuple[Listed, ...]] = {}
        self._kept: list[View] = []
        self.listed: dict[str, Listed] = {}

    def reach(self, paths: Iterable[str]) -> None:
        """Let records be asked about further paths, such as those whose flag alone changes."""
        more = tuple(dict.fromkeys((*self._paths, *paths)))
        if len(more) > len(self._paths):
            self._paths = more
            self._covers.clear()

    def view(self, tree: Tree, rules: Rules) -> View:
        """Return the records of a tree; the same tree gives the same object."""
        key = (id(tree), rules.records)
        if key not in self._views:
            files = [(path, mode, blob) for path, (mode, blob) in tree.items()]
            self._views[key] = (tree, listing.among(rules.records, files))
        return self._views[key][1]

    def elsewhere(self, rules: Rules) -> tuple[View, ...]:
        """Return the records of the branches of `[records] also-on`."""
        if rules.records not in self._elsewhere:
            refs = revisions.also_on(self._repo, rules.records.also_on)
            views = tuple(store.listed(self._repo, rules.records, ref) for ref in refs)
            self._elsewhere[rules.records] = views
        return self._elsewhere[rules.records]

    def words(self, rules: Rules, tree: Tree) -> Words:
        """Return what records are held to by the rules and the team's schema of a tree."""
        blob = tree.get(rules.records.schema, ("", ""))[1] if rules.records.schema else ""
        if blob and blob not in self._schemas:
            found = read_blobs(self._repo, [blob])[0]
            self._schemas[blob] = found.content.decode("utf-8", "replace") if found else ""
        return store.words_of(rules, self._schemas.get(blob, ""))

    def prepare(self, asked: Sequence[tuple[Place, Sequence[Written]]]) -> None:
        """Read what all these links may mean, in one go for all places with the same words."""
        wanted: dict[Words, dict[Listed, None]] = {}
        former: dict[Words, dict[Listed, None]] = {}
        for place, written in asked:
            for each in written:
                at_tip = replace(place, views=(place.tip,))
                meant = (*self._may_mean(place, each.value), *self._may_mean(at_tip, each.value))
                for entry in meant:
                    wanted.setdefault(place.words, {})[entry] = None
                    same = self._same(place, entry)
                    former.setdefault(place.words, {}).update(dict.fromkeys(same))
        for words, entries in wanted.items():
            self.read(words, entries)
            ended = {e.name.qualified for e in entries if self._ended(e, words)}
            self.read(words, [e for e in former[words] if e.name.qualified in ended])

    def _may_mean(self, place: Place, written: str) -> Sequence[Listed]:
        """Return the records that a link may mean; all of them where only their aliases tell."""
        told: list[bool] = []

        def former() -> Mapping[str, Sequence[Name]]:
            told.append(True)
            return {}

        for view in place.views:
            found = resolve(written, [entry.name for entry in view], former)
            if told:
                return [entry for each in place.views for entry in each]
            if found:
                return [entry for entry in view if entry.name in found]
        return ()

    def link_all(self, place: Place, written: Sequence[Written]) -> tuple[Link, ...]:
        """Return each written link with what it resolves to."""
        hits = [self._look_up(place, each.value) for each in written]
        later = [self._look_in(place.tip, place.words, each.value) for each in written]
        self.read(place.words, [entry for found in (*hits, *later) for entry in found])
        hits = [
            end if self._is_accepted(place, end) and not self._is_accepted(place, own) else own
            for own, end in zip(hits, later, strict=True)
        ]
        return tuple(
            Link(each.value, tuple(self.candidate(place, e) for e in found), each.trailer)
            for each, found in zip(written, hits, strict=True)
        )

    def _is_accepted(self, place: Place, found: tuple[Listed, ...]) -> bool:
        alone = len(found) == 1
        return alone and self._digests[found[0], place.words].status == "accepted"

    def _look_up(self, place: Place, written: str) -> tuple[Listed, ...]:
        views = (self._look_in(view, place.words, written) for view in place.views)
        return next(filter(None, views), ())

    def _look_in(self, view: View, words: Words, written: str) -> tuple[Listed, ...]:
        key = (written, id(view))
        if key not in self._found:
            self._kept.append(view)
            self._found[key] = self._in(view, words, written)
        return self._found[key]

    def _in(self, view: View, words: Words, written: str) -> tuple[Listed, ...]:
        def former() -> Mapping[str, Sequence[Name]]:
            self.read(words, view)
            return store.aliases(view, {e.name.path: self._digests[e, words] for e in view})

        found = resolve(written, [entry.name for entry in view], former)
        return tuple(entry for entry in view if entry.name in found)

    def read(self, words: Words, entries: Iterable[Listed]) -> None:
        """Read these records, those that are not known yet in one go."""
        new = [e for e in dict.fromkeys(entries) if (e, words) not in self._digests]
        if new:
            read = self._read(new, words)
            self._digests.update({(entry, words): digest for entry, digest in read.items()})

    def _read(self, entries: Sequence[Listed], words: Words) -> Mapping[Listed, Digest]:
        try:
            return store.digests_of(self._repo, entries, words)
        except ConfigurationBroken:
            return store.digests_of(self._repo, entries, replace(words, own_schema=""))

    def candidate(self, place: Place, entry: Listed) -> Candidate:
        """Return a record as the judge sees it from `place`."""
        digest = self._digests[entry, place.words]
        self.listed.setdefault(entry.name.path, entry)
        found = linking.candidate(entry, digest, place.rules, self._attached(place, entry.name))
        covers = self._covered(digest.paths)
        return replace(found, covers=covers, was_accepted=self._was_accepted(place, entry))

    def _attached(self, place: Place, name: Name) -> frozenset[str]:
        return frozenset(
            policy.name
            for policy in place.rules.modules.values()
            if any(
                entry.name == name
                for written in policy.decisions
                for entry in self._look_up(place, written)
            )
        )

    def _covered(self, patterns: tuple[str, ...]) -> frozenset[str]:
        if not patterns:
            return frozenset()
        if patterns not in self._covers:
            known = {digest.paths for digest in self._digests.values() if digest.paths}
            new = [each for each in known if each not in self._covers]
            matched = attributes.matches(self._repo, new, self._paths)
            self._covers.update(zip(new, matched, strict=True))
        return self._covers[patterns]

    def _was_accepted(self, place: Place, entry: Listed) -> bool:
        if not self._ended(entry, place.words):
            return False
        same = self._same(place, entry)
        self.read(place.words, same)
        return any(self._digests[e, place.words].status == "accepted" for e in same)

    def _ended(self, entry: Listed, words: Words) -> bool:
        return self._digests[entry, words].status == "superseded"

    def _same(self, place: Place, entry: Listed) -> list[Listed]:
        """Return what a record was before the change."""
        return [e for e in place.former if e.name.qualified == entry.name.qualified]

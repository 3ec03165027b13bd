"""Judges every commit of a range by itself, as its own commit-msg hook would have."""

from __future__ import annotations

from git_decide.git import attributes
from git_decide.policy import links
from git_decide.policy.judge import judge
from git_decide.policy.model import Case, Revert, Rewritten, Verdict
from git_decide.policy.touching import touches
from git_decide.queries.modules import governs
from git_decide.queries.ranges.lookup import Place
from git_decide.queries.ranges.model import JudgedCommit
from git_decide.queries.ranges.rollbacks import Rollbacks
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from git_decide.git.history import Commit
    from git_decide.git.repository import Repository
    from git_decide.policy.links import Message
    from git_decide.policy.model import ChangedPath, Link, Rules, Touch
    from git_decide.queries.ranges.lookup import Finder
    from git_decide.queries.ranges.trees import Tree
    from git_decide.queries.ranges.walking import Walk
    from git_decide.store import Words

BARE = ("refused", "skipped", "warned")
_WORD = links.DECISION.lower()
_SECONDS = 86_400
_EPOCH = 719_163  # the ordinal of 1970-01-01, as datetime.date.toordinal has it


class Bench:
    """Judges the commits of one walk, each with the links that its message and its notes carry.

    `tip` is the end of the range: a record that a commit's own tree lacks is looked up
    there. `forks` are commits that the range starts from: what they descend from may
    be taken back. `protected` tells that fixups may not arrive here.
    """

    def __init__(
        self,
        repo: Repository,
        walk: Walk,
        finder: Finder,
        tip: str,
        forks: Sequence[str],
        *,
        protected: bool,
    ) -> None:
        self._repo = repo
        self._walk = walk
        self._finder = finder
        self._tip = tip
        self._protected = protected
        self._standing: dict[tuple[tuple[str, ...], ...], tuple[frozenset[str], ...]] = {}
        self._rollbacks = Rollbacks(repo, walk, forks, self._read)
        self._whole: dict[str, Message] = {}
        self._silent: dict[str, Message] = {}
        self._quiet: dict[tuple[int, bool], tuple[Case, Verdict]] = {}
        self._touched: dict[str, tuple[Touch, ...]] = {}

    def message(self, commit: Commit) -> Message:
        """Return what a commit says; the subject alone where it touches and links nothing."""
        known = self._whole.get(commit.id) or self._silent.get(commit.id)
        if known is None:
            if self._walk.changes[commit.id] or speaks(commit):
                return self._read(commit)
            known = self._silent[commit.id] = links.Message(commit.subject)
        return known

    def _read(self, commit: Commit) -> Message:
        if commit.id not in self._whole:
            self._whole[commit.id] = said(commit)
        return self._whole[commit.id]

    def place(self, commit: Commit, rules: Rules, words: Words | None = None) -> Place:
        """Return where the links of a commit are looked up: its own tree, the tip, `also-on`.

        `words` are what records are held to, unless it is what the first parent says.
        """
        held = self._walk.trees.records
        own, tip = held[commit.id], held.get(self._tip, {})
        before = held[commit.parents[0]] if commit.parents else {}
        views = [self._finder.view(tree, rules) for tree in (own, tip)]
        return Place(
            rules,
            words or self._finder.words(rules, before),
            tuple({id(view): view for view in (*views, *self._finder.elsewhere(rules))}.values()),
            self._finder.view(before, rules),
            views[1],
        )

    def prepare(self, rules: Rules, words: Words) -> None:
        """Read the records that any commit links, as its own rules see them and as `rules` do."""
        asked = []
        for commit in self._walk.commits:
            written = self.message(commit).links
            if written:
                own = self.place(commit, self._walk.rules[commit.id])
                asked += [(own, written), (self.place(commit, rules, words), written)]
        self._finder.prepare(asked)

    def judged(self, commit: Commit, *, past: bool) -> JudgedCommit:
        """Return the verdict on one commit under the rules of its first parent."""
        rules = self._walk.rules[commit.id]
        change = self._walk.changes[commit.id]
        message = self.message(commit)
        if past:
            return JudgedCommit(commit, message, change, Case((), rules), Verdict(()), past=True)
        if not change and not message.links:
            return JudgedCommit(commit, message, change, *self._of_quiet(rules, message.fixup))
        found = self.touches(commit)
        return self.decided(commit, change, self.case(commit, found, rules))

    def _of_quiet(self, rules: Rules, fixup: bool) -> tuple[Case, Verdict]:
        """Return case and verdict of a commit that touches and links nothing, as most do."""
        key = (id(rules), fixup)
        if key not in self._quiet:
            case = Case((), rules, fixup=fixup, protected=self._protected)
            self._quiet[key] = case, judge(case)
        return self._quiet[key]

    def decided(self, commit: Commit, change: tuple[ChangedPath, ...], case: Case) -> JudgedCommit:
        """Return the verdict on a case, rollbacks looked up where it would not pass otherwise."""
        verdict = judge(case)
        message = self.message(commit)
        if message.reverts and any(module.outcome in BARE for module in verdict.modules):
            case = replace(case, reverts=self.reverts(commit, change, case.rules))
            verdict = judge(case)
        return JudgedCommit(commit, message, change, case, verdict)

    def case(
        self,
        commit: Commit,
        found: tuple[Touch, ...],
        rules: Rules,
        words: Words | None = None,
    ) -> Case:
        """Return the case of a commit that touches modules as `found` under `rules`."""
        message = self.message(commit)
        if not found and not message.links:
            return Case((), rules, fixup=message.fixup, protected=self._protected)
        place = self.place(commit, rules, words)
        return Case(
            touches=found,
            rules=rules,
            links=self._finder.link_all(place, message.links),
            skips=message.skips,
            day=day(commit.committed),
            fixup=message.fixup,
            protected=self._protected,
            standing_paths=self.standing_paths(rules) if found else (),
            standing_links=self.standing_links(place) if found else (),
        )

    @property
    def records(self) -> Mapping[str, Tree]:
        """What the logs held at each commit, by its id."""
        return self._walk.trees.records

    def same_rules(self, commit: Commit, rules: Rules, flags: Tree) -> bool:
        """Return whether a commit was judged by just these rules and these flags."""
        if not commit.parents or self._walk.rules[commit.id] != rules:
            return False
        return self._walk.trees.attributes[commit.parents[0]] == flags

    def flags_at(self, revision: str) -> Tree:
        """Return the attribute files of a commit of the range, or of a parent of one."""
        return self._walk.trees.attributes.get(revision, {})

    def standing_links(self, place: Place) -> tuple[Link, ...]:
        """Return what the decisions of the standing entries resolve to."""
        written = [links.Written(entry.decision) for entry in place.rules.standing]
        return self._finder.link_all(place, written)

    def standing_paths(self, rules: Rules) -> tuple[frozenset[str], ...]:
        """Return, for each standing entry, those of all touched paths that it speaks of."""
        patterns = tuple(entry.paths for entry in rules.standing)
        if patterns not in self._standing:
            paths = sorted({e.path for each in self._walk.changes.values() for e in each})
            self._standing[patterns] = (
                attributes.matches(self._repo, patterns, paths) if patterns else ()
            )
        return self._standing[patterns]

    def touches(self, commit: Commit) -> tuple[Touch, ...]:
        """Return through what a commit touches which modules, by the rules of its first parent."""
        if commit.id not in self._touched:
            self._touched[commit.id] = self._touches(commit)
        return self._touched[commit.id]

    def _touches(self, commit: Commit) -> tuple[Touch, ...]:
        change, rules = self._walk.changes[commit.id], self._walk.rules[commit.id]
        flags = self._walk.flags.get(commit.id, {})
        if not commit.parents or not change:
            return ()
        changes = Rewritten()
        after: tuple[Rules, ...] = (rules,)
        if any(governs(entry.path) for entry in change):
            from git_decide.queries.rewriting import Sides, rewritten

            parent, *others = commit.parents
            sides = Sides(parent, others, commit.id)
            changes, after = rewritten(self._repo, sides, change, rules, self._walk.held)
        return touches(change, flags, changes, rules, after)

    def older_reverts(
        self, commit: Commit, change: Iterable[ChangedPath], rules: Rules
    ) -> tuple[Revert, ...]:
        """Return those of the `reverts` that take back what was there before the range.

        What was before a commit of the range may be the doing of the range itself.
        """
        found = self.reverts(commit, change, rules)
        return tuple(each for each in found if self._rollbacks.is_older(each.commit))

    def reverts(
        self, commit: Commit, change: Iterable[ChangedPath], rules: Rules
    ) -> tuple[Revert, ...]:
        """Return, for each commit that the message takes back, what is as it was before it."""
        named = self._rollbacks.of(commit)
        if not named:
            return ()
        now = {entry.path: (entry.new_mode, entry.new_blob) for entry in change}
        place = self.place(commit, rules)
        return tuple(
            Revert(
                each.id,
                frozenset(path for path, what in now.items() if what in each.before(path)),
                self._finder.link_all(place, links.read(each.message).links),
            )
            for each in named
        )


def speaks(commit: Commit) -> bool:
    """Return whether a commit may hold a link at all: to read it takes a while."""
    return _WORD in commit.message.lower() or _WORD in commit.notes.lower()


def said(commit: Commit) -> Message:
    """Return what the message of a commit says, with the links of the notes on it."""
    message = links.read(commit.message)
    if not commit.notes.strip():
        return message
    # A note has no subject, and a link in its first line counts like any other.
    noted = links.read(f"Note\n\n{commit.notes}").links
    known = {each.value for each in message.links}
    more = tuple(links.Written(n.value) for n in noted if n.value not in known)
    return replace(message, links=(*message.links, *more))


def day(seconds: int) -> int:
    """Return the day of a time in seconds since 1970, UTC, as a proleptic ordinal."""
    return seconds // _SECONDS + _EPOCH

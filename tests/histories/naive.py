"""States the rule for ranges a second time, slowly, from the words of its specification."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.histories.naive_justifying import Justifying, Said
from tests.histories.naive_records import Rules, rules_at
from tests.histories.naive_touching import Span, Touch
from tests.histories.slow import differing

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Naively:
    """What the rule says of each touched module, and whether a new line unsets flags."""

    modules: Mapping[str, Said]
    unsetting: bool = False

    @property
    def outcomes(self) -> dict[str, str]:
        """Whether each module passes, is refused or warned about."""
        return {name: said.outcome for name, said in self.modules.items()}


class Naive(Justifying):
    """The rule, over one repository."""

    def range(self, base: str, tip: str, *, replaced: bool = False) -> Naively:
        """Return what the rule says of each module that a range touches."""
        git = self._git
        commits = tuple(git.inside(base, tip))
        if not base:
            return Naively({})
        forks = git.forks(base, tip)
        several = [differing(git.files(fork), git.files(tip)) for fork in forks]
        change = frozenset(set[str]().union(*several))
        held = () if replaced else forks
        span = Span(base, forks[0], tip, (), commits, change, tip, forks=held)
        rules = rules_at(git, base)
        touches = self.touches(span, rules, replaced=replaced)
        if not replaced and all(len(git.facts(commit).parents) < 3 for commit in commits):
            made = {path for commit in commits for path in git.change(commit)}
            touches = {touch for touch in touches if touch.source in made}
        judged = self._judged(span, rules, touches)
        if not self._broken(span, rules, touches):
            judged = {name: self._composed(span, said, rules) for name, said in judged.items()}
        return Naively(judged, self._unsetting(span))

    def commit(self, commit: str, end: str = "") -> Naively:
        """Return what the rule says of each module that a commit touches by itself.

        `end` is the tip of the range that it is in.
        """
        if not self._git.facts(commit).parents:
            return Naively({})
        span = self.of_commit(commit, end)
        rules = rules_at(self._git, span.rules)
        touches = self.touches(span, rules)
        return Naively(self._judged(span, rules, touches), self._unsetting(span))

    def _composed(self, span: Span, said: Said, rules: Rules) -> Said:
        """Let pass what every commit behind it justifies by itself, under the same rules."""
        if said.outcome == "passes":
            return said
        left = frozenset(touch for touch in said.bare if not self._alone(span, touch, rules))
        return Said(said.outcome, left) if left or not said.bare else Said("passes")

    def _alone(self, span: Span, touch: Touch, rules: Rules) -> bool:
        behind = [c for c in span.commits if touch.source in self._git.change(c)]
        return bool(behind) and all(self._holds(span, c, touch, rules) for c in behind)

    def _holds(self, span: Span, commit: str, touch: Touch, rules: Rules) -> bool:
        git = self._git
        if touch.how == "content":
            change = frozenset(git.change(commit))
            since = next(iter(git.facts(commit).parents), "")
            alone = Span(span.rules, since, commit, (), (commit,), change, span.tip, True)
            judged = self._judged(alone, rules, self._content(alone))
        elif span.rules == span.since and self._same_rules(span, commit, rules):
            judged = dict(self.commit(commit, span.tip).modules)
        else:
            return False
        one = judged.get(touch.module)
        if one is None:
            return False
        return one.outcome == "passes" or (touch not in one.bare and not one.spoiled)

    def _same_rules(self, span: Span, commit: str, rules: Rules) -> bool:
        git = self._git
        parent = next(iter(git.facts(commit).parents), "")
        sides = [
            {p: f for p, f in git.files(each).items() if p.endswith(".gitattributes")}
            for each in (parent, span.since)
        ]
        return rules_at(git, parent) == rules and sides[0] == sides[1]

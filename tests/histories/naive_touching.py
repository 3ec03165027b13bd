"""Says a second time, slowly, what a change touches: from the words of the specification."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.histories import words
from tests.histories.naive_records import Rules, rules_at, rules_if_read
from tests.histories.slow import differing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.histories.slow import Slow


@dataclass(frozen=True)
class Touch:
    """A path through which a module is touched, and the file that changed for it."""

    module: str
    path: str
    how: str
    source: str


@dataclass(frozen=True)
class Span:
    """What is judged: from where to where, by whose rules, what is nobody's doing here.

    `commits` are those whose links count, `others` revisions with one of which it may agree,
    `forks` with all of which; `end` is the commit that has what the links of others may
    mean. `alone` tells of a commit that is judged by itself.
    """

    rules: str
    since: str
    tip: str
    others: tuple[str, ...]
    commits: tuple[str, ...]
    change: frozenset[str]
    end: str
    alone: bool = False
    forks: tuple[str, ...] = ()


class Touching:
    """What changes touch, over one repository."""

    def __init__(self, git: Slow) -> None:
        self._git = git

    def of_commit(self, commit: str, end: str = "") -> Span:
        """Return what is judged of a commit by itself; it has a parent."""
        first, *others = self._git.facts(commit).parents
        change = frozenset(self._git.change(commit))
        return Span(
            first, first, commit, tuple(others), (commit,), change, end or commit, alone=True
        )

    def touches(self, span: Span, rules: Rules, *, replaced: bool = False) -> set[Touch]:
        """Return through what the modules are touched."""
        return self._content(span) | self._loosened(span, rules, replaced=replaced)

    def _content(self, span: Span) -> set[Touch]:
        flags = self._git.modules(span.rules)
        return {Touch(flags[p], p, "content", p) for p in span.change if p in flags}

    def _loosened(self, span: Span, rules: Rules, *, replaced: bool = False) -> set[Touch]:
        change = set(span.change)
        if replaced:
            change |= differing(self._git.files(span.rules), self._git.files(span.tip))
        found = set()
        attributes = [path for path in change if path.endswith(".gitattributes")]
        if attributes:
            found |= self._reflagged(span, attributes)
        if words.RULES in change:
            found |= self._looser_rules(span, rules)
        return found

    def _reflagged(self, span: Span, attributes: Sequence[str]) -> set[Touch]:
        git = self._git
        before, after = git.modules(span.rules), git.modules(span.tip)
        others = [git.modules(other) for other in span.others]
        forks = [git.modules(fork) for fork in span.forks]
        there = set(git.files(span.tip))
        if span.forks:
            before_it = set[str]().union(*(git.files(fork) for fork in span.forks))
            there |= set(git.files(span.rules)) - before_it
        found = set()
        for path in there & set(before):
            now = after.get(path)
            agreed = [fork.get(path) == now for fork in forks]
            if any(other.get(path) == now for other in others) or (agreed and all(agreed)):
                continue
            if now != before[path]:
                speaking = [a for a in attributes if path.startswith(a[: -len(".gitattributes")])]
                source = max(speaking, key=len, default=min(attributes))
                found.add(Touch(before[path], path, "flag", source))
        return found

    def _unsetting(self, span: Span) -> bool:
        """Tell whether the tip has lines that unset flags which the rules' side has not."""
        sides = (span.rules,)
        return any(
            line not in {line for side in sides for line in self._unsets(side)}
            for line in self._unsets(span.tip)
        )

    def _unsets(self, commit: str) -> list[tuple[str, str]]:
        files = [path for path in self._git.files(commit) if path.endswith(".gitattributes")]
        texts = {path: self._git.text(commit, path) or "" for path in files}
        lines = [(path, line) for path, text in texts.items() for line in text.splitlines()]
        return [(path, line) for path, line in lines if line.endswith((" -fragile", " !fragile"))]

    def _looser_rules(self, span: Span, rules: Rules) -> set[Touch]:
        left = rules_if_read(self._git, span.tip, rules)
        forks = [rules_at(self._git, fork) for fork in span.forks]
        agreed = forks[:1] if all(fork == forks[0] for fork in forks) else []
        former = [rules, *(rules_at(self._git, other) for other in span.others), *agreed]
        return {
            Touch(name, words.RULES, "rules", words.RULES)
            for name in self._flagging(span.rules)
            if _judging(left, name) not in [_judging(each, name) for each in former]
        }

    def _flagging(self, commit: str) -> set[str]:
        """Return the modules that some line of a commit's attributes names."""
        found = set()
        for path in self._git.files(commit):
            if path.endswith(".gitattributes"):
                text = self._git.text(commit, path) or ""
                lines = [line for line in text.splitlines() if not line.startswith("[attr]")]
                named = re.findall(r" fragile(?:=(\w+))?$", "\n".join(lines), re.MULTILINE)
                found |= {name or "default" for name in named}
                top = self._git.text(commit, ".gitattributes") or ""
                if re.search(r" risky$", "\n".join(lines), re.MULTILINE) and "[attr]risky" in top:
                    found.add("pay")
        return found


def _judging(rules: Rules, name: str) -> tuple[object, ...]:
    return (rules.module(name), rules.everywhere())

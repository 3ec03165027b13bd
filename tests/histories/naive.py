"""States the rule for ranges a second time, slowly, from the words of its specification."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from tests.histories import words
from tests.histories.naive_records import (
    Record,
    Rules,
    meant,
    records_at,
    rules_at,
    rules_if_read,
)
from tests.histories.slow import ABSENT, differing, paths

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.histories.slow import Files, Slow


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

    `commits` are those whose links count, `others` revisions with which one may agree;
    `end` is the commit that has what the links of others may mean. `alone` tells of a commit
    that is judged by itself.
    """

    rules: str
    since: str
    tip: str
    others: tuple[str, ...]
    commits: tuple[str, ...]
    change: frozenset[str]
    end: str
    alone: bool = False


@dataclass(frozen=True)
class Said:
    """What the rule says of one module: passes, refused or warned, and what is uncovered.

    `spoiled` tells of a link to nothing.
    """

    outcome: str
    bare: frozenset[Touch] = frozenset()
    spoiled: bool = False


@dataclass(frozen=True)
class Naively:
    """What the rule says of each touched module, and whether a new line unsets flags."""

    modules: Mapping[str, Said]
    unsetting: bool = False

    @property
    def outcomes(self) -> dict[str, str]:
        """Whether each module passes, is refused or warned about."""
        return {name: said.outcome for name, said in self.modules.items()}


class Naive:
    """The rule, over one repository."""

    def __init__(self, git: Slow, notes: str = "") -> None:
        self._git = git
        noted = git.now("notes", f"--ref={notes}", "list").split()[1::2] if notes else []
        self._notes = {c: git.now("notes", f"--ref={notes}", "show", c) for c in noted}
        refs = [f"refs/remotes/origin/{name}" for name in ("stable", "nowhere")]
        refs += [ref.replace("remotes/origin", "heads") for ref in refs]
        self._refs = {ref: git.now("rev-parse", "--verify", "--quiet", ref).strip() for ref in refs}

    # --- what is judged -----------------------------------------------------------------

    def range(self, base: str, tip: str, *, replaced: bool = False) -> Naively:
        """Return what the rule says of each module that a range touches."""
        git = self._git
        commits = tuple(git.inside(base, tip))
        fork = git.fork(base, tip)
        if not base:
            return Naively({})
        change = differing(git.files(fork), git.files(tip))
        others = () if replaced else (fork,)
        span = Span(base, fork, tip, others, commits, frozenset(change), tip)
        rules = rules_at(git, base)
        touches = self._content(span) | self._loosened(span, rules, replaced=replaced)
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
        parents = self._git.facts(commit).parents
        if not parents:
            return Naively({})
        change = frozenset(self._git.change(commit))
        span = Span(
            parents[0], parents[0], commit, parents[1:], (commit,), change, end or commit, True
        )
        rules = rules_at(self._git, parents[0])
        touches = self._content(span) | self._loosened(span, rules)
        return Naively(self._judged(span, rules, touches), self._unsetting(span))

    # --- touching ---------------------------------------------------------------------

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
            found |= self._reflagged(span, attributes, moved_on=not replaced)
        if words.RULES in change:
            found |= self._looser_rules(span, rules)
        return found

    def _reflagged(self, span: Span, attributes: Sequence[str], *, moved_on: bool) -> set[Touch]:
        git = self._git
        before, after = git.modules(span.rules), git.modules(span.tip)
        others = [git.modules(other) for other in span.others]
        there = set(git.files(span.tip))
        if moved_on and len(span.commits) and span.rules != span.since:
            there |= set(git.files(span.rules)) - set(git.files(span.since))
        found = set()
        for path in there & set(before):
            now = after.get(path)
            if now != before[path] and all(other.get(path) != now for other in others):
                speaking = [a for a in attributes if path.startswith(a[: -len(".gitattributes")])]
                source = max(speaking, key=len, default=min(attributes))
                found.add(Touch(before[path], path, "flag", source))
        return found

    def _unsetting(self, span: Span) -> bool:
        """Tell whether the tip has lines that unset flags which the sides before have not."""
        sides = (span.rules, *span.others, span.since)
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
        former = [rules, *(rules_at(self._git, other) for other in span.others)]
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

    # --- justifying ---------------------------------------------------------------------

    def _judged(self, span: Span, rules: Rules, touches: set[Touch]) -> dict[str, Said]:
        restored = self._restored(span)
        rollback = all(touch.source in restored for touch in touches)
        broken = self._broken(span, rules, touches) and not rollback
        skipped = self._skips(span)
        found = {}
        for name in {touch.module for touch in touches}:
            own = {touch for touch in touches if touch.module == name}
            policy = rules.module(name)
            free = {touch for touch in own if self._standing(span, rules, touch)}
            bare = {touch for touch in own - free if not self._linked(span, rules, touch)}
            if rollback or (skipped and policy["skip"] == "allowed"):
                bare = set()
            lenient = policy["enforce"] == "warn"
            outcome = ("warned" if lenient else "refused") if bare else "passes"
            if broken and not lenient and free != own:
                outcome = "refused"
            found[name] = Said(outcome, frozenset(bare), broken)
        return found

    def _messages(self, span: Span) -> list[tuple[str, str]]:
        """Return what each commit says; git indents the messages that it squashes."""
        said = [(c, self._git.facts(c).message.lstrip()) for c in span.commits]
        squashed = "\nSquashed commit of the following:\n"
        return [
            (c, re.sub(r"(?m)^ +", "", text) if squashed in f"\n{text}" else text)
            for c, text in said
        ]

    def _links(self, span: Span) -> list[tuple[str, str]]:
        """Return every link with the commit that has it."""
        found = []
        for commit, message in self._messages(span):
            text = f"{message}\n{self._notes.get(commit, '')}"
            for line in re.findall(r"(?im)(?<=\n)decision[ \t]*:(.*)$", text):
                found += [(commit, part.strip()) for part in line.split(",") if part.strip()]
        return found

    def _skips(self, span: Span) -> bool:
        skip = re.compile(r"(?i)(?<=\n)decision-skip[ \t]*:([ ]*\S|\r?\n[ \t]+\S)")
        return any(skip.search(message) for _, message in self._messages(span))

    def _places(self, span: Span, commit: str, rules: Rules) -> list[list[Record]]:
        branches = rules.table("records").get("also-on", [])
        elsewhere = []
        for name in branches:
            there = self._refs.get(f"refs/remotes/origin/{name}")
            elsewhere.append(there or self._refs.get(f"refs/heads/{name}", ""))
        return [records_at(self._git, each) for each in (commit, span.end, *elsewhere) if each]

    def _found(self, span: Span, commit: str, written: str, rules: Rules) -> list[Record]:
        places = self._places(span, commit, rules)
        return next(filter(None, (meant(written, records) for records in places)), [])

    def _broken(self, span: Span, rules: Rules, touches: set[Touch]) -> bool:
        """Tell whether a commit that changed something fragile links to nothing."""
        for commit, written in self._links(span):
            if len(self._found(span, commit, written, rules)) != 1:
                flagged = self._git.modules(span.rules)
                own = self._git.change(commit)
                alone = span.commits == (commit,)
                if touches if alone else (own & set(flagged) or self.commit(commit).modules):
                    return True
        return False

    def _linked(self, span: Span, rules: Rules, touch: Touch) -> bool:
        for commit, written in self._links(span):
            found = self._found(span, commit, written, rules)
            if len(found) == 1 and self._justifies(span, rules, touch, commit, found[0]):
                return True
        return False

    def _justifies(
        self, span: Span, rules: Rules, touch: Touch, commit: str, record: Record
    ) -> bool:
        policy = rules.module(touch.module)
        taken = ["accepted"] + ["proposed"] * (policy["require"] == "proposed")
        if record.status == "superseded":
            former = [r for r in records_at(self._git, span.since) if r.stem == record.stem]
            if [r.status for r in former] != ["accepted"]:
                return False
        elif record.status not in taken:
            return False
        if not record.valid(rules) or not set(policy["decided-by"]) <= rules.sides(record.role):
            return False
        if policy["max-age"] is not None:
            latest = self._git.facts(span.tip).seconds
            day = datetime.fromtimestamp(latest, UTC).date()
            if (day - date.fromisoformat(record.day)).days > policy["max-age"]:
                return False
        if touch.module in record.modules:
            return True
        if any(touch.path in self._git.matches(pattern) for pattern in record.paths):
            return True
        attached = [self._found(span, commit, each, rules) for each in policy["decisions"]]
        return any(record.stem in [one.stem for one in found] for found in attached)

    def _standing(self, span: Span, rules: Rules, touch: Touch) -> bool:
        if touch.how != "content":
            return False
        git = self._git
        behind = [c for c in span.commits if touch.path in git.change(c)]
        authors = {git.facts(commit).author for commit in behind}
        for entry in dict(rules.tables).get("standing", []):
            found = self._found(span, span.end, entry["decision"], rules)
            decided = len(found) == 1 and found[0].status == "accepted" and found[0].valid(rules)
            patterns = entry.get("authors")
            by = not patterns or (authors and all(_is(a, patterns) for a in authors))
            where = entry.get("paths")
            there = not where or any(touch.path in git.matches(pattern) for pattern in where)
            if decided and by and there:
                return True
        return False

    def _restored(self, span: Span) -> set[str]:
        """Return the changed paths that are as before a commit that a message names.

        Of a range, that commit must have been there before, and whoever names it must have
        given something back.
        """
        git = self._git
        now = git.files(span.tip)
        found: set[str] = set()
        for commit, message in self._messages(span):
            for word in re.findall(r"\b[0-9a-f]{7,64}\b", message):
                named = git.commit_named(word)
                head = commit if span.alone else span.since
                if named and named != commit and git.behind(named, head):
                    before = [git.files(each) for each in git.facts(named).parents] or [{}]
                    if _alike(git.files(commit), before) & git.change(commit):
                        found |= _alike(now, before)
        return found

    # --- commit by commit -----------------------------------------------------------------

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


def _alike(now: Files, before: Sequence[Files]) -> set[str]:
    """Return the paths that are as they are in one of some former trees."""
    return {p for p in paths() if any(now.get(p, ABSENT) == b.get(p, ABSENT) for b in before)}


def _judging(rules: Rules, name: str) -> tuple[object, ...]:
    return (rules.module(name), rules.everywhere())


def _is(author: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch(author.lower(), pattern.lower()) for pattern in patterns)

"""Says a second time, slowly, what justifies a change: from the words of the specification."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from tests.histories.naive_records import Record, Rules, meant, records_at, rules_at
from tests.histories.naive_touching import Touching
from tests.histories.slow import ABSENT, paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.histories.naive_touching import Span, Touch
    from tests.histories.slow import Files, Slow


@dataclass(frozen=True)
class Said:
    """What the rule says of one module: passes, refused or warned, and what is uncovered.

    `spoiled` tells of a link to nothing.
    """

    outcome: str
    bare: frozenset[Touch] = frozenset()
    spoiled: bool = False


class Justifying(Touching):
    """What justifies changes, over one repository."""

    def __init__(self, git: Slow, notes: str = "") -> None:
        super().__init__(git)
        noted = git.now("notes", f"--ref={notes}", "list").split()[1::2] if notes else []
        self._notes = {c: git.now("notes", f"--ref={notes}", "show", c) for c in noted}
        refs = [f"refs/remotes/origin/{name}" for name in ("stable", "nowhere")]
        refs += [ref.replace("remotes/origin", "heads") for ref in refs]
        told = git.now("for-each-ref", "--format=%(refname) %(objectname)", *refs).splitlines()
        self._refs = dict.fromkeys(refs, "") | dict(line.split(" ") for line in told)
        self._named: dict[str, str] = {}

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
            for line in re.findall(r"(?im)(?<=\n) {0,3}decision[ \t]*:(.*)$", text):
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
        found = next(filter(None, (meant(written, records) for records in places)), [])
        later = meant(written, records_at(self._git, span.end)) if span.end else []
        if [one.status for one in later] == ["accepted"] and len(found) == 1:
            return found if found[0].status == "accepted" else later
        return found

    def _broken(self, span: Span, rules: Rules, touches: set[Touch]) -> bool:
        """Tell whether a commit that changed something fragile links to nothing."""
        broken = [c for c, link in self._links(span) if len(self._found(span, c, link, rules)) != 1]
        if span.alone:
            return bool(broken and touches)
        return any(self._fragile(span, commit) for commit in broken)

    def _fragile(self, span: Span, commit: str) -> bool:
        """Tell whether a commit changed what a range's rules flag, or its own."""
        if self._git.change(commit) & set(self._git.modules(span.rules)):
            return True
        if not self._git.facts(commit).parents:
            return False
        own = self.of_commit(commit)
        return bool(self.touches(own, rules_at(self._git, own.rules)))

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
                if word not in self._named:
                    self._named[word] = git.commit_named(word)
                named = self._named[word]
                head = commit if span.alone else span.since
                if named and named != commit and git.behind(named, head):
                    before = [git.files(each) for each in git.facts(named).parents] or [{}]
                    if _alike(git.files(commit), before) & git.change(commit):
                        found |= _alike(now, before)
        return found


def _alike(now: Files, before: Sequence[Files]) -> set[str]:
    """Return the paths that are as they are in one of some former trees."""
    return {p for p in paths() if any(now.get(p, ABSENT) == b.get(p, ABSENT) for b in before)}


def _is(author: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch(author.lower(), pattern.lower()) for pattern in patterns)

"""Decides what a record says of a field that several places state, each in its own words."""

from __future__ import annotations

import re

from git_decide.codes import finding
from git_decide.records.fields import LISTS, PEOPLE, person
from git_decide.records.foreign import dates, relations, statuses
from git_decide.records.foreign.header import badge_text, unlinked
from git_decide.records.listed import members
from git_decide.records.model import KINDS, LINKS
from git_decide.records.template_text import is_unfilled
from git_decide.records.words import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.findings import Finding
    from git_decide.records.digest import Name
    from git_decide.records.foreign.status_words import Words
    from git_decide.records.model import Person, Statement

# What counts first; the rest count alike, in the order of the text.
_RANKS = {"front matter": 0, "section": 1, "heading": 3, "badge": 4}
_MARKED = re.compile(r"\]\(|<|\]\[")


class Settled:
    """What the statements of a record come to.

    `values` are keyed like the fields of `Record`, with hyphens; `places` and
    `placeholders` are those of `Record`. `told` are the statements of which nothing
    would be lost if their text were.
    """

    __slots__ = (
        "_meant",
        "_name",
        "_targets",
        "_words",
        "findings",
        "placeholders",
        "places",
        "told",
        "values",
    )

    def __init__(
        self,
        statements: Sequence[Statement],
        name: Name,
        words: Words = (),
        meant: Mapping[Statement, str] | None = None,
        targets: relations.Targets = relations.NO_TARGETS,
    ) -> None:
        self.values: dict[str, object] = {}
        self.places: dict[str, tuple[int, int]] = {}
        self.placeholders: list[str] = []
        self.findings: list[Finding] = []
        self.told: set[Statement] = set()
        self._name = name
        self._words = words
        self._meant = meant or {}
        self._targets = targets
        self._settle(statements)

    def _settle(self, statements: Sequence[Statement]) -> None:
        by_key: dict[str, list[Statement]] = {}
        for statement in sorted(statements, key=_rank):
            by_key.setdefault(statement.key, []).append(statement)
        self._status(by_key.pop("status", []))
        self._date(by_key.pop("date", []))
        for key, found in by_key.items():
            if key in LINKS:
                self._links(key, found)
            elif key in PEOPLE:
                self._people(key, found)
            elif key in LISTS:
                self._list(key, found)
            else:
                self._text(key, found)

    def _complain(self, code: str, message: str, at: Statement) -> None:
        self.findings.append(finding(code, message, self._name.path, at.line, at.column))

    def _place(self, key: str, at: Statement) -> None:
        self.places.setdefault(key, (at.line, at.column))

    def _shown(self, statement: Statement) -> str:
        return self._meant.get(statement) or shown(statement)

    def _leave(self, key: str, statement: Statement) -> None:
        """Note what a template left in the place of a field."""
        self._place(key, statement)
        self.told.add(statement)
        if key not in self.values:
            self.placeholders.append(key)

    # One value.

    def _status(self, found: Sequence[Statement]) -> None:
        read, unfilled = [], []
        for statement in found:
            text = self._shown(statement)
            if statuses.is_unfilled(text, self._words):
                unfilled.append(statement)
                self.told.add(statement)
            else:
                read.append((statement, text, statuses.status_of(text, self._words)))
                self._relate(statement)
        known = [each for each in read if each[2]]
        for statement, text, status in read:
            if not status:
                message = f"{quoted(text)} is no status that is known."
                self._complain("unrecognised-status", message, statement)
        if known:
            self.values["status"] = known[0][2]
            self._disagreement("status", [(each[0], each[2]) for each in known])
        chosen = known or read
        if chosen:
            statement, text, _ = chosen[0]
            self.values["status-text"] = text
            self._place("status", statement)
            self.told.update(each[0] for each in read if _same(each[1], text))
        elif unfilled:
            self._place("status", unfilled[0])
            self.placeholders.append("status")

    def _relate(self, statement: Statement) -> None:
        if statement.manner == "badge":
            return
        said = self._shown(statement)
        for relation in relations.stated(said, self._name.path, self._targets):
            self._add(relation.key, relation.others, statement)

    def _date(self, found: Sequence[Statement]) -> None:
        read: list[tuple[Statement, dates.Day]] = []
        unclear: list[tuple[Statement, dates.Day]] = []
        for statement in found:
            text = self._shown(statement)
            if is_unfilled(text):
                self._leave("date", statement)
                continue
            day = dates.read(text)
            (read if day.text else unclear).append((statement, day))
        for statement, day in unclear:
            words = "may be one day or another" if day.problem == "ambiguous" else "is no day"
            message = f"{quoted(self._shown(statement))} {words}."
            self._complain(f"{day.problem}-date", message, statement)
        if read:
            chosen, day = read[0]
            self.values["date"] = day.text
            self.places["date"] = (chosen.line, chosen.column)
            self.told.update(each for each, other in read if other == day and day.whole)
            self._disagreement("date", [(each, other.text) for each, other in read])
            self.placeholders = [key for key in self.placeholders if key != "date"]
        elif not unclear and (named := dates.in_name(self._name.id)):
            self.values["date"] = named
            self.placeholders = [key for key in self.placeholders if key != "date"]

    def _disagreement(self, key: str, read: Sequence[tuple[Statement, str]]) -> None:
        first, counts = read[0]
        for statement, value in read[1:]:
            if value != counts:
                place = f"line {first.line} {counts}"
                message = f"The {key} is {value} here, and in {place}."
                self._complain(f"{key}-disagrees", message, statement)

    def _text(self, key: str, found: Sequence[Statement]) -> None:
        for statement in found:
            text = self._shown(statement)
            if is_unfilled(text):
                self._leave(key, statement)
                continue
            value = self._one(key, text, statement)
            if not value or key in self.values:
                continue
            self.values[key] = value
            self._place(key, statement)
            if value == text.lower() or value == text or dates.read(text).whole:
                self.told.add(statement)

    def _one(self, key: str, text: str, statement: Statement) -> str:
        if key == "kind":
            return text.lower() if text.lower() in KINDS else ""
        if key != "review-by":
            return text
        day = dates.read(text)
        if not day.text:
            said = "may be one day or another" if day.problem == "ambiguous" else "is no day"
            self._complain(f"{day.problem}-date", f"{quoted(text)} {said}.", statement)
        return day.text

    # Lists.

    def _people(self, key: str, found: Sequence[Statement]) -> None:
        people: list[Person] = []
        for statement in found:
            if is_unfilled(self._shown(statement)):
                self._leave(key, statement)
                continue
            for text in members(unlinked(self._shown(statement))):
                someone = person(text)
                if someone.name.casefold() not in [known.name.casefold() for known in people]:
                    self._place(f"{key}[{len(people)}]", statement)
                    people.append(someone)
            if not _MARKED.search(self._shown(statement)):
                self.told.add(statement)
        self._hold(key, people, found)

    def _list(self, key: str, found: Sequence[Statement]) -> None:
        held: list[str] = []
        for statement in found:
            if is_unfilled(self._shown(statement)):
                self._leave(key, statement)
                continue
            whole = key == "paths" and statement.manner == "front matter"
            for text in [self._shown(statement)] if whole else members(self._shown(statement)):
                bare = text.strip("`") if key in ("modules", "paths", "tags") else text
                if bare not in held:
                    self._place(f"{key}[{len(held)}]", statement)
                    held.append(bare)
            self.told.add(statement)
        self._hold(key, held, found)

    def _hold(self, key: str, held: Sequence[object], found: Sequence[Statement]) -> None:
        if held:
            self.values[key] = tuple(held)
            self._place(key, found[0])
            self.placeholders = [each for each in self.placeholders if each != key]

    def _links(self, key: str, found: Sequence[Statement]) -> None:
        for statement in found:
            if is_unfilled(self._shown(statement)):
                self.told.add(statement)
                continue
            others = relations.named(self._shown(statement), self._name.path, self._targets)
            if key == "relates":
                others = tuple(other for other in others if not other.startswith("#"))
            self._add(key, others, statement)
            left = self._shown(statement)
            for other in others:
                left = left.replace(other, "")
            if not any(map(str.isalnum, left)):
                self.told.add(statement)

    def _add(self, key: str, others: Sequence[str], statement: Statement) -> None:
        held = list(self._held(key))
        for other in others:
            if other and other not in held:
                self._place(f"{key}[{len(held)}]", statement)
                held.append(other)
        if held:
            self.values[key] = tuple(held)
            self._place(key, statement)

    def _held(self, key: str) -> tuple[str, ...]:
        held = self.values.get(key, ())
        return held if isinstance(held, tuple) else ()


def _rank(statement: Statement) -> tuple[int, int, int]:
    return _RANKS.get(statement.manner, 2), statement.line, statement.column


def shown(statement: Statement) -> str:
    """Return the words of a statement as a reader sees them."""
    return badge_text(statement.text) if statement.manner == "badge" else statement.text


def _same(one: str, other: str) -> bool:
    return one.strip("*_`. ").casefold() == other.strip("*_`. ").casefold()

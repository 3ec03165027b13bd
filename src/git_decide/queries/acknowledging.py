"""Tells who has understood which records, and who of those concerned has not said so."""

from __future__ import annotations

import re

from git_decide.git import acks, search
from git_decide.queries.acknowledged_texts import Texts
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Literal

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.records.digest import Name
    from git_decide.records.model import Record

    Part = Literal["decider", "owner", "informed"]


@value
class Ack:
    """Somebody who has understood a text: the person, the day (``YYYY-MM-DD``), the text's blob.

    `address` is "" where none is stated. `said_of` is the record as it was called. `by` is who
    noted it, ``NAME <ADDRESS>``, "" for the person. `commit` of the notes wrote it, `author` is
    that commit's author's name and `signature` git's letter for its signature: all three are
    "" unless they were looked for (`traced`).
    """

    name: str
    address: str
    day: str
    said_of: str
    blob: str = ""
    by: str = ""
    commit: str = ""
    author: str = ""
    signature: str = ""

    @property
    def line(self) -> str:
        """The line of the note that says it."""
        person = f"{self.name} <{self.address}>" if self.address else self.name
        by = f"; noted by {self.by}" if self.by else ""
        return f"{_KEY}: {person}; {self.day}; {self.said_of}{by}"


@value
class Concerned:
    """Somebody whom a record concerns, and why; `role` and `address` are "" where not stated."""

    name: str
    role: str = ""
    parts: tuple[Part, ...] = ()
    address: str = ""

    @property
    def told(self) -> str:
        """The person, with the role or else with why it concerns them: ``@payments (owner)``."""
        return f"{self.name} ({self.role or ', '.join(self.parts)})"

    def __str__(self) -> str:
        """Return how a record writes it: ``NAME (ROLE)``."""
        return f"{self.name} ({self.role})" if self.role else self.name


@value
class Understanding:
    """Who has understood a record: `acks` of what it says today, `earlier` of another text.

    One for each person, the first one; who said it of today's text is not among the earlier.
    `absent` are those concerned (deciders, owners of its modules, informed) who have not said
    that they understood what it says today; nobody is asked to before it is accepted, or when
    it is not in force any more.
    """

    acks: tuple[Ack, ...] = ()
    earlier: tuple[Ack, ...] = ()
    absent: tuple[Concerned, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Those concerned who have not, as a record writes them: ``NAME (ROLE)``."""
        return tuple(map(str, self.absent))


def understandings(
    repo: Repository, rules: Rules, tip: str | None, records: Sequence[Record], until: str = ""
) -> Mapping[Name, Understanding]:
    """Return who has understood each of some records, and who has not.

    What counts is the text that is committed at `tip`, the id of a commit (None on an unborn
    branch); `rules` say where records lie and who owns modules. A text that differs in
    nothing but its status, its links and the like is the same one. What was said after the
    day `until` is left out. The number of processes depends neither on the records nor on the
    notes.
    """
    said = _parsed(acks.lines(repo)) if tip and records else ()
    said = tuple(ack for ack in said if not until or ack.day <= until)
    texts = Texts(repo, rules, tip or "", records, said) if said else None
    return {
        record.name: _understanding(
            texts.today(record) if texts else (),
            texts.earlier(record) if texts else (),
            concerned(record, rules) if record.status == "accepted" else (),
        )
        for record in records
    }


def in_use(repo: Repository, until: str = "") -> bool:
    """Return whether anybody ever said to have understood a record, up to the day `until`.

    One process where no day is given.
    """
    if not until:
        return acks.any_refs(repo)
    return any(ack.day <= until for ack in _parsed(acks.lines(repo)))


def traced(repo: Repository, found: Understanding) -> Understanding:
    """Return the same with the commits that wrote the acks, their authors and signatures."""
    every = (*found.acks, *found.earlier)
    added = acks.written_in(repo, {ack.blob for ack in every})
    wrote = {(blob, ack.line): at for (blob, line), at in added.items() if (ack := parsed(line))}
    commits = search.commits(repo, list(dict.fromkeys(wrote.values())))

    def trace(ack: Ack) -> Ack:
        commit = commits.get(wrote.get((ack.blob, ack.line), ""))
        if commit is None:
            return ack
        return replace(
            ack, commit=commit.id, author=commit.author, signature=commit.signature or "N"
        )

    return replace(
        found, acks=tuple(map(trace, found.acks)), earlier=tuple(map(trace, found.earlier))
    )


def concerned(record: Record, rules: Rules) -> tuple[Concerned, ...]:
    """Return whom a record concerns: deciders, owners of its modules, who was informed.

    Each person once, however often named.
    """
    found: dict[str, Concerned] = {}
    for new in _named(record, rules):
        known = found.setdefault(folded(new.name), new)
        parts = tuple(dict.fromkeys((*known.parts, *new.parts)))
        either = {"role": known.role or new.role, "address": known.address or new.address}
        found[folded(new.name)] = replace(known, parts=parts, **either)
    return tuple(found.values())


def folded(name: str) -> str:
    """Return a person's name as it is compared: without case and odd white space."""
    return " ".join(name.casefold().split())


_KEY = "Understood-by"
_ADDRESSED = re.compile(r"(?P<name>[^<>]*?)\s*<(?P<address>[^<>]*)>")
_TITLED = re.compile(r"(?P<name>.*\S)\s*\((?P<role>[^()]*)\)")
_LINE = re.compile(
    rf"{_KEY}:\s*(?P<name>[^;<>\s][^;<>]*?)\s*(?:<(?P<address>[^<>]*)>)?\s*;"
    r"\s*(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})\s*;\s*(?P<said>.+?)\s*(?:;\s*noted by (?P<by>.+))?",
    re.IGNORECASE,
)


def parsed(line: str) -> Ack | None:
    """Return what a line of a note says, None where it is no ack."""
    found = _LINE.fullmatch(line.strip())
    if not found:
        return None
    said = (found["name"], found["address"] or "", found["day"], found["said"])
    return Ack(*said, by=found["by"] or "")


def person(written: str) -> tuple[str, str, str]:
    """Part ``NAME <ADDRESS>`` or ``NAME (ROLE)``, as far as both are there.

    Returns the name, the address and the role.
    """
    text, address, role = " ".join(written.split()), "", ""
    if (titled := _TITLED.fullmatch(text)) is not None:
        text, role = titled["name"], titled["role"].strip()
    if (addressed := _ADDRESSED.fullmatch(text)) is not None:
        text, address = addressed["name"] or addressed["address"], addressed["address"]
    return text, address, role


def same_person(ack: Ack, other: Concerned | Ack) -> bool:
    """Return whether somebody who has understood is this one: by the name, or by the address."""
    own, theirs = ack.address.casefold(), other.address.casefold()
    named = folded(ack.name) == folded(other.name)
    return named or bool(own and own in (theirs, folded(other.name)))


def _parsed(said: Mapping[str, Iterable[str]]) -> tuple[Ack, ...]:
    found = ((blob, parsed(line)) for blob, lines in said.items() for line in lines)
    return tuple(replace(ack, blob=blob) for blob, ack in found if ack)


def _named(record: Record, rules: Rules) -> Iterator[Concerned]:
    for each in record.deciders:
        name, address, _ = person(each.name)
        yield Concerned(name, each.role or "", ("decider",), address)
    for module in record.modules:
        for owner in rules.module(module).owners:
            name, address, role = person(owner)
            yield Concerned(name, role, ("owner",), address)
    for each in record.informed:
        name, address, _ = person(each.name)
        yield Concerned(name, each.role or "", ("informed",), address)


def _understanding(
    today: Sequence[Ack], earlier: Sequence[Ack], people: Sequence[Concerned]
) -> Understanding:
    understood = _first(today)
    before = [ack for ack in _first(earlier) if not _among(ack, understood)]
    absent = [each for each in people if not any(same_person(ack, each) for ack in understood)]
    return Understanding(tuple(understood), tuple(before), tuple(absent))


def _first(said: Sequence[Ack]) -> list[Ack]:
    """Return the first ack of each person, in the order of time."""
    found: list[Ack] = []
    for ack in sorted(said, key=lambda each: (each.day, each.line)):
        if not _among(ack, found):
            found.append(ack)
    return found


def _among(ack: Ack, others: Sequence[Ack]) -> bool:
    return any(same_person(ack, other) for other in others)

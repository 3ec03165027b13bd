"""Tells whom to ask for a decision about a module."""

from __future__ import annotations

import os

from git_decide import store
from git_decide.git import attributes
from git_decide.git.objects import read_objects
from git_decide.policy import code_owners
from git_decide.policy.judge import covers
from git_decide.queries.candidates import undecided
from git_decide.queries.linking import all_candidates, sides
from git_decide.records.lifecycle import DECIDED
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import ModuleVerdict, Roles, Rules, Side
    from git_decide.queries.candidates import Judged

_LAST = 6  # records in which it is looked who decided
_LARGEST = 3_000_000  # bytes: more, and no forge reads a CODEOWNERS file


@value
class Decider:
    """Somebody who decided about a module before, and the last record in which they did."""

    person: str
    record: str
    sides: frozenset[Side]


@value
class Whom:
    """Whom to ask about a module: the sides that must decide and have not, and people.

    `titles` are those that speak for each of the `sides`. `deciders` decided about it
    before, the last ones first; `code_owners` own the touched paths on the forge.
    """

    sides: tuple[Side, ...] = ()
    titles: tuple[tuple[str, ...], ...] = ()
    deciders: tuple[Decider, ...] = ()
    code_owners: tuple[str, ...] = ()

    def of(self, side: Side) -> tuple[Decider, ...]:
        """Return those who decided for a side."""
        return tuple(each for each in self.deciders if side in each.sides)


def whom(judged: Judged) -> tuple[tuple[str, Whom], ...]:
    """Return each module that misses a decision, by its name, with whom to ask about it.

    A constant number of processes, however many modules, paths and records there are.
    """
    modules = undecided(judged.verdict)
    shelves = judged.shelves
    paths = tuple(dict.fromkeys(path for module in modules for path in module.uncovered))
    owned = _code_owners(shelves.repo, shelves.parent, paths) if paths else {}
    before = _before(judged, modules)
    return tuple(
        (module.module, _asked(judged, module, before[module.module], owned)) for module in modules
    )


def earlier(repo: Repository, rules: Rules, modules: Sequence[str]) -> tuple[Decider, ...]:
    """Return who decided about these modules, as far as that is staged, the last ones first.

    A process or two.
    """
    entries = store.listed(repo, rules.records, store.INDEX)
    known = store.digests_of(repo, entries, store.words_of(rules))
    about = [
        (digest.date, entry.name.qualified, digest.deciders)
        for entry, digest in reversed(known.items())
        if digest.status in DECIDED and not set(modules).isdisjoint(digest.modules)
    ]
    last = sorted(about, key=lambda each: each[0], reverse=True)[:_LAST]
    return deciders([each[1:] for each in last], rules.roles)


def lacking(judged: Judged, module: ModuleVerdict) -> tuple[Side, ...]:
    """Return the sides that must decide about a module, and that no linked record speaks for."""
    wanted = judged.case.rules.module(module.module).decided_by
    linked = [link.found[0] for link in judged.case.links if len(link.found) == 1]
    there = [
        record
        for record in linked
        if any(covers(record, p, module.module) for p in module.uncovered)
    ]
    return tuple(side for side in wanted if not any(side in record.sides for record in there))


def deciders(
    records: Sequence[tuple[str, Sequence[tuple[str, str]]]], roles: Roles
) -> tuple[Decider, ...]:
    """Return who decided in records, each person once: in the first one that names them.

    A record is its id and its deciders, as written, each with the role title or "".
    """
    found: dict[str, Decider] = {}
    for record, people in records:
        for written, role in people:
            spoken_for = sides((role,), roles) if role else frozenset()
            found.setdefault(written.casefold(), Decider(written, record, spoken_for))
    return tuple(found.values())


def _asked(
    judged: Judged,
    module: ModuleVerdict,
    before: Sequence[Decider],
    owned: dict[str, tuple[str, ...]],
) -> Whom:
    missing = lacking(judged, module)
    roles = judged.case.rules.roles
    titles = {"product": roles.product, "engineering": roles.engineering}
    names = dict.fromkeys(owner for path in module.uncovered for owner in owned.get(path, ()))
    return Whom(missing, tuple(titles[side] for side in missing), tuple(before), tuple(names))


def _before(judged: Judged, modules: Sequence[ModuleVerdict]) -> dict[str, tuple[Decider, ...]]:
    """Return who decided about each module, the last ones first."""
    decided = [r for r in reversed(all_candidates(judged.shelves)) if r.status in DECIDED]
    records = sorted(decided, key=lambda r: r.dated, reverse=True)
    found = {}
    for module in modules:
        about = [r for r in records if any(covers(r, p, module.module) for p in module.uncovered)]
        people = [(record.id, record.deciders) for record in about[:_LAST]]
        found[module.module] = deciders(people, judged.case.rules.roles)
    return found


def _code_owners(
    repo: Repository, revision: str, paths: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return who owns paths as a revision has it. Two processes, one where there is no file."""
    place, text = next(_files(repo, revision), ("", "")) if revision else ("", "")
    lines = code_owners.read(text, place)
    if not lines:
        return {}
    matched = attributes.matches(repo, [line.patterns for line in lines], paths)
    return {path: code_owners.owners(lines, matched, path) for path in paths}


def _files(repo: Repository, revision: str) -> Iterator[tuple[str, str]]:
    """Yield the files that there are, the one that counts first, with where each is."""
    names = {place: f"{revision}:{place}" for place in code_owners.PLACES}
    there = read_objects(repo, list(names.values()))
    for place, name in names.items():
        found = there[name]
        if found and found[1] == "blob" and len(found[2]) <= _LARGEST:
            yield place, os.fsdecode(found[2])

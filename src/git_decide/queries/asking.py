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
    from git_decide.records.model import Person
    from git_decide.store import Stored

_READ = 6  # records in which it is looked who decided
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
    """Return who decided about these modules in the records of the work tree, the last ones first.

    A process or two.
    """
    words = store.words_of(rules)
    entries = store.listed(repo, rules.records, store.WORKTREE)
    known = store.digests_of(repo, entries, words)
    about = [
        entry
        for entry, digest in reversed(known.items())
        if digest.status in DECIDED and not set(modules).isdisjoint(digest.modules)
    ]
    return deciders(store.read(repo, about[:_READ], words), rules.roles)


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


def deciders(records: Sequence[Stored], roles: Roles) -> tuple[Decider, ...]:
    """Return who decided in these records, those of the first ones first, each person once."""
    found: dict[str, Decider] = {}
    for stored in records:
        record = stored.reading.record
        for person in record.deciders if record else ():
            told = Decider(str(person), stored.name.qualified, _sides(person, roles))
            found.setdefault(person.name.casefold(), told)
    return tuple(found.values())


def _sides(person: Person, roles: Roles) -> frozenset[Side]:
    return sides((person.role,), roles) if person.role else frozenset()


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
    """Return who decided about each module, the last ones first. One process."""
    shelves = judged.shelves
    entries = {entry.name.path: entry for view in reversed(shelves.views) for entry in view.entries}
    records = [each for each in reversed(all_candidates(shelves)) if each.status in DECIDED]
    about = {
        module.module: [
            record.path
            for record in records
            if any(covers(record, path, module.module) for path in module.uncovered)
        ][:_READ]
        for module in modules
    }
    wanted = dict.fromkeys(path for paths in about.values() for path in paths)
    read = store.read(shelves.repo, [entries[path] for path in wanted], shelves.words)
    by_path = {stored.name.path: stored for stored in read}
    roles = judged.case.rules.roles
    return {
        name: deciders([by_path[path] for path in paths], roles) for name, paths in about.items()
    }


def _code_owners(
    repo: Repository, revision: str, paths: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return who owns paths as a revision has it. Two processes, one where there is no file."""
    text = next(_files(repo, revision), "") if revision else ""
    lines = code_owners.read(text)
    if not lines:
        return {}
    matched = attributes.matches(repo, [line.patterns for line in lines], paths)
    return {path: code_owners.owners(lines, matched, path) for path in paths}


def _files(repo: Repository, revision: str) -> Iterator[str]:
    names = [f"{revision}:{place}" for place in code_owners.PLACES]
    for found in read_objects(repo, names).values():
        if found and found[1] == "blob" and len(found[2]) <= _LARGEST:
            yield os.fsdecode(found[2])

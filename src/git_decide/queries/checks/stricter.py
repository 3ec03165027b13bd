"""Finds what a record lacked all along, before a conversion held it to more than its old format."""

from __future__ import annotations

from git_decide import store
from git_decide.listing import INDEX
from git_decide.policy.config import DEFAULTS
from git_decide.queries.checks.setup import configuration
from git_decide.queries.rules import judging_rules
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules

    # A record as a parent has it, with the path that it has now.
    Former = tuple[str, store.Listed]


def lacked(
    repo: Repository, parents: Sequence[str], paths: Collection[str], where: str = INDEX
) -> frozenset[tuple[str, str, str]]:
    """Return (path now, code, message) for each finding of a parent's version, taken strictly.

    `paths` are those of records as they are `where`. A record that has another name now is found by
    the former ids that it bears.
    """
    rules = configuration(repo, where, told=False).rules
    spoken = replace(store.words_of(rules), strict=True)
    found = set()
    for parent in parents:
        entries = _before(repo, rules, parent, paths, where)
        read = store.read(repo, [entry for _, entry in entries], spoken)
        for (path, _), stored in zip(entries, read, strict=True):
            found |= {(path, each.code, each.message) for each in stored.findings}
    return frozenset(found)


def _before(
    repo: Repository, rules: Rules, parent: str, paths: Collection[str], where: str
) -> list[Former]:
    """Return the records as a parent has them, unless they are there beside what bears their id."""
    listed = store.listed(repo, rules.records, where)
    there = {entry.name.path for entry in listed}
    now = store.read(repo, [e for e in listed if e.name.path in paths], store.words_of(rules))
    paths_of = {each.name.path: each.name.path for each in now}
    for each in now:
        folder = each.name.path.rpartition("/")[0]
        for alias in each.reading.record.aliases if each.reading.record else ():
            paths_of.setdefault(f"{folder}/{alias}", each.name.path)
    return [
        (path, entry)
        for entry in store.listed(repo, _rules_of(repo, rules, parent).records, parent)
        for name in (entry.name.path, f"{entry.name.path.rpartition('/')[0]}/{entry.name.id}")
        if (path := paths_of.get(name, "")) and (path == name or entry.name.path not in there)
    ]


def _rules_of(repo: Repository, rules: Rules, parent: str) -> Rules:
    """Return where a parent has its logs: before it knew rules, where they are now."""
    known = judging_rules(repo, parent)
    return rules if known == DEFAULTS else known

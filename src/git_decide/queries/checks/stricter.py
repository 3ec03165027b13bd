"""Finds what a record lacked all along, before a conversion held it to more than its old format."""

from __future__ import annotations

from git_decide import store
from git_decide.listing import INDEX
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from git_decide.git.repository import Repository


def lacked(
    repo: Repository, parents: Sequence[str], paths: Collection[str]
) -> frozenset[tuple[str, str, str]]:
    """Return (path now, code, message) for each finding of a parent's version, taken strictly.

    `paths` are those of staged records. A record that has another name now is found by
    the former ids that it bears.
    """
    spoken = replace(store.words_of(store.rules_at(repo, INDEX)), strict=True)
    found = set()
    for parent in parents:
        entries = _before(repo, parent, paths)
        read = store.read(repo, [entry for _, entry in entries], spoken)
        for (path, _), stored in zip(entries, read, strict=True):
            found |= {(path, each.code, each.message) for each in stored.findings}
    return frozenset(found)


def _before(
    repo: Repository, parent: str, paths: Collection[str]
) -> list[tuple[str, store.Listed]]:
    """Return the records as a parent has them, each with the path that it has now."""
    rules = store.rules_at(repo, INDEX)
    listed = store.listed(repo, rules.records, INDEX)
    now = store.read(repo, [e for e in listed if e.name.path in paths], store.words_of(rules))
    paths_of = {each.name.path: each.name.path for each in now}
    for each in now:
        folder = each.name.path.rpartition("/")[0]
        for alias in each.reading.record.aliases if each.reading.record else ():
            paths_of.setdefault(f"{folder}/{alias}", each.name.path)
    before = store.listed(repo, store.rules_at(repo, parent).records, parent)
    return [
        (path, entry)
        for entry in before
        for name in (entry.name.path, f"{entry.name.path.rpartition('/')[0]}/{entry.name.id}")
        if (path := paths_of.get(name, ""))
    ]

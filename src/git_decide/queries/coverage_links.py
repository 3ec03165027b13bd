"""Tells which links of a history mean some record, by name alone."""

from __future__ import annotations

from git_decide import store
from git_decide.git import folders
from git_decide.listing import among
from git_decide.records.ids import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.git.folders import Content
    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.records.digest import Name

    # A commit, and what stands in its links.
    Linked = tuple[str, tuple[str, ...]]


def resolving(
    repo: Repository, rules: Rules, head: str, linked: Mapping[int, Linked]
) -> frozenset[int]:
    """Return the keys of those of which a link means a record of `head`, or of their own tree."""
    known = _Names(repo, rules, head)
    good = {key for key, (_, written) in linked.items() if any(map(known.means, written))}
    rest = {key: found for key, found in linked.items() if key not in good}
    if rest:
        good |= _in_their_own(repo, rules, rest)
    return frozenset(good)


class _Names:
    """The records of HEAD, by all that they are and were called."""

    def __init__(self, repo: Repository, rules: Rules, head: str) -> None:
        self._repo = repo
        self._rules = rules
        self._entries = store.listed(repo, rules.records, head)
        self._names = [entry.name for entry in self._entries]
        self._known: dict[str, bool] = {}
        self._former: Mapping[str, Sequence[Name]] | None = None

    def means(self, written: str) -> bool:
        if written not in self._known:
            self._known[written] = bool(resolve(written, self._names, self._aliases))
        return self._known[written]

    def _aliases(self) -> Mapping[str, Sequence[Name]]:
        if self._former is None:
            words = store.words_of(self._rules)
            self._former = store.aliases(
                self._entries, store.digests(self._repo, self._entries, words)
            )
        return self._former


def _in_their_own(repo: Repository, rules: Rules, linked: Mapping[int, Linked]) -> set[int]:
    """Return the keys of those of which a link means a record that their own tree has."""
    logs = [folder for _, folder in rules.records.folders()]
    commits = list(dict.fromkeys(commit for commit, _ in linked.values()))
    held = folders.at(repo, commits, logs)
    names: dict[tuple[str, ...], list[Name]] = {}
    good = set()
    for key, (commit, written) in linked.items():
        contents = {folder: held[commit, folder] for folder in logs}
        trees = tuple(content.tree for content in contents.values())
        if trees not in names:
            names[trees] = _named(rules, contents)
        if any(resolve(each, names[trees], dict) for each in written):
            good.add(key)
    return good


def _named(rules: Rules, contents: Mapping[str, Content]) -> list[Name]:
    files = [
        (f"{folder}/{file.path}", file.mode, file.blob)
        for folder, content in contents.items()
        for file in content.files
    ]
    return [entry.name for entry in among(rules.records, list(dict.fromkeys(files)))]

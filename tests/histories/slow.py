"""Asks plain git one plain question per process, and remembers only what never changes."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.histories import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.support import Repo

    # Mode and object by path.
    Files = Mapping[str, tuple[str, str]]

ABSENT = ("", "")


@dataclass(frozen=True)
class Facts:
    """What a commit says of itself."""

    parents: tuple[str, ...]
    author: str
    seconds: int
    message: str


class Slow:
    """A repository that is asked without haste. Revisions are ids."""

    def __init__(self, repo: Repo) -> None:
        self._repo = repo
        self._told: dict[tuple[str, ...], str] = {}
        self._facts: dict[str, Facts] = {}  # of all commits that refs lead to, at once
        self._flags: dict[tuple[object, ...], Mapping[str, str]] = {}
        self._hits: dict[str, frozenset[str]] = {}
        self.empty = self.ask("hash-object", "-t", "tree", os.devnull).strip()

    def ask(self, *arguments: str) -> str:
        """Return what git says to a question whose answer never changes."""
        if arguments not in self._told:
            self._told[arguments] = self._repo.git(*arguments).stdout
        return self._told[arguments]

    def now(self, *arguments: str) -> str:
        """Return what git says today, "" where it fails."""
        return self._repo.git(*arguments, ok=False).stdout

    def facts(self, commit: str) -> Facts:
        """Return what a commit says."""
        if commit not in self._facts:
            form = "--format=tformat:%H%x00%P%x00%an <%ae>%x00%ct%x00%B"
            every = self._repo.git("log", "-z", form, "--all", commit).stdout.split("\0")[:-1]
            fields = iter(every)
            for name, parents, author, seconds, message in zip(*[fields] * 5, strict=True):
                self._facts[name] = Facts(tuple(parents.split()), author, int(seconds), message)
        return self._facts[commit]

    def files(self, commit: str) -> Files:
        """Return all files of a commit, "" having none."""
        if not commit:
            return {}
        found = {}
        for line in self.ask("ls-tree", "-r", "-z", commit).split("\0")[:-1]:
            facts, _, path = line.partition("\t")
            mode, _, name = facts.split(" ")
            found[path] = (mode, name)
        return found

    def text(self, commit: str, path: str) -> str | None:
        """Return the text of a file of a commit, None where there is none."""
        mode, name = self.files(commit).get(path, ABSENT)
        return self.ask("cat-file", "blob", name) if mode[:2] in ("10", "12") else None

    def inside(self, base: str, tip: str) -> list[str]:
        """Return the commits of a range, oldest first."""
        ends = [f"^{base}"] if base else []
        return self.ask("rev-list", "--topo-order", "--reverse", tip, *ends).split()

    def forks(self, base: str, tip: str) -> tuple[str, ...]:
        """Return all merge bases."""
        return tuple(self.ask("merge-base", "--all", base, tip).split()) if base else ()

    def behind(self, one: str, head: str) -> bool:
        """Tell whether `head` is or descends from a commit."""
        return one in self.inside("", head)

    def commit_named(self, word: str) -> str:
        """Return the commit that a word is the id of, "" for none."""
        return self.now("rev-parse", "--verify", "--quiet", f"{word}^{{commit}}").strip()

    def change(self, commit: str) -> set[str]:
        """Return the paths that a commit changed; of a merge, those that git did not merge so."""
        parents = self.facts(commit).parents
        if len(parents) < 2:
            return differing(self.files(parents[0]) if parents else {}, self.files(commit))
        if len(parents) == 2:
            quiet = ("-c", "merge.directoryRenames=conflict", "show", "--format=")
            out = self.ask(*quiet, "--remerge-diff", "--name-only", "--no-renames", "-z", commit)
            # Where a file and a link meet, git puts one aside: ``name~1234abc (Subject)``.
            return {re.sub(r"~[0-9a-f]+ \(.*\)$", "", path) for path in out.split("\0")} - {""}
        now = self.files(commit)
        several = [differing(self.files(parent), now) for parent in parents]
        return set.intersection(*several)

    def modules(self, commit: str) -> Mapping[str, str]:
        """Return the module of each path that the attributes of a commit flag, existing or not."""
        files = self.files(commit)
        rules = tuple(sorted((p, f) for p, f in files.items() if p.endswith(".gitattributes")))
        if rules not in self._flags:
            self._flags[rules] = self._check(commit)
        return self._flags[rules]

    def _check(self, commit: str) -> Mapping[str, str]:
        index = str(self._repo.path.parent / "index-of-a-tree")
        env = {"GIT_INDEX_FILE": index}
        self._repo.git("read-tree", commit or self.empty, env=env)
        feed = "".join(f"{path}\0" for path in paths())
        asked = ("-c", "core.ignoreCase=true", "check-attr", "--cached", "-z", "--stdin", "fragile")
        fields = self._repo.git(*asked, input=feed, env=env).stdout.split("\0")
        found = dict(zip(fields[0::3], fields[2::3], strict=False))
        named = {path: "default" if said == "set" else said for path, said in found.items()}
        return {p: said for p, said in named.items() if said not in ("unset", "unspecified")}

    def matches(self, pattern: str) -> frozenset[str]:
        """Return the paths that a pattern of a record matches."""
        if pattern not in self._hits:
            file = self._repo.path.parent / "a-pattern"
            file.write_text(f"{pattern} hit\n")
            settings = ("-c", f"core.attributesFile={file}", "-c", "core.ignoreCase=true")
            env = {"GIT_INDEX_FILE": str(self._repo.path.parent / "no-index")}
            feed = "".join(f"{path}\0" for path in paths())
            asked = (*settings, "check-attr", "--cached", "-z", "--stdin", "hit")
            fields = self._repo.git(*asked, input=feed, env=env).stdout.split("\0")
            told = zip(fields[0::3], fields[2::3], strict=False)
            self._hits[pattern] = frozenset(path for path, said in told if said == "set")
        return self._hits[pattern]


def paths() -> tuple[str, ...]:
    """Return every path that a generated history may have, but for records."""
    judging = (*words.ATTRIBUTES, words.RULES)
    return (*words.FILES, words.SUBMODULE, *judging, *(f"{path}/within" for path in judging))


def differing(old: Files, new: Files) -> set[str]:
    """Return the paths that two sides do not have alike."""
    return {path for path in {*old, *new} if old.get(path) != new.get(path)}

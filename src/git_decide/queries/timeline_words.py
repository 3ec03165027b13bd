"""Reads what somebody asks the log of: a file, a folder, a module, a record, commits."""

from __future__ import annotations

import os
from shlex import quote

from git_decide import listing
from git_decide.errors import CannotLook, UserError, named, some
from git_decide.git import revisions, search
from git_decide.git.objects import tree_entries
from git_decide.queries.flags import flags
from git_decide.queries.timeline_target import Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from git_decide.policy.model import Rules
    from git_decide.queries.past import Past

_HINT = "git decide log FILE, FOLDER, MODULE, ID, COMMIT or A..B"


def target(
    past: Past, rules: Rules, where: str, text: str, from_top: Callable[[str], str]
) -> tuple[Target, str]:
    """Return what is meant, with a sentence where it might be something else, too.

    A file or folder comes first, then a module, a record, a commit or a range of commits, a
    path that there was once; ``module:``, ``record:`` and ``commit:`` in front say which.
    `from_top` turns a path as typed into one from the top. Raises `UserError` for what is
    nothing of these.
    """
    words = _Words(past, rules, where)
    named_by = {"module:": words.module, "record:": words.record, "commit:": words.commits}
    for prefix, reading in named_by.items():
        if text.startswith(prefix):
            rest = text.removeprefix(prefix)
            meant = reading(rest)
            if meant is None:
                raise UserError(f"there is no {prefix[:-1]} {named(rest)}", _HINT)
            return meant, ""
    path = _path(text, from_top)
    if meant := words.place(path):
        also = "" if "/" in text or not words.module(text) else "module:"
        return meant, f"{named(text)} is also a module: {also}{text}" if also else ""
    for reading in named_by.values():
        if meant := reading(text):
            return meant, ""
    if meant := words.former_place(path):
        return meant, ""
    line = path and words.place(path.partition(":")[0])
    hint = f"Of a line: git decide why {quote(text)}" if line else _HINT
    raise UserError(f"there is no file, module, record or commit called {named(text)}", hint)


class _Words:
    """What a word may mean, each reading for itself."""

    def __init__(self, past: Past, rules: Rules, where: str) -> None:
        self._past = past
        self._rules = rules
        self._where = where

    def place(self, path: str | None) -> Target | None:
        """Return the file or folder at a path from the top; that of a record means the record."""
        if path is None or not self._is_there(path):
            return None
        own = (gist.name for gist in self._past.gists if gist.name.path == path)
        name = next(own, None)
        return Target("record", path, name) if name else Target("path", path)

    def module(self, text: str) -> Target | None:
        """Return the module of this name, be it flagged or only in decisions.toml."""
        known = text in self._rules.modules or any(
            flag.module == text for flag in flags(self._past.repo, self._where)
        )
        return Target("module", text) if known else None

    def record(self, text: str) -> Target | None:
        """Return the record that an id means; raises `UserError` where it means several."""
        found = self._past.catalogue().linked(text)
        if len(found) > 1:
            candidates = some([name.qualified for name in found])
            raise UserError(f"{named(text)} may mean {candidates}", "Write more of the id.")
        return Target("record", found[0].qualified, found[0]) if found else None

    def commits(self, text: str) -> Target | None:
        """Return the commit, or those of a range; raises `CannotLook` for an unknown range."""
        repo = self._past.repo
        if ".." in text:
            return Target("commits", text, commits=revisions.between(repo, text))
        try:
            return Target("commits", text, commits=(search.commit_id(repo, text),))
        except CannotLook:
            return None

    def former_place(self, path: str | None) -> Target | None:
        """Return a path at which there was a file or folder once, as linked commits tell."""
        index = self._past.index
        if path is None or index is None:
            return None
        inside = f"{path}/"
        if not any(each == path or each.startswith(inside) for each in index.changed_paths()):
            return None
        return Target("path", path)

    def _is_there(self, path: str) -> bool:
        top = self._past.repo.top
        if path == "." or (
            self._where == listing.WORKTREE
            and top is not None
            and os.path.lexists(os.path.join(top, path))
        ):
            return True
        tree = None if self._where in (listing.WORKTREE, listing.INDEX) else self._where
        return bool(tree_entries(self._past.repo, tree, [path]))


def _path(text: str, from_top: Callable[[str], str]) -> str | None:
    """Return a path from the top, None for what is outside and so may be a commit's name."""
    try:
        return from_top(text) if text and "\0" not in text else None
    except UserError:
        return None

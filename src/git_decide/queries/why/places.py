"""Tells what lies at a path, in the work tree or in a commit, and what its lines are."""

from __future__ import annotations

import os
import stat
from shlex import quote

from git_decide import store
from git_decide.errors import CannotLook, ConfigurationBroken, UserError, named
from git_decide.git import objects, paths, worktree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from git_decide.git.repository import Repository

    Sort = Literal["", "file", "folder", "submodule"]

_SUBMODULE, _FOLDER, _LINK = "160000", "040000", "120000"
_LARGEST = 16 << 20  # bytes: comments are not looked for in more


class NotCheckedOut(CannotLook):
    """A sparse checkout leaves out what is asked about, at this path; HEAD has it."""

    def __init__(self, path: str, hint: str) -> None:
        super().__init__(f"{path} is not checked out here", hint)


class Place:
    """The work tree (`where` is "worktree") or a commit, as the one that files are looked up in.

    `remarks` are sentences that whoever asked should be told.
    """

    def __init__(self, repo: Repository, where: str) -> None:
        self._repo = repo
        self.where = where
        self.remarks: list[str] = []
        self._modules: frozenset[str] | None = None

    @property
    def revision(self) -> str:
        """The commit that git is asked about, "" for the work tree."""
        return "" if self.where == store.WORKTREE else self.where

    def remark(self, text: str) -> None:
        """Add a sentence."""
        self.remarks.append(text)

    def followed(self, path: str) -> str:
        """Return what a symbolic link in the work tree leads to, as far as that is below the top.

        Any other path is returned as it is.
        """
        top = os.path.realpath(self._repo.top or "")
        whole = os.path.join(top, path)
        if self.revision or not os.path.islink(whole):
            return path
        found = os.path.relpath(os.path.realpath(whole), top).replace(os.sep, "/")
        if found.startswith("../") or not os.path.lexists(os.path.join(top, found)):
            return path
        self.remark(f"{path} is a symbolic link to {found}")
        return found

    def sort(self, path: str) -> Sort:
        """Return what lies at a path from the top, "" for nothing."""
        if path in ("", "."):
            return "folder"
        return self._in_commit(path) if self.revision else self._in_files(path)

    def _in_files(self, path: str) -> Sort:
        whole = os.path.join(self._repo.top or "", path)
        try:
            mode = os.lstat(whole).st_mode
        except (OSError, ValueError):
            return ""
        if stat.S_ISDIR(mode):
            inner = os.path.lexists(os.path.join(whole, ".git"))
            return "submodule" if inner else "folder"
        return "file"

    def _in_commit(self, path: str) -> Sort:
        entry = paths.entry_at(self._repo, self.where, path)
        if entry is None:
            return ""
        return {_FOLDER: "folder", _SUBMODULE: "submodule"}.get(entry.mode, "file")  # type: ignore[return-value]

    def among(self, paths: Sequence[str]) -> frozenset[str]:
        """Return those of these paths that are files here."""
        if not self.revision:
            return frozenset(path for path in paths if self.sort(path) == "file")
        return frozenset(each.path for each in objects.listed(self._repo, self.where, paths))

    def content(self, path: str) -> bytes:
        """Return what a file holds, nothing where it cannot be read or is far too large."""
        if self.revision:
            found = objects.read_blobs(self._repo, [f"{self.where}:{path}"], limit=_LARGEST)[0]
            return found.content if found else b""
        try:
            return store.content_at(self._repo, self.where, path) or b""
        except (OSError, ConfigurationBroken):
            return b""

    def lines(self, path: str) -> list[str]:
        """Return the lines of a file, as git counts them, without their ends."""
        text = self.content(path).decode("utf-8", "replace")
        return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")]

    def modules(self) -> frozenset[str]:
        """Return the modules that paths are flagged with."""
        if self._modules is None:
            from git_decide.queries import flags

            lines = flags.flags(self._repo, self.where)
            self._modules = frozenset(each.module for each in lines if each.module)
        return self._modules

    def why_not(self, path: str, line: int) -> UserError | None:
        """Return why there is nothing at a path: gone, in a submodule; None for never there."""
        start = self.revision or "HEAD"
        asked = quote(path + (f":{line}" if line else ""))
        if not self.revision and paths.entry_at(self._repo, start, path):
            hint = f"git decide why {asked} --at HEAD"
            if worktree.left_out(self._repo, path):
                return NotCheckedOut(path, hint)
            return CannotLook(f"{path} is not in the work tree", hint)
        found = self.submodule(path, line) or paths.deletion(self._repo, start, path)
        if found is None or isinstance(found, UserError):
            return found
        return CannotLook(
            f"{path} is not there: {found.id[:10]} deleted it ({found.date}, {found.subject})",
            f"git decide why {asked} --at {found.id[:10]}^",
        )

    def submodule(self, path: str, line: int) -> UserError | None:
        """Return that a path is in a submodule, None where it is not."""
        for folder in _above(path):
            entry = paths.entry_at(self._repo, self.revision or "HEAD", folder)
            if entry and entry.mode == _SUBMODULE:
                rest = quote(path[len(folder) + 1 :] + (f":{line}" if line else ""))
                return UserError(
                    f"{named(folder)} is a submodule, with a history of its own",
                    f"git decide -C {quote(folder)} why {rest}",
                )
        return None


def _above(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:at]) for at in range(1, len(parts))]

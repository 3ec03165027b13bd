"""Finds commits by what they say and by what they changed."""

from __future__ import annotations

import os

from git_decide.errors import CannotLook, named
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository


@value
class Commit:
    """A commit: its id, author, committer date (YYYY-MM-DD) and whole message.

    `signature` is git's letter for it ("G" good, "B" bad, "N" none, …), "" where
    it was not asked for.
    """

    id: str
    author: str
    date: str
    message: str
    signature: str = ""

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.lstrip("\n").partition("\n")[0]


def commit_id(repo: Repository, revision: str) -> str:
    """Return the id of the commit that `revision` names; raise `CannotLook` where there is none."""
    wanted = f"{revision}^{{commit}}"
    result = repo.ask("rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    if result.code:
        raise CannotLook(
            f"no commit is called {named(revision)}",
            "Give a commit, a tag or a branch that this clone has: git branch -a; git tag",
        )
    return result.out.decode().strip()


def saying(repo: Repository, revision: str, pattern: str) -> tuple[Commit, ...]:
    """Return the commits behind `revision`, newest first, with a line that matches `pattern`.

    `pattern` is an extended regular expression, case does not count. One process.
    """
    grep = ("--extended-regexp", "--regexp-ignore-case", f"--grep={pattern}")
    return _log(repo, *grep, revision, "--")


def last_to_change(repo: Repository, revision: str, path: str, pattern: str) -> Commit | None:
    """Return the latest commit that added or removed a line of `path` that matches `pattern`.

    None where there is none, as with a file that is not committed yet.
    """
    found = _log(repo, "-1", f"-G{pattern}", revision, "--", f":(top,literal){path}", signed=True)
    return found[0] if found else None


def _log(repo: Repository, *arguments: str, signed: bool = False) -> tuple[Commit, ...]:
    form = f"--format=%H%x00%an%x00%cs%x00%B%x00{'%G?' if signed else ''}"
    out = repo.git("log", "-z", "--no-show-signature", "--encoding=UTF-8", form, *arguments)
    fields = [os.fsdecode(field) for field in out.split(b"\0")]
    return tuple(Commit(*fields[at : at + 5]) for at in range(0, len(fields) - 4, 5))

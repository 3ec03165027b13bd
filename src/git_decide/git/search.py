"""Finds commits by what they say and by what they changed."""

from __future__ import annotations

import os

from git_decide.errors import CannotLook, named
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

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
    if result.code or result.out.startswith(b"^"):  # git takes ^main for what is not in main
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


def commits(repo: Repository, ids: Sequence[str], signed: bool = True) -> dict[str, Commit]:
    """Return the commits with these ids. One process.

    Signatures are looked at where they are to be, one more process for each that there is.
    """
    if not ids:
        return {}
    found = _log(repo, *_alone(ids), signed=signed)
    return {commit.id: commit for commit in found}


def ahead(repo: Repository, ids: Sequence[str]) -> None:
    """Let git begin with what `commits` will ask, without signatures."""
    if ids:
        repo.ahead(*_logging(False), *_alone(ids))


def _alone(ids: Sequence[str]) -> tuple[str, ...]:
    return ("--no-walk=unsorted", *ids, "--")


@value
class Version:
    """What a commit made of a file: its blob before and after, "" where it was not there."""

    commit: str
    path: str
    before: str
    after: str


def versions(
    repo: Repository, revision: str, path: str, without: Sequence[str] = ()
) -> tuple[Version, ...]:
    """Return every change of a file up to `revision`, newest first and through renames.

    A copy of another file, which stayed as it was, begins a history of its own. The commits
    `without`, and what is behind them, are left out.
    """
    ends = [f"^{commit}" for commit in without]
    return _versions(repo, "--follow", "-M", revision, *ends, "--", f":(top,literal){path}")


def versions_of(repo: Repository, revision: str, paths: Sequence[str]) -> tuple[Version, ...]:
    """Return every change of these paths up to `revision`, newest first."""
    if not paths:
        return ()
    places = [f":(top,literal){path}" for path in paths]
    return _versions(repo, "--no-renames", revision, "--", *places)


def _versions(repo: Repository, *arguments: str) -> tuple[Version, ...]:
    out = repo.git(
        "-c", "log.showRoot=true", "log", "-z", "--raw", "--no-abbrev", "--no-show-signature",
        "--format=%H", "--ignore-submodules=none", *arguments
    )  # fmt: skip
    fields = iter(out.split(b"\0"))
    found, commit = [], ""
    for field in fields:
        text = field.lstrip(b"\n")
        if not text.startswith(b":"):
            commit = text.decode() or commit
            continue
        _, _, before, after, how = text.decode().split(" ")
        path = next(fields)
        if how[0] in "RC":  # the old name stands in front of the new one
            path = next(fields)
        if how[0] == "C":  # --follow looks for copies, and two records may be much alike
            before = ""
        blobs = (blob if blob.strip("0") else "" for blob in (before, after))
        found.append(Version(commit, os.fsdecode(path), *blobs))
        if how[0] == "C":
            break
    return tuple(found)


def _log(repo: Repository, *arguments: str, signed: bool = False) -> tuple[Commit, ...]:
    out = repo.git(*_logging(signed), *arguments)
    fields = [os.fsdecode(field) for field in out.split(b"\0")]
    return tuple(Commit(*fields[at : at + 5]) for at in range(0, len(fields) - 4, 5))


def _logging(signed: bool) -> tuple[str, ...]:
    form = f"--format=%H%x00%an%x00%cs%x00%B%x00{'%G?' if signed else ''}"
    return ("log", "-z", "--no-show-signature", "--encoding=UTF-8", form)

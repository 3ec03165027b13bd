"""Reads from a history which commits made the files below some folders what they are."""

from __future__ import annotations

import os

from git_decide.git.objects import COMMAND_LINE
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.git.repository import Repository

# No path begins with a slash, and no other field does where one of these may stand.
_FORM = "--format=tformat:/%H%x00%an%x00%ct%x00%s"
_LOG = (
    "-c", "log.showRoot=true", "-c", "log.follow=false", "log", "-z", "--raw", "--no-abbrev",
    "--no-show-signature", "--no-notes", "--no-color", "--no-ext-diff", "--no-relative",
    "--ignore-submodules=none", "--encoding=UTF-8", "--ignore-missing", "-M", _FORM,
)  # fmt: skip
_MOVES = (
    "diff-tree", "--stdin", "-z", "-r", "--raw", "--no-abbrev", "--root", "-M", "--diff-filter=R",
    "--ignore-submodules=none",
)  # fmt: skip


@value
class Change:
    """What a commit made of a file: its blob before and after, "" where it was not there.

    `former` is the path that it had before, "" where it had the same one.
    """

    path: str
    before: str
    after: str
    former: str = ""


@value
class Changing:
    """A commit that changed some of the files: its author's name, and when it was committed.

    In seconds since 1970, UTC. A merge is not among them: what it brings, others changed.
    """

    id: str
    author: str
    committed: int
    subject: str
    changes: tuple[Change, ...]


def changing(
    repo: Repository, tip: str, without: Sequence[str], places: Sequence[str]
) -> Iterator[Changing]:
    """Yield the commits behind `tip` and not behind `without` that changed files, newest first.

    Only the files at or below `places`, paths from the top. A rename is told where both
    ends are there. Ids of commits that are gone do no harm. One process.
    """
    if not places:
        return
    specs = [f":(top,literal){place}" for place in places]
    if sum(map(len, specs)) > COMMAND_LINE:  # more of the history than was asked for
        specs = sorted({f":(top,literal){place.partition('/')[0]}" for place in places})
    command = (*_LOG, tip, *(f"^{each}" for each in without), "--", *specs)
    fields = iter(repo.git(*command).split(b"\0"))
    head = next(fields, b"")
    while head:
        author, committed, subject = next(fields), next(fields), next(fields)
        found, behind = _changes(fields)
        if found:
            names = (os.fsdecode(head[1:]), os.fsdecode(author))
            yield Changing(*names, int(committed or 0), os.fsdecode(subject), found)
        head = behind


def moves(repo: Repository, commits: Sequence[str]) -> Iterator[tuple[str, Change]]:
    """Yield every rename in these commits, wherever it leads from or to, with the commit's id.

    Held against the first parent, merges left out. One process.
    """
    if not commits:
        return
    feed = "".join(f"{commit}\n" for commit in commits).encode()
    fields = iter(repo.git(*_MOVES, feed=feed).split(b"\0"))
    commit = ""
    for field in fields:
        if field[:1] == b":":
            yield commit, _change(field, fields)
        elif field:
            commit = field.decode()


def _changes(fields: Iterator[bytes]) -> tuple[tuple[Change, ...], bytes]:
    """Return what a commit changed, and the field that the next commit begins with."""
    found: list[Change] = []
    for field in fields:
        text = field.lstrip(b"\n")
        if text[:1] != b":":
            return tuple(found), text
        found.append(_change(text, fields))
    return tuple(found), b""


def _change(facts: bytes, fields: Iterator[bytes]) -> Change:
    """Read ``:MODE MODE ID ID HOW``, and the path or the two behind it."""
    _, _, before, after, how = facts.decode().split(" ")
    path = os.fsdecode(next(fields))
    former = ""
    if how[0] in "RC":
        former, path = path, os.fsdecode(next(fields))
    if how[0] == "C":
        former, before = "", ""
    return Change(path, before.strip("0") and before, after.strip("0") and after, former)

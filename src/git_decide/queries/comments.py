"""Finds the decisions that comments in code name: ``# Decision: 0042-use-webhooks``."""

from __future__ import annotations

import os
import stat

from git_decide.git import checkout
from git_decide.git.objects import read_blobs
from git_decide.listing import INDEX, WORKTREE
from git_decide.queries.checks import commented
from git_decide.queries.commenting.scope import scope
from git_decide.queries.commenting.text import found
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.git.repository import Repository
    from git_decide.queries.commenting.text import Found

_LARGEST = 4 << 20  # bytes: larger files are data


@value
class Comment:
    """A comment that names decisions: `written` as they stand there, none of them looked up.

    `path` is from the top ("" where only a text was given), `line` and the `columns` of
    the written ones are counted from one.
    """

    path: str
    line: int
    written: tuple[str, ...]
    columns: tuple[int, ...]


def comments(
    repo: Repository, where: str, paths: Sequence[str] = (), without: Sequence[str] = ()
) -> tuple[Comment, ...]:
    """Return the comments of all tracked text files at `where`, in order of path and line.

    `where` is ``worktree``, ``index`` or the id of a commit. Only in files at or below
    `paths` (from the top, literal) where any are given, and not below `without`. Files
    over 4 MiB count as data. One process of git, three where a comment may be found in
    anything but the work tree.
    """
    return comments_of(repo, where, files(repo, where, paths, without))


def files(
    repo: Repository, where: str, paths: Sequence[str] = (), without: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the tracked text files that may hold such comments. One process."""
    place = {WORKTREE: "", INDEX: ":"}.get(where, where)
    return commented.anywhere(repo, place, paths, without)


def comments_of(repo: Repository, where: str, paths: Sequence[str]) -> tuple[Comment, ...]:
    """Return the comments of these files, in their order."""
    return tuple(
        _comment(path, each)
        for path, content in _contents(repo, where, paths)
        for each in found(content.decode("utf-8", "replace"), path)
    )


def at_or_above(text: str, line: int, path: str = "") -> tuple[Comment, ...]:
    """Return the comments that speak of a line (counted from one) of a file, nearest first.

    `path` tells in which language it is: lists and headings of prose are no comments.
    `commenting.scope` tells of what a comment speaks.
    """
    every = found(text, path)
    if not every:
        return ()
    lines = text.split("\n")
    near = (each for each in every if each.line <= line and scope(lines, each)[1] >= line)
    return tuple(_comment(path, each) for each in reversed(tuple(near)))


def inside(text: str, first: int, last: int, path: str = "") -> tuple[Comment, ...]:
    """Return the comments on the lines `first` to `last` of a file, in order."""
    return tuple(_comment(path, each) for each in found(text, path) if first <= each.line <= last)


def _comment(path: str, made: Found) -> Comment:
    written = tuple(link.written for link in made.links)
    return Comment(path, made.line, written, tuple(link.column for link in made.links))


def _contents(repo: Repository, where: str, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    if where == WORKTREE:
        for path in paths:
            content = _file(repo, path)
            if content is not None:
                yield path, content
        return
    start = "" if where == INDEX else where
    blobs = read_blobs(repo, [f"{start}:{path}" for path in paths], limit=_LARGEST)
    for path, blob in zip(paths, blobs, strict=True):
        if blob and not blob.too_large:
            yield path, blob.content


def _file(repo: Repository, path: str) -> bytes | None:
    """Return what a file of the work tree holds, None for a link and for what is gone again."""
    try:
        found = os.lstat(os.path.join(repo.top or "", path))
        if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
            return None
        return checkout.content(repo, path)
    except OSError:
        return None

"""Tells cheaply whether a work tree and its index are as they were."""

from __future__ import annotations

import os

from git_decide.git.repository import content_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.git.repository import Repository

_ATTRIBUTES = ":(top,glob)**/.gitattributes"
_NEW_ATTRIBUTES = ("ls-files", "-z", "--others", "--exclude-standard", "--", _ATTRIBUTES)


def said(repo: Repository, folders: Sequence[str], *, attributes: bool) -> tuple[bytes, ...]:
    """Return what git says of the work tree, to be compared with what it said before.

    First the tracked files of `folders` that were touched since the index was written, be
    their content the same or not. With `attributes` those that hold attributes are among
    them, and a second process looks into every folder for such files that are new.
    """
    return tuple(repo.git(*words) for words in _questions(folders, attributes))


def ahead(repo: Repository, folders: Sequence[str], *, attributes: bool) -> None:
    """Let git begin with what will be `said`."""
    for words in _questions(folders, attributes):
        repo.ahead(*words)


def _questions(folders: Sequence[str], attributes: bool) -> tuple[tuple[str, ...], ...]:
    modified = (*_STRICT, *_LISTING, "--", *_places(folders, attributes))
    return (modified, _NEW_ATTRIBUTES) if attributes else (modified,)


# Whatever git was told to spare itself: all that a file system says of a file counts.
_STRICT = (
    "-c",
    "core.trustctime=true",
    "-c",
    "core.checkStat=default",
    "-c",
    "core.fsmonitor=false",
)


# Not `ls-files --modified`: what a filter takes out before git compares would not count.
_LISTING = ("diff-files", "-z", "--name-only", "--no-ext-diff", "--ignore-submodules=all")


def _touched(without: Sequence[str]) -> tuple[str, ...]:
    excluded = (f":(exclude,top,literal){folder}" for folder in without)
    return (*_STRICT, *_LISTING, "--", ":/", *excluded)


def touched(repo: Repository, without: Sequence[str]) -> tuple[str, ...]:
    """Return the tracked files not below `without` that were touched since the index was written.

    One process.
    """
    return paths(repo.git(*_touched(without)))


def touched_ahead(repo: Repository, without: Sequence[str]) -> None:
    """Let git begin with what `touched` will ask."""
    repo.ahead(*_touched(without))


def paths(out: bytes) -> tuple[str, ...]:
    """Return the paths in one part of what was `said`."""
    return tuple(dict.fromkeys(os.fsdecode(out).split("\0")[:-1]))


def watched(repo: Repository, folders: Sequence[str], *, attributes: bool) -> dict[str, bool]:
    """Return the tracked files that `said` looks at, and whether git looks at their content.

    It does not where it was told to assume that a file is unchanged, or to skip it.
    """
    from git_decide.git.objects import FULL_INDEX

    out = repo.git(*FULL_INDEX, "ls-files", "-v", "-z", "--", *_places(folders, attributes))
    return {path[2:]: path[:2] == "H " for path in paths(out)}


def _places(folders: Sequence[str], attributes: bool) -> list[str]:
    logs = [f":(top,literal){folder}" for folder in folders]
    return [_ATTRIBUTES, *logs] if attributes else logs


def own_files(repo: Repository) -> tuple[str, ...]:
    """Return git's own files that say what is checked out, staged, merged and configured."""
    shared = ("packed-refs", "config", "shallow", "refs/replace", "reftable/tables.list")
    info = ("info/attributes", "info/exclude", "info/grafts")
    single = ("HEAD", "MERGE_HEAD", "config.worktree", "reftable/tables.list")
    return (
        repo.index_file,
        *(os.path.join(repo.git_dir, name) for name in single),
        *(os.path.join(repo.common_dir, name) for name in (*shared, *info)),
        *_checked_out(repo),
    )


def _checked_out(repo: Repository) -> Iterator[str]:
    """Yield the files of the refs that HEAD leads to, one after the other."""
    places = [os.path.join(repo.git_dir, "HEAD")]
    for _ in range(_REFS):
        said = b"".join(map(content_of, places[:1]))
        if not said.startswith(b"ref:"):
            return
        name = os.fsdecode(said[4:].strip())
        # A few refs belong to one worktree, all others are shared.
        places = [os.path.join(home, name) for home in (repo.common_dir, repo.git_dir)]
        yield from dict.fromkeys(places)


_REFS = 5  # that git follows, one leading to the next

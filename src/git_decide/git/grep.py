"""Searches the text of tracked files: in the work tree, in the index or at a revision."""

from __future__ import annotations

import os

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.git.repository import Repository

_GREP = ("grep", "-z", "-I", "--no-color", "--no-recurse-submodules")
_FOUND_OR_NOT = (0, 1)


@value
class Line:
    """A line of a file: its path from the top, its number from one, its text as git shows it."""

    path: str
    number: int
    text: str


def files_saying(repo: Repository, pattern: str, folders: Sequence[str]) -> tuple[str, ...]:
    """Return the files below `folders`, tracked or new, with a line that matches `pattern`.

    An extended regular expression, case does not count. One process.
    """
    out = repo.git(*_files_saying(pattern, folders), codes=_FOUND_OR_NOT)
    return tuple(os.fsdecode(path) for path in out.split(b"\0")[:-1])


def ahead(repo: Repository, pattern: str, folders: Sequence[str]) -> None:
    """Let git begin with what `files_saying` will ask."""
    repo.ahead(*_files_saying(pattern, folders))


def _files_saying(pattern: str, folders: Sequence[str]) -> tuple[str, ...]:
    places = [f":(top,literal){folder}" for folder in folders]
    flags = ("--untracked", "--files-with-matches", "--ignore-case", "--extended-regexp")
    return (*_GREP, *flags, "-e", pattern, "--", *places)


def tracked_saying(
    repo: Repository,
    where: str,
    pattern: str,
    paths: Sequence[str] = (),
    without: Sequence[str] = (),
) -> tuple[str, ...]:
    """Return the tracked text files with a line that matches `pattern`, in git's order.

    `where` is "" for the work tree, ``:`` for the index, or the id of a commit. An extended
    regular expression, case does not count. Only at or below `paths` where any are
    given, and not below `without`. One process.
    """
    places = [f":(top,literal){path}" for path in paths] or [":/"]
    places += [f":(exclude,top,literal){path}" for path in without]
    flags = ("--files-with-matches", "--full-name", "--ignore-case", "--extended-regexp")
    cached = ("--cached",) if where == ":" else ()
    commit = (where,) if where not in ("", ":") else ()
    looked = (*_GREP, *cached, *flags, "-e", pattern, *commit, "--", *places)
    out = repo.git(*looked, codes=_FOUND_OR_NOT)
    named = f"{where}:" if commit else ""
    return tuple(os.fsdecode(path).removeprefix(named) for path in out.split(b"\0")[:-1])


def lines_saying(repo: Repository, pattern: str, words: Sequence[str]) -> tuple[Line, ...]:
    """Return the lines of tracked text files that match `pattern` or hold one of `words`.

    `pattern` is a basic regular expression, the words are taken as they are. Case
    does not count. Binary files are left out. One process.
    """
    wanted = [pattern, *map(_literal, words)]
    patterns = [part for each in wanted for part in ("-e", each)]
    flags = ("--line-number", "--full-name", "--ignore-case", "--basic-regexp")
    out = repo.git(*_GREP, *flags, *patterns, "--", ":/", codes=_FOUND_OR_NOT)
    return tuple(_lines(out))


def _literal(word: str) -> str:
    return "".join(f"\\{letter}" if letter in r"\.[]*^$" else letter for letter in word)


def _lines(out: bytes) -> list[Line]:
    """Read ``PATH NUL NUMBER NUL TEXT LF``; a path may hold a line feed, the rest may not."""
    found = []
    at = 0
    while at < len(out):
        first = out.index(b"\0", at)
        second = out.index(b"\0", first + 1)
        end = out.find(b"\n", second)
        end = len(out) if end < 0 else end
        text = out[second + 1 : end].decode("utf-8", "replace")
        found.append(Line(os.fsdecode(out[at:first]), int(out[first + 1 : second]), text))
        at = end + 1
    return found

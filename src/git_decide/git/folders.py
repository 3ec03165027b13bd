"""Lists the files below some folders, as they were at many commits."""

from __future__ import annotations

import os
import re

from git_decide.git.objects import TreeEntry, read_objects
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from git_decide.git.repository import Repository

    # Path, mode and id as the bytes of a tree.
    RawFile = tuple[bytes, bytes, bytes]

_DEEPEST = 16  # levels of folders that are looked into
_FOLDER = "040000"
_RAW_FOLDER = b"40000"


@value
class Content:
    """The files below one folder; the same `tree` holds the same files.

    `files` have paths that start from the folder.
    """

    tree: str
    files: tuple[TreeEntry, ...]


_NOTHING = Content("", ())


def at(
    repo: Repository, commits: Sequence[str], folders: Sequence[str]
) -> dict[tuple[str, str], Content]:
    """Return what each folder held at each commit, by commit and folder.

    A process for each level of folders, and one more. A tree is read once.
    """
    asked = [(commit, folder) for commit in commits for folder in folders]
    tops = _tops(repo, asked)
    trees = _read(repo, [top for top in tops if top])
    held = {top: Content(top, tuple(_below(trees, top, ""))) for top in set(tops) if top}
    return {key: held.get(top, _NOTHING) for key, top in zip(asked, tops, strict=True)}


def trees(
    repo: Repository, commits: Sequence[str], folders: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return the id of each folder's tree at each commit, "" where there is none. One process."""
    tops = iter(_tops(repo, [(commit, folder) for commit in commits for folder in folders]))
    return {commit: tuple(next(tops) for _ in folders) for commit in commits}


def files(repo: Repository, trees: Sequence[str]) -> dict[str, tuple[RawFile, ...]]:
    """Return the files below each of these trees: path from there, mode and id as in the tree.

    For very many files that few are looked at of. A process for each level of folders.
    """
    read: dict[str, list[RawFile]] = {}
    wanted = list(dict.fromkeys(trees))
    for _ in range(_DEEPEST):
        if not wanted:
            break
        for name, found in read_objects(repo, wanted).items():
            read[name] = _raw(found[2], len(name) // 2) if found else []
        inner = {at.hex() for name in wanted for _, mode, at in read[name] if mode == _RAW_FOLDER}
        wanted = sorted(inner - read.keys())
    return {tree: tuple(_files_below(read, tree, b"")) for tree in dict.fromkeys(trees)}


def _raw(content: bytes, size: int) -> list[RawFile]:
    # An id may hold any byte: so each entry is found behind the one before it.
    entry = re.compile(rb"([0-7]+) ([^\0]+)\0(.{%d})" % size, re.DOTALL)
    return [(name, mode, at) for mode, name, at in entry.findall(content)]


def _files_below(
    read: Mapping[str, Sequence[RawFile]], tree: str, prefix: bytes
) -> Iterator[RawFile]:
    for name, mode, at in read.get(tree, ()):
        if mode == _RAW_FOLDER:
            yield from _files_below(read, at.hex(), prefix + name + b"/")
        else:
            yield prefix + name, mode, at


def _tops(repo: Repository, asked: Sequence[tuple[str, str]]) -> list[str]:
    names = (f"{commit}:{folder}" for commit, folder in asked)
    lines = (name if "\n" not in name else repo.empty_tree for name in names)
    feed = b"".join(os.fsencode(line) + b"\n" for line in lines)
    form = "--batch-check=%(objecttype) %(objectname)"
    told = repo.git("cat-file", form, feed=feed).split(b"\n")
    # Where there is nothing, the line begins with the id of the commit.
    return [line[5:].decode() if line[:5] == b"tree " else "" for line in told[: len(asked)]]


def _read(repo: Repository, tops: Sequence[str]) -> dict[str, tuple[TreeEntry, ...]]:
    """Return the entries of these trees and of all trees in them, by id."""
    found: dict[str, tuple[TreeEntry, ...]] = {}
    wanted = list(dict.fromkeys(tops))
    for _ in range(_DEEPEST):
        if not wanted:
            break
        for name, read in read_objects(repo, wanted).items():
            found[name] = tuple(_entries(read[2], len(name) // 2)) if read else ()
        inner = {e.blob for name in wanted for e in found[name] if e.mode == _FOLDER}
        wanted = sorted(inner - found.keys())
    return found


def _below(trees: Mapping[str, Sequence[TreeEntry]], tree: str, prefix: str) -> Iterator[TreeEntry]:
    for entry in trees.get(tree, ()):
        path = f"{prefix}{entry.path}"
        if entry.mode == _FOLDER:
            yield from _below(trees, entry.blob, f"{path}/")
        else:
            yield TreeEntry(path, entry.mode, entry.blob)


def _entries(content: bytes, size: int) -> Iterator[TreeEntry]:
    """Read a tree object: ``MODE NAME<NUL>ID``, the id as `size` bytes, one after the other."""
    at = 0
    while at < len(content):
        space = content.index(b" ", at)
        end = content.index(b"\0", space)
        behind = end + 1 + size
        mode = content[at:space].decode("ascii").rjust(6, "0")
        yield TreeEntry(
            os.fsdecode(content[space + 1 : end]), mode, content[end + 1 : behind].hex()
        )
        at = behind

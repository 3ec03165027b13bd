"""Merges commits again that nobody made: they hold the few files that a question is about."""

from __future__ import annotations

import os

from git_decide.git import history
from git_decide.git.repository import Repository
from git_decide.git.scratch import Scratch
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Self

    from git_decide.git.changes import Entry


@value
class Node:
    """A commit to be made: the numbers of its parents, its date, mode and object of its files.

    A parent's number is less than its own. The path "" stands for the whole tree.
    """

    parents: tuple[int, ...]
    date: int
    files: Mapping[bytes, tuple[bytes, bytes]]


_CONFIG = b"[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = %s\n"
_GONE = ("GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
_OBJECTS, _MORE = "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"
_IMPORT = ("-c", "fastimport.unpackLimit=0", "-c", "core.fsync=none", "fast-import", "--quiet")
_NO_RENAMES = ("-c", "merge.renames=false", "-c", "merge.directoryRenames=false")
_FIRST = 100_000_000  # git takes smaller numbers for something else than a date
_REF = b"refs/heads/made"


class Replay:
    """``with Replay(repo, nodes, merges, renames=…) as replay: … replay.found()``.

    `merges` are the numbers of `nodes` with two parents. Attributes and settings are those of
    `repo`, to which nothing is added. `renames` tells whether they count. git merges until
    `found` is asked. Two processes, none without merges.
    """

    def __init__(
        self, repo: Repository, nodes: Sequence[Node], merges: Sequence[int], *, renames: bool
    ) -> None:
        self._repo = repo
        self._nodes = nodes
        self._merges = merges
        self._settings = () if renames else _NO_RENAMES
        self._scratch: Scratch | None = None
        self._made: list[str] = []

    def __enter__(self) -> Self:
        if self._merges:
            self._scratch = Scratch(self._repo).__enter__()
            self._made = _made(self._repo, self._scratch, self._nodes)
            if len(self._made) == len(self._nodes):
                history.automatic_ahead(self._beside(), self._ids(), self._settings)
        return self

    def __exit__(self, *_: object) -> None:
        if self._scratch:
            self._scratch.__exit__()

    def found(self) -> dict[int, tuple[Entry, ...]]:
        """Return what each merge holds beyond git's own, by its number.

        One that git cannot merge is left out.
        """
        made = self._made
        if not self._merges or len(made) != len(self._nodes):
            return {}
        found = history.automatic(self._beside(), self._ids(), self._settings)
        return {number: found[made[number]] for number in self._merges if made[number] in found}

    def _ids(self) -> list[str]:
        return [self._made[number] for number in reversed(self._merges)]

    def _beside(self) -> Repository:
        """Return the repository as if it had the commits that were made."""
        assert self._scratch
        objects = os.path.join(self._scratch.path, "objects")
        places = os.pathsep.join((objects, *_alternates(self._repo)))
        return replace(self._repo, environ={**self._repo.environ, _MORE: places})


def _alternates(repo: Repository) -> tuple[str, ...]:
    known = repo.environ.get(_MORE)
    return (known,) if known else ()


def _made(repo: Repository, scratch: Scratch, nodes: Sequence[Node]) -> list[str]:
    """Make the commits in a repository of their own; return their ids, none where that fails."""
    for name in ("refs", "objects/pack", "objects/info"):
        os.makedirs(os.path.join(scratch.path, name))
    scratch.write("HEAD", b"ref: refs/heads/none\n")
    scratch.write("config", _CONFIG % repo.object_format.encode())
    env = {name: text for name, text in repo.environ.items() if name not in _GONE}
    there = repo.environ.get(_OBJECTS) or os.path.join(repo.common_dir, "objects")
    env["GIT_DIR"] = scratch.path
    env[_OBJECTS] = os.path.join(scratch.path, "objects")
    env[_MORE] = os.pathsep.join((there, *_alternates(repo)))
    alone = Repository(scratch.path, scratch.path, None, "", env, repo.object_format)
    # Whoever writes the marks of a conflict into a file cannot know what git calls its sides.
    subject = os.urandom(8).hex().encode()
    feed = b"".join(part for n, node in enumerate(nodes, 1) for part in _stream(n, node, subject))
    return alone.ask(*_IMPORT, feed=feed).out.decode("ascii").split()


def _stream(number: int, node: Node, subject: bytes) -> Iterator[bytes]:
    """Yield a commit in the language of ``git fast-import``, which answers with its id."""
    yield b"reset %s\ncommit %s\nmark :%d\n" % (_REF, _REF, number)
    yield b"committer C <c@c> %d +0000\n" % max(node.date, _FIRST)
    yield b"data %d\n%s\n" % (len(subject), subject)
    words = [b"from", *([b"merge"] * len(node.parents))]
    yield from (b"%s :%d\n" % (w, p + 1) for w, p in zip(words, node.parents, strict=False))
    yield b"deleteall\n" if node.parents else b""
    for path, (mode, blob) in node.files.items():
        yield b"M %s %s %s\n" % (mode, blob, _quoted(path))
    yield b"\nget-mark :%d\n" % number


def _quoted(path: bytes) -> bytes:
    inner = path.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
    return b'"%s"' % inner

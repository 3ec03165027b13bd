"""Reads blobs and lists trees, many in one process."""

from __future__ import annotations

import os

from git_decide.git import once
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from git_decide.git.once import Found
    from git_decide.git.repository import Repository

# Lists every path of the index, also in a sparse checkout with a sparse index.
FULL_INDEX = ("-c", "core.sparseCheckout=false", "-c", "index.sparse=false")


@value
class Blob:
    """The content of a file under its object id.

    `size` is in bytes. `content` is empty where `too_large`: over the limit that
    the caller set.
    """

    id: str
    content: bytes
    size: int
    too_large: bool = False


@value
class TreeEntry:
    """A file of a tree or of the index.

    `mode` is six octal digits (120000 a symbolic link, 160000 a submodule).
    `stage` is 0 except for the sides of a conflict in the index.
    """

    path: str
    mode: str
    blob: str
    stage: int = 0


def read_blobs(
    repo: Repository, names: Sequence[str], limit: int | None = None
) -> tuple[Blob | None, ...]:
    """Return the blob behind each name, in order; None where there is no blob.

    A name is anything that git resolves: an id, ``HEAD:decisions.toml``,
    ``:decisions.toml`` for the index. With a `limit` in bytes, larger blobs are
    not read into memory (a second process; without one, one process). A name with a
    newline is not found: files with such names are read by their ids.
    """
    wanted = tuple(dict.fromkeys(name for name in names if name and "\n" not in name))
    if not wanted:
        return tuple(None for _ in names)
    if limit is None:
        found = _batch(repo, wanted)
    else:
        found = _sizes(repo, wanted)
        small = tuple(
            name for name in wanted if (blob := found[name]) and blob.size <= limit and blob.size
        )
        if small:
            found.update(_batch(repo, small))
        found.update(_flagged(found, limit))
    return tuple(found.get(name) for name in names)


_BATCH = ("cat-file", "--batch")


def blobs_ahead(repo: Repository, *names: str) -> None:
    """Let git begin with what `read_blobs` will ask without a limit."""
    repo.ahead(*_BATCH, feed=_lines(names))


def _batch(repo: Repository, names: Sequence[str]) -> dict[str, Blob | None]:
    return {
        name: Blob(found[0], found[2], len(found[2])) if found and found[1] == "blob" else None
        for name, found in read_objects(repo, names).items()
    }


def read_objects(repo: Repository, names: Sequence[str]) -> dict[str, Found | None]:
    """Return the id, the type and the content of the object behind each name, None for none.

    One process, none where all is known (`once`). No name may hold a newline.
    """
    found = once.known(names)
    new = [name for name in names if name not in found]
    if new:
        read = _read(repo, new)
        once.learn(read.items())
        found |= read
    return found


def _read(repo: Repository, names: Sequence[str]) -> dict[str, Found | None]:
    out = repo.git(*_BATCH, feed=_lines(names))
    found: dict[str, Found | None] = {}
    at = 0
    for name in names:
        end = out.index(b"\n", at)
        header = out[at:end].rsplit(b" ", 2)
        at = end + 1
        # "ID TYPE SIZE", or "NAME missing" and "NAME ambiguous", where NAME may hold spaces
        if len(header) != 3 or not header[2].isdigit():
            found[name] = None
            continue
        size = int(header[2])
        found[name] = (header[0].decode(), header[1].decode(), out[at : at + size])
        at += size + 1
    return found


def _sizes(repo: Repository, names: Sequence[str]) -> dict[str, Blob | None]:
    out = repo.git("cat-file", "--batch-check", feed=_lines(names))
    found: dict[str, Blob | None] = {}
    for name, line in zip(names, out.splitlines(), strict=True):
        header = line.rsplit(b" ", 2)
        is_blob = len(header) == 3 and header[1] == b"blob" and header[2].isdigit()
        found[name] = Blob(header[0].decode(), b"", int(header[2])) if is_blob else None
    return found


def _flagged(found: dict[str, Blob | None], limit: int) -> dict[str, Blob | None]:
    return {
        name: Blob(blob.id, b"", blob.size, too_large=True)
        for name, blob in found.items()
        if blob and blob.size > limit
    }


def _lines(names: Sequence[str]) -> bytes:
    return b"".join(os.fsencode(name) + b"\n" for name in names)


def tree_entries(
    repo: Repository, tree: str | None, folders: Iterable[str] | None = None
) -> tuple[TreeEntry, ...]:
    """Return the files below `folders` (None: everywhere) of a tree, or of the index for None.

    `tree` is anything that git resolves to one. A folder may also be a file; one
    that does not exist gives nothing. One process.
    """
    places = () if folders is None else tuple(folder.rstrip("/") for folder in folders)
    if folders is not None and not places:
        return ()
    if tree is None:
        return parse_index(repo.git(*_index_command(places)))
    if places:
        return _ls_tree(repo, ("-r",), tree, places)
    return _parsed(_all_lines(repo, tree))


def paths_in(repo: Repository, tree: str) -> tuple[str, ...]:
    """Return the paths of all files and submodules of a tree. One process."""
    lines = _all_lines(repo, tree)
    return tuple(os.fsdecode(line[line.find(b"\t") + 1 :]) for line in lines)


# The last commit that was listed as a whole: several questions about one come in a row.
_LISTED: dict[tuple[str, str, str], list[bytes]] = {}
_NO_REPLACE = "GIT_NO_REPLACE_OBJECTS"


def _all_lines(repo: Repository, tree: str) -> list[bytes]:
    key = (repo.git_dir, repo.environ.get(_NO_REPLACE, ""), tree)
    if key not in _LISTED:
        found = once.told(repo, *_WHERE, tree, trees=(tree,)).split(b"\0")[:-1]
        if len(tree) not in _IDS or tree.strip(_HEX):
            return found  # what a name means may change
        _LISTED.clear()
        _LISTED[key] = found
    return _LISTED[key]


_IDS = (40, 64)  # characters of an id in either object format
_HEX = "0123456789abcdef"


def _index_command(places: Sequence[str]) -> tuple[str, ...]:
    listing = ("--literal-pathspecs", "ls-files", "-s", "-z", "--full-name")
    return (*FULL_INDEX, *listing, "--", *places)


def index_ahead(repo: Repository, *folders: str) -> None:
    """Let git begin with what `tree_entries` will ask about the index."""
    repo.ahead(*_index_command(folders))


def listed(repo: Repository, tree: str, paths: Sequence[str]) -> tuple[TreeEntry, ...]:
    """Return those of `paths` that are files or submodules in `tree`.

    One process, for however many paths.
    """
    if not paths:
        return ()
    if sum(map(len, paths)) < COMMAND_LINE:
        return tuple(e for e in _ls_tree(repo, (), tree, paths) if e.mode != "040000")
    wanted = frozenset(map(os.fsencode, paths))
    return listed_where(repo, tree, wanted.__contains__)


def listed_where(
    repo: Repository, tree: str, wanted: Callable[[bytes], bool]
) -> tuple[TreeEntry, ...]:
    """Return the files and submodules of a tree whose path is `wanted`. One process."""
    lines = _all_lines(repo, tree)
    return _parsed(line for line in lines if wanted(line[line.find(b"\t") + 1 :]))


_WHERE = ("ls-tree", "-z", "--full-tree", "-r", "--end-of-options")


def listed_where_ahead(repo: Repository, tree: str) -> None:
    """Let git begin with what `listed_where` will ask."""
    repo.ahead(*_WHERE, tree)


# What fits into a command line everywhere, with room for the rest.
COMMAND_LINE = 24_000


def _ls_tree(
    repo: Repository, flags: Sequence[str], tree: str, paths: Sequence[str]
) -> tuple[TreeEntry, ...]:
    words = ("--literal-pathspecs", "ls-tree", "-z", "--full-tree", *flags, "--end-of-options")
    return parse_tree(once.told(repo, *words, tree, *paths, trees=(tree,)))


def parse_tree(out: bytes) -> tuple[TreeEntry, ...]:
    """Read what ``git ls-tree -z`` prints: ``MODE TYPE ID<TAB>PATH``, each ended by NUL."""
    return _parsed(out.split(b"\0")[:-1])


def _parsed(lines: Iterable[bytes]) -> tuple[TreeEntry, ...]:
    entries = []
    for line in lines:
        facts, _, path = line.partition(b"\t")
        mode, _, blob = facts.split(b" ")
        entries.append(TreeEntry(os.fsdecode(path), mode.decode(), blob.decode()))
    return tuple(entries)


def parse_index(out: bytes) -> tuple[TreeEntry, ...]:
    """Read what ``git ls-files -s -z`` prints: ``MODE ID STAGE<TAB>PATH``, each ended by NUL."""
    entries = []
    for line in out.split(b"\0")[:-1]:
        facts, _, path = line.partition(b"\t")
        mode, blob, stage = facts.decode().split(" ")
        entries.append(TreeEntry(os.fsdecode(path), mode, blob, int(stage)))
    return tuple(entries)

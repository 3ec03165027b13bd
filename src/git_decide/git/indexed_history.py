"""Streams the whole history of a repository, or what came to it since it was looked at last."""

from __future__ import annotations

import os

from git_decide.git import state
from git_decide.git.notes import LOCAL, TRACKED
from git_decide.git.repository import content_of
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from git_decide.git.repository import Repository

_REFS = ("for-each-ref", "--format=%(objectname) %(refname)")
_NOTES = "refs/notes/"
_NO_TIPS = (_NOTES, "refs/stash", "refs/replace/")
_SAME_NAME = "/decisions"


@value
class Tips:
    """Where the history of a repository starts, and what bends it.

    `commits` are the ids that refs and HEADs are at, each once; they may be tags. `notes`
    are (ref, id) of the notes about decisions. `bends` is whatever makes git take the same
    commits for other ones: replacements, grafts, and where a shallow clone ends.
    """

    commits: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    bends: bytes
    shallow: bool


def tips(repo: Repository) -> Tips:
    """Return where the history starts now. One process, one more where refs are no files."""
    refs = [line.partition(" ") for line in os.fsdecode(repo.git(*_REFS)).splitlines()]
    replaced = [f"{name} {at}" for at, _, name in refs if name.startswith("refs/replace/")]
    commits = [at for at, _, name in refs if not name.startswith(_NO_TIPS)]
    notes = [(name, at) for at, _, name in refs if _is_about_decisions(name)]
    files = [content_of(os.path.join(repo.common_dir, name)) for name in ("shallow", "info/grafts")]
    seen = repo.environ.get("GIT_NO_REPLACE_OBJECTS", "")
    bends = b"\n".join([os.fsencode(seen), *map(os.fsencode, replaced), *files])
    heads = _heads(repo)
    return Tips(tuple(dict.fromkeys((*commits, *heads))), tuple(notes), bends, state.shallow(repo))


def tips_ahead(repo: Repository) -> None:
    """Let git begin with what `tips` will ask."""
    repo.ahead(*_REFS)


def _is_about_decisions(ref: str) -> bool:
    return ref == LOCAL or (ref.startswith(TRACKED) and ref.endswith(_SAME_NAME))


def _heads(repo: Repository) -> list[str]:
    """Return the commits at which HEAD is detached, in any work tree."""
    if os.path.isdir(os.path.join(repo.common_dir, "reftable")):
        lines = repo.git("worktree", "list", "--porcelain").decode("utf-8", "replace").splitlines()
        return [line[5:] for line in lines if line.startswith("HEAD ") and line.strip("HEAD 0")]
    homes = [repo.git_dir, repo.common_dir]
    try:
        with os.scandir(os.path.join(repo.common_dir, "worktrees")) as found:
            homes += [entry.path for entry in found]
    except OSError:
        pass
    said = (content_of(os.path.join(home, "HEAD")).strip() for home in dict.fromkeys(homes))
    return [text.decode() for text in said if len(text) in (40, 64) and _is_hexadecimal(text)]


def _is_hexadecimal(text: bytes) -> bool:
    return not text.strip(b"0123456789abcdef")


_FORM = "--format=tformat:%H %P%x00%ct %an <%ae>%x00%B"
_LOG = (
    "log", "-z", "--no-color", "--no-show-signature", "--encoding=UTF-8", "--no-notes",
    "--no-patch",
)  # fmt: skip
_FIELDS = 3
_BLOCK = 1 << 20


def stream(
    repo: Repository, starts: Iterable[str], without: Iterable[str] = (), missing: bool = False
) -> Iterator[Sequence[bytes]]:
    """Yield the commits behind `starts` and behind none of `without`, some thousands at a time.

    Each has three fields: its id with those of its parents; the seconds since 1970 of
    its committer date with the author, as ``NAME <ADDRESS>``; the message in UTF-8. Newest
    first as git has it: with clocks that went wrong a parent may come before a child.
    One process. Raises `GitFailed` where one of them does not exist, unless those that are
    `missing` may be left out.
    """
    begun = "".join(f"{each}\n" for each in starts)
    if not begun:
        return iter(())
    feed = begun + "".join(f"^{each}\n" for each in without)
    lenient = ("--ignore-missing",) if missing else ()
    return _fields(repo.stream(*_LOG, *lenient, _FORM, "--stdin", feed=feed.encode()))


def among(repo: Repository, commits: Iterable[str]) -> Iterator[Sequence[bytes]]:
    """Yield these commits as `stream` does; what does not exist, or is none, is left out."""
    feed = "".join(f"{each}\n" for each in commits).encode()
    how = ("--no-walk=unsorted", "--ignore-missing")
    return _fields(repo.stream(*_LOG, *how, _FORM, "--stdin", feed=feed)) if feed else iter(())


def _fields(pieces: Iterable[bytes]) -> Iterator[Sequence[bytes]]:
    fields: list[bytes] = []
    for block in _blocks(pieces):
        first, *rest = block.split(b"\0")
        if fields:
            fields[-1] += first
            fields += rest
        else:
            fields = [first, *rest]
        whole = (len(fields) - 1) // _FIELDS * _FIELDS
        if whole:
            yield fields[:whole]
            fields = fields[whole:]


def _blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Join what a pipe brings into larger pieces."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _BLOCK:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def notes_between(repo: Repository, old: str, new: str) -> dict[str, str]:
    """Return the commits whose notes differ between two notes commits, each with its blob now.

    `old` is "" for all notes, `new` for none at all; a note that is gone has the blob "".
    One process. Raises `GitFailed` where one of them cannot be read.
    """
    both = (f"{old}^{{tree}}" if old else repo.empty_tree, f"{new}^{{tree}}" if new else "")
    command = ("diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--end-of-options")
    fields = repo.git(*command, both[0], both[1] or repo.empty_tree).split(b"\0")
    found = {}
    for facts, path in zip(fields[::2], fields[1::2], strict=False):
        commit = path.replace(b"/", b"")
        if len(commit) in (40, 64) and _is_hexadecimal(commit):
            blob = facts.split(b" ")[3].decode()
            # Notes that spread over more folders move: a path goes, another one comes.
            if blob.strip("0") or commit.decode() not in found:
                found[commit.decode()] = blob if blob.strip("0") else ""
    return found


_PATHS = (
    "-c", "log.showRoot=true", "log", "--no-walk=unsorted", "--ignore-missing", "--format=/%H",
    "-z", "--name-only", "--diff-merges=first-parent", "--no-notes", "--no-show-signature",
    "--no-color", "--no-renames", "--no-ext-diff", "--no-relative", "--ignore-submodules=none",
    "--stdin",
)  # fmt: skip


def changed_paths(
    repo: Repository, commits: Iterable[str]
) -> Iterator[tuple[str, tuple[bytes, ...]]]:
    """Yield these commits with the paths at which they differ from their first parent.

    One process. Raises `GitFailed` where trees are missing.
    """
    feed = "".join(f"{each}\n" for each in commits).encode()
    commit = ""
    paths: list[bytes] = []
    for field in _split(repo.stream(*_PATHS, feed=feed)) if feed else ():
        if field[:1] == b"/":  # no path begins so
            if commit:
                yield commit, tuple(paths)
            commit, paths = field[1:].decode(), []
        elif field.lstrip(b"\n"):
            paths.append(field[1:] if not paths else field)
    if commit:
        yield commit, tuple(paths)


def _split(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for block in _blocks(pieces):
        *whole, rest = (rest + block).split(b"\0")
        yield from whole

"""Tells which paths differ between two of: a commit, a tree, the index."""

from __future__ import annotations

import os

from git_decide.git import once
from git_decide.git.objects import FULL_INDEX
from git_decide.git.run import GitFailed
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from git_decide.git.repository import Repository


@value
class Entry:
    """A path that differs; a rename is two of these.

    Modes are six octal digits and blobs object ids, "" on the side where the
    path does not exist (and where git has made no object of it yet).
    """

    path: str
    old_mode: str
    new_mode: str
    old_blob: str
    new_blob: str


@value
class Differing:
    """How two trees differ: what git printed of each path, for thousands of which few matter."""

    raw: Mapping[bytes, bytes]

    def entries(self, paths: Iterable[bytes]) -> tuple[Entry, ...]:
        """Return what differs at those of the paths where anything does."""
        return tuple(
            entry
            for path in paths
            if path in self.raw
            for entry in parse(self.raw[path] + b"\0" + path + b"\0")
        )


# Independent of every diff.* setting and of what .gitmodules says to ignore.
_RAW = ("--raw", "-z", "-r", "--no-renames", "--no-abbrev", "--ignore-submodules=none")
EXACT = (*_RAW, "--no-ext-diff", "--no-relative")
# git's automatic merge, the same on every machine.
AUTOMATIC = (
    "-c",
    "merge.renames=true",
    "-c",
    "merge.directoryRenames=conflict",
    "-c",
    "merge.conflictStyle=merge",
    "-c",
    "merge.renameLimit=7000",
    "-c",
    "log.showSignature=false",
    "-c",
    "log.showRoot=true",
)


def staged(repo: Repository, against: str | None = "HEAD") -> tuple[Entry, ...]:
    """Return how the index differs from the commit or tree `against`.

    None stands for the empty tree, and so does an unborn HEAD. Entries that
    were only announced (``git add --intent-to-add``) are in no commit and left
    out. One process. Raises `GitFailed` where `against` names nothing.
    """
    try:
        return _staged(repo, against or repo.empty_tree)
    except GitFailed:
        if against != "HEAD" or not _unborn(repo):
            raise
        return _staged(repo, repo.empty_tree)


def _staged(repo: Repository, against: str) -> tuple[Entry, ...]:
    return parse(repo.git(*_staged_command(against)))


def _staged_command(against: str) -> tuple[str, ...]:
    command = (*FULL_INDEX, "diff-index", "--cached", "--ita-invisible-in-index", *EXACT)
    return (*command, "--end-of-options", against, "--")


def staged_ahead(repo: Repository, against: str) -> None:
    """Let git begin with what `staged` will ask."""
    repo.ahead(*_staged_command(against))


def paths(
    repo: Repository, against: str, folders: Sequence[str], *, cached: bool
) -> frozenset[str]:
    """Return the paths below `folders` at which the work tree differs from a commit or tree.

    With `cached`, at which the index does. Untracked files do not count; a file may be
    among them whose content is the same after all. A folder may also be a file. One process.
    """
    mode = ("--cached", "--ita-invisible-in-index") if cached else ()
    command = (*FULL_INDEX, "--literal-pathspecs", "diff-index", *mode, *EXACT)
    return frozenset(
        entry.path
        for entry in parse(repo.git(*command, "--end-of-options", against, "--", *folders))
    )


def _unborn(repo: Repository) -> bool:
    return repo.ask("rev-parse", "--verify", "--quiet", "HEAD").code != 0


def between(repo: Repository, old: str | None, new: str) -> tuple[Entry, ...]:
    """Return how commit or tree `new` differs from `old` (None: the empty tree). One process."""
    revisions = (old or repo.empty_tree, new)
    return parse(once.told(repo, *_between(revisions), trees=revisions))


def differing(repo: Repository, old: str, new: str) -> Differing:
    """Return the same, of which only some paths are going to be looked at. One process."""
    fields = once.told(repo, *_between((old, new)), trees=(old, new)).split(b"\0")
    return Differing(dict(zip(fields[1::2], fields[:-1:2], strict=True)))


def between_ahead(repo: Repository, old: str, new: str) -> None:
    """Let git begin with what `between` will ask."""
    repo.ahead(*_between((old, new)))


def _between(revisions: Sequence[str]) -> tuple[str, ...]:
    return ("diff-tree", *EXACT, "--end-of-options", *revisions, "--")


def merge_difference(repo: Repository, commit: str) -> tuple[Entry, ...]:
    """Return what `commit` holds beyond git's own automatic merge of its parents.

    For two parents this is ``--remerge-diff`` (git 2.35 and newer); `old_blob`
    is then a blob of that merge, which may be in no object store. For an
    octopus, and with an older git, it is what differs from all parents, with
    the first parent as the old side. For one parent, what differs from it.
    """
    remerge = ("log", "-1", "--remerge-diff", "--format=", "--no-color", "--no-textconv")
    result = repo.ask(*AUTOMATIC, *remerge, *EXACT, "--end-of-options", commit, "--")
    # An octopus is answered by a sentence instead of a difference.
    if result.code == 0 and not result.out.startswith(b"diff: "):
        return parse(result.out)
    combined = ("diff-tree", "-c", "--root", "--no-commit-id", *EXACT)
    return parse(repo.git(*combined, "--end-of-options", commit, "--"))


def parse(out: bytes) -> tuple[Entry, ...]:
    """Read raw differences as ``-z`` prints them, combined ones of merges included.

    ``:OLDMODE NEWMODE OLDID NEWID STATUS<NUL>PATH<NUL>``; a combined one starts
    with a colon per parent and has a mode and an id for each.
    """
    fields = out.split(b"\0")
    return tuple(_entry(fields[at], fields[at + 1]) for at in range(0, len(fields) - 1, 2))


def _entry(facts: bytes, path: bytes) -> Entry:
    words = facts.lstrip(b"\n").decode("ascii")
    parents = 1 if words[1] != ":" else len(words) - len(words.lstrip(":"))
    parts = words[parents:].split(" ")
    old_mode, new_mode = parts[0], parts[parents]
    old_blob, new_blob = parts[parents + 1], parts[2 * parents + 1]
    return Entry(
        os.fsdecode(path),
        "" if old_mode == "000000" else old_mode,
        "" if new_mode == "000000" else new_mode,
        old_blob if old_blob.strip("0") else "",
        new_blob if new_blob.strip("0") else "",
    )


def commit_object(repo: Repository, parents: Sequence[str]) -> str:
    """Write the index as a commit with `parents` and return its id; no ref points to it.

    So that a merge that is still being made can be judged like one that was. The
    id depends on the tree and the parents alone. Two processes. The index file
    is left as it is: git may be holding its lock. Raises `GitFailed` for an
    index with conflicts, or an object store that cannot be written.
    """
    from git_decide.git.scratch import Scratch

    with open(repo.index_file, "rb") as stream:
        content = stream.read()
    with Scratch(repo) as scratch:
        tree = repo.git("write-tree", index=scratch.write("index", content)).decode().strip()
    flags = [word for parent in parents for word in ("-p", parent)]
    made = repo.git("commit-tree", "--no-gpg-sign", *flags, tree, extra_env=_NOBODY)
    return made.decode().strip()


_NOBODY = {
    f"GIT_{who}_{what}": text
    for who in ("AUTHOR", "COMMITTER")
    for what, text in (
        ("NAME", "git-decide"),
        ("EMAIL", "git-decide@localhost"),
        ("DATE", "1000000000 +0000"),
    )
}

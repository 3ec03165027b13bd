"""Finds revisions and what they held: branches that count elsewhere, parents, former versions."""

from __future__ import annotations

import os

from git_decide.git.changes import parse
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.git.repository import Repository

ABSENT = ("", "")


@value
class Undone:
    """A commit that a message says it reverts.

    `former` holds, for each parent, what a path was there as (mode, blob).
    """

    id: str
    message: str
    former: tuple[Mapping[str, tuple[str, str]], ...]

    def before(self, path: str) -> tuple[tuple[str, str], ...]:
        """Return what `path` was in each parent: ("", "") where it did not exist."""
        return tuple(tree.get(path, ABSENT) for tree in self.former)


def also_on(repo: Repository, branches: Sequence[str]) -> tuple[str, ...]:
    """Return the refs of `[records] also-on`, as far as they exist.

    Remote-tracking branches, those of `origin` first; the branch itself in a
    bare repository and where no remote has it.
    """
    if not branches:
        return ()
    out = repo.git("for-each-ref", "--format=%(refname)", "refs/remotes/", "refs/heads/")
    refs = os.fsdecode(out).splitlines()
    found: list[str] = []
    for branch in branches:
        local = f"refs/heads/{branch}"
        tracking = [
            ref
            for ref in refs
            if ref.startswith("refs/remotes/") and ref.split("/", 3)[3:] == [branch]
        ]
        tracking.sort(key=lambda ref: (not ref.startswith("refs/remotes/origin/"), ref))
        if repo.top is None or not tracking:
            tracking = [local] if local in refs else []
        found += tracking
    return tuple(dict.fromkeys(found))


def parents_of(repo: Repository, commit: str) -> tuple[str, ...]:
    """Return the parents of a commit, given by its id: none for a root commit."""
    return tuple(repo.git("rev-parse", f"{commit}^@").decode().split())


def committer_time(repo: Repository) -> int:
    """Return the time that a commit made now would carry, in seconds since 1970."""
    ident = repo.git("var", "GIT_COMMITTER_IDENT")
    return int(ident.rsplit(b" ", 2)[1])


def author(repo: Repository) -> str:
    """Return the author that a commit made now would carry, as ``NAME <ADDRESS>``."""
    ident = os.fsdecode(repo.git("var", "GIT_AUTHOR_IDENT"))
    return ident.rsplit(" ", 2)[0]


def versions(repo: Repository, revision: str, path: str) -> tuple[str, ...]:
    """Return the blobs that `path` had along the first parents of `revision`, newest first."""
    out = repo.git(
        "log", "--first-parent", "--format=", "--raw", "-z", "--no-abbrev", "--no-renames",
        "--ignore-submodules=none", "-m", revision, "--", f":(top,literal){path}",
    )  # fmt: skip
    return tuple(entry.new_blob for entry in parse(out) if entry.new_blob)


def reverted(
    repo: Repository, head: str, names: Sequence[str], paths: Sequence[str]
) -> tuple[Undone, ...]:
    """Return those of the named commits that `head` descends from, with what `paths` were before.

    A commit outside the history of `head` gives nothing back: its parents may
    hold anything.
    """
    found = []
    for name in names[:8]:
        result = repo.ask(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )
        commit = result.out.decode().strip()
        if result.code or repo.ask("merge-base", "--is-ancestor", commit, head).code:
            continue
        *parents, message = _commit(repo, commit)
        former = tuple(_tree(repo, parent, paths) for parent in parents) or ({},)
        found.append(Undone(commit, message, former))
    return tuple(found)


def _commit(repo: Repository, commit: str) -> list[str]:
    """Return the parents of a commit, then its message."""
    out = repo.git(
        "show", "--no-patch", "--no-notes", "--no-show-signature", "--format=%P%x00%B", commit
    )
    parents, _, message = out.partition(b"\0")
    return [*parents.decode().split(), message.decode("utf-8", "replace")]


def _tree(repo: Repository, revision: str, paths: Sequence[str]) -> dict[str, tuple[str, str]]:
    if not paths:
        return {}
    specs = [f":(top,literal){path}" for path in paths]
    out = repo.git("ls-tree", "-r", "-z", "--full-tree", revision, "--", *specs)
    found = {}
    for record in out.split(b"\0")[:-1]:
        facts, _, path = record.partition(b"\t")
        mode, _, blob = facts.split()
        found[os.fsdecode(path)] = (mode.decode(), blob.decode())
    return found


def ever_had(repo: Repository, head: str, wanted: Mapping[str, tuple[str, str]]) -> bool:
    """Return whether each path was, somewhere in the history of `head`, what `wanted` says.

    `wanted` gives (mode, blob) by path, ("", "") for absent. One process.
    """
    specs = [f":(top,literal){path}" for path in wanted]
    out = repo.git(
        "log", "--format=", "--raw", "-z", "--no-abbrev", "--no-renames",
        "--ignore-submodules=none", "-m", head, "--", *specs
    )  # fmt: skip
    missing = dict(wanted)
    for entry in parse(out):
        sides = (entry.old_mode, entry.old_blob), (entry.new_mode, entry.new_blob)
        if missing.get(entry.path) in sides:
            del missing[entry.path]
    return not missing

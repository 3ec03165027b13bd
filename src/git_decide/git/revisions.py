"""Finds revisions and what they held: branches that count elsewhere, parents, former versions."""

from __future__ import annotations

import os

from git_decide.errors import CannotLook, named
from git_decide.git.changes import parse
from git_decide.git.objects import COMMAND_LINE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.git.repository import Repository


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


def branches_at(repo: Repository, commit: str) -> tuple[str, ...]:
    """Return the short names of this clone's branches that are at a commit, given by its id."""
    out = repo.git(*_branches_at(commit))
    return tuple(ref.removeprefix("refs/heads/") for ref in os.fsdecode(out).splitlines())


def branches_at_ahead(repo: Repository, commit: str) -> None:
    """Let git begin with what `branches_at` will ask."""
    repo.ahead(*_branches_at(commit))


def _branches_at(commit: str) -> tuple[str, ...]:
    return ("for-each-ref", f"--points-at={commit}", "--format=%(refname)", "refs/heads/")


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


def author_date(repo: Repository, revision: str) -> str:
    """Return when a commit was authored, as git stores it: ``SECONDS ZONE``."""
    arguments = ("log", "-1", "--no-show-signature", "--format=%ad", "--date=raw")
    return repo.git(*arguments, "--end-of-options", revision, "--").decode().strip()


def is_behind(repo: Repository, commit: str, tip: str) -> bool:
    """Return whether `tip` is a commit, by its id, or descends from it.

    One process, and none for one and the same. No for what is not here.
    """
    asked = ("merge-base", "--is-ancestor", "--end-of-options", commit, tip)
    return commit == tip or repo.ask(*asked).code == 0


def behind(repo: Repository, revision: str, without: str) -> frozenset[str]:
    """Return the commits that `revision` is or descends from and `without` is not.

    None of them where this clone does not have the revision. One process.
    """
    wanted = [f"{revision}^{{commit}}", *([f"^{without}"] if without else [])]
    result = repo.ask("rev-list", "--end-of-options", *wanted, "--")
    return frozenset() if result.code else frozenset(result.out.decode().split())


def between(repo: Repository, words: str) -> tuple[str, ...]:
    """Return the commits of a range, ``A..B`` in any form that git reads, newest first.

    Raises `CannotLook` where this clone does not have one of its ends. One process.
    """
    result = repo.ask("rev-list", "--end-of-options", words, "--")
    if result.code:
        raise CannotLook(
            f"there is no range {named(words)}",
            "Give commits, tags or branches that this clone has: git branch -a; git tag",
        )
    return tuple(result.out.decode().split())


def beside(repo: Repository, revision: str) -> bool:
    """Return whether a revision names a commit that HEAD does not have. Two processes."""
    wanted = f"{revision}^{{commit}}"
    found = repo.ask("rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    if found.code:
        return False
    return repo.ask("merge-base", "--is-ancestor", found.out.decode().strip(), "HEAD").code == 1


def versions(repo: Repository, revision: str, path: str) -> tuple[str, ...]:
    """Return the blobs that `path` had along the first parents of `revision`, newest first.

    "" stands for no file there, or a submodule.
    """
    out = repo.git(
        "log", "--first-parent", "--format=", "--raw", "-z", "--no-abbrev", "--no-renames",
        "--ignore-submodules=none", "-m", revision, "--", f":(top,literal){path}",
    )  # fmt: skip
    return tuple("" if entry.new_mode == "160000" else entry.new_blob for entry in parse(out))


def ever_had(repo: Repository, head: str, wanted: Mapping[str, tuple[str, str]]) -> bool:
    """Return whether each path was, somewhere in the history of `head`, what `wanted` says.

    `wanted` gives (mode, blob) by path, ("", "") for absent. One process.
    """
    specs = [f":(top,literal){path}" for path in wanted]
    if sum(map(len, specs)) > COMMAND_LINE:
        specs = []
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

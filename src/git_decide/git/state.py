"""Tells what git is in the middle of, and where HEAD is."""

from __future__ import annotations

import os

from git_decide.git.repository import content_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from git_decide.git.repository import Repository

    Operation = Literal["", "merge", "squash", "revert", "cherry-pick", "rebase", "am"]


def in_progress(repo: Repository) -> Operation:
    """Return the operation that the next commit belongs to, "" for a commit of its own.

    What a rebase or ``git am`` stopped in comes first: within it, single steps
    leave the marks of a merge or a cherry-pick.
    """
    if _exists(repo, "rebase-merge"):
        return "rebase"
    if _exists(repo, "rebase-apply"):
        return "am" if _exists(repo, "rebase-apply/applying") else "rebase"
    if _exists(repo, "MERGE_HEAD"):
        return "merge"
    if _pseudo_ref(repo, "CHERRY_PICK_HEAD"):
        return "cherry-pick"
    if _pseudo_ref(repo, "REVERT_HEAD"):
        return "revert"
    return "squash" if _exists(repo, "SQUASH_MSG") else ""


def merge_heads(repo: Repository) -> tuple[str, ...]:
    """Return the ids of the commits being merged into HEAD, () outside a merge."""
    return tuple(_text(os.path.join(repo.git_dir, "MERGE_HEAD")).split())


def branch(repo: Repository) -> str:
    """Return the name of the branch that is checked out, "" for a detached HEAD."""
    target = _target(repo)
    if target is None:
        result = repo.ask("symbolic-ref", "--quiet", "HEAD")
        target = os.fsdecode(result.out.rstrip(b"\n"))
    return target.removeprefix("refs/heads/") if target.startswith("refs/heads/") else ""


def head(repo: Repository) -> str | None:
    """Return the id of the commit that is checked out, None on an unborn branch."""
    target = _target(repo)
    if target == "":
        return _text(os.path.join(repo.git_dir, "HEAD")).strip()
    if target and target.startswith("refs/heads/"):
        found = _text(os.path.join(repo.common_dir, target)).strip()
        if _is_id(found):
            return found
    result = repo.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    return result.out.decode().strip() or None


def shallow(repo: Repository) -> bool:
    """Return whether the history ends early here, because it was never fetched."""
    return os.path.exists(os.path.join(repo.common_dir, "shallow"))


def boundaries(repo: Repository) -> frozenset[str]:
    """Return the commits whose parents were never fetched, so that they look like first ones."""
    return frozenset(_text(os.path.join(repo.common_dir, "shallow")).split())


def _target(repo: Repository) -> str | None:
    """Return the ref that HEAD names, "" for a commit's id, None when git must be asked."""
    path = os.path.join(repo.git_dir, "HEAD")
    content = _text(path).rstrip("\n")
    if _is_id(content) and not os.path.islink(path):
        return ""
    if content.startswith("ref: ") and not _reftable(repo):
        return content[5:].strip()
    return None


def _is_id(text: str) -> bool:
    return len(text) in (40, 64) and not text.strip("0123456789abcdef")


def _pseudo_ref(repo: Repository, name: str) -> bool:
    if _reftable(repo):
        return repo.ask("rev-parse", "--verify", "--quiet", name).code == 0
    return _exists(repo, name)


def _reftable(repo: Repository) -> bool:
    return os.path.isdir(os.path.join(repo.common_dir, "reftable"))


def _exists(repo: Repository, name: str) -> bool:
    return os.path.exists(os.path.join(repo.git_dir, name))


def _text(path: str) -> str:
    return os.fsdecode(content_of(path))

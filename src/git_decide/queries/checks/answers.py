"""Recalls the answer of a whole check for as long as nothing that it looked at changes."""

from __future__ import annotations

from git_decide import memo
from git_decide.git import freshness
from git_decide.stamps import stamp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.findings import Finding
    from git_decide.git.repository import Repository
    from git_decide.packing import Packing
    from git_decide.stamps import Stamp

    # The findings, and whether what configures the check could not be used.
    Answer = tuple[tuple[Finding, ...], bool]
    # A path, whether links are followed to it, and its stamp.
    Seen = tuple[str, bool, Stamp]

WORKTREE, INDEX = "worktree", "index"  # as `listing` calls them, which takes longer to load


def recall(repo: Repository, where: str) -> Answer | None:
    """Return what a check of everything at `where` found, if it would find the same now.

    In the work tree git tells which tracked files changed, in two processes; what git
    does not watch was remembered file by file. The index takes no process.
    """
    if where not in (WORKTREE, INDEX):
        return None
    known = memo.recall(repo.git_dir, "answers", where, _key(repo))
    if not known:
        return None
    folders, said, seen, code, findings, broken = known
    if where == WORKTREE:
        freshness.ahead(repo, folders)
    same = code == memo.code() and all(stamp(path, follow) == was for path, follow, was in seen)
    if where == WORKTREE and freshness.said(repo, folders) != said:
        return None
    return (_packing().unpack(findings) if findings else (), broken) if same else None


def remember(
    repo: Repository,
    where: str,
    folders: Sequence[str],
    said: tuple[bytes, bytes],
    seen: Sequence[Seen],
    answer: Answer,
) -> None:
    """Remember an answer for as long as git has `said` of the `folders`, and files are as `seen`.

    `said` is what `freshness.said` returns, ignored where it is not the work tree that
    was checked.
    """
    findings, broken = answer
    packed = _packing().pack(findings)
    content = (tuple(folders), said, tuple(seen), memo.code(), packed, broken)
    memo.keep(repo.git_dir, "answers", where, _key(repo), content)


def _key(repo: Repository) -> tuple[object, ...]:
    told = sorted((name, text) for name, text in repo.environ.items() if name.startswith(_TELLING))
    return (repo.index_file, repo.top, repo.common_dir, *told)


# What the environment tells git about configuration, objects and history.
_TELLING = (
    "GIT_CONFIG",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT",
    "GIT_NO_REPLACE",
    "GIT_REPLACE",
    "GIT_GRAFT",
    "GIT_SHALLOW",
)


def _packing() -> Packing:
    from git_decide.findings import Finding
    from git_decide.packing import Packing

    return Packing((Finding,))

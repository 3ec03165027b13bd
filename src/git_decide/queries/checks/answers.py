"""Recalls the answer of a whole check for as long as nothing that it looked at changes."""

from __future__ import annotations

from git_decide import memo
from git_decide.git import freshness
from git_decide.stamps import stamp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from git_decide.findings import Finding
    from git_decide.git.repository import Repository
    from git_decide.packing import Packing
    from git_decide.stamps import Stamp

    # The findings, and whether what configures the check could not be used.
    Answer = tuple[tuple[Finding, ...], bool]
    # A path, whether links are followed to it, and its stamp.
    Seen = tuple[str, bool, Stamp]
    # Folders, what `freshness.said` returns of them (ignored where it is not the work tree
    # that was looked at), and the files and folders that git does not watch.
    Evidence = tuple[Sequence[str], tuple[bytes, ...], Sequence[Seen]]

WORKTREE, INDEX = "worktree", "index"  # as `listing` calls them, which takes longer to load
_KIND = "answers"
SHELF = "shelf"  # the kind of what a search keeps, which takes longer to load


def recall(repo: Repository, where: str) -> Answer | None:
    """Return what a check of everything at `where` found, if it would find the same now."""
    from git_decide.git import clock
    from git_decide.queries.checks import commented

    begun = commented.begin(repo) if where == WORKTREE else None
    known = standing(repo, where, _KIND)
    if not known:
        return None
    findings, broken, folders, files, day = known
    if day != clock.today(repo):  # by now a review may be overdue
        return None
    if where == WORKTREE and commented.in_worktree(repo, begun, folders) != files:
        return None
    return (_packing().unpack(findings) if findings else (), broken)


def standing(repo: Repository, where: str, kind: str) -> Any:
    """Return what was remembered of a `kind`, if the records at `where` are as they were then.

    In the work tree git tells which tracked files changed, in one process, and in another
    one where attributes matter; what git does not watch was remembered file by file. The
    index takes no process. None where that is not certain.
    """
    if where not in (WORKTREE, INDEX):
        return None
    known = memo.recall(repo.git_dir, kind, where, _key(repo))
    if not known:
        return None
    if where == WORKTREE:
        _begin(repo, known)
    return known[-1] if _stands(repo, where, known) else None


def _begin(repo: Repository, known: Any) -> None:
    folders, said, _, _ = known
    freshness.ahead(repo, folders, attributes=len(said) > 1)


def _stands(repo: Repository, where: str, known: Any) -> bool:
    folders, said, seen, _ = known
    same = all(stamp(path, follow) == was for path, follow, was in seen)
    if where != WORKTREE:
        return same
    # Asked in any case, since it is under way: nobody is to take it for an answer of later.
    return freshness.said(repo, folders, attributes=len(said) > 1) == said and same


def presumed(repo: Repository, kind: str) -> tuple[Any, Callable[[], bool]] | None:
    """Return what was remembered of the work tree, and what tells whether that stands.

    For work that is done while git looks, and thrown away where it was in vain. None where
    nothing was remembered.
    """
    known = memo.recall(repo.git_dir, kind, WORKTREE, _key(repo))
    if not known:
        return None
    _begin(repo, known)
    return known[-1], lambda: _stands(repo, WORKTREE, known)


def remember(
    repo: Repository, where: str, evidence: Evidence, answer: Answer, files: Sequence[str]
) -> None:
    """Remember an answer for as long as the evidence stands, and no other files hold comments."""
    from git_decide.git import clock

    findings, broken = answer
    day = clock.today(repo)
    content = (_packing().pack(findings), broken, tuple(evidence[0]), tuple(files), day)
    keep(repo, where, _KIND, evidence, content)


def keep(repo: Repository, where: str, kind: str, evidence: Evidence, content: Any) -> None:
    """Remember plain content for as long as git has said the same, and files are as they were."""
    folders, said, seen = evidence
    known = (tuple(folders), said, tuple(seen), content)
    memo.keep(repo.git_dir, kind, where, _key(repo), known)


def _key(repo: Repository) -> tuple[object, ...]:
    told = sorted((name, text) for name, text in repo.environ.items() if name.startswith(_TELLING))
    # What another version of this code remembered may be of another shape.
    return (memo.code(), repo.index_file, repo.top, repo.common_dir, *told)


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

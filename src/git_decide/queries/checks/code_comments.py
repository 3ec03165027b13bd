"""Finds the comments in code that name no record, or several."""

from __future__ import annotations

from git_decide.codes import finding
from git_decide.errors import named, some
from git_decide.git.attributes import is_attribute_file
from git_decide.listing import INDEX, WORKTREE
from git_decide.queries.checks import commented
from git_decide.queries.names.code_links import must_be_id
from git_decide.queries.rules import FILE
from git_decide.records.digest import Name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.findings import Finding
    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.checks.gathering import Gathered


def files(repo: Repository, rules: Rules, where: str, paths: Sequence[str]) -> tuple[str, ...]:
    """Return the tracked text files that may hold comments which name decisions.

    Records are none of them. At or below `paths`, where any are given; of a revision
    these are not asked for, since what hooks and ranges ask is about records.
    """
    folders = [folder for _, folder in rules.records.folders()]
    if not paths and where == WORKTREE:
        return commented.in_worktree(repo, commented.begin(repo), folders)
    below = tuple(f"{folder}/" for folder in folders)
    wanted = [each for each in paths if not (each.startswith(below) or _governs(each))]
    if (paths and not wanted) or (paths and where not in (WORKTREE, INDEX)):
        return ()
    place = {WORKTREE: "", INDEX: ":"}.get(where, where)
    return commented.anywhere(repo, place, wanted, folders)


def comment_findings(
    repo: Repository, where: str, paths: Sequence[str], gathered: Gathered
) -> Iterator[Finding]:
    """Yield the comments in these files that do not mean one record.

    A word that means none, and may well be no id, is left alone.
    """
    if not paths:
        return
    from git_decide.queries.comments import comments_of

    for comment in comments_of(repo, where, paths):
        source = Name("", "", None, comment.path)
        for written, column in zip(comment.written, comment.columns, strict=True):
            found = gathered.resolve(written, source)
            place = (comment.path, comment.line, column)
            if not found and must_be_id(written):
                message = f"The comment names {named(written)}, and there is no such record."
                yield finding("dangling-decision-comment", message, *place)
            elif len(found) > 1:
                candidates = some([name.qualified for name in found])
                message = f"The comment names {named(written)}, which may be {candidates}."
                yield finding("ambiguous-decision-comment", message, *place)


def _governs(path: str) -> bool:
    return path == FILE or is_attribute_file(path)

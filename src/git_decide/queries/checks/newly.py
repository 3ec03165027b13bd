"""Finds what is newly wrong in what is staged: what no parent of the next commit had."""

from __future__ import annotations

from git_decide.findings import identity
from git_decide.git import changes, state
from git_decide.git.attributes import is_attribute_file
from git_decide.listing import INDEX
from git_decide.queries.rules import FILE
from git_decide.records.digest import stem_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.findings import Finding
    from git_decide.git.repository import Repository


def new_findings(repo: Repository) -> tuple[Finding, ...]:
    """Return the findings that the index has and no parent of the commit had, in staged files.

    What was wrong before never keeps a commit from being made, nor what a record of
    another format lacked that was converted. Only staged records are read, and what
    they lead to, however many there are.
    """
    head = state.head(repo)
    entries = changes.staged(repo, head)
    staged = [e.path for e in entries if _may_be_record(e.path) or (e.new_blob and _rules(e.path))]
    if not staged:
        return ()
    from git_decide.queries.checks.checking import check  # a commit without records does without it

    now = check(repo, INDEX, staged, code=False).findings
    if not now or not head:
        return now
    parents = (head, *state.merge_heads(repo))
    before = {identity(each) for p in parents for each in check(repo, p, staged).findings}
    new = tuple(each for each in now if identity(each) not in before)
    if not new:
        return ()
    from git_decide.queries.checks.stricter import lacked

    before |= lacked(repo, parents, {each.path for each in new})
    return tuple(each for each in new if identity(each) not in before)


def _rules(path: str) -> bool:
    return path == FILE or is_attribute_file(path)


def _may_be_record(path: str) -> bool:
    return bool(stem_of(path.rpartition("/")[2]))

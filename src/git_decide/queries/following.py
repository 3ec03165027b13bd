"""Finds the commits behind one record: those that follow it, and the one that set its status."""

from __future__ import annotations

from git_decide.git import search, state
from git_decide.policy.links import read
from git_decide.records.ids import resolve
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.git.repository import Repository
    from git_decide.git.search import Commit
    from git_decide.records.digest import Name
    from git_decide.store import Stored

_LINK_LINE = r"^[[:space:]]*Decision[[:space:]]*:"


@value
class Trace:
    """What git says about one record.

    `set_by` is the commit that gave it the status it has, None where that is
    not committed. `complete` is False in a shallow clone, where more may exist.
    """

    followers: tuple[Commit, ...]
    set_by: Commit | None
    complete: bool


def trace(
    repo: Repository, stored: Stored, names: Sequence[Name], revision: str | None = None
) -> Trace:
    """Return the commits behind `revision` (HEAD unless given) that concern one record.

    `names` are all records there, since a link may be abbreviated.
    """
    start = revision or state.head(repo)
    complete = not state.shallow(repo)
    if not start:
        return Trace((), None, complete)
    followers = tuple(
        commit
        for commit in search.saying(repo, start, _LINK_LINE)
        if _links_to(commit, stored, names)
    )
    return Trace(followers, _set_by(repo, start, stored), complete)


def _links_to(commit: Commit, stored: Stored, names: Sequence[Name]) -> bool:
    record = stored.reading.record
    own = dict.fromkeys(record.aliases, (stored.name,)) if record else {}
    return any(
        resolve(written.value, names, lambda: own) == (stored.name,)
        for written in read(commit.message).links
    )


def _set_by(repo: Repository, start: str, stored: Stored) -> Commit | None:
    record = stored.reading.record
    if not record or not record.status or not record.status.isalpha():
        return None
    pattern = rf"^status:.*{record.status}"
    return search.last_to_change(repo, start, stored.name.path, pattern)

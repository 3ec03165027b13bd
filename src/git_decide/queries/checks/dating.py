"""Finds records that are dated in the future, as misspelt years are."""

from __future__ import annotations

import time

from git_decide.codes import finding
from git_decide.errors import named
from git_decide.git import clock, state
from git_decide.listing import INDEX, WORKTREE
from git_decide.queries.selecting import dated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from git_decide.findings import Finding
    from git_decide.git.repository import Repository
    from git_decide.queries.checks.gist import Gist

CODE = "date-in-future"
_DAY = 24 * 60 * 60


def dating_findings(
    repo: Repository, where: str, gists: Iterable[Gist], now: float
) -> Iterator[Finding]:
    """Yield the records whose day has not begun anywhere at `now`, in seconds since 1970, UTC.

    Somewhere it may be tomorrow already. A clock that is behind the last commit is wrong,
    and then the commit counts. No process where all is well, one otherwise.
    """
    found = _beyond(gists, now)
    if found:
        commit = state.head(repo) if where in (WORKTREE, INDEX) else where
        found = _beyond(found, max(now, clock.made(repo, commit)[0]) if commit else now)
    for gist in found:
        message = f"`date` is {named(gist.date)}, and that day has not come yet."
        yield finding(CODE, message, gist.name.path, *gist.dated)


def _beyond(gists: Iterable[Gist], now: float) -> list[Gist]:
    latest = time.strftime("%Y-%m-%d", time.gmtime(now + _DAY))
    return [gist for gist in gists if dated(gist.date) and gist.date[: len(latest)] > latest]

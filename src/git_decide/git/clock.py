"""Tells what time it is, as git in this repository takes it."""

from __future__ import annotations

import time

from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository

# With which git's own tests set its clock: what "1 week ago" means follows it as well.
_SET = "GIT_TEST_DATE_NOW"


def now(repo: Repository) -> int:
    """Return the time in seconds since 1970, UTC."""
    told = repo.environ.get(_SET, "")
    return int(told) if told.isascii() and told.isdigit() else int(time.time())


def today(repo: Repository) -> str:
    """Return the day that it is here, as ``YYYY-MM-DD``."""
    return time.strftime("%Y-%m-%d", time.localtime(now(repo)))


def made(repo: Repository, commit: str) -> tuple[int, str]:
    """Return when a commit was made: in seconds since 1970, and the day where its committer was.

    One process.
    """
    form = ("log", "-1", "--no-show-signature", "--format=%ct %cs", "--end-of-options")
    seconds, _, day = repo.git(*form, commit, "--").decode().strip().partition(" ")
    return int(seconds or 0), day


def standing_at(repo: Repository, seconds: int) -> Repository:
    """Return the repository in which it is another time: what git takes "1 week ago" for."""
    return replace(repo, environ={**repo.environ, _SET: str(seconds)})

"""Asks git of the records at one place: who gave them their status, and who follows them."""

from __future__ import annotations

import time

from git_decide import listing
from git_decide.git import changes, state
from git_decide.git.objects import listed, tree_entries
from git_decide.queries.following import Followers
from git_decide.queries.record_history import RecordHistory
from git_decide.queries.relations import called
from git_decide.queries.status_history import Setting, settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import RecordsPolicy
    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.following import Follower
    from git_decide.queries.index import Index
    from git_decide.queries.names.references import Catalogue
    from git_decide.records.digest import Name

_FEW = 64  # records that are asked for one by one


class Past:
    """What git tells of the records at one place: who gave them their status, who follows them.

    `gists` are all of them; `tip` is the commit that the place is or is based on, None on an
    unborn branch. What is asked of many records takes as many processes as of one.
    """

    def __init__(
        self,
        repo: Repository,
        records: RecordsPolicy,
        where: str,
        gists: Sequence[Gist],
        index: Index | None,
    ) -> None:
        self.repo = repo
        self.gists = gists
        self._known: Catalogue | None = None
        self.index = index
        self.tip = tip_of(repo, where)
        self._records = records
        self._where = where
        self._settings: dict[Name, Setting] = {}
        if index is None or self.tip is None:
            return
        reaches = index.reaches(self.tip)
        self.followers = Followers(index, gists, self.catalogue, reaches)
        self.history = RecordHistory(repo, records, self.tip, reaches)

    def catalogue(self) -> Catalogue:
        """Return what finds records by all that they are called: made once it is needed."""
        if self._known is None:
            self._known = called(self.gists)
        return self._known

    def settings(self, gists: Sequence[Gist]) -> Mapping[Name, Setting]:
        """Return who gave each of some records its status."""
        fresh = [gist for gist in gists if gist.name not in self._settings]
        if self.tip is None or self.index is None:
            self._settings.update((gist.name, Setting()) for gist in fresh)
        elif fresh:
            args = (self.history, fresh, self._blobs(self.tip, fresh), self._changed)
            self._settings.update(settings(self.repo, self._records, *args))
        return self._settings

    def _blobs(self, tip: str, gists: Sequence[Gist]) -> Mapping[str, str]:
        if len(gists) <= _FEW:
            entries = listed(self.repo, tip, [gist.name.path for gist in gists])
        else:
            folders = [folder for _, folder in self._records.folders()]
            entries = tree_entries(self.repo, tip, folders)
        return {entry.path: entry.blob for entry in entries}

    def _changed(self) -> Collection[str]:
        """Return the paths of records that may differ here from those at the tip."""
        if self._where not in (listing.WORKTREE, listing.INDEX):
            return ()
        folders = [folder for _, folder in self._records.folders()]
        cached = self._where == listing.INDEX
        return changes.paths(self.repo, self.tip or "", folders, cached=cached)

    def following(self, gists: Sequence[Gist]) -> Mapping[Name, tuple[Follower, ...]]:
        """Return the commits that follow each of some records, newest first."""
        return self.followers.of(gists) if self.tip and self.index else {}


def tip_of(repo: Repository, where: str) -> str | None:
    """Return the commit that a place is, or is based on; None on an unborn branch."""
    return state.head(repo) if where in (listing.WORKTREE, listing.INDEX) else where


def day_of(seconds: int) -> str:
    """Return the day of a time in seconds since 1970, UTC, as ``YYYY-MM-DD``."""
    try:
        return time.strftime("%Y-%m-%d", time.gmtime(seconds))
    except (ValueError, OverflowError, OSError):  # a commit may claim any time
        return "9999-12-31"

"""Finds the commits that gave records the status that they have."""

from __future__ import annotations

from git_decide import memo
from git_decide.git.objects import read_blobs
from git_decide.records.digest import name_of
from git_decide.records.limits import LARGEST
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import RecordsPolicy
    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.record_history import RecordHistory, Step, Version
    from git_decide.records.digest import Name

    # A version is known by its blob and its path: how a text is read depends on what it is called.
    _Mark = tuple[str, str]

_FEW = 32  # versions that are read as soon as git is asked which of them lie in the work tree
_PLACE = ("history", "statuses")


@value
class Setting:
    """Who gave a record its status: `set_by` the one that it has, `accepted_by` that of accepted.

    The last ones that did so, None where that is not committed, or not in this clone. `made`
    is the commit that wrote the record first, `contested_by` the last one that contested it.
    """

    set_by: Step | None = None
    accepted_by: Step | None = None
    made: Step | None = None
    contested_by: Step | None = None


def settings(
    repo: Repository,
    records: RecordsPolicy,
    history: RecordHistory,
    gists: Sequence[Gist],
    blobs: Mapping[str, str],
    changed: Callable[[], Collection[str]],
) -> dict[Name, Setting]:
    """Return by which commits each of some records has its status.

    `blobs` are those of the tip of `history`, by path; `changed` tells which paths may hold
    something else where the `gists` are from. What counts is what a record said, in
    whatever format and under whatever name: neither a new spelling nor a conversion sets a
    status. Three processes at most; what a version says is read once.
    """
    lines = {
        gist.name: history.line(gist.name, gist.aliases, blobs.get(gist.name.path, ""))
        for gist in gists
    }
    stated = _Stated(repo, records)
    versions = [(version, name) for name, line in lines.items() for version in line]
    if len(stated.unknown(versions)) > _FEW:
        here = changed()
        same = (gist for gist in gists if gist.name.path not in here)
        stated.tell(
            {
                (blobs[gist.name.path], gist.name.path): gist.status
                for gist in same
                if gist.name.path in blobs
            }
        )
    stated.read(versions)
    return {gist.name: _setting(gist, lines[gist.name], stated, history) for gist in gists}


def _setting(
    gist: Gist, line: Sequence[Version], stated: _Stated, history: RecordHistory
) -> Setting:
    if not line:
        return Setting()
    made = history.step(line[-1].commit)
    said = [stated.by(version) for version in line]
    if not gist.status or said[0] != gist.status:
        return Setting(made=made)

    def last_to_set(status: str) -> Step | None:
        before = [*said[1:], stated.before(line[-1])]
        for version, now, then in zip(line, said, before, strict=True):
            if now == status != then:
                return history.step(version.commit)
        return None

    steps = [last_to_set(status) for status in (gist.status, "accepted", "contested")]
    return Setting(steps[0], steps[1], made, steps[2])


class _Stated:
    """What versions of records state as their status, "" for none."""

    def __init__(self, repo: Repository, records: RecordsPolicy) -> None:
        self._repo = repo
        self._records = records
        self._key = (memo.code(), records.headings, records.statuses)
        known: dict[_Mark, str] | None = memo.recall(repo.common_dir, *_PLACE, self._key)
        self._known = known or {}
        self._count = len(self._known)

    def by(self, version: Version) -> str:
        """Return what a version states."""
        return self._known.get((version.after, version.path), "")

    def before(self, version: Version) -> str:
        """Return what the version before states, where nothing else tells of it."""
        return self._known.get((version.before, version.former or version.path), "")

    def tell(self, known: Mapping[_Mark, str]) -> None:
        """Take it from somebody else what versions state."""
        self._known.update(known)

    def unknown(self, versions: Sequence[tuple[Version, Name]]) -> dict[_Mark, Name]:
        """Return which of these versions and those before them were never read."""
        found: dict[_Mark, Name] = {}
        for version, name in versions:
            former = version.former or version.path
            for mark in ((version.after, version.path), (version.before, former)):
                if mark[0] and mark not in self._known:
                    found[mark] = name_of(mark[1], name.log) or name
        return found

    def read(self, versions: Sequence[tuple[Version, Name]]) -> None:
        """Learn what these versions and those before them state."""
        wanted = self.unknown(versions)
        if wanted:
            from git_decide.records import reader

            blobs = read_blobs(self._repo, [blob for blob, _ in wanted], limit=LARGEST)
            words = (self._records.headings, self._records.statuses)
            for (mark, name), found in zip(wanted.items(), blobs, strict=True):
                content = found.content if found and not found.too_large else b""
                record = reader.read(content, name, *words).record if content else None
                self._known[mark] = (record.status or "") if record else ""
        if len(self._known) != self._count:
            memo.keep(self._repo.common_dir, *_PLACE, self._key, self._known)

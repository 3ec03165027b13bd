"""Knows which commits made the records what they are, remembered from one question to the next."""

from __future__ import annotations

from git_decide import memo
from git_decide.git import file_history, state
from git_decide.records.digest import SUFFIXES, stem_of
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from git_decide.git.file_history import Changing
    from git_decide.git.repository import Repository
    from git_decide.policy.model import RecordsPolicy
    from git_decide.records.digest import Name

    # A commit, the blob before and after, and the former path.
    _Fields = tuple[str, str, str, str]

_PLACE = ("history", "records")
_FORM = 1  # of what is remembered
_TIPS = 8  # commits up to which the history is known; a ninth one forgets the first
_ROUNDS = 8  # how often a log may have moved


@value
class Version:
    """What a commit made of a record: its blob before and after, "" where it was not there.

    `former` is the path that it had before, "" where it had the same one.
    """

    commit: str
    path: str
    before: str
    after: str
    former: str = ""


@value
class Step:
    """A commit that changed a record: its author's name, and when, in seconds since 1970."""

    id: str
    author: str
    committed: int
    subject: str


class RecordHistory:
    """The versions of all records behind `tip`; `reaches` tells which commits are.

    What was read for other tips is remembered, so that only what is new is read.
    """

    def __init__(
        self, repo: Repository, records: RecordsPolicy, tip: str, reaches: Callable[[str], bool]
    ) -> None:
        self._repo = repo
        self._folders = tuple(folder for _, folder in records.folders())
        self._tip = tip
        self._reaches = reaches
        self._boundaries = state.boundaries(repo)
        self._tips: tuple[str, ...] = ()
        self._commits: dict[str, tuple[str, int, str]] = {}
        self._versions: dict[str, list[_Fields]] = {}
        self._elsewhere: tuple[str, ...] = ()
        self._load()

    def step(self, commit: str) -> Step | None:
        """Return what is known of a commit that changed some record, None for another one.

        None, too, for one whose parents were never fetched: who knows what it changed.
        """
        known = self._commits.get(commit)
        return Step(commit, *known) if known and commit not in self._boundaries else None

    def line(self, name: Name, aliases: Sequence[str], blob: str) -> tuple[Version, ...]:
        """Return how a record came to be what it is in `blob`, newest version first.

        Through renames, also from outside of the logs, and under its former ids.
        """
        found: list[Version] = []
        path, wanted, at = name.path, blob, 0
        while version := self._made(path, wanted, at):
            found.append(version)
            at = self._behind(version)
            path, wanted = version.former or path, version.before
            if version.former:
                at = 0
            elif not wanted:
                break
            if len(found) > len(self._commits):  # a circle of renames
                break
        return (*found, *self._older(name, aliases, found))

    def changed_by(self, commits: Collection[str]) -> set[str]:
        """Return the paths of the files that some of these commits changed."""
        ids = set(commits)
        return {
            path
            for path, versions in self._versions.items()
            if any(fields[0] in ids for fields in versions)
        }

    def _made(self, path: str, blob: str, at: int) -> Version | None:
        """Return the newest version from place `at` on that made the blob, else the newest one.

        Where a merge made it, no version did.
        """
        newest = None
        for version in self._behind_tip(path, at):
            if version.after == blob:
                return version
            newest = newest or version
        return newest

    def _behind_tip(self, path: str, at: int = 0) -> Iterator[Version]:
        for commit, before, after, former in self._versions.get(path, ())[at:]:
            if self._reaches(commit):
                yield Version(commit, path, before, after, former)

    def _behind(self, version: Version) -> int:
        """Return the place of what comes after a version in the list of its path."""
        known = self._versions[version.path]
        return known.index((version.commit, version.before, version.after, version.former)) + 1

    def _older(
        self, name: Name, aliases: Sequence[str], found: Sequence[Version]
    ) -> tuple[Version, ...]:
        """Return the versions under former ids, where the file was written anew under its own."""
        if not aliases or (found and found[-1].before):
            return ()
        latest = self._commits[found[-1].commit][1] if found else None
        for path in _former_paths(name, aliases):
            older = tuple(
                version
                for version in self._behind_tip(path)
                if version.after and (latest is None or self._commits[version.commit][1] <= latest)
            )
            if older:
                return self.line(replace(name, path=path), (), older[0].after)
        return ()

    def _load(self) -> None:
        key = (_FORM, self._folders, tuple(sorted(self._boundaries)))
        known = memo.recall(self._repo.common_dir, *_PLACE, key)
        if known:
            self._tips, self._commits, self._versions, self._elsewhere = known
        if self._tip in self._tips:
            return
        self._learn()
        self._tips = (*self._tips, self._tip)[-_TIPS:]
        content = (self._tips, self._commits, self._versions, self._elsewhere)
        memo.keep(self._repo.common_dir, *_PLACE, key, content)

    def _learn(self) -> None:
        """Read what lies between the tip and what is known, and where records came from."""
        found = self._read(self._tips, self._folders)
        for _ in range(_ROUNDS):
            sources = self._moved(found) - set(self._elsewhere)
            if not sources:
                break
            self._elsewhere = (*self._elsewhere, *sorted(sources))
            found = self._read((), sorted(sources))

    def _read(self, without: Sequence[str], places: Sequence[str]) -> list[Changing]:
        found = list(file_history.changing(self._repo, self._tip, without, places))
        fresh: dict[str, list[_Fields]] = {}
        for commit in found:
            self._commits[commit.id] = (commit.author, commit.committed, commit.subject)
            for change in commit.changes:
                fields = (commit.id, change.before, change.after, change.former)
                fresh.setdefault(change.path, []).append(fields)
        for path, versions in fresh.items():
            read = {fields[0] for fields in versions}
            older = [fields for fields in self._versions.get(path, ()) if fields[0] not in read]
            self._versions[path] = [*versions, *older]
        return found

    def _moved(self, found: Sequence[Changing]) -> set[str]:
        """Note which files came from outside of the folders, and return where they were."""
        adding = [
            commit.id
            for commit in found
            if any(not change.before and not change.former for change in commit.changes)
        ]
        sources = set()
        for commit, change in file_history.moves(self._repo, adding):
            versions = self._versions.get(change.path, [])
            fresh = (commit, "", change.after, "")
            if fresh in versions:
                moved = (commit, change.before, change.after, change.former)
                versions[versions.index(fresh)] = moved
                if not _below(change.former, self._folders):
                    sources.add(change.former)
        return sources


def _below(path: str, folders: Collection[str]) -> bool:
    return path.startswith(tuple(f"{folder}/" for folder in folders))


def _former_paths(name: Name, aliases: Sequence[str]) -> Iterator[str]:
    """Yield where a record may have been under its former ids."""
    folder, _, base = name.path.rpartition("/")
    paged = stem_of(base) != name.id
    for alias in aliases:
        stem = alias.rpartition("/")[2]
        if paged:
            yield f"{folder.rpartition('/')[0]}/{stem}/{base}"
        yield from (f"{folder}/{stem}{suffix}" for suffix in SUFFIXES)

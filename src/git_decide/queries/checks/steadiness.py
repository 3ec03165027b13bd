"""Keeps what was made of all records, where it is certain what it was made from."""

from __future__ import annotations

import os
import stat
import time

from git_decide.git import checkout, freshness
from git_decide.queries.checks import answers
from git_decide.queries.rules import FILE
from git_decide.stamps import settled, stamp
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.listing import Listed
    from git_decide.policy.model import RecordsPolicy
    from git_decide.queries.checks.answers import Answer, Evidence, Seen

_MOST = 2000  # files and folders to look at one by one; more take longer than they save


@value
class Start:
    """When a check began (nanoseconds of `time_ns`), and what was there of git's own and ours."""

    began: int
    own: tuple[Seen, ...]


def start(repo: Repository) -> Start:
    """Return what a check begins with, before it reads anything."""
    began = time.time_ns()
    rules = os.path.join(repo.top or "", FILE)
    return Start(began, tuple(map(_seen, (*freshness.own_files(repo), rules))))


def keep(
    repo: Repository,
    where: str,
    before: Start,
    records: RecordsPolicy,
    entries: Mapping[str, Listed],
    files: Sequence[str],
    answer: Answer,
) -> None:
    """Remember the answer of a check that read `entries`, which are all records, by path.

    `files` are those that may hold comments which name decisions. Not where records share
    a number, since which of them is to give it up depends on other branches.
    """
    if not _share_numbers(entries.values()):
        found = evidence(repo, where, before, records, entries, attributes=True)
        commented = _one_by_one(repo, files, ()) if where == answers.WORKTREE else []
        if found and _settled(commented, before.began):
            folders, said, seen = found
            answers.remember(repo, where, (folders, said, (*seen, *commented)), answer, files)


def evidence(
    repo: Repository,
    where: str,
    before: Start,
    records: RecordsPolicy,
    entries: Mapping[str, Listed],
    *,
    attributes: bool,
) -> Evidence | None:
    """Return what tells, later, that nothing changed since all `entries` were read.

    With `attributes` neither did those of any file. None where anything changed since shortly
    before: who knows whether it was read before or after. Nor where a symbolic link leads
    out of what is watched.
    """
    began, own = before.began, start(repo).own
    if where not in (answers.WORKTREE, answers.INDEX):
        return None
    if own != before.own or not _settled(own[:-1], began):
        return None
    if where == answers.WORKTREE and not _left(repo, entries, began):
        return None  # this is told apart without asking git, and is so right after every edit
    folders = [folder for _, folder in records.folders()]
    said: tuple[bytes, ...] = ()
    seen: Sequence[Seen] = own[:-1]
    if where == answers.WORKTREE:
        said = freshness.said(repo, folders, attributes=attributes)
        watched = freshness.watched(repo, folders, attributes=attributes)
        unsure = {path for path in entries if not watched.get(path)}
        unsure.update(path for path, is_watched in watched.items() if not is_watched)
        unsure.update(path for out in said for path in freshness.paths(out))
        unsure.update(path for path in (records.schema, records.template) if path)
        seen = (*own, *_one_by_one(repo, unsure, folders))
        steady = len(seen) <= _MOST and _settled(seen, began) and _untouched(repo, watched, began)
        if not steady or _has_links(repo, folders):
            return None
    return folders, said, seen


def _share_numbers(entries: Iterable[Listed]) -> bool:
    names = [entry.name for entry in entries]
    numbered = [(name.log, name.number, name.letter) for name in names if name.number is not None]
    return len(set(numbered)) < len(numbered)


def _settled(seen: Sequence[Seen], began: int) -> bool:
    """Tell whether all was left alone, and none is a link, which may lead to what was not."""
    return all(
        settled(was, began) and (follow or not was or not stat.S_ISLNK(was[-1]))
        for _, follow, was in seen
    )


def _left(repo: Repository, records: Iterable[str], began: int) -> bool:
    """Tell whether these files are all there still, and were left alone."""
    top = repo.top or ""
    found = (stamp(os.path.join(top, path)) for path in records)
    return all(each and settled(each, began) for each in found)


def _untouched(repo: Repository, paths: Iterable[str], began: int) -> bool:
    """Tell whether these files were left alone, as far as they are there."""
    top = repo.top or ""
    return all(settled(stamp(os.path.join(top, path)), began) for path in paths)


def _has_links(repo: Repository, folders: Sequence[str]) -> bool:
    modes = (mode for folder in folders for _, mode in checkout.entries(repo, folder))
    return any(mode == checkout.SYMLINK for mode in modes)


def _one_by_one(repo: Repository, paths: Iterable[str], folders: Sequence[str]) -> list[Seen]:
    """Return what git does not watch: these files, and which files there are in the folders."""
    top = repo.top or ""
    files = [_seen(os.path.join(top, path)) for path in paths]
    return [*files, *(_seen(place, follow=True) for place in _places(top, folders))]


def _places(top: str, folders: Sequence[str]) -> Iterator[str]:
    """Yield the folders and all that are below; links are not followed."""
    for folder in folders:
        whole = os.path.join(top, folder)
        yield whole
        for place, below, _ in os.walk(whole):
            yield from (os.path.join(place, name) for name in below)


def _seen(path: str, follow: bool = False) -> Seen:
    return (path, follow, stamp(path, follow))

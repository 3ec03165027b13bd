"""Keeps the answer of a whole check, where it is certain what that was an answer to."""

from __future__ import annotations

import os
import stat

from git_decide.git import freshness
from git_decide.queries.checks import answers
from git_decide.queries.rules import FILE
from git_decide.stamps import settled, stamp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.listing import Listed
    from git_decide.policy.model import RecordsPolicy
    from git_decide.queries.checks.answers import Answer, Seen

_MOST = 2000  # files and folders to look at one by one; more take longer than they save


def keep(
    repo: Repository,
    where: str,
    began: int,
    records: RecordsPolicy,
    entries: Mapping[str, Listed],
    answer: Answer,
) -> None:
    """Remember the answer of a check that began at `began` (nanoseconds) and read `entries`.

    Those are all records, by path. Not where anything changed since shortly before: who
    knows whether it was read before or after. Nor where records share a number, since
    which of them is to give it up depends on other branches.
    """
    own = [_seen(path) for path in freshness.own_files(repo)]
    if where not in (answers.WORKTREE, answers.INDEX) or _share_numbers(entries.values()):
        return
    if not _settled(own, began) or (where == answers.WORKTREE and not _left(repo, entries, began)):
        return  # this is told apart without asking git, and is so right after every edit
    folders = [folder for _, folder in records.folders()]
    said, seen = (b"", b""), own
    if where == answers.WORKTREE:
        said = freshness.said(repo, folders)
        watched = freshness.watched(repo, folders)
        unsure = {path for path in entries if not watched.get(path)}
        unsure.update(path for path, is_watched in watched.items() if not is_watched)
        unsure.update(path for out in said for path in freshness.paths(out))
        unsure.update(path for path in (FILE, records.schema, records.template) if path)
        seen = [*own, *_one_by_one(repo, unsure, folders)]
        if len(seen) > _MOST or not _settled(seen, began) or not _left(repo, watched, began):
            return
    answers.remember(repo, where, folders, said, seen, answer)


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


def _left(repo: Repository, paths: Collection[str], began: int) -> bool:
    """Tell whether these files were left alone."""
    top = repo.top or ""
    return all(settled(stamp(os.path.join(top, path)), began) for path in paths)


def _one_by_one(repo: Repository, paths: Collection[str], folders: Sequence[str]) -> list[Seen]:
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

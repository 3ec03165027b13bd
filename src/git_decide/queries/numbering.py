"""Takes the next free number for a record, so that nobody else takes the same."""

from __future__ import annotations

import os
import time
from itertools import count

from git_decide import files, memo, store
from git_decide.errors import UserError
from git_decide.git import branches
from git_decide.records.digest import name_of
from git_decide.records.naming import stem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from git_decide.git.repository import Repository
    from git_decide.policy.model import RecordsPolicy

# A claim whose record is not written yet stands this long: whoever made it has written the
# record by then, or was killed.
_PATIENCE = 60.0  # seconds


def create(
    repo: Repository,
    records: RecordsPolicy,
    log: str,
    title: str,
    day: str,
    content: bytes,
) -> str:
    """Write `content` as the next record of `log` and return its path from the top.

    Numbers count on from the highest in the work tree, the index, every local
    and remote-tracking branch, and what other worktrees have begun. With
    ``naming = "date"`` the record is named by `day` (YYYY-MM-DD) instead.
    """
    folder = dict(records.folders())[log]
    _make_folder(repo.top or "", folder)
    if records.naming == "date":
        return _create_dated(repo, folder, stem(day, title), content)
    # Claims first: one that is dropped because a branch has the number by now is seen there.
    begun = _begun(repo, log)
    published = _on_branches(repo, folder, log)
    taken = begun | published | _here(repo, records, log)
    path = _create_numbered(repo, folder, log, title, content, taken)
    _forget(repo, log, published)
    return path


def expected(repo: Repository, records: RecordsPolicy, log: str, title: str, day: str) -> str:
    """Return the path that `create` would give a record now; it takes and writes nothing."""
    folder = dict(records.folders())[log]
    if records.naming == "date":
        free = (path for path in _dated(folder, stem(day, title)) if not _is_there(repo, path))
        return next(free)
    taken = _begun(repo, log) | _on_branches(repo, folder, log) | _here(repo, records, log)
    return f"{folder}/{stem(max(taken, default=0) + 1, title)}.md"


def _begun(repo: Repository, log: str) -> set[int]:
    return {number for number, (alive, _) in _claims(repo, log).items() if alive}


def _is_there(repo: Repository, path: str) -> bool:
    return os.path.lexists(os.path.join(repo.top or "", path))


def _dated(folder: str, name: str) -> Iterator[str]:
    """Yield the paths that records of one day and title get, one after the other."""
    yield f"{folder}/{name}.md"
    for ending in count(2):
        yield f"{folder}/{name}-{ending}.md"


def _make_folder(top: str, folder: str) -> None:
    whole = os.path.join(top, folder)
    real = os.path.realpath(whole)
    if not real.startswith(os.path.join(os.path.realpath(top), "")):
        raise UserError(
            f"{folder} leads out of the repository, to {real}",
            "Put a folder of the repository in the place of the symbolic link.",
        )
    os.makedirs(whole, exist_ok=True)


def _create_dated(repo: Repository, folder: str, name: str, content: bytes) -> str:
    return next(
        path
        for path in _dated(folder, name)
        if files.create_whole(os.path.join(repo.top or "", path), content)
    )


def _create_numbered(
    repo: Repository, folder: str, log: str, title: str, content: bytes, taken: set[int]
) -> str:
    while True:
        generations = _claims(repo, log)
        live = {number for number, (alive, _) in generations.items() if alive}
        number = max(taken | live, default=0) + 1
        path = f"{folder}/{stem(number, title)}.md"
        whole = os.path.join(repo.top or "", path)
        claim = _claim(repo, log, number, generations)
        if not files.create_whole(claim, os.fsencode(whole)):
            continue
        try:
            written = files.create_whole(whole, content)
        except BaseException:
            files.discard(claim)
            raise
        if written:
            os.utime(claim, (0, 0))  # from now on it stands for as long as the record does
            return path
        taken.add(number)  # written by hand in this very moment


def _here(repo: Repository, records: RecordsPolicy, log: str) -> set[int]:
    return {
        name.number
        for where in (store.WORKTREE, store.INDEX)
        for name in store.names(repo, records, where)
        if name.log == log and name.number is not None
    }


def _on_branches(repo: Repository, folder: str, log: str) -> set[int]:
    """Return the numbers that branches have, or had when this was last asked.

    Trees are read once. A number that was published stays taken when its branch is
    gone: commits may still name it.
    """
    name = f"numbers-{log}" if log else "numbers"
    trees = branches.folder_trees(repo, folder)
    read, numbers = memo.recall(repo.common_dir, "branches", name, (folder,)) or ((), ())
    unread = trees.difference(read)
    found = set(numbers)
    if unread:
        names = {name_of(each, log) for each in branches.numbered_files(repo, unread)}
        found |= {name.number for name in names if name and name.number is not None}
        memo.keep(repo.common_dir, "branches", name, (folder,), (tuple(trees), tuple(found)))
    return found


def _folder(repo: Repository, log: str) -> str:
    return os.path.join(repo.scratch, "numbers", *([f"log-{log}"] if log else ["main"]))


def _claim(
    repo: Repository, log: str, number: int, generations: Mapping[int, tuple[bool, int]]
) -> str:
    """Return the file that claims `number`; whoever creates it has the number.

    A claim that was given up is outbid by a next generation rather than taken
    away, since taking away could hit a newer one.
    """
    generation = generations[number][1] + 1 if number in generations else 0
    folder = _folder(repo, log)
    os.makedirs(folder, exist_ok=True)
    return os.path.join(folder, f"{number}.{generation}")


def _claims(repo: Repository, log: str) -> dict[int, tuple[bool, int]]:
    """Return every claimed number: whether its latest claim stands, and its generation."""
    found: dict[int, tuple[bool, int]] = {}
    for number, generation, path in sorted(_claim_files(repo, log)):
        found[number] = (_alive(path), generation)
    return found


def _claim_files(repo: Repository, log: str) -> list[tuple[int, int, str]]:
    folder = _folder(repo, log)
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    found = []
    for name in names:
        number, _, generation = name.partition(".")
        if number.isdecimal() and generation.isdecimal():
            found.append((int(number), int(generation), os.path.join(folder, name)))
    return found


def _alive(claim: str) -> bool:
    try:
        with open(claim, "rb") as stream:
            # The age first: an old claim's record is there, or was given up. The other way
            # round a record that is written in between would be missed.
            made = os.fstat(stream.fileno()).st_mtime
            return _young(made) or os.path.lexists(stream.read())
    except OSError:
        return False


def _young(made: float) -> bool:
    return abs(time.time() - made) < _PATIENCE


def _forget(repo: Repository, log: str, published: set[int]) -> None:
    """Remove claims on numbers that every worktree sees as taken."""
    for number, _, path in _claim_files(repo, log):
        if number in published:
            files.discard(path)

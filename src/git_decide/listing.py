"""Which records there are in a work tree, in the index or at a revision."""

from __future__ import annotations

from git_decide.git import checkout
from git_decide.git.checkout import SYMLINK
from git_decide.git.objects import tree_entries
from git_decide.records.digest import Name, is_dated, name_of, number_of, page_of
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import RecordsPolicy

    _File = tuple[str, str, str]
    _Entry = tuple[Name, str, str]

WORKTREE = "worktree"
INDEX = "index"
_FILES = ("100644", "100755", SYMLINK)


@value
class Listed:
    """A record that exists somewhere: its name, its blob, its mode.

    In the work tree the blob is "": the file is read in place.
    """

    name: Name
    blob: str
    mode: str


def listed(repo: Repository, records: RecordsPolicy, where: str) -> tuple[Listed, ...]:
    """Return every record of every log at `where`, by log and path."""
    folders = [folder for _, folder in records.folders()]
    files = _worktree(repo, folders) if where == WORKTREE else _tree(repo, folders, where)
    return _sorted(files, records)


def among(records: RecordsPolicy, files: Sequence[_File]) -> tuple[Listed, ...]:
    """Return those of the files, each as (path, mode, blob), that are records, by log and path."""
    tops = tuple(f"{folder}/" for _, folder in records.folders())
    inside = [file for file in files if file[0].startswith(tops) and file[1] in _FILES]
    return _sorted(inside, records)


def _sorted(files: Sequence[_File], records: RecordsPolicy) -> tuple[Listed, ...]:
    named = _named(files, records.folders())
    found = {name.path: Listed(name, blob, mode) for name, mode, blob in named}
    return tuple(sorted(found.values(), key=lambda entry: (entry.name.log, entry.name.path)))


def names_here(repo: Repository, records: RecordsPolicy) -> tuple[Name, ...]:
    """Return the records of every log in the work tree, and those that only the index has."""
    logs = records.folders()
    folders = [folder for _, folder in logs]
    files = _worktree(repo, folders)
    there = {path for path, _, _ in files}
    staged = [file for file in _tree(repo, folders, INDEX) if file[0] not in there]
    return tuple(name for name, _, _ in (*_named(files, logs), *_named(staged, logs)))


def _named(files: Sequence[_File], logs: Sequence[tuple[str, str]]) -> list[_Entry]:
    """Return those of the files that are records, with mode and blob.

    Where a decision has a folder its page is the record, and nothing else in there is one.
    """
    found: list[_Entry] = []
    pages: dict[str, _Entry] = {}
    for path, mode, blob in files:
        log, folder = _log_of(path, logs)
        page = page_of(path, log, folder)
        if page is None:
            name = name_of(path, log, folder)
            found += [(name, mode, blob)] if name else []
        elif (top := path.rpartition("/")[0]) not in pages or pages[top][1] == SYMLINK:
            pages[top] = (page, mode, blob)
    if not pages:
        return found
    held = {name.path.rpartition("/")[0] for name, _, _ in found}
    decisions = {top for top in pages if _is_numbered(top) or not _within(held, top)}
    return [
        *(entry for entry in found if not _inside(decisions, entry[0].path)),
        *(pages[top] for top in pages if top in decisions and not _inside(decisions, top)),
    ]


def _is_numbered(folder: str) -> bool:
    stem = folder.rpartition("/")[2]
    return number_of(stem) != (None, "") or is_dated(stem)


def _within(folders: set[str], top: str) -> bool:
    return any(folder == top or folder.startswith(f"{top}/") for folder in folders)


def _inside(tops: set[str], path: str) -> bool:
    while path := path.rpartition("/")[0]:
        if path in tops:
            return True
    return False


def _log_of(path: str, logs: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Return the log whose folder holds `path`, of nested ones the innermost, with its folder."""
    holding = [(len(folder), log, folder) for log, folder in logs if path.startswith(f"{folder}/")]
    return max(holding, default=(0, "", ""))[1:]


def _tree(repo: Repository, folders: Sequence[str], where: str) -> list[tuple[str, str, str]]:
    entries = tree_entries(repo, None if where == INDEX else where, folders)
    return [(e.path, e.mode, e.blob) for e in entries if e.mode in _FILES and e.stage in (0, 2)]


def _worktree(repo: Repository, folders: Sequence[str]) -> list[tuple[str, str, str]]:
    found = (each for folder in folders for each in checkout.entries(repo, folder))
    return [(path, mode, "") for path, mode in found]

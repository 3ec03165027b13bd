"""Puts the hooks where git runs them, beside whatever is there, or takes them out again."""

from __future__ import annotations

import os

from git_decide import files
from git_decide.errors import UserError
from git_decide.git.objects import tree_entries
from git_decide.git.repository import content_of
from git_decide.git.settings import hooks_folder, is_bare
from git_decide.hooks import furnishing
from git_decide.hooks.scripts import (
    BEFORE,
    SERVER_HOOKS,
    WORKTREE_HOOKS,
    is_ours,
    ours,
    place,
    text,
)
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from git_decide.git.repository import Repository

    # installed: ours alone. chained: ours, and another one that still runs. outdated:
    # ours, but not as this release would write it. foreign: another one, not ours.
    Status = Literal["missing", "installed", "chained", "outdated", "foreign"]


@value
class Hook:
    """One hook of a repository: its name, the file that git runs, how it stands."""

    name: str
    path: str
    status: Status


@value
class Outcome:
    """What was done: the hooks as they stand now, the names that changed, what to know of it."""

    folder: str
    hooks: tuple[Hook, ...]
    changed: tuple[str, ...]
    notices: tuple[str, ...]


def names(repo: Repository) -> tuple[str, ...]:
    """Return the hooks that a repository can use: commits are made in it, or arrive in it."""
    return SERVER_HOOKS if repo.top is None and is_bare(repo) else WORKTREE_HOOKS


def status(repo: Repository) -> Outcome:
    """Return how the hooks stand, with notices about where they are; nothing is changed."""
    return _outcome(repo, hooks_folder(repo), names(repo), ())


def install(repo: Repository, folders: Sequence[str]) -> Outcome:
    """Install or update the hooks; `folders` are those that hold records.

    A hook that is there already is renamed (``NAME.before-git-decide``) and run
    first by ours. Raises `UserError`, with everything as it was, where the folder
    cannot be written, or a hook cannot be chained.
    """
    folder, wanted = hooks_folder(repo), names(repo)
    _possible(folder, wanted)
    done: list[tuple[str, bytes | None]] = []
    try:
        furnishing.furnish(repo, folders)
        os.makedirs(folder, exist_ok=True)
        for name in wanted:
            path = ours(folder, name) or place(folder, name)
            old = content_of(path)
            if old == text(name) and os.access(path, os.X_OK):
                continue
            done.append((name, old if is_ours(old) else None))
            _put(path, name)
    except OSError as error:
        for name, former in done:
            _undo(folder, name, former)
        raise _unwritable(folder, error) from None
    return _outcome(repo, folder, wanted, [name for name, _ in done])


def uninstall(repo: Repository) -> Outcome:
    """Take our hooks out and put back, to the byte, those that were there before.

    Raises `UserError` where the folder cannot be written.
    """
    folder, wanted = hooks_folder(repo), names(repo)
    changed = [name for name in wanted if ours(folder, name)]
    try:
        for name in changed:
            _take_out(folder, name)
    except OSError as error:
        raise _unwritable(folder, error) from None
    if changed:
        furnishing.forget(repo)
        files.discard_folder(folder)
    return _outcome(repo, folder, wanted, changed)


def _outcome(
    repo: Repository, folder: str, wanted: Sequence[str], changed: Sequence[str]
) -> Outcome:
    hooks = tuple(Hook(name, place(folder, name), _status(folder, name)) for name in wanted)
    return Outcome(folder, hooks, tuple(changed), _notices(repo, folder, wanted))


def _status(folder: str, name: str) -> Status:
    path = place(folder, name)
    found = ours(folder, name)
    if not found:
        return "foreign" if os.path.lexists(path) else "missing"
    if content_of(found) != text(name) or not os.access(found, os.X_OK):
        return "outdated"
    return "chained" if found != path or os.path.lexists(path + BEFORE) else "installed"


def _possible(folder: str, wanted: Sequence[str]) -> None:
    """Raise `UserError` where the hooks cannot be installed without losing something."""
    for name in wanted:
        path = place(folder, name)
        if os.path.isdir(path):
            raise UserError(f"{path} is a folder", "Remove it: git wants a file there.")
        if ours(folder, name) or not os.path.lexists(path):
            continue
        if os.path.lexists(path + BEFORE):
            raise UserError(
                f"there are two earlier hooks: {path} and {path}{BEFORE}",
                "Merge them into the first, and remove the second.",
            )
        if b"husky" in content_of(path) or os.path.exists(os.path.join(folder, "husky.sh")):
            raise UserError(
                f"husky runs the hooks in {folder}, and goes by their file names",
                "Add these lines to husky's own hooks: " + "; ".join(map(_husky_line, wanted)),
            )


def _husky_line(name: str) -> str:
    arguments = "" if name == "pre-commit" else ' "$@"'
    return f".husky/{name}: git-decide-hook {name}{arguments}"


def _put(path: str, name: str) -> None:
    """Write our hook to `path`; another one there makes room."""
    moved = os.path.lexists(path) and not is_ours(content_of(path))
    if moved:
        files.move(path, path + BEFORE)
    try:
        files.write_whole(path, text(name), 0o755)
    except OSError:
        if moved:
            files.move(path + BEFORE, path)
        raise


def _undo(folder: str, name: str, old: bytes | None) -> None:
    try:
        if old is not None:
            files.write_whole(ours(folder, name), old)
        elif ours(folder, name):
            _take_out(folder, name)
    except OSError:
        return


def _take_out(folder: str, name: str) -> None:
    path = ours(folder, name)
    before = place(folder, name) + BEFORE
    if os.path.lexists(before):
        files.move(before, path)
    else:
        os.unlink(path)


def _notices(repo: Repository, folder: str, wanted: Sequence[str]) -> tuple[str, ...]:
    found = list(_folder_notices(repo, folder))
    for name in wanted:
        before = place(folder, name) + BEFORE
        if os.path.islink(before):
            found.append(f"{before} is a symbolic link: it now runs under that name.")
        if os.path.lexists(before) and not os.access(before, os.X_OK):
            found.append(f"{before} is not executable: git did not run it, and neither do we.")
    return tuple(found)


def _folder_notices(repo: Repository, folder: str) -> Sequence[str]:
    """Say what is special about a hooks folder that is not git's own."""
    real = os.path.realpath(folder)
    if _inside(real, os.path.realpath(repo.common_dir)):
        return ()
    if repo.top is None or not _inside(real, os.path.realpath(repo.top)):
        return (f"core.hooksPath: {folder} serves every repository that points to it.",)
    relative = os.path.relpath(real, os.path.realpath(repo.top)).replace(os.sep, "/")
    if not tree_entries(repo, None, [relative]):
        return ()
    return (
        f"core.hooksPath: {relative} is tracked, and our hooks hold paths of this machine:"
        " do not commit them.",
    )


def _inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))


def _unwritable(folder: str, error: OSError) -> UserError:
    return UserError(
        f"cannot write the hooks: {error.strerror or error}: {error.filename or folder}",
        "Make the folder writable, or point core.hooksPath to one that is.",
    )

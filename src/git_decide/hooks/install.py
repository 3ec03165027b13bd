"""Puts the hooks where git runs them, beside whatever is there, or takes them out again."""

from __future__ import annotations

import os
import shlex
import sys

from git_decide import files
from git_decide.errors import UserError
from git_decide.git.attribute_edit import WATCHED, ensure_watch
from git_decide.git.objects import tree_entries
from git_decide.git.repository import content_of
from git_decide.git.settings import hooks_folder
from git_decide.resources import resource
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from git_decide.git.repository import Repository

    # installed: ours alone. chained: ours, and another one that still runs. outdated:
    # ours, but not as this release would write it. foreign: another one, not ours.
    Status = Literal["missing", "installed", "chained", "outdated", "foreign"]

HOOKS = ("pre-commit", "prepare-commit-msg", "commit-msg")
BEFORE = ".before-git-decide"
# Where `pre-commit install` puts the hook that it finds, and runs it from.
_LEGACY = ".legacy"
_MARK = b"# git-decide hook:"
_INCLUDE = b"#@include common.sh\n"


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


def status(repo: Repository) -> Outcome:
    """Return how the hooks stand, with notices about where they are; nothing is changed."""
    folder = hooks_folder(repo)
    return Outcome(folder, _hooks(folder), (), _notices(repo, folder))


def install(repo: Repository, folders: Sequence[str]) -> Outcome:
    """Install or update the three hooks; `folders` are those that hold records.

    A hook that is there already is renamed (``NAME.before-git-decide``) and run
    first by ours. Raises `UserError`, with everything as it was, where the folder
    cannot be written, or a hook cannot be chained.
    """
    folder = hooks_folder(repo)
    _possible(repo, folder)
    done: list[tuple[str, bytes | None]] = []
    try:
        _scratch(repo, folders)
        os.makedirs(folder, exist_ok=True)
        for name in HOOKS:
            path = _ours(folder, name) or os.path.join(folder, name)
            old = content_of(path)
            if old == _text(name) and os.access(path, os.X_OK):
                continue
            done.append((name, old if _is_ours(old) else None))
            _put(path, name)
    except OSError as error:
        for name, former in done:
            _undo(folder, name, former)
        raise _unwritable(folder, error) from None
    changed = tuple(name for name, _ in done)
    return Outcome(folder, _hooks(folder), changed, _notices(repo, folder))


def uninstall(repo: Repository) -> Outcome:
    """Take our hooks out and put back, to the byte, those that were there before.

    Raises `UserError` where the folder cannot be written.
    """
    folder = hooks_folder(repo)
    changed = [name for name in HOOKS if _ours(folder, name)]
    try:
        for name in changed:
            _take_out(folder, name)
    except OSError as error:
        raise _unwritable(folder, error) from None
    if changed:
        _forget(repo)
        _quietly_remove(folder)
    return Outcome(folder, _hooks(folder), tuple(changed), _notices(repo, folder))


def _hooks(folder: str) -> tuple[Hook, ...]:
    return tuple(Hook(name, os.path.join(folder, name), _status(folder, name)) for name in HOOKS)


def _status(folder: str, name: str) -> Status:
    path = os.path.join(folder, name)
    ours = _ours(folder, name)
    if not ours:
        return "foreign" if os.path.lexists(path) else "missing"
    if content_of(ours) != _text(name) or not os.access(ours, os.X_OK):
        return "outdated"
    return "chained" if ours != path or os.path.lexists(path + BEFORE) else "installed"


def _ours(folder: str, name: str) -> str:
    """Return the path of our hook, "" when there is none."""
    path = os.path.join(folder, name)
    for place in (path, path + _LEGACY):
        if _is_ours(content_of(place)):
            return place
    return ""


def _is_ours(content: bytes) -> bool:
    return content.startswith(b"#!") and content.partition(b"\n")[2].startswith(_MARK)


def _text(name: str) -> bytes:
    """Return the hook as this release writes it, for the Python that runs now."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(files.__file__)))
    text = content_of(resource("hooks", name))
    text = text.replace(_INCLUDE, content_of(resource("hooks", "common.sh")))
    text = text.replace(b"'@python@'", _word(sys.executable))
    return text.replace(b"'@package@'", _word(package))


def _word(path: str) -> bytes:
    """Return a path as one word of sh, which on Windows wants slashes, too."""
    return os.fsencode(shlex.quote(path.replace("\\", "/") if os.name == "nt" else path))


def _possible(repo: Repository, folder: str) -> None:
    """Raise `UserError` where the hooks cannot be installed without losing something."""
    if repo.top is None:
        raise UserError(
            "nothing is committed in a bare repository, so these hooks would never run",
            "Go into a clone with a worktree.",
        )
    for name in HOOKS:
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            raise UserError(f"{path} is a folder", "Remove it: git wants a file there.")
        if _ours(folder, name) or not os.path.lexists(path):
            continue
        if os.path.lexists(path + BEFORE):
            raise UserError(
                f"there are two earlier hooks: {path} and {path}{BEFORE}",
                "Merge them into the first, and remove the second.",
            )
        if b"husky" in content_of(path) or os.path.exists(os.path.join(folder, "husky.sh")):
            raise UserError(
                f"husky runs the hooks in {folder}, and goes by their file names",
                "Add these lines to husky's own hooks: " + "; ".join(map(_husky_line, HOOKS)),
            )


def _husky_line(name: str) -> str:
    arguments = "" if name == "pre-commit" else ' "$@"'
    return f".husky/{name}: git-decide-hook {name}{arguments}"


def _put(path: str, name: str) -> None:
    """Write our hook to `path`; another one there makes room."""
    moved = os.path.lexists(path) and not _is_ours(content_of(path))
    if moved:
        files.move(path, path + BEFORE)
    try:
        files.write_whole(path, _text(name), 0o755)
    except OSError:
        if moved:
            files.move(path + BEFORE, path)
        raise


def _undo(folder: str, name: str, old: bytes | None) -> None:
    try:
        if old is not None:
            files.write_whole(_ours(folder, name), old)
        elif _ours(folder, name):
            _take_out(folder, name)
    except OSError:
        return


def _take_out(folder: str, name: str) -> None:
    path = _ours(folder, name)
    before = os.path.join(folder, name) + BEFORE
    if os.path.lexists(before):
        files.move(before, path)
    else:
        os.unlink(path)


def _scratch(repo: Repository, folders: Sequence[str]) -> None:
    """Make what the scripts need to ask git in one process: an empty folder, the watched names."""
    os.makedirs(os.path.join(repo.scratch, "empty"), exist_ok=True)
    path = os.path.join(repo.scratch, "attributes")
    watched = ensure_watch(ensure_watch(b"", ()), folders)  # what the scripts read comes first
    former = content_of(path)
    own = former.partition(b"\n")[0].rpartition(b" ")[2]
    if not own.startswith(_OWN):
        own = _OWN + os.urandom(8).hex().encode()
    content = watched.replace(WATCHED.encode() + b"\n", own + b"\n")
    if former != content:
        files.write_whole(path, content)


# An attribute that this clone alone knows: a commit that takes `decision-log` away, be it by
# `!decision-log`, must not blind the very hook that judges it.
_OWN = b"git-decide-"


def _forget(repo: Repository) -> None:
    try:
        os.unlink(os.path.join(repo.scratch, "attributes"))
    except OSError:
        return
    _quietly_remove(os.path.join(repo.scratch, "empty"))
    _quietly_remove(repo.scratch)


def _quietly_remove(folder: str) -> None:
    """Remove a folder if it is empty."""
    try:
        os.rmdir(folder)
    except OSError:
        return


def _notices(repo: Repository, folder: str) -> tuple[str, ...]:
    found = list(_folder_notices(repo, folder))
    for name in HOOKS:
        before = os.path.join(folder, name) + BEFORE
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

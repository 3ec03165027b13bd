"""What lies in the work tree, read in place: regular files only, and nothing from outside."""

from __future__ import annotations

import errno
import os
import stat

from git_decide.errors import ConfigurationBroken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from git_decide.git.repository import Repository

# What a system says of a path that leads nowhere: too long a name, links in a circle.
_NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP)
FILE, SYMLINK = "100644", "120000"
NO_FILE = ""  # the mode of what git could not track: a folder, a pipe, a device


def content(repo: Repository, path: str, limit: int = -1) -> bytes | None:
    """Return what a file holds (its first `limit` bytes); None where there is none.

    Raises `ConfigurationBroken` for what is there and is no file, and for a link
    that leads out of the repository.
    """
    whole = os.path.join(repo.top or "", path)
    try:
        mode = os.stat(whole).st_mode
    except ValueError:  # a NUL in the path
        return None
    except OSError as error:
        if error.errno in _NOT_THERE:
            return None
        raise
    if not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "a pipe or a device"
        raise ConfigurationBroken(f"{path} is {what}, not a file", "Put a file in its place.")
    if not inside(repo, path):
        raise ConfigurationBroken(
            f"{path} leads out of the repository, to {os.path.realpath(whole)}",
            "Put a file of the repository in the place of the symbolic link.",
        )
    with open(whole, "rb") as stream:
        return stream.read(limit)


def inside(repo: Repository, path: str) -> bool:
    """Tell whether `path`, all symbolic links followed, is still below the top."""
    top = os.path.realpath(repo.top or "")
    return os.path.realpath(os.path.join(top, path)).startswith(os.path.join(top, ""))


def entries(repo: Repository, folder: str) -> Iterator[tuple[str, str]]:
    """Yield path and mode of everything below `folder`, folders (as `NO_FILE`) included.

    No symbolic link is followed.
    """
    if not inside(repo, folder):
        return
    try:
        with os.scandir(os.path.join(repo.top or "", folder)) as found:
            there = sorted(found, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in there:
        path = f"{folder}/{entry.name}"
        link, file = entry.is_symlink(), entry.is_file(follow_symlinks=False)
        yield path, SYMLINK if link else FILE if file else NO_FILE
        if entry.is_dir(follow_symlinks=False):
            yield from entries(repo, path)

"""Writes files whole: the old content or the new, never a part."""

from __future__ import annotations

import os


def write_whole(path: str, content: bytes, mode: int | None = None) -> None:
    """Replace the file at `path` by `content`, keeping its mode unless one is given.

    A symbolic link is followed, so that it stays a link. Raises `OSError`
    and leaves the old file as it was.
    """
    target = os.path.realpath(path)
    temporary = f"{target}.{os.getpid()}.tmp"
    if mode is None:
        mode = _mode(target)
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
        with open(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, target)
    except BaseException:
        discard(temporary)
        raise


def move(old: str, new: str) -> None:
    """Give the file (or the link itself) at `old` the name `new`, replacing what is there.

    Both lie in one folder. Raises `OSError` and changes nothing.
    """
    os.replace(old, new)


def create_whole(path: str, content: bytes) -> bool:
    """Write a file that must not exist yet; return False where one already does.

    The name is taken and the content is in place in one step (a hard link),
    so two writers of one name cannot both win.
    """
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
        with open(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.link(temporary, path)
    except FileExistsError:
        return False
    finally:
        discard(temporary)
    return True


def remember(path: str, content: bytes) -> None:
    """Keep `content` at `path` if that is possible; a full or read-only disk is no error.

    For caches: no fsync, since what is lost is made again.
    """
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(temporary, "wb") as stream:
            stream.write(content)
        os.replace(temporary, path)
    except OSError:
        discard(temporary)


_BINARY = getattr(os, "O_BINARY", 0)


def _mode(path: str) -> int:
    try:
        return os.stat(path).st_mode & 0o7777
    except FileNotFoundError:
        return 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def make_folder(path: str) -> None:
    """Make a folder, and those around it, where that is possible."""
    try:
        os.makedirs(path, exist_ok=True)
    except OSError:
        return


def discard(path: str) -> None:
    """Remove a file where that is possible."""
    try:
        os.unlink(path)
    except OSError:
        return


def discard_folder(path: str) -> None:
    """Remove an empty folder where that is possible."""
    try:
        os.rmdir(path)
    except OSError:
        return

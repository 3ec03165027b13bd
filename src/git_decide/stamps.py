"""What the file system says of a file, from which one can tell that it was not changed."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    # When its content and when anything of it was changed, its size, its number, its mode.
    Stamp = tuple[int, ...]

# A file that is changed twice within a tick of its file system's clock looks unchanged the
# second time. The slowest clock in use has ticks of two seconds.
TICK = 2_000_000_000  # nanoseconds


def stamp(path: str, follow: bool = False) -> Stamp:
    """Return the stamp of a file or folder, () where there is none.

    That of a symbolic link itself, unless it is to be followed.
    """
    try:
        there = os.stat(path, follow_symlinks=follow)
    except (OSError, ValueError):
        return ()
    return (there.st_mtime_ns, there.st_ctime_ns, there.st_size, there.st_ino, there.st_mode)


def settled(found: Stamp, began: int) -> bool:
    """Tell whether a file was left alone since well before `began` (nanoseconds of `time_ns`).

    Only then does the same stamp, later, mean the same content as was read since. What
    is not there can only come.
    """
    return not found or max(found[:2]) < began - TICK

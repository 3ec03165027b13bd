"""Remembers what was worked out once: small files under the git directory, never needed.

An entry holds its whole key; one whose key differs, or that cannot be read,
counts as absent. `marshal` is used because it is built in: a hook that hits
the memo imports nothing.
"""

from __future__ import annotations

import marshal
import os
import sys

from git_decide import __version__
from git_decide.files import remember

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_FORMAT = (1, __version__, sys.implementation.cache_tag)


def code() -> int:
    """Return what tells this code from other code of the same version.

    A checkout of this project changes from day to day, and what it finds with it; an
    installed one only as a whole.
    """
    top = os.path.dirname(__file__)
    if "site-packages" in top or "dist-packages" in top:
        return os.stat(__file__).st_mtime_ns
    schemas = os.path.join(os.path.dirname(os.path.dirname(top)), "schemas")
    return max(
        os.stat(os.path.join(folder, name)).st_mtime_ns
        for place in (top, schemas)
        for folder, _, names in os.walk(place)
        for name in names
        if name.endswith((".py", ".json"))
    )


def recall(common_dir: str, kind: str, name: str, key: tuple[Any, ...]) -> Any:
    """Return what was remembered under `name` for exactly this `key`, or None."""
    try:
        with open(_place(common_dir, kind, name), "rb") as stream:
            found = marshal.loads(stream.read())
        return found[1] if found[0] == (_FORMAT, key) else None
    except (OSError, ValueError, EOFError, TypeError, IndexError):
        return None


def keep(common_dir: str, kind: str, name: str, key: tuple[Any, ...], content: Any) -> None:
    """Remember `content` (plain tuples, strings, numbers, dicts); failing to is no error."""
    try:
        entry = marshal.dumps(((_FORMAT, key), content))
    except ValueError:  # a value without a plain form, such as a date in TOML
        return
    remember(_place(common_dir, kind, name), entry)


def size(common_dir: str, kind: str, name: str) -> int:
    """Return how many bytes are remembered under `name`, whatever their key is; 0 for nothing."""
    try:
        return os.path.getsize(_place(common_dir, kind, name))
    except OSError:
        return 0


def _place(common_dir: str, kind: str, name: str) -> str:
    return os.path.join(common_dir, "git-decide", "memo", kind, name)

"""Writes and removes several files of the work tree, all of them or none."""

from __future__ import annotations

import os

from git_decide import files
from git_decide.errors import UserError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def save(top: str, contents: Mapping[str, bytes | None]) -> tuple[str, ...]:
    """Write what differs from the files below `top` and return the paths that were changed.

    None stands for a file that is to go; those go last. Where one cannot be written,
    those before it get their old content back.
    Raises `UserError` for a symbolic link, which may lead out of the repository.
    """
    wanted = {path: (_content(top, path), text) for path, text in contents.items()}
    done: list[str] = []
    try:
        for path, (before, after) in sorted(wanted.items(), key=lambda item: item[1][1] is None):
            if before != after:
                _write(os.path.join(top, path), after)
                done.append(path)
    except BaseException:
        for path in done:
            _restore(os.path.join(top, path), wanted[path][0])
        raise
    return tuple(done)


def _write(whole: str, content: bytes | None) -> None:
    if content is None:
        os.unlink(whole)
        return
    os.makedirs(os.path.dirname(whole), exist_ok=True)
    files.write_whole(whole, content)


def _content(top: str, path: str) -> bytes | None:
    whole = os.path.join(top, path)
    if os.path.islink(whole):
        raise UserError(
            f"{path} is a symbolic link, and those are not followed",
            f"Put a file in its place: rm {path}",
        )
    try:
        with open(whole, "rb") as stream:
            return stream.read()
    except FileNotFoundError:
        return None


def _restore(whole: str, before: bytes | None) -> None:
    if before is None:
        os.unlink(whole)
    else:
        files.write_whole(whole, before)

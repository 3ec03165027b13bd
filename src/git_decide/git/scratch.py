"""A folder for the files that one question to git needs, gone when it is answered."""

from __future__ import annotations

import os

from git_decide.files import remember

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from git_decide.git.repository import Repository


class Scratch:
    """``with Scratch(repo) as scratch: scratch.write(name, content)``.

    It lies under the git directory, or among the system's temporary files where
    that cannot be written.
    """

    def __init__(self, repo: Repository) -> None:
        self._wanted = os.path.join(repo.scratch, "tmp")
        self.path = ""

    def __enter__(self) -> Self:
        name = f"{os.getpid()}-{os.urandom(4).hex()}"
        self.path = os.path.join(self._wanted, name)
        try:
            os.makedirs(self.path)
        except OSError:
            self.path = _elsewhere()
        return self

    def __exit__(self, *_: object) -> None:
        for folder, folders, files in os.walk(self.path, topdown=False):
            for name in files:
                _quietly(os.unlink, os.path.join(folder, name))
            for name in folders:
                _quietly(os.rmdir, os.path.join(folder, name))
        _quietly(os.rmdir, self.path)

    def write(self, name: str, content: bytes) -> str:
        """Write a file of this folder and return its path. Raises `OSError`."""
        path = os.path.join(self.path, name)
        remember(path, content)
        if os.path.getsize(path) != len(content):
            raise OSError(f"cannot write {path}")
        return path


def _elsewhere() -> str:
    import tempfile

    return tempfile.mkdtemp(prefix="git-decide-")


def _quietly(action: Callable[[str], None], path: str) -> None:
    try:
        action(path)
    except OSError:
        return

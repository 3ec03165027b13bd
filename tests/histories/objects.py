"""Writes git's objects straight into a repository, so that a history costs no process."""

from __future__ import annotations

import hashlib
import os
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    # Mode and content by path; the content of a submodule (160000) is the id of its commit.
    Tree = Mapping[str, tuple[str, bytes]]

COMMITTER = "Cleo Committer <cleo@example.com>"


class Objects:
    """The objects and the refs of one repository, which is named by its git directory."""

    def __init__(self, git_dir: Path, object_format: str) -> None:
        self._dir = git_dir
        self._format = object_format
        self._known: dict[tuple[str, bytes], str] = {}

    def write(self, kind: str, content: bytes) -> str:
        """Write an object unless it is there, and return its id."""
        key = (kind, content)
        if key not in self._known:
            raw = f"{kind} {len(content)}\0".encode() + content
            name = hashlib.new(self._format, raw).hexdigest()
            path = self._dir / "objects" / name[:2] / name[2:]
            if not path.exists():
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(zlib.compress(raw, 1))
            self._known[key] = name
        return self._known[key]

    def tree(self, files: Tree) -> str:
        """Write a tree with all that is below it, and return its id."""
        here: list[tuple[bytes, bytes]] = []
        below: dict[str, dict[str, tuple[str, bytes]]] = {}
        for path, (mode, content) in files.items():
            folder, slash, rest = path.partition("/")
            if slash:
                below.setdefault(folder, {})[rest] = (mode, content)
            else:
                name = content.decode() if mode == "160000" else self.write("blob", content)
                here.append((os.fsencode(path), _entry(mode, path, name)))
        for folder, inside in below.items():
            entry = _entry("40000", folder, self.tree(inside))
            here.append((os.fsencode(f"{folder}/"), entry))
        return self.write("tree", b"".join(entry for _, entry in sorted(here)))

    def commit(
        self, files: Tree, parents: Sequence[str], author: str, seconds: int, message: str
    ) -> str:
        """Write a commit and return its id; `author` is ``NAME <ADDRESS>``."""
        lines = [
            f"tree {self.tree(files)}",
            *(f"parent {parent}" for parent in parents),
            f"author {author} {seconds} +0000",
            f"committer {COMMITTER} {seconds} +0000",
            "",
            message,
        ]
        return self.write("commit", os.fsencode("\n".join(lines)))

    def ref(self, name: str, commit: str) -> None:
        """Point a ref to a commit; "" removes it."""
        path = self._dir / name
        if commit:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{commit}\n")
        else:
            path.unlink(missing_ok=True)


def _entry(mode: str, name: str, id: str) -> bytes:  # noqa: A002 - git's own word
    return os.fsencode(f"{mode} {name}\0") + bytes.fromhex(id)

"""Reads where other tools for decision records were told to keep their logs."""

from __future__ import annotations

import posixpath

from git_decide import store
from git_decide.errors import ConfigurationBroken
from git_decide.records import front_matter
from git_decide.records.fields import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from git_decide.git.repository import Repository

FILES = (".adr-dir", ".log4brains.yml", ".log4brains.yaml")


def hints(repo: Repository, files: Iterable[str]) -> dict[str, str]:
    """Return the folders that such `files` name, each with the name of its log, "" for none.

    Folders are from the top; what leads out of the repository is left out.
    """
    found: dict[str, str] = {}
    for path in files:
        base = posixpath.dirname(path)
        text = _text(repo, path)
        named = [(text.strip(), "")] if path.endswith(".adr-dir") else _log4brains(text)
        for written, log in named:
            folder = posixpath.normpath(posixpath.join(base, written)) if written else "."
            inside = folder != "." and not folder.startswith(("..", "/"))
            if inside and folder.isprintable():
                found.setdefault(folder, log)
    return found


def _text(repo: Repository, path: str) -> str:
    try:
        content = store.content_at(repo, store.WORKTREE, path) or b""
    except ConfigurationBroken:  # whatever that is, no such tool wrote it
        return ""
    return content[:_LARGEST].decode("utf-8", "replace")


_LARGEST = 1 << 16  # bytes; these files hold a few lines


def _log4brains(text: str) -> Iterator[tuple[str, str]]:
    """Yield the folders of the project and of its packages, and what the packages are called."""
    front = front_matter.parse(text)
    told = plain(front.table) if front.table else {}
    project = told.get("project") if isinstance(told, dict) else None
    if not isinstance(project, dict):
        return
    packages = project.get("packages")
    for each in (project, *(packages if isinstance(packages, list) else ())):
        if isinstance(each, dict) and isinstance(each.get("adrFolder"), str):
            name = each.get("name") if each is not project else ""
            yield each["adrFolder"], name if isinstance(name, str) else ""

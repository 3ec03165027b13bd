"""Moves a record's file or folder and writes every file that names it: all of it or nothing."""

from __future__ import annotations

import os

from git_decide import files
from git_decide.errors import Refused
from git_decide.git import authoring, objects
from git_decide.queries.saving import save
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from git_decide.git.repository import Repository


@value
class Standing:
    """What git said of the files before they were moved and written.

    `staged` are the paths to stage afterwards, `left` those that had other edits which
    are not staged: nothing of these is to be staged.
    """

    staged: tuple[str, ...]
    left: tuple[str, ...]


def standing(
    repo: Repository, moved: tuple[str, str], contents: Mapping[str, bytes], record: str
) -> Standing:
    """Return what to stage once `moved` is moved and `contents` are written.

    `record` is the new path of the record itself, which is staged although git may not
    know it yet; so are both paths of every tracked file that moves.
    """
    old, new = moved
    others = [path for path in contents if not _within(path, new)]
    tracked = {entry.path for entry in objects.tree_entries(repo, None, (old, *others))}
    edited = authoring.unstaged(repo, (old, *others)) & tracked
    inside = sorted(path for path in tracked if _within(path, old))
    moving = dict.fromkeys((*inside, *(f"{new}{path[len(old) :]}" for path in inside), record))
    torn = any(_within(path, old) for path in edited)
    left = (*(moving if torn else ()), *(path for path in others if path in edited))
    staged = (*(() if torn else moving), *(path for path in others if path not in edited))
    return Standing(staged, left)


def relocate(top: str, moved: tuple[str, str], contents: Mapping[str, bytes]) -> None:
    """Write `contents`, and move a file or a folder of the work tree within its folder.

    What moves says its former id before it goes, and is in its place before anything names
    it there: whenever this is ended, every reference leads to the record. Raises `Refused`
    where something is at the new place, and `UserError` like `save`; everything is then
    as it was.
    """
    old, new = (os.path.join(top, path) for path in moved)
    if old == new:
        save(top, contents)
        return
    if os.path.lexists(new):
        raise Refused(f"there is already {moved[1]}", "Move that away first.")
    own = {
        _behind(path, *moved): text for path, text in contents.items() if _within(path, moved[1])
    }
    before = {path: _read(top, path) for path in own}
    save(top, own)
    try:
        files.move(old, new)
        try:
            save(
                top, {path: text for path, text in contents.items() if not _within(path, moved[1])}
            )
        except BaseException:
            files.move(new, old)
            raise
    except BaseException:
        save(top, before)
        raise


def _behind(path: str, old: str, new: str) -> str:
    """Return where a file of the new place is before it moves."""
    return f"{old}{path[len(new) :]}"


def _read(top: str, path: str) -> bytes | None:
    try:
        with open(os.path.join(top, path), "rb") as stream:
            return stream.read()
    except FileNotFoundError:
        return None


def _within(path: str, place: str) -> bool:
    return path == place or path.startswith(f"{place}/")

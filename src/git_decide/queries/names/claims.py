"""Claims numbers for records that are being written, so that nobody else takes the same.

A claim is a file under the git directory, which all worktrees share: its name is
the number, its content the path of the record. It stands for as long as the record does.
"""

from __future__ import annotations

import os
import time

from git_decide import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from git_decide.git.repository import Repository

# A claim whose record is not written yet stands this long: whoever made it has written the
# record by then, or was killed.
_PATIENCE = 60.0  # seconds


class Claims:
    """The claims of one series of numbers: of a log, or of a day in a log."""

    def __init__(self, repo: Repository, log: str, day: str = "") -> None:
        series = f"log-{log}" if log else "main"
        self._top = repo.top or ""
        self._folder = os.path.join(_home(repo), f"{series}@{day}" if day else series)

    def standing(self) -> set[int]:
        """Return the numbers that somebody has begun to use, or had when `look_ahead` looked."""
        claims = self._all()
        gone = _SEEN.pop(self._folder, frozenset()).difference(claims)
        return {number for number, (alive, _) in claims.items() if alive} | gone

    def take(
        self,
        taken: set[int],
        path_of: Callable[[int], str],
        write: Callable[[int], bool],
        wanted: int | None = None,
    ) -> str:
        """Return the path that was written under the next number, one above the highest.

        `write` is given that number; it returns False where something is at its path
        already, and the number after it is tried. With a number `wanted` no other will
        do, and "" is returned where somebody has it.
        """
        while True:
            claims = self._all()
            held = taken | {number for number, (alive, _) in claims.items() if alive}
            if wanted in held:
                return ""
            number = max(held, default=0) + 1 if wanted is None else wanted
            path = path_of(number)
            if claim := self._claim(number, claims, path):
                if self._written(claim, number, write):
                    return path
                taken.add(number)  # written by hand in this very moment

    def forget(self, published: Collection[int]) -> None:
        """Remove claims on numbers that every worktree sees as taken."""
        for number, _, path in self._files():
            if number in published:
                files.discard(path)

    def _written(self, claim: str, number: int, write: Callable[[int], bool]) -> bool:
        try:
            written = write(number)
        except BaseException:
            files.discard(claim)
            raise
        if written:
            os.utime(claim, (0, 0))  # from now on it stands for as long as the record does
        return written

    def _claim(self, number: int, claims: Mapping[int, tuple[bool, int]], path: str) -> str:
        """Claim a number and return the file that does, "" where somebody was quicker.

        A claim that was given up is outbid by a next generation rather than taken
        away, since taking away could hit a newer one.
        """
        generation = claims[number][1] + 1 if number in claims else 0
        os.makedirs(self._folder, exist_ok=True)
        claim = os.path.join(self._folder, f"{number}.{generation}")
        whole = os.path.join(self._top, path)
        return claim if files.create_whole(claim, os.fsencode(whole)) else ""

    def _all(self) -> dict[int, tuple[bool, int]]:
        """Return every claimed number: whether its latest claim stands, and its generation."""
        found: dict[int, tuple[bool, int]] = {}
        for number, generation, path in sorted(self._files()):
            found[number] = (_alive(path), generation)
        return found

    def _files(self) -> list[tuple[int, int, str]]:
        return _files(self._folder)


# What was claimed when git began to list branches, ahead. A claim that is gone since may
# have been dropped for a branch that is not in that list.
_SEEN: dict[str, frozenset[int]] = {}


def look_ahead(repo: Repository) -> None:
    """Look at all claims, before git is let to begin with what branches have."""
    home = _home(repo)
    _SEEN.clear()
    for series in _names(home):
        folder = os.path.join(home, series)
        _SEEN[folder] = frozenset(number for number, _, _ in _files(folder))


def _home(repo: Repository) -> str:
    return os.path.join(repo.scratch, "numbers")


def _files(folder: str) -> list[tuple[int, int, str]]:
    found = []
    for name in _names(folder):
        number, _, generation = name.partition(".")
        if number.isdecimal() and generation.isdecimal():
            found.append((int(number), int(generation), os.path.join(folder, name)))
    return found


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _alive(claim: str) -> bool:
    try:
        with open(claim, "rb") as stream:
            # The age first: an old claim's record is there, or was given up. The other way
            # round a record that is written in between would be missed.
            made = os.fstat(stream.fileno()).st_mtime
            return _young(made) or os.path.lexists(stream.read())
    except OSError:
        return False


def _young(made: float) -> bool:
    return abs(time.time() - made) < _PATIENCE

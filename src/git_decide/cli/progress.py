"""Says on a terminal how far something that takes long has come."""

from __future__ import annotations

import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self

_SILENT = 1.0  # seconds: what is done by then needs no word
_OFTEN = 0.1  # seconds between two words
_WIDTH = 24
_CLEAR = "\r\033[K"


class Progress:
    """A line at the end of standard error, gone when it is over; nothing but on a terminal.

    ``with Progress("Reading the history", "commits") as told: open_index(…, told)``
    """

    def __init__(self, what: str, unit: str) -> None:
        self._what = what
        self._unit = unit
        self._shown = False
        self._next = time.monotonic() + _SILENT

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            _write(_CLEAR)

    def __call__(self, done: int, total: int) -> None:
        """Say that so much is done, of `total`, which is 0 where nobody knows."""
        now = time.monotonic()
        if now >= self._next and sys.stderr.isatty():
            self._shown = True
            self._next = now + _OFTEN
            _write(f"{_CLEAR}{self._what}  {_bar(done, total)}{done:,} {self._unit}")


def _bar(done: int, total: int) -> str:
    if total <= 0:
        return ""
    filled = min(done, total) * _WIDTH // total
    return f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {min(done, total) * 100 // total:3} %  "


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()

"""Writes results to standard output, or to the pager, and everything else to standard error."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Paged:
    """``with Paged(streams, wanted):`` what is written meanwhile is shown at the end, at once."""

    def __init__(self, streams: Streams, wanted: bool) -> None:
        self._streams = streams
        self._wanted = wanted

    def __enter__(self) -> None:
        self._wanted = self._wanted and self._streams.keep()

    def __exit__(self, *_: object) -> None:
        if self._wanted:
            self._streams.show()


class Streams:
    """Where a command writes to; within `paged` it is kept until all of it is there."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._kept: list[bytes] | None = None
        self._notes: list[str] = []

    def paged(self, wanted: bool) -> Paged:
        """Keep what is written meanwhile, then show it: in a pager if it is more than a screen."""
        return Paged(self, wanted)

    def keep(self) -> bool:
        """Begin to keep what is written, where it may go to a pager; return whether that is new."""
        if self._kept is not None or not sys.stdout.isatty():
            return False
        self._kept = []
        return True

    def show(self) -> None:
        """Write what was kept, results first."""
        texts, self._kept = self._kept, None
        if texts:
            self._show(b"\n".join(texts))
        notes, self._notes = self._notes, []
        for text in notes:
            self.note(text)

    def result(self, text: bytes) -> None:
        """Write a text and a newline to standard output."""
        if self._kept is not None:
            self._kept.append(text)
        else:
            _write(text)

    def note(self, text: str) -> None:
        """Write a text and a newline to standard error."""
        if self._kept is not None:
            self._notes.append(text)
        else:
            print(text, file=sys.stderr, flush=True)

    def _show(self, text: bytes) -> None:
        if self._fits(text) or not self._in_pager(text + b"\n"):
            _write(text)

    def _fits(self, text: bytes) -> bool:
        """Return whether a text and the prompt below it fit on the screen."""
        size = os.get_terminal_size(sys.stdout.fileno())
        if self._environ.get("TERM", "dumb") == "dumb" or not (size.lines and size.columns):
            return True  # no pager can do anything there
        if text.count(b"\n") + 1 >= size.lines:
            return False
        from git_decide.output.terminal import width

        lines = text.decode(sys.stdout.encoding, "replace").split("\n")
        return sum(max(0, width(each) - 1) // size.columns + 1 for each in lines) < size.lines

    def _in_pager(self, text: bytes) -> bool:
        from git_decide.git import pager
        from git_decide.output.hyperlinks import has_links, unlinked

        chosen = pager.pager(os.getcwd(), self._environ)
        if not chosen:
            return False
        if has_links(text) and not pager.shows_links(chosen, self._environ):
            text = unlinked(text)
        return pager.show(chosen, text, self._environ)


def _write(text: bytes) -> None:
    # Piece by piece: with PYTHONUNBUFFERED a write to a pipe may take a part only.
    sys.stdout.flush()
    rest = memoryview(text + b"\n")
    while rest:
        rest = rest[sys.stdout.buffer.write(rest) :]
    sys.stdout.buffer.flush()

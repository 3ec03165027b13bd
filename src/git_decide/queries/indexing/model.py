"""What the index tells of commits that say something of decisions."""

from __future__ import annotations

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, Literal, Protocol

    Source = Literal["trailer", "line", "note"]
    # Told how much is done, and of how much; 0 for a whole that nobody knows.
    Progress = Callable[[int, int], None]

    class Tables(Protocol):
        """What holds the tables, whatever it is."""

        def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
            """Return what a statement answers."""

        def many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
            """Run a statement once for each of `values`."""


@value
class IndexedLink:
    """One link of a commit, as it is written and as it resolved in that commit's own tree.

    `source` tells a trailer that git sees from another line of the message and from a
    note; `ref` is the notes ref, "" elsewhere. `name` is the qualified id of the record and
    `path` where that one was; both are "" where the link meant nothing there, or several
    records. What it means today is another question.
    """

    written: str
    source: Source
    ref: str
    name: str
    path: str


@value
class Linked:
    """A commit that links or skips something, in its message or by a note on it.

    `author` is ``NAME <ADDRESS>``; `committed` seconds since 1970, UTC; `parents` are ids.
    """

    id: str
    author: str
    committed: int
    subject: str
    parents: tuple[str, ...]
    links: tuple[IndexedLink, ...]
    skips: tuple[str, ...]


def packed(text: str) -> bytes:
    """Return a text as the tables hold it: what is no UTF-8 stays what it was."""
    return text.encode("utf-8", "surrogateescape")


def unpacked(raw: bytes) -> str:
    """Return a text out of the tables."""
    return raw.decode("utf-8", "surrogateescape")

"""Looks at what is kept together of one place: the texts that a search is made in."""

from __future__ import annotations

import marshal
import os

from git_decide.packing import Packing
from git_decide.queries.checks import answers
from git_decide.queries.checks.gist import Gist, Named
from git_decide.records.digest import Name
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from typing import TypeVar

    from git_decide.git.repository import Repository
    from git_decide.queries.index import Index

    T = TypeVar("T")

GISTS = Packing((Gist, Name, Named))
REVISION = "revision"  # the place of what does not change; a worktree has a longer name
_AT_ONCE = 500  # values that any SQLite takes in one statement


@value
class Order:
    """The texts of a shelf, those of decisions in force first, each newest first.

    From `begin_open` on they may come into force, from `begin_ended` on they hold no longer.
    """

    rows: Sequence[int]
    begin_open: int
    begin_ended: int


@value
class Shelf:
    """The texts of one place. `broken` counts the records that could not be read or have errors.

    `number` is that of its table of full text; `full` tells whether this SQLite has those.
    """

    number: int
    size: int
    broken: int
    full: bool

    @property
    def table(self) -> str:
        """The name of the table of full text."""
        return f"shelf_{self.number}"


def standing(repo: Repository) -> str:
    """Return the state that the work tree's shelf has if certainly nothing changed, else ""."""
    return answers.standing(repo, answers.WORKTREE, answers.SHELF) or ""


def known(index: Index, repo: Repository, where: str, state: str) -> Shelf | None:
    """Return the shelf of a place if there is one in this state."""
    return shelf_at(index, place_of(repo, where), state)


def place_of(repo: Repository, where: str) -> str:
    """Return what a shelf for `where` is called: a worktree by its git directory."""
    return f"worktree {os.fsencode(repo.git_dir)!r}" if where == answers.WORKTREE else REVISION


def shelf_at(index: Index, place: str, state: str) -> Shelf | None:
    """Return the shelf of this name if there is one in this state."""
    asked = "SELECT id, size, broken FROM shelf WHERE place = ? AND state = ?"
    for number, size, broken in index.rows(asked, (place, state)):
        return Shelf(number, size, broken, has_full_text(index))
    return None


def has_full_text(index: Index) -> bool:
    """Return whether this SQLite was built with FTS5."""
    return bool(index.rows("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'"))


def order(index: Index, shelf: Shelf) -> Order:
    """Return the texts on a shelf in the order that they have where words do not tell."""
    found = index.rows("SELECT rows, open, ended FROM shelf WHERE id = ?", (shelf.number,))
    for packed, begin_open, begin_ended in found:
        return Order(memoryview(packed).cast("I"), begin_open, begin_ended)
    return Order((), 0, 0)


def gists(index: Index, ids: Iterable[int]) -> dict[int, Gist]:
    """Return what is stated in front of the records in these rows; findings are left out."""
    found = {}
    for some in parts(list(ids)):
        marks = ",".join("?" * len(some))
        for number, packed in index.rows(f"SELECT id, gist FROM card WHERE id IN ({marks})", some):
            found[number] = GISTS.unpack(marshal.loads(packed))
    return found


def with_status(index: Index, statuses: Sequence[str], rows: AbstractSet[int]) -> set[int]:
    """Return those of the rows whose records have one of these statuses; all for none given."""
    if not statuses:
        return set(rows)
    asked = f"SELECT id FROM card WHERE status IN ({', '.join('?' * len(statuses))})"
    if len(rows) <= _AT_ONCE:
        asked += f" AND id IN ({', '.join(map(str, rows))})"
    return {row for (row,) in index.rows(asked, statuses) if row in rows}


def parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield the items, as many at once as one statement takes."""
    yield from (items[at : at + _AT_ONCE] for at in range(0, len(items), _AT_ONCE))

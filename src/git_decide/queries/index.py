"""Opens the index: what commits link to and how they hang together, in one SQLite file."""

from __future__ import annotations

import os
import sqlite3

from git_decide.files import discard, make_folder
from git_decide.queries.indexing import text_tables
from git_decide.queries.indexing.asking import IndexRenewed, Questions, again
from git_decide.queries.indexing.filling import Filling, forget
from git_decide.queries.indexing.model import IndexedLink, Linked
from git_decide.queries.indexing.standing import Standing, counts

__all__ = [
    "Index", "IndexRenewed", "IndexedLink", "Linked", "Standing", "again", "open_index",
    "open_texts", "place", "rebuilt", "standing",
]  # fmt: skip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, TypeVar

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.indexing.model import Progress
    from git_decide.queries.indexing.standing import State

    T = TypeVar("T")

_PATIENCE = 5.0  # seconds that somebody else may write while we wait
_PRAGMAS = (
    "cache_size = -65536",  # KiB that a transaction may hold before it keeps readers out
    "synchronous = NORMAL",  # whatever is lost is made again
    "trusted_schema = OFF",
)
_PRIMARY = 0xFF  # the part of SQLite's error codes that says what; the rest says where
_LACKS = "no such "  # a table or a column: somebody else made this file
_BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
# What is no fault of the file: it may not be written, somebody else holds it, the disk is full.
_HINDERED = frozenset(
    {
        *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL),
        *(sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM),
        *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_NOLFS),
    }
)


def place(repo: Repository) -> str:
    """Return where the file of the index is, or would be."""
    return os.path.join(repo.scratch, "index.sqlite")


def open_index(
    repo: Repository, rules: Rules, progress: Progress | None = None, also: Sequence[str] = ()
) -> Index:
    """Return the index of a repository, brought up to date. One process where nothing is new.

    It knows every commit behind a ref (but notes and stashes), behind the HEAD of any
    work tree, and behind `also`: ids of commits that no ref may hold, such as what
    somebody names with --at. `rules` are today's: where records lie is what they say.
    Where the file cannot be written, or somebody else holds it for long, the same is made
    in memory. Nothing that stands in the file is ever a reason to raise.
    """
    return Index(repo, rules, progress, also)


def rebuilt(repo: Repository, rules: Rules, progress: Progress | None = None) -> Index:
    """Return the index of a repository, made anew from nothing."""
    return _Rebuilt(repo, rules, progress, ())


def open_texts(repo: Repository) -> Index:
    """Return the index for the texts of records alone: nothing is asked of git or of the history.

    Of its methods only `rows`, `many` and `atomic` may be used, and `in_memory`. It is what a
    search opens, which has no time to look at refs.
    """
    return Index(repo, None, None, ())


def standing(repo: Repository, rules: Rules) -> Standing:
    """Return how the file of the index stands. It is only looked at."""
    path = place(repo)
    if not os.path.exists(path):
        return Standing(path, "missing")
    size = os.path.getsize(path)
    try:
        return _Glance(repo, rules, None, ()).standing(path, size)
    except sqlite3.Error as error:
        return Standing(path, "unreadable" if _code(error) in _HINDERED else "broken", size)


class Index(Questions):
    """The index of one repository; what it answers, `Questions` says.

    `complete` is False in a shallow clone, where the history ends somewhere; `in_memory`
    tells that the file could not be used. `rows`, `many` and `atomic` are for those who keep
    tables of their own in it (`index_tables`).
    """

    def __init__(
        self, repo: Repository, rules: Rules | None, progress: Progress | None, also: Sequence[str]
    ) -> None:
        super().__init__(repo, rules)
        self._filling = Filling(repo, rules, tuple(also), progress) if rules else None
        self._connection: sqlite3.Connection | None = None
        self._renewed = False
        self.complete = True
        self.in_memory = False
        self._ready = False  # for questions, which go on where the file turns out to be broken
        try:
            self._start()
        except sqlite3.Error as error:
            self._recover(error)
        self._ready = True

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return what a statement answers.

        Raises `IndexRenewed` where the file could not be read any more, outside of `atomic`:
        whoever filled tables of its own fills them again and asks again.
        """
        assert self._connection is not None
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            fault = _code(error) in _BROKEN | _HINDERED or str(error).startswith(_LACKS)
            if not fault or not self._ready or self._connection.in_transaction:
                raise
            self._recover(error)
            raise IndexRenewed from None

    def many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each of `values`, inside of `atomic`."""
        assert self._connection is not None
        self._connection.executemany(sql, values)

    def atomic(self, work: Callable[[], T]) -> T:
        """Do all of some work, or nothing of it, while nobody else writes; return its result.

        Where the file cannot be written, or breaks, the index goes on in memory and the
        work is done again there: it must look at what is there by itself, and must not do
        anything but use `rows` and `many`.
        """
        try:
            return self._transaction(work)
        except sqlite3.Error as error:
            self._recover(error)
            return self._transaction(work)

    def _transaction(self, work: Callable[[], T]) -> T:
        connection = self._connection
        assert connection is not None
        connection.execute("BEGIN IMMEDIATE")
        try:
            done = work()
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return done

    # How it is opened, and what happens where that cannot be done.

    def _start(self) -> None:
        path = place(self._repo)
        make_folder(os.path.dirname(path))  # or SQLite says why, in a way that is looked at
        self._use(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None))
        self._update()

    def _use(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    def _recover(self, error: sqlite3.Error) -> None:
        """Go on with a new file where this one is no good; else, or the second time, in memory."""
        if self.in_memory:
            raise error
        self._ready = False
        try:
            if _code(error) in _HINDERED or self._renewed:
                self._to_memory()
            else:
                self._renewed = True
                self._discard()
                self._start()
        except sqlite3.Error as another:
            self._recover(another)
        self._ready = True

    def _discard(self) -> None:
        """Make the file an empty one, or take it away where it is no database at all."""
        old, self._connection = self._connection, None
        if old is None or not _emptied(old):
            # The journal first: it must never be there beside a new file.
            for end in ("-journal", "-wal", "-shm", ""):
                discard(f"{place(self._repo)}{end}")

    def _to_memory(self) -> None:
        """Go on with a copy of the file in memory, or with nothing where it cannot be read."""
        self.in_memory = True
        old, self._connection = self._connection, None
        try:
            memory = sqlite3.connect(":memory:", isolation_level=None)
            self._use(memory)
            if old is not None:
                old.execute("PRAGMA busy_timeout = 250")  # ms: it was waited for already
                _copy(old, memory)
            self._update()
        except sqlite3.Error:
            self._use(sqlite3.connect(":memory:", isolation_level=None))
            self._update()
        finally:
            if old is not None:
                old.close()

    def _update(self) -> None:
        """Bring the tables up to date with the repository."""
        self._graph = None
        if not text_tables.has_texts(self):
            self.atomic(lambda: text_tables.empty_texts(self))
        if self._filling is not None:
            if not self._filling.is_done(self, self.knows):
                self.atomic(self._fill)
            self.complete = self._filling.complete

    def _fill(self) -> None:
        assert self._filling is not None
        self._graph = None
        # It looks anew, since somebody else may have filled it while we waited.
        if not self._filling.is_done(self, self.knows):
            self._filling.fill(self)
        self._graph = None


class _Rebuilt(Index):
    """The index as if there had never been a file."""

    def _update(self) -> None:
        if not self.in_memory:
            self.atomic(lambda: forget(self))
        super()._update()
        if not self.in_memory:
            from contextlib import suppress

            with suppress(sqlite3.Error):  # somebody reads: then the file stays as large as it was
                self.rows("VACUUM")


class _Glance(Index):
    """The file as it is: nothing is brought up to date, nothing made in its place."""

    def standing(self, path: str, size: int) -> Standing:
        """Return how the file stands."""
        assert self._filling is not None
        done = self._filling.is_done(self, self.knows)
        if not self._filling.can_go_on(self):
            return Standing(path, "outdated", size)
        state: State = "current" if done else "behind"
        return Standing(path, state, size, *counts(self, self._size))

    def _update(self) -> None:
        self._graph = None

    def _recover(self, error: sqlite3.Error) -> None:
        raise error


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Put what a database holds in the place of what another one holds."""

    def give_up(status: int, *_: int) -> None:  # else it would wait for ever
        if status & _PRIMARY in _HINDERED:
            error = sqlite3.OperationalError("somebody else holds the file")
            error.sqlite_errorcode = status
            raise error

    source.backup(target, progress=give_up)


def _emptied(old: sqlite3.Connection) -> bool:
    """Put nothing in the place of what a database holds, and close it."""
    try:
        _copy(sqlite3.connect(":memory:"), old)
    except sqlite3.Error as error:
        if _code(error) in _HINDERED:
            raise
        return False
    finally:
        old.close()
    return True


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY

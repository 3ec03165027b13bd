"""Answers questions about linked commits out of the tables."""

from __future__ import annotations

import os

from git_decide.queries.indexing.model import IndexedLink, Linked, packed, unpacked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any, TypeVar

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.indexing.graph import Graph
    from git_decide.queries.indexing.model import Progress

    T = TypeVar("T")

_COLUMNS = "number, id, author, committed, subject, parents, skips"
_AT_ONCE = 500  # SQLite takes so many values everywhere
_NEWEST_FIRST = "ORDER BY committed DESC, number DESC"


class IndexRenewed(Exception):
    """The file could not be read any more; the index was made anew, without texts of records."""


def again(question: Callable[[], T]) -> T:
    """Return what a question is answered, asked anew where the index was made anew meanwhile.

    It is at most made anew as a file, then in memory, where nothing can hinder it.
    """
    while True:
        try:
            return question()
        except IndexRenewed:
            continue


class Questions:
    """What is known of a history. Ids are whole; the order is by committer date, newest first.

    It never forgets: a commit that no ref holds any more (rewritten, or even gone) may
    be among the answers of `linked`, `following`, `every` and `touched`. Ask `reaches`.
    """

    def __init__(self, repo: Repository, rules: Rules | None) -> None:
        self._repo = repo
        self._rules = rules  # None where nothing is asked of the history
        self._size = len(repo.empty_tree) // 2  # of an id, in bytes
        self._graph: Graph | None = None

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return what a statement answers."""
        raise NotImplementedError

    def many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each of `values`."""
        raise NotImplementedError

    def atomic(self, work: Callable[[], T]) -> T:
        """Do all of some work, or nothing of it."""
        raise NotImplementedError

    def _fill(self) -> None:
        """Bring what is known of the history up to date, inside of `atomic`."""
        raise NotImplementedError

    def linked(self, commits: Iterable[str]) -> dict[str, Linked]:
        """Return those of the commits that link or skip something, by id."""
        ids = [bytes.fromhex(each) for each in dict.fromkeys(commits)]

        def look() -> dict[str, Linked]:
            self._settle(ids)
            return {each.id: each for each in self._where("id", ids)}

        return self._again(look)

    def following(self, names: Iterable[str]) -> tuple[Linked, ...]:
        """Return the commits that link one of these records, newest first.

        `names` are qualified ids, and what else the caller takes for the record: its former
        ids, its paths. A link that meant nothing in its commit's own tree (such as a
        note about a record that came later) counts where it is written exactly so: see
        `unresolved`.
        """
        wanted = [packed(name) for name in dict.fromkeys(names)]
        return self._again(lambda: self._following(wanted))

    def _following(self, wanted: Sequence[bytes]) -> tuple[Linked, ...]:
        self._settle()
        meant = self._column("SELECT meant FROM record WHERE name IN ({0})", wanted)
        found = dict.fromkeys(self._column("SELECT number FROM link WHERE meant IN ({0})", meant))
        loose = "SELECT number FROM link WHERE meant = 0 AND written IN ({0})"
        found |= dict.fromkeys(self._column(loose, wanted))
        linked = self._where("number", sorted(found, reverse=True))
        return tuple(sorted(linked, key=lambda each: -each.committed))

    def unresolved(self) -> tuple[str, ...]:
        """Return what is written in links that meant nothing, or several records, at their commit.

        Those that mean a record today may be given to `following` with its names.
        """
        sql = "SELECT DISTINCT written FROM link WHERE meant = 0"

        def look() -> tuple[str, ...]:
            self._settle()
            return tuple(unpacked(text) for (text,) in self.rows(sql))

        return self._again(look)

    def every(self, since: int = 0) -> Iterator[Linked]:
        """Yield every linked commit, newest first; `since` are seconds since 1970."""
        sql = f"SELECT {_COLUMNS} FROM linked WHERE committed >= ? {_NEWEST_FIRST}"

        def look() -> list[tuple[Any, ...]]:
            self._settle()
            return self.rows(sql, (since,))

        rows = self._again(look)
        for start in range(0, len(rows), _AT_ONCE):
            some = [row[1].hex() for row in rows[start : start + _AT_ONCE]]
            yield from self.linked(some).values()

    def knows(self, commit: str) -> bool:
        """Return whether a commit was ever seen, linked or not."""
        return self._again(lambda: self.graph.number(commit) >= 0)

    def has_links_before(self, commit: str) -> bool:
        """Return whether any ancestor of a commit may be linked: False is sure, True is not."""
        return self._again(lambda: self._has_links_before(commit))

    def _has_links_before(self, commit: str) -> bool:
        number = self.graph.number(commit)
        most = number if number >= 0 else len(self.graph)
        return bool(self.rows("SELECT 1 FROM linked WHERE number < ? LIMIT 1", (most,)))

    def before_links(self, tip: str) -> tuple[str, ...]:
        """Return commits behind `tip` of which none is linked, nor anything behind them.

        The parents of a linked commit that has no other one behind it; () where none is
        quickly found.
        """
        sql = "SELECT id FROM linked ORDER BY number LIMIT 64"

        def look() -> dict[str, Linked]:  # without those whose only links were notes that are gone
            first = [name for (name,) in self.rows(sql)]
            held = {each.id: each for each in self._where("id", first)}
            return {name.hex(): held[name.hex()] for name in first if name.hex() in held}

        linked = self._again(look)
        found = next(filter(self.reaches(tip), linked), "") if linked else ""
        return linked[found].parents if found else ()

    def brought_in(self, commit: str, tip: str) -> tuple[str, ...]:
        """Return the merges by which a commit came into the first-parent line of `tip`.

        The one nearest to the commit comes first, the one on that line last. () where the
        commit is on the line itself, or not behind `tip` at all.
        """
        return self._again(lambda: self.graph.brought_in(commit, tip))

    def reaches(self, tip: str) -> Callable[[str], bool]:
        """Return what tells whether a commit is `tip` or behind it."""
        return self._again(lambda: self.graph.reaches(tip))

    def touched(self, paths: Iterable[str], progress: Progress | None = None) -> tuple[str, ...]:
        """Return the ids of the linked commits that changed one of these paths, newest first.

        Held against the first parent. What they changed is read when it is first asked for.
        """
        from git_decide.queries.indexing import touching

        wanted = tuple(map(os.fsencode, paths))

        def look() -> tuple[str, ...]:
            if not touching.is_filled(self):
                self.atomic(lambda: touching.fill(self, self._repo, progress))
            return touching.touching(self, wanted)

        return self._again(look)

    def changed_paths(self) -> tuple[str, ...]:
        """Return every path that a linked commit changed, those that are gone since, too."""
        self.touched(())
        rows = self._again(lambda: self.rows("SELECT path FROM path"))
        return tuple(os.fsdecode(path) for (path,) in rows)

    def _settle(self, commits: Sequence[bytes] | None = None) -> None:
        """Settle what the links of some commits meant, or those of all, where it is not known."""
        from git_decide.queries.indexing import settling

        rules = self._rules
        if rules is None or settling.is_settled(self):
            return

        def work() -> None:
            self._fill()  # somebody else may have gone on meanwhile, for other folders
            settling.settle(self, self._repo, rules, commits)

        if commits is None or settling.is_open(self, commits):
            self.atomic(work)

    def _again(self, question: Callable[[], T]) -> T:
        return again(question)

    @property
    def graph(self) -> Graph:
        """How all commits hang together; read when the first question needs it."""
        if self._graph is None:
            from git_decide.queries.indexing.history import graph_of

            self._graph = graph_of(self, self._size)
        return self._graph

    def _where(self, column: str, values: Sequence[object]) -> list[Linked]:
        sql = f"SELECT {_COLUMNS} FROM linked WHERE {column} IN ({{0}}) {_NEWEST_FIRST}"
        return [each for some in self._some(sql, values) for each in self._made(some)]

    def _some(self, sql: str, values: Sequence[object]) -> Iterator[list[tuple[Any, ...]]]:
        for start in range(0, len(values), _AT_ONCE):
            part = values[start : start + _AT_ONCE]
            yield self.rows(sql.format(", ".join("?" * len(part))), part)

    def _column(self, sql: str, values: Sequence[object]) -> list[Any]:
        return [row[0] for some in self._some(sql, values) for row in some]

    def _made(self, rows: Sequence[tuple[Any, ...]]) -> Iterator[Linked]:
        links = self._links([row[0] for row in rows])
        for number, name, author, committed, subject, parents, skips in rows:
            if skips or number in links:  # a note that made it worth a row may be gone
                yield Linked(
                    name.hex(),
                    unpacked(author),
                    committed,
                    unpacked(subject),
                    tuple(self._cut(parents)),
                    tuple(links.get(number, ())),
                    tuple(filter(None, unpacked(skips).split("\n"))),
                )

    def _cut(self, parents: bytes) -> Iterator[str]:
        for at in range(0, len(parents), self._size):
            yield parents[at : at + self._size].hex()

    def _links(self, numbers: Sequence[int]) -> dict[int, list[IndexedLink]]:
        """Return the links of these commits, those of the message first."""
        sql = (
            "SELECT number, written, source, ref, name, path FROM link"
            " LEFT JOIN record USING (meant) WHERE number IN ({0}) ORDER BY number, ref, place"
        )
        found: dict[int, list[IndexedLink]] = {}
        for some in self._some(sql, numbers):
            for number, written, source, ref, name, path in some:
                texts = (unpacked(written), source, unpacked(ref), *map(_text, (name, path)))
                found.setdefault(number, []).append(IndexedLink(*texts))
        return found


def _text(raw: bytes | None) -> str:
    return unpacked(raw) if raw else ""

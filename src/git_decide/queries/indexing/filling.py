"""Brings the tables of the index to what the repository holds now."""

from __future__ import annotations

import sys

from git_decide import __version__, memo
from git_decide.queries import index_tables
from git_decide.queries.indexing.model import packed, unpacked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from git_decide.git.indexed_history import Tips
    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.indexing.model import Progress, Source, Tables

    # One link of a commit: its number and id, its place, what is written, and where.
    Row = tuple[int, str, int, str, Source, str]


class Filling:
    """What the tables of the history are to hold, as the repository is at a moment.

    `also` are commits that are to be known beside those behind refs. `complete` tells
    whether the history was all there.
    """

    def __init__(
        self, repo: Repository, rules: Rules, also: Sequence[str], progress: Progress | None
    ) -> None:
        self._repo = repo
        self._rules = rules
        self._also = also
        self._progress = progress
        self.complete = True
        self._seen: Tips | None = None
        self._key = b""

    def _look(self) -> Tips:
        from git_decide.git import indexed_history

        self._seen = indexed_history.tips(self._repo)
        self.complete = not self._seen.shallow
        # What tables must have been made from to be of use.
        form = self._repo.object_format
        made_from = (index_tables.VERSION, __version__, memo.code(), sys.byteorder, form)
        self._key = packed(repr(made_from)) + b"\n" + self._seen.bends
        return self._seen

    def can_go_on(self, tables: Tables) -> bool:
        """Return whether the tables can be brought up to date; else they must be made anew.

        Measured by the last look of `is_done`.
        """
        there = tables.rows("SELECT 1 FROM sqlite_master WHERE name = 'meta'")
        return bool(there) and _meta(tables, "key") == self._key

    def is_done(self, tables: Tables, known: Callable[[str], bool]) -> bool:
        """Look at the repository, and return whether the tables hold it all. One process.

        `known` tells it of a single commit.
        """
        seen = self._look()
        if not self.can_go_on(tables):
            return False
        said = dict(tables.rows("SELECT name, said FROM meta"))
        return said == _said(seen, self._rules, self._key) and all(map(known, self._also))

    def fill(self, tables: Tables) -> None:
        """Bring the tables to what was seen by the last look."""
        seen = self._seen or self._look()
        if not self.can_go_on(tables):
            empty(tables)
        told = (seen, self._key, self._also, self._progress)
        _fill(tables, self._repo, self._rules, *told)


def _said(seen: Tips, rules: Rules, made_from: bytes) -> dict[str, bytes]:
    return {
        "key": made_from,
        "tips": "\n".join(seen.commits).encode(),
        "notes": packed("\n".join(f"{at} {ref}" for ref, at in seen.notes)),
        "folders": packed(repr(rules.records.folders())),
    }


def empty(tables: Tables) -> None:
    """Make the tables of the history anew."""
    for name in index_tables.names(index_tables.HISTORY):
        tables.rows(f"DROP TABLE IF EXISTS {name}")
    for statement in index_tables.HISTORY:
        tables.rows(statement)


def forget(tables: Tables) -> None:
    """Make the next look at the tables take them for another version's."""
    if tables.rows("SELECT 1 FROM sqlite_master WHERE name = 'meta'"):
        tables.rows("DELETE FROM meta")
    tables.rows("PRAGMA user_version = 0")


def _meta(tables: Tables, name: str) -> bytes:
    found = tables.rows("SELECT said FROM meta WHERE name = ?", (name,))
    return bytes(found[0][0]) if found else b""


def _fill(
    tables: Tables,
    repo: Repository,
    rules: Rules,
    seen: Tips,
    made_from: bytes,
    also: Sequence[str] = (),
    progress: Progress | None = None,
) -> None:
    """Bring the tables up to date with what was `seen`; they are of this code and history."""
    from git_decide.queries.indexing import history, notes

    wanted = _said(seen, rules, made_from)
    graph = history.graph_of(tables, len(repo.empty_tree) // 2)
    old = frozenset(_meta(tables, "tips").decode().split())
    more = [each for each in also if graph.number(each) < 0]
    starts = [*(tip for tip in seen.commits if tip not in old), *more]
    told = history.take_in(tables, repo, graph, starts, progress) if starts else ()
    history.write(tables, told)
    noted = notes.take_in(tables, repo, graph, _noted_before(tables), dict(seen.notes))
    rows: list[Row] = [
        (number, each.id, place, written, source, "")
        for number, each in told
        for place, (written, source) in enumerate(each.links)
    ]
    rows += [
        (each.number, each.commit, place, written, "note", each.ref)
        for each in noted
        for place, written in enumerate(each.links)
    ]
    _write_links(tables, rows)
    moved = _meta(tables, "folders") != wanted["folders"]
    _settle(tables, repo, rules, None if moved else rows)
    tables.many("INSERT OR REPLACE INTO meta VALUES (?, ?)", wanted.items())


def _noted_before(tables: Tables) -> dict[str, str]:
    lines = unpacked(_meta(tables, "notes")).split("\n")
    return {ref: at for at, _, ref in (line.partition(" ") for line in lines if line)}


def _write_links(tables: Tables, rows: Iterable[Row]) -> None:
    """Write links without what they meant."""
    tables.many(
        "INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?, ?, NULL)",
        (
            (number, place, packed(written), source, packed(ref))
            for number, _, place, written, source, ref in rows
        ),
    )


def _settle(tables: Tables, repo: Repository, rules: Rules, rows: Sequence[Row] | None) -> None:
    """Settle what new links meant, None for all of them, unless they are too many for now."""
    from git_decide.queries.indexing import settling

    if rows is None:
        tables.rows("UPDATE link SET meant = NULL WHERE meant IS NOT NULL")
        ((count,),) = tables.rows("SELECT count(*) FROM link")
        if count <= settling.MOST:
            settling.settle(tables, repo, rules)
    elif len(rows) <= settling.MOST:
        commits = dict.fromkeys(row[1] for row in rows)
        settling.settle(tables, repo, rules, [*map(bytes.fromhex, commits)])

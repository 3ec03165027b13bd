"""Settles what links meant in the trees of their commits, at the latest when somebody asks."""

from __future__ import annotations

from git_decide.git.run import GitFailed
from git_decide.queries.indexing.model import packed, unpacked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.indexing.model import Tables
    from git_decide.records.digest import Name

    # A link that is not settled: number and id of its commit, notes ref, place, what is written.
    Row = tuple[int, bytes, bytes, int, bytes]

# Links that are settled as they come. More of them take longer than the history takes to read.
MOST = 4096
_NOTHING = 0  # in place of a record, for a link that means none
_AT_ONCE = 500  # SQLite takes so many values everywhere
_LINKS = "SELECT link.number, id, ref, place, written FROM link JOIN linked USING (number)"
# The plus keeps SQLite from going through all that are open, to find those of a few commits.
_OF_SOME = f"{_LINKS} WHERE +meant IS NULL AND id IN ({{0}})"
_OF_ALL = f"{_LINKS} WHERE meant IS NULL"


def is_settled(tables: Tables) -> bool:
    """Return whether it is known of every link what it meant."""
    return not tables.rows("SELECT 1 FROM link WHERE meant IS NULL LIMIT 1")


def is_open(tables: Tables, commits: Sequence[bytes]) -> bool:
    """Return whether a link of one of these commits is not settled."""
    return any(_among(tables, f"{_OF_SOME} LIMIT 1", commits))


def settle(
    tables: Tables, repo: Repository, rules: Rules, commits: Sequence[bytes] | None = None
) -> None:
    """Settle what links meant: those of some commits, called by their ids, or all of them.

    A few processes, whatever their number.
    """
    found = tables.rows(_OF_ALL) if commits is None else _among(tables, _OF_SOME, commits)
    rows: list[Row] = [*found]
    if not rows:
        return
    names = _meanings(repo, rules, rows)
    records = {each: (packed(name.qualified), packed(name.path)) for each, name in names.items()}
    known = _numbered(tables, records.values())
    told = {each: known[record] for each, record in records.items()}
    tables.many(
        "UPDATE link SET meant = ? WHERE number = ? AND ref = ? AND place = ?",
        (
            (told.get((name.hex(), unpacked(written)), _NOTHING), number, ref, place)
            for number, name, ref, place, written in rows
        ),
    )


def _among(tables: Tables, sql: str, commits: Sequence[bytes]) -> Iterator[Any]:
    for start in range(0, len(commits), _AT_ONCE):
        part = commits[start : start + _AT_ONCE]
        yield from tables.rows(sql.format(", ".join("?" * len(part))), part)


def _meanings(
    repo: Repository, rules: Rules, rows: Sequence[Row]
) -> Mapping[tuple[str, str], Name]:
    from git_decide.queries.indexing.meaning import meanings

    try:
        return meanings(repo, rules, ((row[1].hex(), unpacked(row[4])) for row in rows))
    except GitFailed:  # trees are missing: what is written has to do
        return {}


def _numbered(
    tables: Tables, records: Iterable[tuple[bytes, bytes]]
) -> Mapping[tuple[bytes, bytes], int]:
    """Return the numbers of records, each of which has a name and a path."""
    tables.many("INSERT OR IGNORE INTO record (name, path) VALUES (?, ?)", dict.fromkeys(records))
    return {
        (name, path): number
        for number, name, path in tables.rows("SELECT meant, name, path FROM record")
    }

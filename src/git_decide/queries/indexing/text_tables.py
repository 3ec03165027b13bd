"""Makes the tables for the texts of records, apart from those of the history."""

from __future__ import annotations

from git_decide.queries import index_tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.queries.indexing.model import Tables


def has_texts(tables: Tables) -> bool:
    """Return whether there are tables for the texts of records, as this code knows them."""
    if tables.rows("PRAGMA user_version") != [(index_tables.TEXTS_VERSION,)]:
        return False
    there = {name for (name,) in tables.rows("SELECT name FROM sqlite_master")}
    return there.issuperset(index_tables.names(index_tables.TEXTS))


def empty_texts(tables: Tables) -> None:
    """Make the tables for the texts of records anew, where somebody else did not just do so."""
    if has_texts(tables):
        return
    listed = "SELECT name FROM sqlite_master WHERE sql LIKE ? AND name NOT LIKE 'sqlite%'"
    kept = index_tables.names(index_tables.HISTORY)
    for like in ("CREATE VIRTUAL%", "CREATE TABLE%"):  # virtual ones take their own along
        for (name,) in tables.rows(listed, (like,)):
            if name not in kept:
                quoted = name.replace('"', '""')
                tables.rows(f'DROP TABLE IF EXISTS "{quoted}"')
    for statement in index_tables.TEXTS:
        tables.rows(statement)
    tables.rows(f"PRAGMA user_version = {index_tables.TEXTS_VERSION}")

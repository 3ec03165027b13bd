"""The tables of the index, as SQLite is told of them."""

from __future__ import annotations

# Whoever changes a table counts this up: a file that another number made is made anew.
VERSION = 2

# Texts are bytes, in UTF-8 where they are any: a message or a path may be anything else.
# A commit is called by its number in the graph; `page` holds many of those at once, so that
# only commits that say something have a row of their own. What a link meant is NULL as long as
# nobody asked for it, 0 where it meant no record.
HISTORY: tuple[str, ...] = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, said BLOB) WITHOUT ROWID",
    "CREATE TABLE page (first INTEGER PRIMARY KEY, ids BLOB, firsts BLOB, more BLOB)",
    "CREATE TABLE linked (number INTEGER PRIMARY KEY, id BLOB UNIQUE, author BLOB,"
    " committed INTEGER, subject BLOB, parents BLOB, skips BLOB)",
    "CREATE INDEX linked_committed ON linked (committed)",
    "CREATE TABLE record (meant INTEGER PRIMARY KEY, name BLOB, path BLOB, UNIQUE (name, path))",
    "CREATE TABLE link (number INTEGER, place INTEGER, written BLOB, source TEXT, ref BLOB,"
    " meant INTEGER, PRIMARY KEY (number, ref, place)) WITHOUT ROWID",
    "CREATE INDEX link_meant ON link (meant)",
    "CREATE INDEX link_written ON link (written) WHERE meant = 0",
    "CREATE TABLE waiting (id BLOB, ref BLOB, blob TEXT, PRIMARY KEY (id, ref)) WITHOUT ROWID",
    "CREATE TABLE path (place INTEGER PRIMARY KEY, path BLOB UNIQUE)",
    "CREATE TABLE touch (place INTEGER, number INTEGER, PRIMARY KEY (place, number)) WITHOUT ROWID",
    "CREATE TABLE looked (number INTEGER PRIMARY KEY)",
)

# What the texts of records are kept in, apart from the history: these stay where that is made
# anew. A text is one version of one record, read in the words of one team; its columns behind
# `record` are what is searched. The tables of full text, one for each shelf, are made when they
# are needed: `indexing.shelves`. What is in front of a large value is found without reading
# that. The number is that of the file's ``user_version``.
TEXTS_VERSION = 2
TEXTS: tuple[str, ...] = (
    "CREATE TABLE text (id INTEGER PRIMARY KEY AUTOINCREMENT, blob TEXT NOT NULL,"
    " place BLOB NOT NULL, wording TEXT NOT NULL, record BLOB NOT NULL, title TEXT,"
    " decision TEXT, alternatives TEXT, context TEXT, trade_offs TEXT, others TEXT, facts TEXT,"
    " UNIQUE (blob, place, wording))",
    "CREATE TABLE card (id INTEGER PRIMARY KEY, status TEXT, date TEXT, name TEXT,"
    " broken INTEGER, gist BLOB NOT NULL)",
    "CREATE TABLE shelf (id INTEGER PRIMARY KEY AUTOINCREMENT, place TEXT NOT NULL,"
    " state TEXT NOT NULL, size INTEGER, broken INTEGER, open INTEGER, ended INTEGER, rows BLOB,"
    " members BLOB NOT NULL)",
)


def names(statements: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the tables that the statements make."""
    return tuple(each.split()[2] for each in statements if each.startswith("CREATE TABLE "))

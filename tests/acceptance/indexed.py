"""A history with links of every kind, for tests of the index."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from git_decide.queries.index import open_index, place
from git_decide.store import rules_at
from tests.guarded import FOLDER, record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from git_decide.queries.index import Index, Linked
    from tests.support import Repo

CAP = "0001-cap-retries-at-two"
QUEUE = "0002-queue-what-fails"


def path(name: str) -> str:
    """Return where a record lies."""
    return f"{FOLDER}/{name}.md"


def index(repo: Repo, also: Sequence[str] = ()) -> Index:
    """Return the index of a repository, brought up to date, with the rules of its HEAD."""
    opened = repo.open()
    return open_index(opened, rules_at(opened, "HEAD"), also=also)


def file(repo: Repo) -> Path:
    """Return where the index of a repository is kept."""
    return repo.path.joinpath(place(repo.open()))


def every(repo: Repo) -> list[Linked]:
    """Return all that the index knows of linked commits."""
    return [*index(repo).every()]


def anew(repo: Repo) -> list[Linked]:
    """Return the same with no index there before."""
    file(repo).unlink(missing_ok=True)
    return every(repo)


def spoil(repo: Repo, statement: str) -> None:
    """Change what the file says, as far as it says anything."""
    with closing(sqlite3.connect(file(repo))) as connection, connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchall():
            connection.execute(statement)


def grown(repo: Repo, commits: int) -> Repo:
    """Fill a repository with a history, in one process: every third commit links a record."""
    lines = []
    for number in range(1, commits + 1):
        link = ("", f"\nDecision: {CAP}\n", "\nDecision: 1\n")[number % 3]
        files = {f"src/{number % 7}.py": f"{number}"} | (
            {path(CAP): record()} if number == 1 else {}
        )
        lines += [
            f"commit refs/heads/main\ncommitter C <c@example.com> {_BEGUN + number} +0000\n",
            _data(f"Change {number}\n{link}"),
            *(f"M 100644 inline {name}\n{_data(content)}" for name, content in files.items()),
        ]
    repo.git("fast-import", "--quiet", "--force", input="".join(lines))
    return repo


_BEGUN = 1_700_000_000


def _data(text: str) -> str:
    return f"data {len(text)}\n{text}\n"

"""Reads which paths linked commits changed, when somebody first asks for it."""

from __future__ import annotations

from git_decide.git.indexed_history import changed_paths
from git_decide.git.run import GitFailed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from git_decide.git.repository import Repository
    from git_decide.queries.indexing.model import Progress, Tables

_STEP = 512  # commits between two words about the progress
_NEW = "SELECT number, id FROM linked WHERE number NOT IN (SELECT number FROM looked)"


def is_filled(tables: Tables) -> bool:
    """Return whether it is known of every linked commit what it changed."""
    return not tables.rows(f"{_NEW} LIMIT 1")


def fill(tables: Tables, repo: Repository, progress: Progress | None = None) -> None:
    """Read what the linked commits changed of which that is not known yet. One process."""
    numbers = {name.hex(): number for number, name in tables.rows(_NEW)}
    places = {path: place for place, path in tables.rows("SELECT place, path FROM path")}
    known = len(places)
    pairs: list[tuple[int, int]] = []
    try:
        for done, (commit, paths) in enumerate(changed_paths(repo, numbers)):
            number = numbers[commit]
            pairs += [(places.setdefault(path, len(places)), number) for path in paths]
            if progress and done % _STEP == 0:
                progress(done, len(numbers))
    except GitFailed:  # what is missing here, nobody can be asked about
        pass
    new = [(place, path) for path, place in places.items() if place >= known]
    tables.many("INSERT INTO path VALUES (?, ?)", new)
    tables.many("INSERT OR IGNORE INTO touch VALUES (?, ?)", pairs)
    tables.many("INSERT INTO looked VALUES (?)", ((number,) for number in numbers.values()))


def touching(tables: Tables, paths: Iterable[bytes], at_once: int = 500) -> tuple[str, ...]:
    """Return the ids of the linked commits that changed one of these paths, newest first."""
    wanted: Sequence[bytes] = [*dict.fromkeys(paths)]
    found: dict[str, tuple[int, int]] = {}
    for start in range(0, len(wanted), at_once):
        part = wanted[start : start + at_once]
        places = ", ".join("?" * len(part))
        sql = (
            "SELECT id, committed, number FROM path JOIN touch USING (place)"
            f" JOIN linked USING (number) WHERE path IN ({places})"
        )
        found |= {name.hex(): (committed, at) for name, committed, at in tables.rows(sql, part)}
    return tuple(sorted(found, key=found.__getitem__, reverse=True))

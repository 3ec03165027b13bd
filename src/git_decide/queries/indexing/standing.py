"""Tells how the file of the index stands."""

from __future__ import annotations

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from git_decide.queries.indexing.model import Tables

    State = Literal["missing", "current", "behind", "outdated", "broken", "unreadable"]


@value
class Standing:
    """The file of the index, as it is.

    `state`: "behind" lacks what came since; "outdated" was made by another version, or from
    a history that is another one now; "broken" is no index; "unreadable" may be one. Only
    a "behind" one is of use as it is: the others are made anew by the next question, or what
    they should hold is made in memory where nothing can be written. `size` is in bytes;
    `commits` are all of them, `linked` those that link or skip something, `links` their links.
    """

    path: str
    state: State
    size: int = 0
    commits: int = 0
    linked: int = 0
    links: int = 0


def counts(tables: Tables, size: int) -> tuple[int, int, int]:
    """Return how many commits, linked ones and links the tables hold.

    `size` is that of an id in bytes.
    """
    ((held, linked, links),) = tables.rows(
        "SELECT (SELECT total(length(ids)) FROM page),"
        " (SELECT count(DISTINCT number) FROM (SELECT number FROM link"
        " UNION SELECT number FROM linked WHERE skips <> x'')), (SELECT count(*) FROM link)"
    )
    return int(held) // size, linked, links

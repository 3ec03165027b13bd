"""A record that is being edited: its bytes, where it lies, what they are read as."""

from __future__ import annotations

from functools import lru_cache

from git_decide.errors import Refused
from git_decide.records.digest import Name, name_of
from git_decide.records.reader import read
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.records.model import Record


@value
class Draft:
    """The content of a record's file, and what it must be read with.

    `path` is that from the top of the repository: its ending says the markup, its
    folder where links lead from. `headings` and `statuses` are those of `[records]`.
    """

    content: bytes
    path: str = "docs/decisions/new.md"
    headings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    statuses: tuple[tuple[str, tuple[str, ...]], ...] = ()


@value
class Link:
    """Another record as links name it: its id, its path from the top, its title, its number.

    `id` is what this project's own format writes: with the log in front where that
    is another one. `title` has no number in front.
    """

    id: str
    path: str
    title: str
    number: int | None = None


@lru_cache(maxsize=16)
def opened(draft: Draft) -> Record:
    """Return the record that a draft is read as; raises `Refused` for one that cannot be read."""
    name = name_of(draft.path, "") or Name(draft.path.rpartition("/")[2], "", None, draft.path)
    record = read(draft.content, name, draft.headings, draft.statuses).record
    if record is None:
        raise Refused("the record is too large to be edited", "Link to what is large.")
    return record

"""What the verbs that read have in common: where to look, which paths are meant."""

from __future__ import annotations

import os

from git_decide.cli.frame import Frame, Usage
from git_decide.errors import CannotLook, named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from git_decide.records.digest import Name
    from git_decide.records.model import Record
    from git_decide.store import Stored


def place(frame: Frame, at: str | None, staged: bool = False) -> str:
    """Return where to read records: a commit's id, the index, else the work tree or HEAD.

    Raises `CannotLook` for a revision that does not exist, and for HEAD in a
    repository without commits.
    """
    from git_decide import store
    from git_decide.git import state
    from git_decide.git.search import commit_id

    if staged:
        return store.INDEX
    if at is None and frame.repository.top is not None:
        return store.WORKTREE
    if at in (None, "HEAD") and state.head(frame.repository) is None:
        raise CannotLook("there are no commits yet", "Make the first one: git commit")
    return commit_id(frame.repository, at or "HEAD")


def from_top(frame: Frame, path: str) -> str:
    """Return `path`, as typed in the current folder, from the top of the work tree.

    Raises `Usage` where it leads out of it.
    """
    top = os.path.realpath(frame.top)
    whole = os.path.join(os.path.realpath(os.path.dirname(os.path.abspath(path))), _last(path))
    found = os.path.relpath(os.path.normpath(whole), top).replace(os.sep, "/")
    if found == ".." or found.startswith("../"):
        raise Usage(f"{named(path)} is outside the repository at {frame.top}")
    return found


def documents(
    records: Iterable[Record], names: Sequence[Name], log: Callable[[], Sequence[Stored]]
) -> list[dict[str, object]]:
    """Return the canonical documents, links to other records as the ids they resolve to.

    `names` are all records; `log` reads them, and is called only where a link is
    no id but perhaps a former one.
    """
    from git_decide.records.document import document
    from git_decide.records.ids import resolve

    former: dict[str, list[Name]] = {}

    def aliases() -> Mapping[str, Sequence[Name]]:
        if not former:
            for stored in log():
                for alias in stored.reading.record.aliases if stored.reading.record else ():
                    former.setdefault(alias, []).append(stored.name)
        return former

    def ids(record: Record) -> dict[str, str]:
        links = (*record.supersedes, *record.superseded_by, *record.amends, *record.relates)
        found = {link: resolve(link, names, aliases) for link in links}
        return {link: some[0].qualified for link, some in found.items() if len(some) == 1}

    return [document(record, ids(record)) for record in records]


def _last(path: str) -> str:
    # The last part is not resolved: a link in the work tree means the link.
    return os.path.basename(os.path.abspath(path))

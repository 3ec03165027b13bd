"""What the verbs that read have in common: where to look, which paths and logs are meant."""

from __future__ import annotations

import os

from git_decide.cli.frame import Frame, Usage
from git_decide.errors import CannotLook, named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from git_decide.policy.model import Rules
    from git_decide.queries.names.references import Catalogue
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
    return commit_id(frame.repository, "HEAD" if at is None else at)


def rules(frame: Frame, where: str) -> Rules:
    """Return the rules that say where the logs are at `where`.

    A revision from before decisions.toml is read by the rules of today: its records
    were there already.
    """
    from git_decide import store
    from git_decide.policy.config_values import FILE

    here = where in (store.WORKTREE, store.INDEX)
    if here or store.content_at(frame.repository, where, FILE) is not None:
        return frame.rules(where)
    return frame.rules(frame.here)


def check_log(rules: Rules, log: str) -> None:
    """Raise `Usage` where decisions.toml has no log of this name; "" is the main one."""
    known = dict(rules.records.folders())
    if log not in known:
        logs = ", ".join(name for name in known if name)
        raise Usage(
            f"there is no log {named(log)}",
            f"decisions.toml has: {logs}" if logs else "Name it in [records.logs] first.",
        )


def from_top(frame: Frame, path: str) -> str:
    """Return `path`, as typed in the current folder, from the top of the work tree.

    A bare repository has only that top. Raises `Usage` where it leads out of it, and for
    the empty text, which a script passes on that lacks a path.
    """
    if not path:
        raise Usage("an empty path names no file", "The folder that you are in is: .")
    top = frame.repository.top
    found = os.path.normpath(path) if top is None else _below(os.path.realpath(top), path)
    found = found.replace(os.sep, "/")
    if found == ".." or found.startswith(("../", "/")):
        raise Usage(f"{named(path)} is outside the repository at {top or frame.repository.git_dir}")
    return found


def id_of(frame: Frame, typed: str) -> str:
    """Return what means a record from the top, where its file is typed in the current folder.

    An id, or what is no file here, stays as it is.
    """
    from git_decide.records.digest import stem_of

    base = os.path.basename(typed)
    here = stem_of(base) and frame.repository.top is not None and os.path.isfile(typed)
    try:
        return from_top(frame, typed) if here else typed
    except Usage:
        return typed


def _below(top: str, path: str) -> str:
    whole = os.path.join(os.path.realpath(os.path.dirname(os.path.abspath(path))), _last(path))
    return os.path.relpath(os.path.normpath(whole), top)


def documents(records: Iterable[Record], log: Sequence[Stored]) -> list[dict[str, object]]:
    """Return the canonical documents, links to other records as the ids they resolve to.

    `log` are all records of all logs.
    """
    from git_decide.queries.names.references import catalogue

    return documents_in(records, catalogue(log))


def documents_in(records: Iterable[Record], known: Catalogue) -> list[dict[str, object]]:
    """Return the canonical documents; `known` finds what their links mean."""
    from git_decide.records.document import document

    def ids(record: Record) -> dict[str, str]:
        links = (*record.supersedes, *record.superseded_by, *record.amends, *record.relates)
        found = {link: known.resolve(link, record.name) for link in links}
        return {link: some[0].qualified for link, some in found.items() if len(some) == 1}

    return [document(record, ids(record)) for record in records]


def _last(path: str) -> str:
    # The last part is not resolved: a link in the work tree means the link.
    return os.path.basename(os.path.abspath(path))

"""Gives squash commits the links back that they lost, by notes."""

from __future__ import annotations

from git_decide.errors import Refused, UserError
from git_decide.git import notes_sharing
from git_decide.queries.noting import note
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.git.notes_sharing import Remote
    from git_decide.git.repository import Repository
    from git_decide.queries.jobs.texts import Origin


@value
class Restored:
    """A commit that a note links now, the pull request that says so, and the records."""

    commit: str
    subject: str
    number: int
    links: tuple[str, ...]


def restore(
    repo: Repository, remote: Remote, origins: Sequence[Origin]
) -> tuple[tuple[Restored, ...], tuple[str, ...]]:
    """Note on each commit what its pull request links, and share the notes.

    Returns what was linked, and what went wrong in words: notes that could not be
    pushed count for nobody, so then nothing was linked. A link that names no record
    is left out.
    """
    try:
        done = tuple(each for origin in origins if (each := _noted(repo, origin)))
        if done:
            notes_sharing.share(repo, remote)
    except UserError as error:
        return (), (f"no commit is linked, since {error.message}",)
    return done, ()


def _noted(repo: Repository, origin: Origin) -> Restored | None:
    commit = origin.commit.commit
    known = {link.value for link in origin.commit.message.links}
    new: list[str] = []
    for link in origin.links:
        if link not in known:
            try:
                new += note(repo, commit.id, [link]).new
            except Refused:  # there is no such record
                continue
    return Restored(commit.id, commit.subject, origin.number, tuple(new)) if new else None

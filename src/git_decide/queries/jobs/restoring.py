"""Gives squash commits the links back that they lost, by notes."""

from __future__ import annotations

from git_decide.errors import UserError
from git_decide.git import notes_sharing
from git_decide.queries.noting import note_all
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
    by_commit = {origin.commit.commit.id: origin for origin in origins}
    wanted = {commit: _lacking(origin) for commit, origin in by_commit.items()}
    try:
        new = note_all(repo, {commit: links for commit, links in wanted.items() if links})
        if new:
            notes_sharing.share(repo, remote)
    except UserError as error:
        return (), (f"no commit is linked, since {error.message}",)
    return tuple(_restored(by_commit[commit], links) for commit, links in new), ()


def _lacking(origin: Origin) -> tuple[str, ...]:
    known = {link.value for link in origin.commit.message.links}
    return tuple(link for link in origin.links if link not in known)


def _restored(origin: Origin, links: tuple[str, ...]) -> Restored:
    commit = origin.commit.commit
    return Restored(commit.id, commit.subject, origin.number, links)

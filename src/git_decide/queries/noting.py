"""Links a commit that cannot be rewritten to decisions: by a note."""

from __future__ import annotations

from git_decide import store
from git_decide.errors import Refused, named
from git_decide.git import notes, search
from git_decide.policy.links import DECISION, entries, values
from git_decide.queries.rules import judging_rules
from git_decide.records.ids import resolve
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.git.search import Commit
    from git_decide.records.digest import Name
    from git_decide.store import Stored


@value
class Noted:
    """A commit with the records that its note links now; `new` are those it did not before.

    Both are as the note writes them.
    """

    commit: Commit
    links: tuple[str, ...]
    new: tuple[str, ...]
    statuses: tuple[str, ...]


def note(repo: Repository, revision: str, written: Sequence[str]) -> Noted:
    """Link a commit to the records that `written` means in HEAD's log, by a note on it.

    Nothing that the note says already is said again. Raises `CannotLook` where there is
    no such commit, `Refused` where there is no such record.
    """
    commit = search.commits(repo, [search.commit_id(repo, revision)])
    (found,) = commit.values()
    records = store.log(repo, judging_rules(repo, "HEAD"), "HEAD")
    chosen = tuple({each.name.path: each for each in _chosen(repo, records, written)}.values())
    new: list[str] = []
    notes.write_note(repo, found.id, _adding(records, chosen, new))
    names = [stored.name for stored in records]
    links = tuple(full(names, each.name) for each in chosen)
    return Noted(found, links, tuple(new), tuple(map(_status, chosen)))


def note_all(
    repo: Repository, wanted: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Link commits, by their ids, to the records that each list means in HEAD's log.

    Returns the commits with what their notes say now and did not before. What means no
    record is left out. A constant number of processes.
    """
    records = store.log(repo, judging_rules(repo, "HEAD"), "HEAD")
    new: dict[str, list[str]] = {commit: [] for commit in wanted}
    changes = {
        commit: _adding(records, _meant(records, written), new[commit])
        for commit, written in wanted.items()
    }
    return tuple((commit, tuple(new[commit])) for commit in notes.write_notes(repo, changes))


def _adding(
    records: Sequence[Stored], chosen: Sequence[Stored], new: list[str]
) -> Callable[[str], str]:
    """Return what adds links to a note where it lacks them, and keeps account of that in `new`."""
    names = [stored.name for stored in records]
    former = store.former_ids(records)

    def change(before: str) -> str:
        said = {
            name.path
            for link in linked(before)
            for name in _only(resolve(link, names, lambda: former))
        }
        wanted = {each.name.path: each for each in chosen if each.name.path not in said}
        new[:] = [full(names, each.name) for each in wanted.values()]
        return with_links(before, new)

    return change


def _meant(records: Sequence[Stored], written: Sequence[str]) -> tuple[Stored, ...]:
    return tuple(store.chosen(records, each) for each in written if _is_one(records, each))


def linked(text: str) -> tuple[str, ...]:
    """Return what a note links; it has no subject, so each of its lines may."""
    found = entries(("", *text.split("\n")))
    return tuple(link for entry in found if entry.key == DECISION for link in values(entry.value))


def with_links(text: str, links: Sequence[str]) -> str:
    """Return a note that says `links`, too: a line each below what it says already."""
    if not links:
        return text
    before = text.rstrip("\n")
    lines = [before] if before else []
    return "\n".join([*lines, *(f"{DECISION}: {link}" for link in links), ""])


def full(names: Sequence[Name], name: Name) -> str:
    """Return what means this record and no other of `names`, now and when a log grows."""
    alone = sum(other.id == name.id for other in names) == 1
    return name.qualified if name.log or alone else name.path


def _chosen(repo: Repository, records: Sequence[Stored], written: Sequence[str]) -> list[Stored]:
    try:
        return [store.chosen(records, each) for each in written]
    except Refused as refusal:
        wanted = next(each for each in written if not _is_one(records, each))
        if not _uncommitted(repo, wanted):
            raise
        raise Refused(
            f"the record {named(wanted)} is not committed yet", "Commit it first, then link it."
        ) from refusal


def _is_one(records: Sequence[Stored], written: str) -> bool:
    names = [stored.name for stored in records]
    return bool(resolve(written, names, lambda: store.former_ids(records)))


def _uncommitted(repo: Repository, written: str) -> bool:
    if repo.top is None:
        return False
    rules = store.rules_at(repo, store.WORKTREE)
    return _is_one(store.log(repo, rules, store.WORKTREE), written)


def _status(stored: Stored) -> str:
    record = stored.reading.record
    return (record.status or "") if record else ""


def _only(found: tuple[Name, ...]) -> tuple[Name, ...]:
    return found if len(found) == 1 else ()

"""Finds the commits behind one record: those that follow it, and those that set its status."""

from __future__ import annotations

from git_decide.git import search, state
from git_decide.git.objects import read_blobs
from git_decide.policy.links import read
from git_decide.records.digest import SUFFIXES, name_of, stem_of
from git_decide.records.ids import resolve
from git_decide.records.limits import LARGEST
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from git_decide.git.repository import Repository
    from git_decide.git.search import Commit, Version
    from git_decide.policy.model import RecordsPolicy
    from git_decide.records.digest import Name
    from git_decide.records.model import Record
    from git_decide.store import Stored

# What the line of a link begins with, for `git log --grep`.
LINK_LINE = r"^[[:space:]]*Decision[[:space:]]*:"


@value
class Trace:
    """What git says about one record.

    `set_by` is the commit that gave it the status it has, `accepted_by` the last one
    that accepted it; None where that is not committed. `complete` is False in a
    shallow clone, where more may exist.
    """

    followers: tuple[Commit, ...]
    set_by: Commit | None
    complete: bool
    accepted_by: Commit | None = None


def trace(
    repo: Repository,
    records: RecordsPolicy,
    stored: Stored,
    names: Sequence[Name],
    revision: str | None = None,
) -> Trace:
    """Return the commits behind `revision` (HEAD unless given) that concern one record.

    `names` are all records there, since a link may be abbreviated. The number of
    processes does not depend on the history.
    """
    start = revision or state.head(repo)
    complete = not state.shallow(repo)
    if not start:
        return Trace((), None, complete)
    followers = tuple(
        commit
        for commit in search.saying(repo, start, LINK_LINE)
        if _links_to(commit, stored, names)
    )
    record = stored.reading.record
    setters = _setters(repo, records, start, record) if record else ("", "")
    found = search.commits(repo, [each for each in dict.fromkeys(setters) if each])
    set_by, accepted_by = (found.get(each) for each in setters)
    return Trace(followers, set_by, complete, accepted_by)


def _links_to(commit: Commit, stored: Stored, names: Sequence[Name]) -> bool:
    record = stored.reading.record
    own = dict.fromkeys(record.aliases, (stored.name,)) if record else {}
    return any(
        resolve(written.value, names, lambda: own) == (stored.name,)
        for written in read(commit.message).links
    )


def _setters(
    repo: Repository, records: RecordsPolicy, start: str, record: Record
) -> tuple[str, str]:
    """Return the commits that gave a record its status and that accepted it, "" for none.

    What counts is what the record said, in whatever format and under whatever name:
    neither a new spelling nor a conversion sets a status.
    """
    if not record.status:
        return "", ""
    history = _history(repo, start, record)
    said = _statuses(repo, records, record.name, history)
    if not history or said(history[0].after) != record.status:
        return "", ""

    def last_to_set(status: str) -> str:
        made = (each for each in history if said(each.after) == status != said(each.before))
        found = next(made, None)
        return found.commit if found and found.commit not in state.boundaries(repo) else ""

    return last_to_set(record.status), last_to_set("accepted")


def _history(repo: Repository, start: str, record: Record) -> tuple[Version, ...]:
    """Return every version of a record, newest first, under its former ids, too."""
    found = search.versions(repo, start, record.name.path)
    if not record.aliases or (found and found[-1].before):
        return found
    first = found[-1].commit if found else start
    older = search.versions_of(repo, first, tuple(_former_paths(record)))
    if not found or not older:
        return found or older
    joined = replace(found[-1], before=older[0].before or older[0].after)
    return (*found[:-1], joined, *(each for each in older if each.after))


def _former_paths(record: Record) -> Iterator[str]:
    """Yield where a record may have been under its former ids."""
    folder, _, base = record.name.path.rpartition("/")
    paged = stem_of(base) != record.name.id
    for alias in record.aliases:
        stem = alias.rpartition("/")[2]
        if paged:
            yield f"{folder.rpartition('/')[0]}/{stem}/{base}"
        yield from (f"{folder}/{stem}{suffix}" for suffix in SUFFIXES)


def _statuses(
    repo: Repository, records: RecordsPolicy, name: Name, history: Sequence[Version]
) -> Callable[[str], str]:
    """Return what tells the status that each version of a record states, "" for none."""
    from git_decide.records import reader

    places = {blob: each.path for each in history for blob in (each.before, each.after) if blob}
    blobs = read_blobs(repo, tuple(places), limit=LARGEST)
    said: dict[str, str] = {}
    for (blob, path), found in zip(places.items(), blobs, strict=True):
        if found and not found.too_large:
            named = name_of(path, name.log) or name
            read = reader.read(found.content, named, records.headings, records.statuses).record
            said[blob] = (read.status or "") if read else ""
    return lambda blob: said.get(blob, "")

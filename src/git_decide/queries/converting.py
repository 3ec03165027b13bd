"""Works out what converting records to another format changes in the work tree."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote

from git_decide import store
from git_decide.errors import Refused
from git_decide.git import grep
from git_decide.queries.names.references import catalogue
from git_decide.queries.names.rewording import Change, repathed
from git_decide.records.digest import PAGES, Name, name_of, stem_of, unprefixed
from git_decide.records.edit.view import Edit, View
from git_decide.records.editing import Link
from git_decide.records.mentions import mentions
from git_decide.records.naming import slug
from git_decide.records.prose import markup_of
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.records.model import Record
    from git_decide.store import Stored

_NAMED = re.compile(r"[0-9]{4,}[a-z]?-.+")


@value
class Task:
    """A record to be converted: where it will lie, what it is called, whom it names.

    `links` are the other records that it names, as written. `aliases` are the ids that it
    no longer has.
    """

    record: Record
    path: str
    links: Mapping[str, Link]
    aliases: tuple[str, ...]


@value
class Converted:
    """A record in its new format; `differs` are the keys of what reads otherwise than before."""

    name: Name
    path: str
    format: str
    content: bytes
    differs: tuple[str, ...]


@value
class Conversion:
    """What a conversion changes: every file's new content, None for one that goes.

    `mended` are the other files of which only links were changed. `done` were in the
    format already, `unreadable` cannot be converted.
    """

    converted: tuple[Converted, ...]
    contents: tuple[tuple[str, bytes | None], ...]
    mended: tuple[str, ...]
    done: tuple[Name, ...]
    unreadable: tuple[Name, ...]


@value
class Tasks:
    """What is to be converted, and what is not: already in the format, or not to be read."""

    tasks: tuple[Task, ...]
    done: tuple[Name, ...]
    unreadable: tuple[Name, ...]


def tasks(
    repo: Repository, records: Sequence[Stored], chosen: Sequence[Stored], target: str
) -> Tasks:
    """Return what converting the `chosen` of all `records` to the format `target` takes.

    Raises `Refused` where two files would have the same name.
    """
    readable = [each for each in chosen if _is_readable(each)]
    open_tasks = [
        record for each in readable if (record := each.reading.record) and record.format != target
    ]
    paths = _paths(repo, open_tasks)
    moved = {record.name: paths[record.name.path] for record in open_tasks}
    known = catalogue(records)
    titles = {each.name: each.reading.record for each in records}

    def links(record: Record) -> Iterator[tuple[str, Link]]:
        fields = (record.supersedes, record.superseded_by, record.amends)
        for written in (*record.relates, *record.amended_by, *(w for f in fields for w in f)):
            found = known.resolve(written, record.name)
            if len(found) == 1:
                yield written, _link(found[0], moved, record.name, titles[found[0]])

    made = (
        Task(record, moved[record.name], dict(links(record)), _former_ids(record, moved))
        for record in open_tasks
    )
    done = tuple(each.name for each in readable if each.name not in moved)
    lost = tuple(each.name for each in chosen if each not in readable)
    return Tasks(tuple(made), done, lost)


def convert(
    repo: Repository,
    records: Sequence[Stored],
    chosen: Sequence[Stored],
    target: str,
    write: Callable[[Task, bytes], tuple[bytes, tuple[str, ...]]],
) -> Conversion:
    """Return what converting records changes in the work tree; writes nothing.

    `write` gives the new content of a record, and the keys of what does not read as
    before. Links to records that get another name are mended in every tracked text of
    a markup that is read.
    Raises `Refused` where two files would have the same name.
    """
    todo = tasks(repo, records, chosen, target)
    converted = []
    for task in todo.tasks:
        content, differs = write(task, _content(repo, task.record.name))
        name = task.record.name
        converted.append(Converted(name, task.path, task.record.format, content, differs))
    same = [each for each in converted if each.path == each.name.path]
    unchanged = {each.name for each in same if each.content == _content(repo, each.name)}
    converted = [each for each in converted if each.name not in unchanged]
    moves = {each.name.path: each.path for each in converted if each.path != each.name.path}
    contents: dict[str, bytes | None] = {
        each.path: with_links(each.content, each.path, moves) for each in converted
    }
    mended = _mended(repo, moves, frozenset(each.name.path for each in converted))
    contents.update(mended)
    contents.update(dict.fromkeys(moves))
    return Conversion(
        tuple(converted),
        tuple(contents.items()),
        tuple(mended),
        (*todo.done, *unchanged),
        todo.unreadable,
    )


def _content(repo: Repository, name: Name) -> bytes:
    return store.content_at(repo, store.WORKTREE, name.path) or b""


def _mended(
    repo: Repository, moves: Mapping[str, str], converted: Container[str]
) -> dict[str, bytes]:
    """Return the other files whose links lead to what moves, mended. One process, if any."""
    if not moves:
        return {}
    stems = dict.fromkeys(stem_of(posixpath.basename(old)) for old in moves)
    pattern = "|".join(f"{re.escape(stem)}|{re.escape(quote(stem))}" for stem in stems)
    found = {}
    for path in grep.files_saying(repo, pattern, ("",)):
        if path not in converted and markup_of(path):
            before = store.content_at(repo, store.WORKTREE, path) or b""
            after = with_links(before, path, moves)
            if after != before:
                found[path] = after
    return found


def with_links(content: bytes, path: str, moves: Mapping[str, str]) -> bytes:
    """Return the text at `path` with links to what was moved leading there."""
    view = View(content)
    edits = []
    for mention in mentions(view.text, path, markup_of(path) or "markdown"):
        if mention.path in moves:
            change = Change(_name(mention.path), _name(moves[mention.path]))
            new = repathed(mention.text, change)
            edits.append(Edit(mention.line, mention.column, mention.text, new))
    return view.edited(edits) if edits else content


def _name(path: str) -> Name:
    return Name(stem_of(posixpath.basename(path)), "", None, path)


_UNREADABLE = frozenset(
    {"not-utf-8", "nul-character", "record-too-large", "record-is-symlink", "conflict-markers"}
)


def _is_readable(stored: Stored) -> bool:
    codes = {finding.code for finding in stored.findings}
    return stored.reading.record is not None and not codes & _UNREADABLE


def _link(found: Name, moved: Mapping[Name, str], source: Name, record: Record | None) -> Link:
    path = moved.get(found, found.path)
    now = name_of(path, found.log) or found
    called = now.id if found.log == source.log else now.qualified
    return Link(called, path, (record.title if record else "") or "", found.number)


def _former_ids(record: Record, moved: Mapping[Name, str]) -> tuple[str, ...]:
    now = name_of(moved[record.name], record.name.log)
    return (record.name.id,) if now and now.id != record.name.id and not _is_page(record) else ()


# Names.


def _paths(repo: Repository, records: Sequence[Record]) -> dict[str, str]:
    """Return the path that each record will have, by the one that it has."""
    found: dict[str, str] = {}
    taken: dict[str, str] = {}
    for record in records:
        old = record.name.path
        for path in dict.fromkeys((_path(record), f"{posixpath.splitext(old)[0]}.md", old)):
            free = path == old or not store.is_there(repo, store.WORKTREE, path)
            if free and path.casefold() not in taken:
                break
        else:
            path = _path(record)
            raise Refused(
                f"{old} and {taken.get(path.casefold(), path)} would have the same name",
                f"Give one of them another name first: git mv {old} NAME",
            )
        found[old] = path
        taken[path.casefold()] = old
    return found


def _path(record: Record) -> str:
    """Return ``NNNN-slug.md`` for a record with a number; another one only changes its ending."""
    name = record.name
    folder, _, base = name.path.rpartition("/")
    if _is_page(record):
        return f"{folder}/{stem_of(base)}.md"
    if name.number is None or _NAMED.fullmatch(name.id):
        return f"{folder}/{name.id}.md"
    rest = unprefixed(name.id).lstrip("0123456789")
    words = rest[len(name.letter) :].strip("-_. +:#")
    return f"{folder}/{name.number:04d}{name.letter}-{slug(words or record.title or '')}.md"


def _is_page(record: Record) -> bool:
    base = record.name.path.rpartition("/")[2]
    return stem_of(base).lower() in PAGES and stem_of(base) != record.name.id

"""Remembers records as they were read, by blob id, so that each is parsed once."""

from __future__ import annotations

import hashlib
import marshal
import os
import sys

from git_decide import __version__, memo, store
from git_decide.errors import ConfigurationBroken
from git_decide.findings import Finding, errors
from git_decide.git import checkout
from git_decide.packing import Packing
from git_decide.queries.checks.gist import gist_of
from git_decide.queries.indexing.asking import again
from git_decide.queries.indexing.columns import COLUMNS, columns
from git_decide.queries.indexing.shelf import GISTS, parts
from git_decide.records import model
from git_decide.records.digest import Name
from git_decide.records.limits import LARGEST
from git_decide.store import Stored
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from git_decide.git.repository import Repository
    from git_decide.queries.index import Index
    from git_decide.queries.indexing.model import Progress
    from git_decide.store import Listed, Words

    # What tells a version of a record from all others: its content, and what it is called.
    Key = tuple[str, bytes]

_RECORDS = Packing(
    (
        Stored, Finding, Name, model.Reading, model.Record, model.Person, model.Alternative,
        model.Section, model.Perspectives, model.Statement, model.Mention, model.Silence,
    )
)  # fmt: skip


def documents(
    index: Index,
    repo: Repository,
    entries: Sequence[Listed],
    spoken: Words,
    progress: Progress | None = None,
) -> dict[Listed, Stored]:
    """Return the listed records exactly as `store.read` does; what is known is not parsed again.

    `entries` may be of the work tree, of the index and of any number of revisions, together.
    The canonical document of one is `records.document.document(stored.reading.record)`.
    Raises `ConfigurationBroken` where the team's own schema cannot be used.
    """
    wanted = tuple(dict.fromkeys(entries))
    keys, wording = keys_of(repo, wanted), wording_of(spoken)
    known = _known(index, wording, keys.values(), "record")
    found = {}
    for entry, key in keys.items():
        stored = _unpacked(known[key]) if key in known else None
        if stored:
            found[entry] = replace(stored, blob=entry.blob)
    reader = Reader(index, repo, spoken, wording, progress)
    for some in reader.learn([entry for entry in wanted if entry not in found], keys):
        found.update(some)
    return found


def rows_of(index: Index, keys: Mapping[Listed, Key], wording: str) -> dict[Listed, int]:
    """Return the rows that hold the listed records, of those that are known in this wording."""
    known = _known(index, wording, keys.values(), "id")
    return {entry: known[key] for entry, key in keys.items() if key in known}


def keys_of(repo: Repository, entries: Iterable[Listed]) -> dict[Listed, Key]:
    """Return what tells each of these versions from all others.

    A file of the work tree is called by the id that its content has as a blob; one that
    cannot be read, or is too large to be, has none and is left out.
    """
    found = {}
    for entry in entries:
        blob = entry.blob or _blob(repo, entry)
        if blob:
            found[entry] = (blob, called(entry))
    return found


def called(entry: Listed) -> bytes:
    """Return what decides what a record is called, and whether it is read at all."""
    name = entry.name
    return os.fsencode("\0".join((name.path, name.log, name.id, entry.mode)))


def _blob(repo: Repository, entry: Listed) -> str:
    if entry.mode != checkout.FILE:
        return ""
    try:
        content = checkout.content(repo, entry.name.path, LARGEST + 1)
    except (OSError, ConfigurationBroken):
        return ""
    if content is None or len(content) > LARGEST:
        return ""
    made = hashlib.new(repo.object_format, b"blob %d\0" % len(content), usedforsecurity=False)
    made.update(content)
    return made.hexdigest()


def wording_of(spoken: Words) -> str:
    """Return what tells how records are read: by which code, in which words of the team."""
    said = hashlib.sha256(repr(spoken.key()).encode("utf-8", "backslashreplace")).hexdigest()
    return f"{__version__} {sys.implementation.cache_tag} {memo.code()} {said}"


def _known(index: Index, wording: str, keys: Iterable[Key], column: str) -> dict[Key, Any]:
    blobs = list(dict.fromkeys(blob for blob, _ in keys))
    return again(lambda: _asked(index, wording, blobs, column))


def _asked(index: Index, wording: str, blobs: Sequence[str], column: str) -> dict[Key, Any]:
    found: dict[Key, Any] = {}
    for some in parts(blobs):
        marks = ",".join("?" * len(some))
        asked = f"SELECT blob, place, {column} FROM text WHERE blob IN ({marks}) AND wording = ?"
        for blob, place, content in index.rows(asked, [*some, wording]):
            found[blob, bytes(place)] = content
    return found


class Reader:
    """Reads records and keeps them: where, in which words, and who is told how far it is.

    `wording` is what `wording_of` makes of the words, asked for once: it looks at all code.
    `kept` counts what it put into the index; who shares the index may have deleted it since.
    """

    def __init__(
        self, index: Index, repo: Repository, spoken: Words, wording: str, progress: Progress | None
    ) -> None:
        self._index = index
        self._repo = repo
        self._spoken = spoken
        self._wording = wording
        self._progress = progress
        self.kept = 0

    def learn(
        self, entries: Sequence[Listed], keys: Mapping[Listed, Key]
    ) -> Iterator[dict[Listed, Stored]]:
        """Read records and yield them, some at a time; those that have a key are kept."""
        done = 0
        for kind in ([e for e in entries if e.blob], [e for e in entries if not e.blob]):
            for some in parts(kind):
                read = dict(zip(some, store.read(self._repo, some, self._spoken), strict=True))
                # A file is known by what it held before it was read: it must hold that still.
                sure = keys_of(self._repo, [entry for entry in some if entry in keys])
                rows = [(key, read[entry]) for entry, key in sure.items() if key == keys[entry]]
                self.kept += _keep(self._index, self._wording, rows)
                done += len(some)
                if self._progress:
                    self._progress(done, len(entries))
                yield read


def _says_something(stored: Stored) -> bool:
    """Tell whether there is anything to keep: a blob that a partial clone lacks reads as empty."""
    record = stored.reading.record
    return record is None or bool(record.title or record.status or any(columns(record)[1:-1]))


_TEXT = (
    f"INSERT OR IGNORE INTO text (blob, place, wording, record, {', '.join(COLUMNS)})"
    f" VALUES ({', '.join('?' * (len(COLUMNS) + 4))})"
)
_CARD = (
    "INSERT OR IGNORE INTO card (id, status, date, name, broken, gist)"
    " SELECT id, ?, ?, ?, ?, ? FROM text WHERE blob = ? AND place = ? AND wording = ?"
)


def _keep(index: Index, wording: str, rows: Sequence[tuple[Key, Stored]]) -> int:
    """Keep what says anything; return how many of them did."""
    texts, cards = [], []
    for (blob, place), stored in rows:
        record = stored.reading.record
        if not _says_something(stored):
            continue
        try:
            texts.append((blob, place, wording, _packed(stored), *_searched(record)))
        except ValueError:  # nested deeper than anybody writes
            continue
        gist = replace(gist_of(stored), findings=(), mentions=(), silences=())
        broken = int(not gist.readable or bool(errors(stored.findings)))
        # Names may hold what is no text: they are compared here only.
        name = gist.name.qualified.encode("utf-8", "backslashreplace").decode()
        card = (gist.status, gist.date, name, broken, marshal.dumps(GISTS.pack(gist)))
        cards.append((*card, blob, place, wording))

    def work() -> None:
        index.many(_TEXT, texts)
        index.many(_CARD, cards)

    if texts:
        index.atomic(work)
    return len(texts)


def _searched(record: model.Record | None) -> tuple[str, ...]:
    return columns(record) if record else ("",) * len(COLUMNS)


def _packed(stored: Stored) -> bytes:
    """Return a record as bytes; the fields of the team's own are plain, lists and all."""
    record = stored.reading.record
    if record is None:
        return marshal.dumps((_RECORDS.pack(stored), ()))
    bare = replace(stored.reading, record=replace(record, extra=(), places=dict(record.places)))
    extra: Any = record.extra
    return marshal.dumps((_RECORDS.pack(replace(stored, reading=bare)), extra))


def _unpacked(packed: bytes) -> Stored | None:
    try:
        plain, extra = marshal.loads(packed)
        stored: Stored = _RECORDS.unpack(plain)
    except (ValueError, EOFError, TypeError, IndexError):
        return None
    record = stored.reading.record
    if record is None or not extra:
        return stored
    return replace(stored, reading=replace(stored.reading, record=replace(record, extra=extra)))

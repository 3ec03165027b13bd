"""Remembers what a check must know of each record, so that unchanged ones are not read again."""

from __future__ import annotations

import os
import time

from git_decide import memo
from git_decide.findings import Finding
from git_decide.listing import WORKTREE
from git_decide.packing import Packing
from git_decide.queries.checks.gist import Gist, Named, gist_of
from git_decide.records.digest import Name
from git_decide.records.model import Mention, Silence
from git_decide.stamps import settled, stamp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from git_decide.git.repository import Repository
    from git_decide.queries.checks.reading import RecordReader
    from git_decide.store import Listed, Told

    # What tells a text from every other one: a blob's id, or what the file system says of a file.
    Mark = tuple[str | int, ...]

_PACKING = Packing((Gist, Name, Finding, Named, Mention, Silence))
# Reading so few records takes no longer than loading what is known of thousands.
_FEW, _MUCH = 32, 1 << 20  # records; bytes


def gists(
    repo: Repository,
    where: str,
    entries: Sequence[Listed],
    reader: RecordReader,
    told: Told | None,
) -> list[Gist]:
    """Return what is to be known of the listed records; what is not remembered is read.

    All that is known lies in one file: thousands of small ones would take longer to
    open than a check may.
    """
    few = len(entries) <= _FEW
    if few and memo.size(*_place(repo, where)) > _MUCH:
        return [gist_of(stored) for stored in reader.read(entries)]
    marks = _file_marks(repo, entries) if where == WORKTREE else _blob_marks(entries)
    key = (where == WORKTREE, memo.code(), *reader.words.key())
    known = _recall(repo, where, key)
    found = {
        entry.name.path: _PACKING.unpack(packed[1])
        for entry, mark in zip(entries, marks, strict=True)
        if (packed := known.get(entry.name.path)) and packed[0] == mark
    }
    unknown = [entry for entry in entries if entry.name.path not in found]
    if unknown:
        read = {stored.name.path: gist_of(stored) for stored in reader.read(unknown, told)}
        found.update(read)
        if not reader.problem:
            fresh = _packed(entries, marks, read)
            # What is gone is forgotten once there is more of it than of what is there. A few
            # need not be all that there is.
            kept = known if few or len(known) <= 2 * len(entries) else {}
            memo.keep(*_place(repo, where), key, {**kept, **fresh})
    return [found[entry.name.path] for entry in entries]


def _recall(repo: Repository, where: str, key: tuple[Any, ...]) -> dict[str, tuple[Mark, Any]]:
    return memo.recall(*_place(repo, where), key) or {}


def _place(repo: Repository, where: str) -> tuple[str, str, str]:
    """Return where it is kept: files differ between worktrees, blobs do not."""
    if where == WORKTREE:
        return repo.git_dir, "gists", "files"
    return repo.common_dir, "gists", "blobs"


def _packed(
    entries: Sequence[Listed], marks: Sequence[Mark], read: Mapping[str, Gist]
) -> dict[str, tuple[Mark, Any]]:
    return {
        entry.name.path: (mark, _PACKING.pack(read[entry.name.path]))
        for entry, mark in zip(entries, marks, strict=True)
        if mark and entry.name.path in read
    }


def _blob_marks(entries: Sequence[Listed]) -> list[Mark]:
    return [(*_called(entry), entry.blob) for entry in entries]


def _file_marks(repo: Repository, entries: Sequence[Listed]) -> list[Mark]:
    """Return a mark for each file, () for one that was changed so lately that none is sure."""
    began, top = time.time_ns(), repo.top or ""
    stamps = [stamp(os.path.join(top, entry.name.path)) for entry in entries]
    return [
        (*_called(entry), *found) if found and settled(found, began) else ()
        for entry, found in zip(entries, stamps, strict=True)
    ]


def _called(entry: Listed) -> tuple[str, ...]:
    """Return what decides the name of a record beside its path, and whether it is read at all."""
    return (entry.name.log, entry.name.id, entry.mode)

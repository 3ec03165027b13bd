"""Keeps the texts of one place together, so that a search ranks by exactly what is there.

How much a word tells depends on how many records have it; so each place that is searched has
a table of full text with its own records, and no other version of them.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from array import array
from bisect import bisect
from functools import partial

from git_decide import store
from git_decide.listing import WORKTREE
from git_decide.queries.checks import answers, steadiness
from git_decide.queries.indexing import texts
from git_decide.queries.indexing.columns import COLUMNS
from git_decide.queries.indexing.shelf import REVISION, Shelf, has_full_text, place_of, shelf_at
from git_decide.queries.selecting import ENDED
from git_decide.stamps import settled, stamp
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from git_decide.git.repository import Repository
    from git_decide.policy.model import Rules
    from git_decide.queries.index import Index
    from git_decide.queries.indexing.model import Progress
    from git_decide.queries.indexing.texts import Key
    from git_decide.store import Listed

    # What a shelf holds: the row of each record, what tells its version, the stamp of its file.
    Members = list[tuple[int, Key, tuple[int, ...]]]

_TRIES = 3  # the index may be made anew meanwhile, or go on in memory
_KEPT = 6  # shelves: of some worktrees, and of the revisions that were asked for last
_SPARE = 1000  # texts that no shelf holds, such as former versions that somebody looked at
_TOKENS = "porter unicode61 remove_diacritics 2"


def shelved(
    index: Index,
    repo: Repository,
    rules: Rules,
    where: str,
    progress: Progress | None = None,
) -> Shelf:
    """Return the shelf of a place; what is not known of it is read.

    Raises `ConfigurationBroken` where the team's own schema cannot be used.
    """
    before = steadiness.start(repo)
    spoken = store.words(repo, rules, where)
    store.prove(spoken)
    entries = store.listed(repo, rules.records, where)
    place = place_of(repo, where)
    stamps = _stamps(repo, entries, before.began) if where == WORKTREE else {}
    keys = _keys(index, repo, place, entries, stamps)
    wording = texts.wording_of(spoken)
    state = _state(keys, wording)
    found = shelf_at(index, place, state)
    if found is None:
        reader = texts.Reader(index, repo, spoken, wording, progress)
        found = _filled(index, reader, Filling(place, state, keys, stamps, wording, len(entries)))
    if where == WORKTREE and not index.in_memory:
        known = {entry.name.path: entry for entry in entries}
        evidence = steadiness.evidence(repo, where, before, rules.records, known, attributes=False)
        if evidence:
            answers.keep(repo, where, answers.SHELF, evidence, state)
    return found


@value
class Filling:
    """What a shelf is to hold: versions of records by what tells them, stamps by their paths."""

    place: str
    state: str
    keys: Mapping[Listed, Key]
    stamps: Mapping[str, tuple[int, ...]]
    wording: str
    listed: int


def _filled(index: Index, reader: texts.Reader, filling: Filling) -> Shelf:
    """Read what is not known, and put all of it on the shelf."""
    for _ in range(_TRIES):
        rows = texts.rows_of(index, filling.keys, filling.wording)
        expected = len(rows) - reader.kept
        for _ in reader.learn([each for each in filling.keys if each not in rows], filling.keys):
            pass  # only what is kept of them is wanted
        found = index.atomic(partial(_fill, index, filling, expected + reader.kept))
        if found:
            return found
    once = replace(filling, state="")  # what lacks something is not for the next search
    return index.atomic(partial(_fill, index, once, 0)) or Shelf(0, 0, 0, full=False)


def _fill(index: Index, filling: Filling, expected: int) -> Shelf | None:
    """Fill a shelf; None where texts are missing: the index was made anew, or is another one."""
    rows = texts.rows_of(index, filling.keys, filling.wording)
    if len(rows) < expected:
        return None
    wanted = set(rows.values())
    number, before = _cleared(index, filling.place)
    broken = filling.listed - len(wanted) + _count_broken(index, wanted)
    full = has_full_text(index)
    if full:
        _arrange(index, f"shelf_{number}", before, wanted)
    members = [
        (row, filling.keys[entry], filling.stamps.get(entry.name.path, ()))
        for entry, row in rows.items()
    ]
    index.rows(
        "UPDATE shelf SET state = ?, size = ?, broken = ?, members = ?, rows = ?, open = ?,"
        " ended = ? WHERE id = ?",
        (filling.state, len(rows), broken, marshal.dumps(members), *_sorted(index, wanted), number),
    )
    _tidy(index)
    return Shelf(number, len(rows), broken, full)


def _cleared(index: Index, place: str) -> tuple[int, AbstractSet[int]]:
    """Return the shelf to fill, and the rows on it: a worktree has one, each revision its own."""
    if place != REVISION:
        for number, members in _shelves(index, "WHERE place = ?", (place,)):
            return number, {row for row, _, _ in members}
    index.rows(
        "INSERT INTO shelf (place, state, members) VALUES (?, '', ?)", (place, marshal.dumps([]))
    )
    ((number,),) = index.rows("SELECT max(id) FROM shelf")
    if has_full_text(index):
        index.rows(
            f"CREATE VIRTUAL TABLE shelf_{number} USING fts5({', '.join(COLUMNS)},"
            f" content='text', content_rowid='id', tokenize='{_TOKENS}')"
        )
    return number, set()


def _arrange(index: Index, table: str, before: AbstractSet[int], wanted: AbstractSet[int]) -> None:
    """Take from a table of full text what is not wanted, and put into it what is."""
    names = ", ".join(COLUMNS)
    out = f"INSERT INTO {table} ({table}, rowid, {names}) SELECT 'delete', id, {names}"
    into = f"INSERT INTO {table} (rowid, {names}) SELECT id, {names}"
    index.many(f"{out} FROM text WHERE id = ?", [(row,) for row in sorted(before - wanted)])
    index.many(f"{into} FROM text WHERE id = ?", [(row,) for row in sorted(wanted - before)])


def _count_broken(index: Index, rows: AbstractSet[int]) -> int:
    found = index.rows("SELECT id FROM card WHERE broken")
    return sum(row in rows for (row,) in found)


def _sorted(index: Index, rows: AbstractSet[int]) -> tuple[bytes, int, int]:
    """Return the rows in order, packed, and where those begin that may hold, and that do not."""
    cards = [
        (_step(status), date, name, row)
        for row, status, date, name in index.rows("SELECT id, status, date, name FROM card")
        if row in rows
    ]
    cards.sort(key=lambda card: card[2])
    cards.sort(key=lambda card: card[1], reverse=True)
    cards.sort(key=lambda card: card[0])
    steps = [step for step, _, _, _ in cards]
    packed = array("I", [row for *_, row in cards]).tobytes()
    return packed, bisect(steps, 0), bisect(steps, 1)


def _step(status: str) -> int:
    return 0 if status == "accepted" else 2 if status in ENDED else 1


def _shelves(index: Index, which: str, values: Sequence[str | int]) -> list[tuple[int, Members]]:
    found = index.rows(f"SELECT id, members FROM shelf {which} ORDER BY id DESC", values)
    return [(number, marshal.loads(held)) for number, held in found]


def _tidy(index: Index) -> None:
    """Forget the shelves that were made first, and texts that stand on none once they are many."""
    held = _shelves(index, "", ())
    for number, _ in held[_KEPT:]:
        index.rows("DELETE FROM shelf WHERE id = ?", (number,))
        index.rows(f"DROP TABLE IF EXISTS shelf_{number}")
    standing = {row for _, members in held[:_KEPT] for row, _, _ in members}
    ((count,),) = index.rows("SELECT count(*) FROM text")
    if count > 2 * len(standing) + _SPARE:
        loose = [(row,) for (row,) in index.rows("SELECT id FROM text") if row not in standing]
        index.many("DELETE FROM text WHERE id = ?", loose)
        index.many("DELETE FROM card WHERE id = ?", loose)


def _keys(
    index: Index,
    repo: Repository,
    place: str,
    entries: Sequence[Listed],
    stamps: Mapping[str, tuple[int, ...]],
) -> dict[Listed, Key]:
    """Return what tells each version; files that were left alone are not read for it."""
    if place == REVISION:
        return texts.keys_of(repo, entries)
    held = _shelves(index, "WHERE place = ?", (place,))[:1]
    known = {key[1]: (key, was) for _, members in held for _, key, was in members if was}
    found: dict[Listed, Key] = {}
    for entry in entries:
        key, was = known.get(texts.called(entry), (None, ()))
        if key and was == stamps.get(entry.name.path):
            found[entry] = key
    found.update(texts.keys_of(repo, [entry for entry in entries if entry not in found]))
    return found


def _stamps(repo: Repository, entries: Sequence[Listed], began: int) -> dict[str, tuple[int, ...]]:
    """Return the stamps of those files that were left alone long enough to be known by them."""
    top = repo.top or ""
    found = ((e.name.path, stamp(os.path.join(top, e.name.path))) for e in entries)
    return {path: was for path, was in found if was and settled(was, began)}


def _state(keys: Mapping[Listed, Key], wording: str) -> str:
    """Return what tells this content of a shelf from any other."""
    made = hashlib.sha256(wording.encode())
    for blob, called in sorted(keys.values()):
        made.update(b"%s %d %s" % (blob.encode(), len(called), called))
    return made.hexdigest()

"""Finds which record each link meant in the tree of the commit that has it."""

from __future__ import annotations

import os

from git_decide import listing
from git_decide.git import folders
from git_decide.git.objects import read_blobs
from git_decide.records.digest import PAGES, name_of, stem_of
from git_decide.records.ids import number_in, resolve
from git_decide.records.limits import LARGEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from git_decide.git.folders import RawFile as File
    from git_decide.git.repository import Repository
    from git_decide.policy.model import RecordsPolicy, Rules
    from git_decide.records.digest import Name

    # A commit, and what a link of it says.
    Asked = tuple[str, str]
    Trees = tuple[str, ...]

_AT_ONCE = 16  # trees that are held in memory
# A record that has former ids has one of these words somewhere.
_FORMER = (b"alias", b"former")


def meanings(repo: Repository, rules: Rules, asked: Iterable[Asked]) -> dict[Asked, Name]:
    """Return the one record that each link meant in its commit's own tree.

    A link that meant none, or several, is left out. Trees are read once each, some of them
    at a time; records only where a link may be to a former id.
    """
    logs = [folder for _, folder in rules.records.folders()]
    wanted = tuple(dict.fromkeys(asked))
    tops = folders.trees(repo, tuple(dict.fromkeys(commit for commit, _ in wanted)), logs)
    by_trees: dict[Trees, dict[str, list[Asked]]] = {}
    for each in wanted:
        by_trees.setdefault(tops[each[0]], {}).setdefault(each[1], []).append(each)
    reader = _Reader(repo, rules)
    found: dict[Asked, Name] = {}
    for some in _parts([trees for trees in by_trees if any(trees)]):
        for trees, view in reader.views(logs, some).items():
            for written, those in by_trees[trees].items():
                name = view.meant(written)
                if name:
                    found.update(dict.fromkeys(those, name))
    return found


def _parts(trees: Sequence[Trees]) -> Iterator[Sequence[Trees]]:
    for start in range(0, len(trees), _AT_ONCE):
        yield trees[start : start + _AT_ONCE]


class _Reader:
    """Reads the logs of many trees, and what repeats itself in them once."""

    def __init__(self, repo: Repository, rules: Rules) -> None:
        self._repo = repo
        self._rules = rules
        self._keys: dict[bytes, tuple[str, int | None, bool]] = {}
        self._former: dict[str, tuple[str, ...]] = {}
        self.quick: dict[tuple[object, ...], tuple[Name, ...]] = {}

    def views(self, logs: Sequence[str], some: Sequence[Trees]) -> dict[Trees, _View]:
        """Return the records of these trees, each of which has one of every log."""
        tops = tuple(dict.fromkeys(tree for trees in some for tree in trees if tree))
        held = folders.files(self._repo, tops)
        found = {}
        for trees in some:
            files: dict[bytes, File] = {}
            for log, tree in zip(logs, trees, strict=True):
                top = os.fsencode(f"{log}/")
                files.update((top + file[0], file) for file in held.get(tree, ()))
            found[trees] = _View(self, self._rules.records, files)
        return found

    def key(self, path: bytes) -> tuple[str, int | None, bool]:
        """Return the stem of a file, its number, and whether it may stand for its folder."""
        found = self._keys.get(path)
        if found is None:
            base = os.fsdecode(path.rpartition(b"/")[2])
            stem = stem_of(base)
            name = name_of(base, "")
            found = (stem, name.number if name else None, stem.lower() in PAGES)
            self._keys[path] = found
        return found

    def former(self, entries: Sequence[listing.Listed]) -> dict[str, list[Name]]:
        """Return which of these records bear each former id."""
        new = {e.blob: e for e in entries if e.blob not in self._former}
        blobs = read_blobs(self._repo, tuple(new), limit=LARGEST)
        for entry, blob in zip(new.values(), blobs, strict=True):
            content = blob.content if blob and not blob.too_large else b""
            self._former[entry.blob] = self._aliases(content, entry.name)
        found: dict[str, list[Name]] = {}
        for entry in entries:
            for alias in self._former[entry.blob]:
                found.setdefault(alias, []).append(entry.name)
        return found

    def _aliases(self, content: bytes, name: Name) -> tuple[str, ...]:
        lowered = content.lower()
        if not any(word in lowered for word in _FORMER):
            return ()
        from git_decide.records import reader

        words = self._rules.records
        record = reader.read(content, name, words.headings, words.statuses).record
        return record.aliases if record else ()


class _View:
    """The records of one tree, looked up by what a link may call them."""

    def __init__(
        self, reader: _Reader, records: RecordsPolicy, files: Mapping[bytes, File]
    ) -> None:
        self._reader = reader
        self._records = records
        self._files = files
        self._by_key: dict[str | int, list[bytes]] | None = None
        self._every: tuple[listing.Listed, ...] | None = None

    def meant(self, written: str) -> Name | None:
        """Return the one record that a link means."""
        if self._by_key is None:
            self._by_key = self._keyed()
        found = self._quickly(written, self._by_key) or self._slowly(written)
        return found[0] if len(found) == 1 else None

    def _keyed(self) -> dict[str | int, list[bytes]]:
        """Return the files by stem and by number; none where a page may stand for a folder."""
        found: dict[str | int, list[bytes]] = {}
        tops = tuple(os.fsencode(folder) for _, folder in self._records.folders())
        for path in self._files:
            stem, number, is_page = self._reader.key(path)
            if is_page and path.rpartition(b"/")[0] not in tops:
                return {}
            found.setdefault(stem, []).append(path)
            if number is not None:
                found.setdefault(number, []).append(path)
        return found

    def _among(self, paths: Iterable[bytes]) -> tuple[listing.Listed, ...]:
        """Return those of these files that are records."""
        found = []
        for path in paths:
            _, mode, blob = self._files[path]
            found.append((os.fsdecode(path), mode.decode().rjust(6, "0"), blob.hex()))
        return listing.among(self._records, found)

    def _quickly(self, written: str, by_key: Mapping[str | int, list[bytes]]) -> tuple[Name, ...]:
        """Return what a link means among the few files that it may call by stem or number.

        Nothing where only a former id or a beginning could tell.
        """
        base = written.strip().rpartition("/")[2]
        digits, _ = number_in(base)
        paths = [*by_key.get(stem_of(base) or base, ()), *by_key.get(int(digits or -1), ())]
        if not paths:
            return ()
        # Most links are written like others, and the same files are there in the next tree.
        key = (written, *((path, self._files[path][1]) for path in dict.fromkeys(paths)))
        known = self._reader.quick
        if key not in known:
            known[key] = self._resolved(written, paths)
        return known[key]

    def _resolved(self, written: str, paths: Sequence[bytes]) -> tuple[Name, ...]:
        told: list[bool] = []

        def former() -> dict[str, list[Name]]:
            told.append(True)
            return {}

        names = [entry.name for entry in self._among(dict.fromkeys(paths))]
        found = resolve(written, names, former)
        return () if told else found

    def _slowly(self, written: str) -> tuple[Name, ...]:
        if self._every is None:
            self._every = self._among(self._files)
        entries = self._every
        names = [entry.name for entry in entries]
        return resolve(written, names, lambda: self._reader.former(entries))

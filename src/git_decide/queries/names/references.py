"""Finds the records that other records mean, in whatever words they name them."""

from __future__ import annotations

import os
import re
from bisect import bisect_left

from git_decide.records.digest import PAGES, number_of, stem_of, unprefixed
from git_decide.records.ids import number_in, parted, resolve
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeVar

    from git_decide.records.digest import Name
    from git_decide.store import Stored

    Key = TypeVar("Key")

# What may stand in front of a title, "5. ", "5 - ", once ``ADR`` before it is gone.
_NUMBER = re.compile(r"[0-9]{1,9}(?:[.:)]\s+|\s+[-\u2013\u2014:|]\s+)(?=\S)")
_NUMBER_OF_A_KIND = re.compile(r"[0-9]{1,9}(?:\s*[-\u2013\u2014.:|)]\s*|\s+)(?=\S)")


def catalogue(records: Sequence[Stored]) -> Catalogue:
    """Return what finds the record behind a reference, given all records of all logs."""
    return Catalogue([_called(stored) for stored in records])


@value
class Called:
    """What a record may be called: its name, its title, its former ids."""

    name: Name
    title: str = ""
    aliases: tuple[str, ...] = ()


def _called(stored: Stored) -> Called:
    record = stored.reading.record
    if record is None:
        return Called(stored.name)
    return Called(stored.name, record.title or "", record.aliases)


class Catalogue:
    """The records by everything that they may be called: made once, asked for every reference.

    `names` are those of all records, `former` tells who bears each former id.
    """

    def __init__(self, records: Sequence[Called]) -> None:
        self.names: tuple[Name, ...] = tuple(record.name for record in records)
        self.former: Mapping[str, Sequence[Name]] = _former(records)
        self._order = {name.path: at for at, name in enumerate(self.names)}
        self._paths = _several((path, name) for name in self.names for path in _places(name))
        self._folded = _several((path.casefold(), name) for path, (name, *_) in self._paths.items())
        self._ids = _several((name.id, name) for name in self.names)
        self._sorted = sorted({*self._ids, *self.former})
        self._numbers = _several(self._numbered())
        self._titles = _several(
            (_folded_title(record.title), record.name) for record in records if record.title
        )

    def resolve(self, written: str, source: Name) -> tuple[Name, ...]:
        """Return the records that `written` in the record `source` may mean.

        None, the one, or the candidates. Tried in turn: a path, exactly and then by
        another case; an id as `records.ids.resolve` finds it, in the log of `source` and
        then in all, also behind ``ADR-`` or ``#``; a title.
        """
        wanted = written.strip()
        for path in (_clean(wanted), *_relative(wanted, source)):
            if path in self._paths:
                return tuple(self._paths[path])
        if found := self._by_case(wanted, source):
            return found
        for text in dict.fromkeys((wanted, unprefixed(wanted))):
            if found := self._by_id(text, source.log):
                return found
        return tuple(self._titles.get(_folded_title(wanted), ()))

    def linked(self, written: str) -> tuple[Name, ...]:
        """Return the records that a link of a commit may mean: `records.ids.resolve`, sooner."""
        return resolve(written, self._near(written.strip()), lambda: self.former)

    def case_differs(self, written: str, source: Name) -> Name | None:
        """Return the record whose path differs from `written` in its case only, None for none.

        Also None where the path is right as it stands, or several records would do.
        """
        wanted = written.strip()
        if any(path in self._paths for path in (_clean(wanted), *_relative(wanted, source))):
            return None
        found = self._by_case(wanted, source)
        return found[0] if len(found) == 1 else None

    def _by_case(self, wanted: str, source: Name) -> tuple[Name, ...]:
        for path in (_clean(wanted), *_relative(wanted, source)):
            if found := self._folded.get(path.casefold()):
                return tuple(found)
        return ()

    def _by_id(self, wanted: str, log: str) -> tuple[Name, ...]:
        near = self._near(wanted)
        own = [name for name in near if name.log == log]
        return resolve(wanted, own, lambda: self.former) or resolve(
            wanted, near, lambda: self.former
        )

    def _numbered(self) -> Iterable[tuple[int, Name]]:
        """Yield every number that a record has or had."""
        for name in self.names:
            if name.number is not None:
                yield name.number, name
        for alias, bearers in self.former.items():
            number = number_of(alias)[0]
            if number is not None:
                yield from ((number, name) for name in bearers)

    def _near(self, wanted: str) -> list[Name]:
        """Return every record that `resolve` could find, in order: a few instead of all."""
        found = dict.fromkeys(self._paths.get(wanted, ()))
        found.update(dict.fromkeys(self.former.get(parted(wanted)[1], ())))
        rest = wanted.partition("/")[2] or wanted
        text = stem_of(rest) or rest
        digits = number_in(text)[0]
        found.update(dict.fromkeys(self._numbers.get(int(digits), ()) if digits else ()))
        for stem in _beginning(self._sorted, text):
            found.update(dict.fromkeys(self._ids.get(stem, ())))
            found.update(dict.fromkeys(self.former.get(stem, ())))
        return sorted(found, key=lambda name: self._order[name.path])


def _beginning(words: Sequence[str], text: str) -> Iterable[str]:
    at = bisect_left(words, text)
    while text and at < len(words) and words[at].startswith(text):
        yield words[at]
        at += 1


def _former(records: Sequence[Called]) -> dict[str, list[Name]]:
    found: dict[str, list[Name]] = {}
    for record in records:
        for alias in record.aliases:
            bearers = found.setdefault(alias, [])
            if record.name not in bearers:
                bearers.append(record.name)
    return found


def _several(pairs: Iterable[tuple[Key, Name]]) -> dict[Key, list[Name]]:
    found: dict[Key, list[Name]] = {}
    for key, name in pairs:
        found.setdefault(key, []).append(name)
    return found


def _places(name: Name) -> Iterable[str]:
    """Yield what a link to the record may lead to: its file, or the folder that shows it."""
    yield name.path
    folder, _, base = name.path.rpartition("/")
    if folder and stem_of(base).lower() in PAGES:
        yield folder


def _clean(path: str) -> str:
    return path.rstrip("/").removeprefix("./") if "/" in path else path


def _relative(written: str, source: Name) -> Iterable[str]:
    """Yield the path from the top that `written` has, seen from the file of `source`."""
    if written and not written.startswith("/"):
        folder = source.path.rpartition("/")[0]
        yield os.path.normpath(os.path.join(folder, written)).replace(os.sep, "/")


def _folded_title(title: str) -> str:
    """Return a title for comparing: no case, single spaces, without a number in front."""
    text = " ".join(title.casefold().split())
    bare = unprefixed(text)
    number = (_NUMBER if bare == text else _NUMBER_OF_A_KIND).match(bare)
    return bare[number.end() :] if number else text

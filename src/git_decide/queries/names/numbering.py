"""Takes the next free number for a record, so that nobody else takes the same."""

from __future__ import annotations

import os
from itertools import count

from git_decide import files, memo
from git_decide.errors import UserError
from git_decide.git import branches, checkout, grep, objects
from git_decide.listing import names_here
from git_decide.queries.names.claims import Claims
from git_decide.records.digest import PAGES, name_of, number_of, stem_of
from git_decide.records.limits import LARGEST
from git_decide.records.name_style import DEFAULT, day_counter, style_of
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from git_decide.git.repository import Repository
    from git_decide.policy.model import RecordsPolicy
    from git_decide.records.digest import Name
    from git_decide.records.name_style import Style

_MANY = 64  # more than a style is made of: a few have names that nobody can follow
_FORMER = "aliases"  # what a record says that has former ids


def create(
    repo: Repository,
    records: RecordsPolicy,
    log: str,
    title: str,
    day: str,
    write: Callable[[str], bytes],
    ending: str = ".md",
) -> str:
    """Write the next record of `log` and return its path from the top.

    `write` makes its content out of that path. It is named as the log's records are.
    Numbers count on from the highest in the work tree, the index, every local and
    remote-tracking branch, among former ids, and what other worktrees have begun.
    In a log of dated names it is named by `day` (YYYY-MM-DD). `ending` is that of the markup
    in which it is written.
    """
    place = _place(repo, records, log, day, ending)
    _make_folder(repo.top or "", place.folder)

    def written(path: str) -> bool:
        return _written(repo, path, write(path))

    if place.style.lead in ("date", "plain"):
        return next(path for path in _free(place, title) if written(path))
    # Claims first: one that is dropped because a branch has the number by now is seen there.
    begun = place.claims.standing()
    taken = _taken(repo, records, place)
    path = place.claims.take(
        begun | taken.everywhere,
        lambda number: place.path(title, number),
        lambda number: written(place.path(title, number)),
    )
    place.claims.forget(taken.published)
    return path


def ahead(repo: Repository, records: RecordsPolicy, log: str) -> None:
    """Let git begin with what `create` will ask about the log."""
    objects.index_ahead(repo, *(folder for _, folder in records.folders()))
    grep.ahead(repo, _FORMER, [dict(records.folders())[log]])


def expected(repo: Repository, records: RecordsPolicy, log: str, title: str, day: str) -> str:
    """Return the path that `create` would give a record now; it takes and writes nothing."""
    place = _place(repo, records, log, day)
    if place.style.lead in ("date", "plain"):
        return next(path for path in _free(place, title) if not _is_there(repo, path))
    taken = place.claims.standing() | _taken(repo, records, place).everywhere
    return place.path(title, max(taken, default=0) + 1)


def taken_numbers(repo: Repository, records: RecordsPolicy, log: str) -> frozenset[int]:
    """Return the numbers that records of a log have or had, claims left out.

    In the work tree, the index, on every local and remote-tracking branch, in former ids.
    """
    folder, names = dict(records.folders())[log], _here(repo, records, log)
    place = Place(log, folder, DEFAULT, "", names, Claims(repo, log))
    return frozenset(_taken(repo, records, place).everywhere)


@value
class Place:
    """Where the next record of a log goes, how it is named, and the records that are there."""

    log: str
    folder: str
    style: Style
    day: str
    names: tuple[Name, ...]
    claims: Claims

    def path(self, title: str, number: int = 0) -> str:
        """Return the path of the record with this title and number."""
        return self.style.path(self.folder, self.style.stem(title, number, self.day))


@value
class Taken:
    """Numbers that are taken: everywhere, and those that branches have."""

    everywhere: set[int]
    published: set[int]


def _place(
    repo: Repository, records: RecordsPolicy, log: str, day: str, ending: str = ".md"
) -> Place:
    names = _here(repo, records, log)
    # decisions.toml speaks of the main log; the others are as their records are.
    dated = records.naming == "date" and (not log or not names)
    paths = [name.path for name in (names if dated else _latest(names))]
    style = replace(style_of(paths, dated), ending=ending)
    series = day if style.lead == "counted" else ""
    folder = dict(records.folders())[log]
    return Place(log, folder, style, day, names, Claims(repo, log, series))


def _latest(names: Sequence[Name]) -> Sequence[Name]:
    """Return the records whose names may say how the next one is named."""
    numbered = [name for name in names if name.number is not None]
    if len(numbered) <= _MANY:
        return names
    return sorted(numbered, key=lambda name: (name.number or 0, name.id))[-_MANY:]


def _here(repo: Repository, records: RecordsPolicy, log: str) -> tuple[Name, ...]:
    """Return the records of a log in the work tree and in the index."""
    return tuple(name for name in names_here(repo, records) if name.log == log)


def _is_there(repo: Repository, path: str) -> bool:
    return os.path.lexists(os.path.join(repo.top or "", path))


def _free(place: Place, title: str) -> Iterator[str]:
    """Yield the paths that records of one day and title get, one after the other."""
    stem = place.style.stem(title, day=place.day)
    yield place.style.path(place.folder, stem)
    for ending in count(2):
        yield place.style.path(place.folder, f"{stem}-{ending}")


def _make_folder(top: str, folder: str) -> None:
    whole = os.path.join(top, folder)
    real = os.path.realpath(whole)
    if not real.startswith(os.path.join(os.path.realpath(top), "")):
        raise UserError(
            f"{folder} leads out of the repository, to {real}",
            "Put a folder of the repository in the place of the symbolic link.",
        )
    os.makedirs(whole, exist_ok=True)


def _written(repo: Repository, path: str, content: bytes) -> bool:
    """Write a new file, in a folder of its own where the log's records have one."""
    whole = os.path.join(repo.top or "", path)
    folder = os.path.dirname(whole)
    made = not os.path.isdir(folder)
    os.makedirs(folder, exist_ok=True)
    try:
        return files.create_whole(whole, content)
    except BaseException:
        if made:
            files.discard_folder(folder)
        raise


def _taken(repo: Repository, records: RecordsPolicy, place: Place) -> Taken:
    """Return the numbers that nobody may take in the series of `place`."""
    published, days = _on_branches(repo, records, place)
    if place.style.lead == "counted":
        here = {day_counter(name.id) for name in place.names}
        on_day = {found[1] for found in (*here, *days) if found and found[0] == place.day}
        return Taken(on_day, set())
    here_too = {name.number for name in place.names if name.number is not None}
    return Taken(published | here_too | _former(repo, records, place), published)


def _on_branches(
    repo: Repository, records: RecordsPolicy, place: Place
) -> tuple[set[int], set[tuple[str, int]]]:
    """Return the numbers, and the counters of days, that branches have or had when last asked.

    Tips and trees are read once. A number that was published stays taken when its branch is
    gone: commits may still name it.
    """
    memory = f"numbers-{place.log}" if place.log else "numbers"
    others = {folder for _, folder in records.folders() if folder != place.folder}
    inner = tuple(sorted(o for o in others if o.startswith(f"{place.folder}/")))
    key = ("tips", place.folder, inner)
    kept = memo.recall(repo.common_dir, "branches", memory, key)
    read, numbers, days = kept or (dict[str, str](), (), ())
    tips = branches.tips(repo)
    found, counted = set(numbers), set(days)
    fresh = [tip for tip in tips if tip not in read]
    if fresh:
        trees = branches.folder_trees(repo, fresh, place.folder)
        unread = {*trees.values()}.difference(read.values(), [""])
        names = list(_named(branches.paths_within(repo, unread), place, inner))
        found |= {name.number for name in names if name.number is not None}
        counted |= {day for name in names if (day := day_counter(name.id))}
        known = {tip: trees[tip] if tip in trees else read[tip] for tip in tips}
        kept = (known, tuple(found), tuple(counted))
        memo.keep(repo.common_dir, "branches", memory, key, kept)
    return found, counted


def _named(paths: Iterable[str], place: Place, inner: Sequence[str]) -> Iterator[Name]:
    """Yield the records at these paths below the log; what lies in the folder of one is none."""
    names, pages = [], set()
    for path in (f"{place.folder}/{path}" for path in paths):
        name = name_of(path, place.log, place.folder)
        if name and not path.startswith(tuple(f"{folder}/" for folder in inner)):
            names.append(name)
            if stem_of(path.rpartition("/")[2]).lower() in PAGES:
                pages.add(path)
    folders = {path.rpartition("/")[0] for path in pages}
    for name in names:
        if name.path in pages or name.path.rpartition("/")[0] not in folders:
            yield name


def _former(repo: Repository, records: RecordsPolicy, place: Place) -> set[int]:
    """Return the numbers of former ids: only records that say something of them are read."""
    own = {name.path: name for name in place.names}
    if not own:
        return set()
    saying = [p for p in grep.files_saying(repo, _FORMER, [place.folder]) if p in own]
    if not saying:
        return set()
    from git_decide.records.reader import read  # it takes longer to load than all of this

    found: set[int] = set()
    for path in saying:
        content = checkout.content(repo, path, LARGEST + 1)
        record = read(content, own[path], records.headings).record if content else None
        numbers = (number_of(alias)[0] for alias in record.aliases) if record else ()
        found.update(number for number in numbers if number is not None)
    return found

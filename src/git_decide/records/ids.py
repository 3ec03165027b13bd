"""Resolves what people write for a record: a stem, a number, a former id, a beginning."""

from __future__ import annotations

from git_decide.records.digest import PAGES, number_of, stem_of, unprefixed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from git_decide.records.digest import Name

    Aliases = Callable[[], Mapping[str, Sequence[Name]]]


def resolve(written: str, names: Sequence[Name], aliases: Aliases) -> tuple[Name, ...]:
    """Return the records that `written` may mean: none, the one, or the candidates.

    Tried in turn, each step only where the one before found nothing: exact stem,
    current number, alias, number of an alias, beginning of a stem, beginning of an
    alias: whatever found a record once goes on finding it. ``LOG/ID`` looks in one log
    only; a record's path, also a former one, means that record. A stem that several logs
    have is that of the main log, whose records are called by it and by nothing longer.
    `aliases` is called only when it is needed, since it must read every record.
    """
    wanted = written.strip()
    if not wanted:
        return ()
    by_path = tuple(name for name in names if name.path == wanted)
    if by_path:
        return by_path
    log, slash, rest = wanted.partition("/")
    own = [name for name in names if name.log == log] if slash else names
    for found in _steps(stem_of(rest or wanted) or rest or wanted, own, aliases):
        if found:
            return found
    folder, stem = parted(wanted) if slash else ("", "")
    moved = aliases().get(stem, ()) if stem else ()
    return tuple(name for name in moved if name in names and parted(name.path)[0] == folder)


def parted(path: str) -> tuple[str, str]:
    """Return the folder and the stem of a record's path; the stem is "" for no file of one.

    Where a decision has a folder, its name is the stem: ``log/0042-x/README.md``.
    """
    folder, _, base = path.rpartition("/")
    stem = stem_of(base)
    if stem.lower() in PAGES:
        folder, _, stem = folder.rpartition("/")
    return folder, stem


def _steps(wanted: str, names: Sequence[Name], aliases: Aliases) -> Iterable[tuple[Name, ...]]:
    exact = tuple(name for name in names if name.id == wanted)
    yield tuple(name for name in exact if not name.log) or exact
    digits, letter = number_in(wanted)
    if digits:
        numbered = [name for name in names if name.number == int(digits)]
        yield tuple(name for name in numbered if name.letter == letter)
    yield tuple(name for name in aliases().get(wanted, ()) if name in names)
    if digits:
        number = (int(digits), letter)
        yield _bearers(aliases(), names, lambda alias: number_of(alias) == number)
    if wanted:
        yield tuple(name for name in names if name.id.startswith(wanted))
        yield _bearers(aliases(), names, lambda alias: alias.startswith(wanted))


def _bearers(
    aliases: Mapping[str, Sequence[Name]], names: Sequence[Name], wanted: Callable[[str], bool]
) -> tuple[Name, ...]:
    bearers = {name.path for alias, found in aliases.items() if wanted(alias) for name in found}
    return tuple(name for name in names if name.path in bearers)


def number_in(written: str) -> tuple[str, str]:
    """Part ``034a``, ``ADR-034a``, ``#34`` into digits and letter, both "" for no number."""
    digits, letter = unprefixed(written), ""
    if digits[-1:].isalpha():
        digits, letter = digits[:-1], digits[-1].lower()
    fine = digits.isascii() and digits.isdigit() and len(digits) < 10
    return (digits, letter) if fine else ("", "")

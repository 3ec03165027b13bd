"""Resolves what people write for a record: a stem, a number, a former id, a beginning."""

from __future__ import annotations

from git_decide.records.digest import stem_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from git_decide.records.digest import Name

    Aliases = Callable[[], Mapping[str, Sequence[Name]]]


def resolve(written: str, names: Sequence[Name], aliases: Aliases) -> tuple[Name, ...]:
    """Return the records that `written` may mean: none, the one, or the candidates.

    Tried in turn, each step only where the one before found nothing: exact stem,
    current number, alias, beginning of a stem. ``LOG/ID`` looks in one log only; a
    record's path means that record. `aliases` is called only when it is needed,
    since it must read every record.
    """
    wanted = written.strip()
    if not wanted:
        return ()
    by_path = tuple(name for name in names if name.path == wanted)
    if by_path:
        return by_path
    log, slash, rest = wanted.partition("/")
    if slash:
        names = [name for name in names if name.log == log]
        wanted = rest
    for found in _steps(stem_of(wanted) or wanted, names, aliases):
        if found:
            return found
    return ()


def _steps(wanted: str, names: Sequence[Name], aliases: Aliases) -> Iterable[tuple[Name, ...]]:
    yield tuple(name for name in names if name.id == wanted)
    digits, letter = _number(wanted)
    if digits:
        numbered = [name for name in names if name.number == int(digits)]
        yield tuple(name for name in numbered if name.letter == letter)
    yield tuple(name for name in aliases().get(wanted, ()) if name in names)
    if wanted:
        yield tuple(name for name in names if name.id.startswith(wanted))


def _number(wanted: str) -> tuple[str, str]:
    """Part ``034a`` into its digits and its letter; both are "" for what is no number."""
    digits, letter = wanted, ""
    if wanted[-1:].isalpha():
        digits, letter = wanted[:-1], wanted[-1].lower()
    fine = digits.isascii() and digits.isdigit() and len(digits) < 10
    return (digits, letter) if fine else ("", "")

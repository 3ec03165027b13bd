"""Maps what a record was called in some text to what it is called now."""

from __future__ import annotations

from git_decide.records.digest import number_of, stem_of, unprefixed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.names.references import Called


def now_called(records: Iterable[Gist | Called]) -> Callable[[str], str]:
    """Return what maps a former id, number or file of a record to the id that it has now.

    Any other word stays as it is.
    """
    now: dict[str, str] = {}
    numbers: dict[tuple[int | None, str], str] = {}
    for record in records:
        own = number_of(record.name.id)
        for former in (*record.aliases, record.name.id):
            now[former] = record.name.qualified
            if record.aliases and (own != number_of(former) or former == record.name.id):
                numbers[number_of(former)] = record.name.qualified

    def called(word: str) -> str:
        base = word.rpartition("/")[2]
        found = now.get(word) or now.get(stem_of(base) or base)
        if not found and word != unprefixed(word):  # ADR-5, #5
            found = numbers.get(number_of(word))
        return found or word

    return called

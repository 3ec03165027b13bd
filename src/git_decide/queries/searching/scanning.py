"""Searches texts letter by letter: for parts of words, and where SQLite has no full text."""

from __future__ import annotations

from git_decide.queries.indexing.columns import COLUMNS
from git_decide.queries.searching.excerpts import folded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from git_decide.queries.index import Index
    from git_decide.queries.searching.words import Query, Term

    # The columns of a text, folded.
    Texts = Mapping[int, Sequence[str]]

_WORD = r"[^\W_]{3,}"
_NEAR = 0.75  # of two words, as difflib measures it


def read(index: Index, rows: Container[int]) -> dict[int, Sequence[str]]:
    """Return the columns of these texts, folded for comparing."""
    found = index.rows(f"SELECT id, {', '.join(COLUMNS)} FROM text")
    return {row: tuple(map(folded, columns)) for row, *columns in found if row in rows}


def scan(
    texts: Texts, query: Query, weights: Sequence[float], some: bool = False
) -> dict[int, float]:
    """Return how well each text fits that holds every term somewhere, or with `some` any term.

    The lower the better, as a database has it. What is barred may stand nowhere.
    """
    wanted = [part_of(term) for term in query.wanted]
    barred = [part_of(term) for term in query.barred]
    found = {}
    for row, columns in texts.items():
        if any(part in text for part in barred for text in columns):
            continue
        scores = [_score(part, columns, weights) for part in wanted]
        if any(scores) if some else all(scores):
            found[row] = -sum(scores)
    return found


def part_of(term: Term) -> str:
    """Return what a text must hold for a term."""
    return " ".join(folded(term.text).split())


def _score(part: str, columns: Sequence[str], weights: Sequence[float]) -> float:
    pairs = zip(columns, weights, strict=True)
    return max((weight for text, weight in pairs if part in text), default=0.0)


def near(texts: Texts, words: Iterable[str]) -> dict[str, str]:
    """Return for each of the words one that the texts have and that it may be a slip of."""
    import re
    from collections import Counter
    from difflib import get_close_matches

    wanted = [word for word in words if re.fullmatch(_WORD, folded(word))]
    if not wanted:
        return {}
    known = Counter(word for columns in texts.values() for word in set(_words(columns)))
    found = {}
    for word in wanted:
        plain = folded(word)
        alike = sorted((w for w in known if _may_be(plain, w)), key=lambda w: (-known[w], w))
        close = get_close_matches(plain, alike, 3, _NEAR)
        if close:
            found[word] = close[0]
    return found


def _words(columns: Sequence[str]) -> Iterable[str]:
    import re

    for text in columns:
        yield from re.findall(_WORD, text)


def _may_be(word: str, other: str) -> bool:
    """Tell cheaply whether two words may be near to each other at all."""
    return abs(len(word) - len(other)) <= 2 and len(set(word) ^ set(other)) <= 4

"""Reads the words of a search as people type them; whatever they type is a search."""

from __future__ import annotations

from git_decide.errors import UserError
from git_decide.queries.indexing.columns import spaced
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_PIECE = r'(-?)"([^"]*)"?(\*?)|(\S+)'
_CURLY = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'))
_MOST = 50  # terms: more than anybody types, fewer than an expression of SQLite may have


@value
class Term:
    """A word, or words that stand next to each other; `prefix` where the last one only begins so.

    `loose` tells that they came as one argument without quotes of their own: perhaps the
    shell was told to keep them together, perhaps somebody just quoted all he typed.
    """

    text: str
    prefix: bool = False
    loose: bool = False


@value
class Query:
    """The terms that a record must have, and those that it must not have."""

    wanted: tuple[Term, ...]
    barred: tuple[Term, ...] = ()


def parse(words: Sequence[str]) -> Query:
    """Return what the arguments of a search ask for.

    ``"…"`` within an argument, or blanks in it, make a phrase; ``-`` in front bars what
    follows, ``*`` behind it takes all words that begin so. What holds neither letter nor
    digit asks for nothing. Raises `UserError` where nothing is left to look for.
    """
    wanted: list[Term] = []
    barred: list[Term] = []
    for word in words:
        for is_barred, term in _terms(word.translate(_CURLY)):
            (barred if is_barred else wanted).append(term)
    if not wanted:
        told = "only what records must not have was given" if barred else "there is no word"
        raise UserError(f"{told} to look for", "git decide search WORD")
    if len(wanted) + len(barred) > _MOST:
        raise UserError(f"more than {_MOST} words to look for", "Give those that tell most.")
    return Query(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(barred)))


def _terms(word: str) -> Iterator[tuple[bool, Term]]:
    if '"' in word:
        import re

        for minus, phrase, star, plain in re.findall(_PIECE, word):
            if plain:
                yield from _terms(plain.replace('"', " "))
            elif _says_something(phrase):
                yield bool(minus), Term(phrase, bool(star))
        return
    bare = word.lstrip("-") if word.strip().startswith("-") else word
    if _says_something(bare):
        is_barred = bare != word
        text = bare.strip().rstrip("*")
        loose = len(text.split()) > 1 and not is_barred
        yield is_barred, Term(text, bare.strip().endswith("*"), loose)


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, text))


def apart(query: Query) -> Query:
    """Return the same with the words of loose phrases each for itself."""
    return Query(tuple(dict.fromkeys(_apart(query.wanted))), query.barred)


def _apart(terms: Iterable[Term]) -> Iterator[Term]:
    for term in terms:
        if term.loose:
            yield from (Term(word) for word in term.text.split() if _says_something(word))
        else:
            yield term


def expression(query: Query, some: bool = False) -> str:
    """Return a query as FTS5 takes it: all terms, or with `some` at least one of them."""
    made = (" OR " if some else " AND ").join(map(quoted, query.wanted))
    if not query.barred:
        return made
    return f"({made}) NOT ({' OR '.join(map(quoted, query.barred))})"


def quoted(term: Term) -> str:
    """Return a term as FTS5 takes it; it parts what is not a word by itself."""
    text = spaced(term.text.replace('"', " "))
    return f'"{text}"*' if term.prefix else f'"{text}"'

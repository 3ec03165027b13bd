"""Finds records by words, the most telling ones first."""

from __future__ import annotations

from itertools import islice

from git_decide.queries.indexing import shelf as shelves
from git_decide.queries.indexing.columns import COLUMNS
from git_decide.queries.searching import scanning
from git_decide.queries.searching.excerpts import CLOSE, OPEN, Excerpt, around, marked
from git_decide.queries.searching.words import Query, apart, expression, quoted
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Literal

    from git_decide.queries.checks.gist import Gist
    from git_decide.queries.index import Index
    from git_decide.queries.indexing.shelf import Shelf
    from git_decide.queries.searching.scanning import Texts
    from git_decide.queries.selecting import Wanted

    # How records were found: all words as words, the words of a phrase apart from each
    # other, all as parts of words, or some of the words only.
    Manner = Literal["words", "apart", "parts", "some"]

# How much it tells that a word stands in a column: those of `COLUMNS`.
_WEIGHTS = (10.0, 5.0, 5.0, 3.0, 3.0, 1.0, 4.0)
# What holds comes before what may hold one day, and that before what holds no longer.
_OPEN, _ENDED = 0.95, 0.8
_COMMON, _FIRST = 2000, 500
MOST = 10  # records that are shown unless more are asked for
_TOKENS = 24  # words of an excerpt
_ROOM = 160  # letters of one that is not made of words


@value
class Hit:
    """A record that was found. `excerpt` is None where the words stand in the title only."""

    gist: Gist
    title: Excerpt
    excerpt: Excerpt | None


@value
class Found:
    """The best hits, and how many there are. `lacking` are the words that no record has.

    `guesses` are what those may be slips of. `hidden` is how many more the filters left out,
    `size` how many records were looked at, `broken` how many of all have errors.
    """

    hits: tuple[Hit, ...]
    total: int
    manner: Manner
    lacking: tuple[str, ...]
    guesses: Mapping[str, str]
    hidden: int
    size: int
    broken: int


class Search:
    """One search of one shelf."""

    def __init__(self, index: Index, shelf: Shelf, wanted: Wanted | None, most: int) -> None:
        self._index = index
        self._shelf = shelf
        self._wanted = wanted
        self._most = most
        self._order = shelves.order(index, shelf)
        self._texts: Texts | None = None

    def find(self, query: Query) -> Found:
        """Return what fits the query; what all its words are not in, by what comes near to it.

        Tried in turn, until something is found: all terms, the words of phrases by
        themselves, parts of words, records that have some of the words.
        """
        loose = apart(query)
        tries: tuple[tuple[Manner, Query], ...] = (("words", query),)
        if loose != query:
            tries += (("apart", loose),)
        for manner, tried in tries:
            scores = self._ranked(expression(tried), tried)
            if scores:
                return self._found(scores, manner, tried)
        scores = scanning.scan(self._all, loose, _WEIGHTS)
        if scores:
            return self._found(scores, "parts", loose)
        return self._nearly(loose)

    def _nearly(self, query: Query) -> Found:
        lacking = tuple(term.text for term in query.wanted if not self._has(Query((term,))))
        guesses = scanning.near(self._all, lacking)
        scores = {}
        if len(query.wanted) > len(lacking):
            scores = self._ranked(expression(query, some=True), query, some=True)
        return self._found(scores, "some", query, lacking, guesses)

    def _has(self, query: Query) -> bool:
        if self._shelf.full:
            table, asked = self._shelf.table, quoted(query.wanted[0])
            return bool(
                self._index.rows(f"SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT 1", (asked,))
            )
        return bool(scanning.scan(self._all, query, _WEIGHTS))

    @property
    def _all(self) -> Texts:
        if self._texts is None:
            self._texts = scanning.read(self._index, frozenset(self._order.rows))
        return self._texts

    def _ranked(self, asked: str, query: Query, some: bool = False) -> dict[int, float]:
        """Return what fits with its rank, the lower the better."""
        if not self._shelf.full:
            return scanning.scan(self._all, query, _WEIGHTS, some)
        return self._ranks(asked, self._matching(asked))

    def _matching(self, asked: str) -> list[int]:
        table = self._shelf.table
        # As one text: thousands of rows would take five times as long to fetch as to find.
        sql = f"SELECT group_concat(rowid) FROM {table} WHERE {table} MATCH ?"
        ((found,),) = self._index.rows(sql, (asked,))
        return [*map(int, found.split(","))] if found else []

    def _ranks(self, asked: str, rows: Sequence[int]) -> dict[int, float]:
        """Return the ranks of what matches.

        Words that are in thousands of records tell little, and ranking takes long: then only
        the first ones are ranked, and the first ones of those that have them in the title.
        """
        table, weights = self._shelf.table, ", ".join(map(str, _WEIGHTS))
        ranked = f"SELECT rowid, bm25({table}, {weights}) FROM {table} WHERE {table} MATCH ?"
        if len(rows) <= _COMMON:
            return dict(self._index.rows(ranked, (asked,)))
        titled = self._matching(f"{{title}} : ({asked})")
        first = {*self._first(rows), *self._first(titled)}
        chosen = f"{ranked} AND +rowid IN ({','.join(map(str, first))})"
        return {**dict.fromkeys(rows, 0.0), **dict(self._index.rows(chosen, (asked,)))}

    def _first(self, rows: Sequence[int]) -> Iterator[int]:
        held = frozenset(rows)
        return islice((row for row in self._order.rows if row in held), _FIRST)

    def _chosen(self, scores: Mapping[int, float]) -> Mapping[int, float]:
        """Return those that the filters let pass."""
        if not self._wanted or not scores:
            return scores
        from git_decide.queries.selecting import Wanted, fits

        rows = shelves.with_status(self._index, self._wanted.statuses, scores.keys())
        if replace(self._wanted, statuses=()) != Wanted():
            gists = shelves.gists(self._index, sorted(rows))
            rows = {row for row in rows if fits(gists[row], self._wanted)}
        return {row: scores[row] for row in rows}

    def _found(
        self,
        every: Mapping[int, float],
        manner: Manner,
        query: Query,
        lacking: tuple[str, ...] = (),
        guesses: Mapping[str, str] | None = None,
    ) -> Found:
        scores = self._chosen(every)
        best = self._best(scores)
        gists = shelves.gists(self._index, best)
        parts = self._excerpts(best, manner, query)
        hits = tuple(Hit(gists[row], *parts[row]) for row in best if row in gists)
        facts = (len(every) - len(scores), self._shelf.size, self._shelf.broken)
        return Found(hits, len(scores), manner, lacking, guesses or {}, *facts)

    def _best(self, scores: Mapping[int, float]) -> list[int]:
        """Return what fits best, weighed by whether it holds; of what fits alike, in order."""
        ranked = {row: score for row, score in scores.items() if score}
        if self._most and len(ranked) >= self._most:  # what has no rank comes behind them
            scores = ranked
        begin_open, begin_ended = self._order.begin_open, self._order.begin_ended
        weighed = [
            (
                scores[row] * (1 if at < begin_open else _OPEN if at < begin_ended else _ENDED),
                at,
                row,
            )
            for at, row in enumerate(self._order.rows)
            if row in scores
        ]
        return [row for _, _, row in sorted(weighed)[: self._most or None]]

    def _excerpts(
        self, rows: Sequence[int], manner: Manner, query: Query
    ) -> dict[int, tuple[Excerpt, Excerpt | None]]:
        """Return the title and what shows best why each of these was found."""
        if not rows:
            return {}
        marks = ",".join(map(str, rows))
        if manner == "parts" or not self._shelf.full:
            asked = f"SELECT id, {', '.join(COLUMNS)} FROM text WHERE id IN ({marks})"
            parts = [scanning.part_of(term) for term in query.wanted]
            return {
                row: _best([around(key, text, parts, _ROOM) for key, text in _keyed(columns)])
                for row, *columns in self._index.rows(asked)
            }
        table = self._shelf.table
        cut = f"'{OPEN}', '{CLOSE}'"
        pieces = [f"snippet({table}, {at}, {cut}, '…', {_TOKENS})" for at in range(1, len(COLUMNS))]
        asked = (
            f"SELECT rowid, highlight({table}, 0, {cut}), {', '.join(pieces)} FROM {table}"
            f" WHERE {table} MATCH ? AND +rowid IN ({marks})"
        )
        found = self._index.rows(asked, (expression(query, some=manner == "some"),))
        return {
            row: _best([marked(key, text) for key, text in _keyed(columns)])
            for row, *columns in found
        }


def _keyed(columns: Sequence[str]) -> list[tuple[str, str]]:
    return [(key.replace("_", "-"), text) for key, text in zip(COLUMNS, columns, strict=True)]


def _best(excerpts: Sequence[Excerpt]) -> tuple[Excerpt, Excerpt | None]:
    """Return the title, and of the rest what shows most different words that were found.

    What stands in front of the text shows the least: often the id says what the title does.
    """
    title, *rest, facts = excerpts
    best = max(rest, key=_telling)
    if best.marks:
        return title, best
    return title, facts if facts.marks and not title.marks else None


def _telling(excerpt: Excerpt) -> int:
    return len({excerpt.text[start:end].casefold() for start, end in excerpt.marks})

"""Whatever is typed is a search, and what is shown of a text is what was found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.errors import UserError
from git_decide.policy.config import DEFAULTS
from git_decide.queries import search as searching
from git_decide.queries.index import open_texts
from git_decide.queries.indexing import shelf as shelf_of
from git_decide.queries.indexing import shelves, texts
from git_decide.queries.indexing.columns import spaced
from git_decide.queries.search import Search
from git_decide.queries.searching.excerpts import CLOSE, OPEN, around, folded, marked
from git_decide.queries.searching.words import Query, Term, apart, expression, parse
from git_decide.values import replace
from tests.support import Repo, hermetic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from git_decide.queries.index import Index
    from git_decide.queries.indexing.shelf import Shelf

RECORD = "---\nstatus: accepted\ndate: 2026-01-0{0}\n---\n\n# {1}\n\n## Context\n\n{2}\n"
LOG = (
    ("Use webhooks", "Polling hits the *rate limits*, and NEAR(it) OR not."),
    ("Größe der Queue", "支払いの再試行を二回に制限する"),
    ("Poll the partner", "Webhooks need a server that nobody runs."),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> tuple[Index, Shelf]:
    """Give three records, ready to be searched."""
    home = tmp_path_factory.mktemp("home")
    repo = Repo.create(home / "repo", hermetic(home))
    for at, words in enumerate(LOG, 1):
        repo.write(f"docs/decisions/{at:04}-it.md", RECORD.format(at, *words))
    opened = repo.open()
    index = open_texts(opened)
    return index, shelves.shelved(index, opened, DEFAULTS, "worktree")


def test_what_others_delete_meanwhile_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts that vanish between their reading and the shelf are not taken for broken records."""
    repo = Repo.create(tmp_path / "repo", hermetic(tmp_path))
    for at, words in enumerate(LOG, 1):
        repo.write(f"docs/decisions/{at:04}-it.md", RECORD.format(at, *words))
    opened = repo.open()
    index, learn, times = open_texts(opened), texts.Reader.learn, iter(range(9))

    def learnt(reader: texts.Reader, *told: Any) -> Iterator[Any]:
        yield from learn(reader, *told)
        if next(times) == 0:
            index.atomic(lambda: index.rows("DELETE FROM text WHERE id = 1"))

    monkeypatch.setattr(texts.Reader, "learn", learnt)
    found = shelves.shelved(index, opened, DEFAULTS, "worktree")
    assert found.size == len(LOG)


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        (["Retry", "queue"], Query((Term("Retry"), Term("queue")))),
        (["retr*", "-poll*"], Query((Term("retr", True),), (Term("poll", True),))),
        (['"rate limit"', "-a b"], Query((Term("rate limit"),), (Term("a b"),))),
        (["rate limit"], Query((Term("rate limit", loose=True),))),
        (['x -"a b" "c d"*'], Query((Term("x"), Term("c d", True)), (Term("a b"),))),
        (["“rate limit”", "...", '"'], Query((Term("rate limit"),))),
        (["--x", "y", "y"], Query((Term("y"),), (Term("x"),))),
    ],
)
def test_words(typed: list[str], query: Query) -> None:
    """Quotes make a phrase, blanks a loose one; a hyphen bars, a star takes a beginning."""
    assert parse(typed) == query


@pytest.mark.parametrize(
    "typed", [[], ["-x"], ["…", '""'], ["a"] * 3 + [str(n) for n in range(50)]]
)
def test_nothing_to_look_for(typed: list[str]) -> None:
    """Without a word, and with more than anybody types, it is said."""
    with pytest.raises(UserError):
        parse(typed)


@given(st.lists(st.text(st.characters(exclude_characters="\0"), max_size=12), max_size=5))
def test_whatever_is_typed_is_a_search(shelf: tuple[Index, Shelf], typed: list[str]) -> None:
    """No syntax of the database shines through, and every mark lies in its text."""
    try:
        query = parse(typed)
    except UserError:
        return
    found = Search(*shelf, None, 0).find(query)
    assert found.total == len(found.hits)
    for hit in found.hits:
        for excerpt in filter(None, (hit.title, hit.excerpt)):
            assert all(0 <= a < b <= len(excerpt.text) for a, b in excerpt.marks)


@pytest.mark.parametrize(
    ("typed", "first"),
    [("webhook", 1), ("grosse", 2), ("groß*", 2), ("再試行", 2), ("回に", 2), ("ooks", 1)],
)
@pytest.mark.parametrize("full", [True, False])
def test_without_full_text(shelf: tuple[Index, Shelf], typed: str, first: int, full: bool) -> None:
    """An SQLite without FTS5 finds words by their letters, in the same order of columns."""
    index, of_all = shelf
    found = Search(index, replace(of_all, full=full), None, 1).find(parse([typed]))
    if typed != "grosse":  # in full text a letter is not folded into two
        assert [hit.gist.name.number for hit in found.hits] == [first]
    assert found.manner in ("words", "parts", "some")


def test_a_long_phrase_is_loosened() -> None:
    """What came as one argument is a phrase at first, and words then."""
    query = parse(["one two ...", "-three"])
    assert expression(query) == '("one two ...") NOT ("three")'
    assert expression(apart(query)) == '("one" AND "two") NOT ("three")'
    assert expression(apart(query), some=True) == '("one" OR "two") NOT ("three")'


def test_scripts_without_spaces() -> None:
    """Their letters are parted for the database by what nobody sees; other scripts are not."""
    assert spaced("支払いの API ok") == "支\u200b払\u200bい\u200bの API ok"
    assert spaced("a\x02b\u200b") == "a b "


@given(st.text("ab \n\u200b", max_size=20), st.text("ab", min_size=1, max_size=3), st.text("a b\n"))
def test_marks_of_the_database(front: str, found: str, end: str) -> None:
    """White space is folded around them, and they go on meaning the same letters."""
    excerpt = marked("context", f"{front}{OPEN}{found}{CLOSE}{end}")
    assert [excerpt.text[a:b] for a, b in excerpt.marks] == [found]
    assert excerpt.text == " ".join(f"{front}{found}{end}".replace("\u200b", "").split())


@given(
    st.text("aBé ß支x", max_size=60), st.text("abeéssB", min_size=1, max_size=3), st.integers(5, 80)
)
def test_an_excerpt_around_letters(text: str, part: str, room: int) -> None:
    """What is marked is the part, case and accents aside, and what is cut off is shown."""
    excerpt = around("context", text, [folded(part)], room)
    for start, end in excerpt.marks:
        assert folded(part) in folded(excerpt.text[start:end])
    line = " ".join(text.split())
    assert excerpt.text.strip("…").strip() in line


def test_what_holds_comes_first(shelf: tuple[Index, Shelf]) -> None:
    """Of what fits alike: in force, then what may come, then what ended; each newest first."""
    order = replace(shelf_of.order(*shelf), begin_open=1, begin_ended=2)
    search = Search(*shelf, None, 0)
    search._order = order
    rows = list(order.rows)
    assert search._best(dict.fromkeys(reversed(rows), -1.0)) == rows
    weights = {rows[0]: -1.0, rows[1]: -1.0 / searching._OPEN - 0.1, rows[2]: -3.0}
    assert search._best(weights) == [rows[2], rows[1], rows[0]]


def test_words_that_all_records_have(
    shelf: tuple[Index, Shelf], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of very many, those in whose title they stand are ranked, and no record is left out."""
    whole = Search(*shelf, None, 0).find(parse(["poll*"]))
    monkeypatch.setattr(searching, "_COMMON", 1)
    monkeypatch.setattr(searching, "_FIRST", 1)
    found = Search(*shelf, None, 0).find(parse(["poll*"]))
    assert found == whole
    assert [hit.gist.name.number for hit in found.hits] == [3, 1]

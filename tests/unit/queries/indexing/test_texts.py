"""What the index remembers of records is what reading them says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from git_decide import store
from git_decide.policy.config import DEFAULTS
from git_decide.queries.index import open_texts
from git_decide.queries.indexing import shelves
from git_decide.queries.indexing.texts import documents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.git.repository import Repository
    from git_decide.queries.index import Index
    from tests.support import Repo

EXAMPLES = Path(__file__).parents[3] / "examples" / "records"
FOLDER = "docs/decisions"
RECORD = "---\nstatus: accepted\n---\n\n# Title\n\n## Context\n\nText.\n"


def _entries(repo: Repository) -> list[store.Listed]:
    """Return the records of the work tree, of the index and of HEAD."""
    places = (store.WORKTREE, store.INDEX, "HEAD")
    return [each for where in places for each in store.listed(repo, DEFAULTS.records, where)]


def _read(repo: Repository, entries: Sequence[store.Listed]) -> list[store.Stored]:
    words = store.words_of(DEFAULTS)
    return [store.read(repo, [entry], words)[0] for entry in entries]


def _known(index: Index, repo: Repository, entries: Sequence[store.Listed]) -> list[store.Stored]:
    found = documents(index, repo, entries, store.words_of(DEFAULTS))
    return [found[entry] for entry in entries]


@pytest.fixture
def few(repo: Repo) -> Repo:
    """Give a repository with a committed, a staged and an untracked version of a record."""
    repo.commit("Decide", **{f"{FOLDER}/0001-a.md": RECORD, f"{FOLDER}/0002-b.md": RECORD})
    repo.stage(**{f"{FOLDER}/0001-a.md": RECORD.replace("Text", "Staged")})
    repo.write(f"{FOLDER}/0001-a.md", RECORD.replace("Text", "Typed\x00\udcff"))
    return repo


def test_every_example_is_remembered_as_it_was_read(repo: Repo) -> None:
    """In every format, broken ones and the team's own fields included, twice."""
    kinds = sorted(EXAMPLES.rglob("*.md")) + sorted(EXAMPLES.rglob("*.rst"))
    for at, example in enumerate([*kinds, *sorted(EXAMPLES.rglob("*.adoc"))]):
        repo.write(f"{FOLDER}/{at:04}-{example.name}", example.read_bytes())
    own = RECORD.replace("---\n\n", "x-list: [a, [b], {c: d}]\nx-text: e\n---\n\n")
    repo.write(f"{FOLDER}/9999-own.md", own)
    opened = repo.open()
    entries = store.listed(opened, DEFAULTS.records, store.WORKTREE)
    assert len(entries) > 100
    read = list(store.read(opened, entries, store.words_of(DEFAULTS)))
    index = open_texts(opened)
    assert _known(index, opened, entries) == read
    assert _known(index, opened, entries) == read


def test_each_record_is_parsed_once(few: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it is read from: a file of the same content is known by its blob."""
    repo = few.open()
    entries, index = _entries(repo), open_texts(repo)
    read = _read(repo, entries)
    assert _known(index, repo, entries) == read
    asked: list[int] = []
    before = store.read

    def counted(repo: Repository, entries: Sequence[store.Listed], words: store.Words) -> object:
        asked.append(len(entries))
        return before(repo, entries, words)

    monkeypatch.setattr(store, "read", counted)
    again = open_texts(repo)
    assert _known(again, repo, entries) == read
    assert asked == []
    few.commit("Take what was typed", **{f"{FOLDER}/0002-b.md": RECORD})
    assert _known(again, repo, store.listed(repo, DEFAULTS.records, "HEAD"))
    assert asked == []


def test_other_words_of_the_team_are_another_reading(few: Repo) -> None:
    """What is remembered in one language is not taken for what it says in another."""
    repo = few.open()
    (entry,) = [e for e in store.listed(repo, DEFAULTS.records, "HEAD") if e.name.number == 1]
    index, words = open_texts(repo), store.words_of(DEFAULTS)
    strict = store.Words(words.roles, (("trade-offs", ("context",)),), "", (), strict=True)
    for spoken in (words, strict, words):
        assert (
            documents(index, repo, [entry], spoken)[entry] == store.read(repo, [entry], spoken)[0]
        )


def test_a_blob_that_is_missing_is_not_remembered(few: Repo) -> None:
    """As in a partial clone: once it is there, it is read."""
    repo = few.open()
    (entry,) = [e for e in store.listed(repo, DEFAULTS.records, "HEAD") if e.name.number == 1]
    blob = few.path / ".git" / "objects" / entry.blob[:2] / entry.blob[2:]
    content = blob.read_bytes()
    blob.unlink()
    index = open_texts(repo)
    (bare,) = _known(index, repo, [entry])
    assert bare.reading.record is None or not bare.reading.record.title
    blob.write_bytes(content)
    (found,) = _known(index, repo, [entry])
    assert found.reading.record is not None
    assert found.reading.record.title == "Title"


def test_shelves_and_texts_are_let_go(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few revisions stay ready; of former versions only a limited number is kept."""
    monkeypatch.setattr(shelves, "_KEPT", 2)
    monkeypatch.setattr(shelves, "_SPARE", 1)
    opened = repo.open()
    index = open_texts(opened)
    commits = [
        repo.commit("Decide", **{f"{FOLDER}/0001-a.md": f"{RECORD}\nVersion {number}.\n"})
        for number in range(8)
    ]
    for commit in commits:
        shelves.shelved(index, opened, DEFAULTS, commit)
    ((standing,),) = index.rows("SELECT count(*) FROM shelf")
    tables = index.rows("SELECT name FROM sqlite_master WHERE name GLOB 'shelf_[0-9]'")
    ((texts,),) = index.rows("SELECT count(*) FROM text")
    assert (standing, len(tables)) == (2, 2)
    assert texts <= 2 * 2 + 1
    assert index.rows("SELECT id FROM text ORDER BY id") == index.rows(
        "SELECT id FROM card ORDER BY id"
    )

"""What links meant is settled as they come, or when somebody asks: the answers are the same."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from git_decide.queries.index import open_index
from git_decide.queries.indexing import settling
from git_decide.store import rules_at
from tests.acceptance.indexed import CAP, anew, every, file, grown, index, path
from tests.guarded import record
from tests.support import git_starts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from git_decide.queries.index import Index
    from tests.support import Repo

NEW = "0009-cap-retries"
QUESTIONS: dict[str, Callable[[Index, list[str]], Any]] = {
    "linked": lambda found, ids: found.linked(ids),
    "linked, each": lambda found, ids: [found.linked([each]) for each in ids],
    "every": lambda found, ids: [*found.every()],
    "following": lambda found, ids: [found.following([each]) for each in (NEW, CAP, "1", "5")],
    "unresolved": lambda found, ids: found.unresolved(),
    "before links": lambda found, ids: [found.before_links(each) for each in ids],
}


@pytest.fixture
def log(repo: Repo) -> list[str]:
    """Make a history in which one id means one record, then another one; return its commits."""
    early = repo.commit("Cap\n\nDecision: 1, 5", **{path(CAP): record()})
    repo.git("mv", path(CAP), path(NEW))
    renamed = record("Cap retries", "accepted", f"aliases: [{CAP}]")
    files = {path(NEW): renamed, path("0002-a"): record(), path("0002-b"): record()}
    moved = repo.commit(f"Move\n\nDecision: 1, {CAP}, 0009-cap, 2", **files)
    plain = repo.commit("Nothing", a="a")
    repo.git("notes", "--ref=refs/notes/decisions", "add", "-m", "Decision: 9, 1", plain)
    return [early, moved, plain]


def _open(repo: Repo) -> int:
    """Return how many links of the file nobody asked for yet."""
    connection = sqlite3.connect(file(repo))
    ((count,),) = connection.execute("SELECT count(*) FROM link WHERE meant IS NULL")
    connection.close()
    return int(count)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_answers(
    repo: Repo, log: list[str], question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is asked first."""
    expected = QUESTIONS[question](index(repo), log)
    assert _open(repo) == 0
    file(repo).unlink()
    monkeypatch.setattr(settling, "MOST", 0)
    found = index(repo)
    assert _open(repo) == 8
    assert QUESTIONS[question](found, log) == expected
    assert QUESTIONS[question](index(repo), log) == expected
    assert _open(repo) == (8 if question == "before links" else 0)
    assert every(repo) == anew(repo)


def test_only_what_is_asked_for(
    repo: Repo, log: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a few processes, the next time in none; all others stay as they are."""
    monkeypatch.setattr(settling, "MOST", 0)
    index(repo)
    rules = rules_at(repo.open(), "HEAD")
    started = []
    for number in range(2):
        trace = tmp_path / f"trace-{number}"
        opened = open_index(repo.open(GIT_TRACE2_EVENT=str(trace)), rules)
        before = len(git_starts(trace))
        assert opened.linked(log[2:])[log[2]].links[0].name == NEW
        assert opened.linked(["0" * 40]) == {}
        started.append(len(git_starts(trace)) - before)
        assert _open(repo) == 6
    assert started == [started[0], 0]
    assert started[0] <= 5


def test_few_are_settled_as_they_come(
    repo: Repo, log: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that were too many before stay open for it."""
    monkeypatch.setattr(settling, "MOST", 2)
    assert log
    index(repo)
    assert _open(repo) == 8
    commit = repo.commit("More\n\nDecision: 9, 7")
    found = index(repo)
    assert _open(repo) == 8
    assert [link.name for link in found.linked([commit])[commit].links] == [NEW, ""]


def test_other_folders_meanwhile(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody settles for the folders of his rules, nobody else takes for his own."""
    monkeypatch.setattr(settling, "MOST", 0)
    commit = repo.commit("Elsewhere\n\nDecision: 1", **{f"old/{CAP}.md": record()})
    before = index(repo)
    repo.commit("Rules", **{"decisions.toml": '[records]\ndirectory = "old"\n'})
    after = index(repo)

    def names(found: Index) -> list[str]:
        return [link.name for link in found.linked([commit])[commit].links]

    assert names(before) == [""]
    assert names(index(repo)) == [CAP]
    assert names(after) == [CAP]


def test_read_only(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file cannot be written, it is settled in memory, each time."""
    monkeypatch.setattr(settling, "MOST", 0)
    grown(repo, 30)
    expected = anew(repo)
    file(repo).unlink()
    index(repo)
    connect = sqlite3.connect

    def reading(where: str, **options: object) -> sqlite3.Connection:
        if where == ":memory:":
            return connect(where, **options)  # type: ignore[call-overload, no-any-return]
        return connect(f"file:{where}?mode=ro", uri=True, **options)  # type: ignore[call-overload, no-any-return]

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", reading)
        for _ in range(2):
            opened = index(repo)
            assert opened.in_memory is False
            assert [*opened.every()] == expected
            assert opened.in_memory
    assert _open(repo) > 0

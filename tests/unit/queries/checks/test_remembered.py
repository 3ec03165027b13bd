"""An unchanged record is read once, and what is remembered of it is what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide import memo, stamps, store
from git_decide.queries.checks import remembered
from git_decide.queries.checks.gist import gist_of
from git_decide.queries.checks.reading import RecordReader
from git_decide.store import INDEX, WORKTREE, listed
from tests.unit.queries.checks.test_flag_findings import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.queries.checks.gist import Gist
    from tests.support import Repo

PATHS = [f"docs/decisions/{number:04}-x.md" for number in range(1, 5)]
TEXTS = [
    record(supersedes="[2, docs/x]", aliases="[old, older]", modules="[a, b]"),
    record().replace("accepted", "banana"),
    record() + "\nAs [there](0001-x.md).\n\n<!-- git-decide: ignore missing-date: by design -->\n",
    "\0",
]


@pytest.fixture
def log(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """Give a log of records of all sorts; neither few nor young ones are read anew."""
    monkeypatch.setattr(stamps, "TICK", -(10**18))
    monkeypatch.setattr(remembered, "_FEW", 0)
    monkeypatch.setattr(memo, "code", lambda: 0)
    repo.commit("Start", **dict(zip(PATHS, TEXTS, strict=True)))
    return repo


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the paths that are read, as they are."""
    paths: list[str] = []
    real = store.read

    def reading(repo: object, entries: Sequence[store.Listed], *further: object) -> object:
        paths.extend(entry.name.path for entry in entries)
        return real(repo, entries, *further)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "read", reading)
    return paths


def _gists(log: Repo, where: str) -> list[Gist]:
    repo = log.open()
    rules = store.rules_at(repo, where)
    return RecordReader(repo, rules, where).gists(listed(repo, rules.records, where))


def test_how_far_it_has_come_is_told(log: Repo) -> None:
    """Of what is read, record by record; what is remembered takes no time to speak of."""
    repo = log.open()
    rules = store.rules_at(repo, "HEAD")
    entries = listed(repo, rules.records, "HEAD")
    said: list[tuple[int, int]] = []
    for _ in range(2):
        RecordReader(repo, rules, "HEAD").gists(entries, lambda *told: said.append(told))
    assert said == [(done, len(PATHS)) for done in range(len(PATHS))]


@pytest.mark.parametrize("where", [WORKTREE, INDEX, "HEAD"])
def test_what_is_remembered_is_what_was_read(log: Repo, read: list[str], where: str) -> None:
    """All of it: findings, links with their places, aliases, mentions, silences."""
    first = _gists(log, where)
    assert read == PATHS
    assert _gists(log, where) == first
    assert read == PATHS
    repo = log.open()
    rules = store.rules_at(repo, where)
    entries = listed(repo, rules.records, where)
    assert first == [gist_of(each) for each in store.read(repo, entries, store.words_of(rules))]
    assert any(gist.findings for gist in first)
    assert any(gist.links and gist.aliases and gist.modules for gist in first)
    assert any(gist.mentions and gist.silences for gist in first)


@pytest.mark.parametrize("where", [WORKTREE, INDEX])
def test_only_what_changed_is_read_again(log: Repo, read: list[str], where: str) -> None:
    """One that is new, one that is not the same; what is gone is not told."""
    _gists(log, where)
    read.clear()
    log.stage(**{PATHS[0]: TEXTS[1], "docs/decisions/0009-x.md": TEXTS[0]})
    log.git("rm", "-q", PATHS[3])
    found = _gists(log, where)
    assert read == [PATHS[0], "docs/decisions/0009-x.md"]
    assert [gist.name.path for gist in found] == [*PATHS[:3], "docs/decisions/0009-x.md"]
    assert found[0].status == "banana"


def test_the_index_and_revisions_share_what_they_know(log: Repo, read: list[str]) -> None:
    """A blob is what it is, wherever it lies."""
    _gists(log, INDEX)
    read.clear()
    _gists(log, "HEAD")
    assert read == []


def test_other_words_read_again(log: Repo, read: list[str]) -> None:
    """A verdict depends on roles, headings, words for a status, strictness."""
    _gists(log, WORKTREE)
    for rules in ("[records]\nstrict = true\n", '[roles]\nproduct = ["boss"]\n'):
        read.clear()
        log.write("decisions.toml", rules)
        _gists(log, WORKTREE)
        assert read == PATHS


def test_another_name_reads_again(log: Repo, read: list[str]) -> None:
    """The same file in another log is another record."""
    _gists(log, WORKTREE)
    read.clear()
    log.write("decisions.toml", '[records]\ndirectory = "x"\nlogs = {y = "docs/decisions"}\n')
    assert {gist.name.log for gist in _gists(log, WORKTREE)} == {"y"}
    assert read == PATHS


def test_what_an_unusable_schema_left_is_not_remembered(log: Repo, read: list[str]) -> None:
    """It would hide that the schema cannot be used."""
    log.write("decisions.toml", '[records]\nschema = "s.json"\n')
    log.write("s.json", '{"$ref": "#/$defs/none"}')
    repo = log.open()
    rules = store.rules_at(repo, WORKTREE)
    for _ in range(2):
        reader = RecordReader(repo, rules, WORKTREE)
        reader.gists(listed(repo, rules.records, WORKTREE))
        assert reader.problem


def test_what_is_young_is_read_again(
    log: Repo, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file may be changed again within a tick of the clock; a blob may not."""
    monkeypatch.setattr(stamps, "TICK", 10**18)
    for where, expected in ((WORKTREE, 2 * PATHS), (INDEX, PATHS)):
        read.clear()
        _gists(log, where)
        _gists(log, where)
        assert read == expected


def test_a_few_records_are_just_read_where_much_is_known(
    log: Repo, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That takes no longer than loading what is known of all; a small log is remembered."""
    monkeypatch.setattr(remembered, "_FEW", len(PATHS))
    _gists(log, INDEX)
    _gists(log, INDEX)
    assert read == PATHS
    monkeypatch.setattr(remembered, "_MUCH", 1)
    _gists(log, INDEX)
    assert read == 2 * PATHS


def test_a_few_records_do_not_make_the_others_forgotten(
    log: Repo, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is asked about is often what was changed, not the whole log."""
    _gists(log, INDEX)
    log.write(PATHS[0], record(title="Another"))
    log.git("add", PATHS[0])
    monkeypatch.setattr(remembered, "_FEW", 1)
    repo = log.open()
    rules = store.rules_at(repo, INDEX)
    listed = store.listed(repo, rules.records, INDEX)
    read.clear()
    RecordReader(repo, rules, INDEX).gists(listed[:1])
    _gists(log, INDEX)
    assert read == PATHS[:1]


def test_what_is_gone_is_forgotten_in_the_end(log: Repo) -> None:
    """What is remembered stays in proportion to the log."""
    repo = log.open()

    def known() -> int:
        key = (True, 0, *store.words_of(store.rules_at(repo, WORKTREE)).key())
        return len(memo.recall(repo.git_dir, "gists", "files", key))

    _gists(log, WORKTREE)
    for path in PATHS[1:]:
        (log.path / path).unlink()
    log.write(PATHS[0], TEXTS[1])
    _gists(log, WORKTREE)
    assert known() == 1

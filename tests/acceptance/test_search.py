"""``git decide search``: records by words."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.in_process import decide
from tests.acceptance.texts import ACCEPTED, PROPOSED

if TYPE_CHECKING:
    from typing import Any

    from tests.support import Done, Repo

FOLDER = "docs/decisions"


def _record(title: str, context: str, status: str = "accepted", **fields: str) -> str:
    lines = "".join(f"{key.replace('_', '-')}: {text}\n" for key, text in fields.items())
    text = ACCEPTED.replace("Cap retries at two", title).replace("status: accepted\n", "")
    text = text.replace("Five tries made the bank block us.", context)
    return text.replace("---\n", f"---\nstatus: {status}\n{lines}", 1)


LOG = {
    "0001-poll": _record("Poll the partner", "Webhooks need a server.", "superseded",
                         superseded_by="[0002-push]"),
    "0002-push": _record("Use webhooks", "Polling the partner hits its rate limits."),
    "0003-cafe": _record("Open a Café", "支払いの再試行を二回に制限する. Retries are counted."),
    "0004-broker": _record("Run no broker", "The rate of limits is not what webhooks are about."),
    "0005-idea": PROPOSED.replace("Cap retries at two", "Retry in the queue"),
}  # fmt: skip


@pytest.fixture
def log(repo: Repo) -> Repo:
    """Give a repository with a few committed records."""
    repo.commit("Decide", **{f"{FOLDER}/{name}.md": text for name, text in LOG.items()})
    return repo


def _ids(done: Done) -> list[str]:
    return [each["id"][:4] for each in answer(done.stdout, "search")["records"]]


def _search(repo: Repo, *words: str) -> list[str]:
    return _ids(decide(repo, "search", "--json", *words))


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["webhook"], ["0002", "0004", "0001"]),  # the title first, what holds no longer last
        (["polling", "partner"], ["0001", "0002"]),
        (["retry", "-counted"], ["0005"]),
        (['"rate limit"'], ["0002"]),
        (["rate limits"], ["0002"]),
        (["limits rate"], ["0002", "0004"]),  # no such phrase: both words
        (["broke*", "--status", "accepted", "--", "-webhook"], ["0003"]),
        (["CAFE"], ["0003"]),
        (["再試行"], ["0003"]),
        (["ebhook"], ["0002", "0004", "0001"]),  # part of a word
        (["0003"], ["0003"]),
        (["payments", "--kind", "technical", "--since", "2026-02-16"], []),
        (["webhooks", "--at", "HEAD", "--status", "superseded"], ["0001"]),
        (["café", "(", '"', "*"], ["0003"]),
    ],
)
def test_words_as_people_type_them(log: Repo, words: list[str], ids: list[str]) -> None:
    """Forms, phrases, what is barred, beginnings, accents, scripts without spaces, filters."""
    assert _search(log, *words) == ids


def test_what_is_shown(log: Repo) -> None:
    """Id, status, date, title and the place that shows why; what was found is bold in colours."""
    done = decide(log, "search", "rate limits")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "0002-push  accepted  2026-02-15\n    Use webhooks\n"
        "    Context: Polling the partner hits its rate limits.\n"
    )
    assert (
        "\x1b[1mrate limits\x1b[0m" in decide(log, "search", "--color=always", "rate limits").stdout
    )
    superseded = decide(log, "search", "poll", "-n", "1", "--status", "superseded").stdout
    assert superseded.startswith("0001-poll  superseded by 0002-push  2026-02-15\n")


def test_what_is_not_shown_is_said(log: Repo) -> None:
    """How many there are, and how to see them."""
    done = decide(log, "search", "webhooks", "-n", "1")
    assert done.stdout.startswith("0002-push")
    assert done.stderr == "1 of 3 records; all of them: -n 0\n"


def test_json(log: Repo) -> None:
    """Where the words were found is told by section, with the places of what was found."""
    (found,) = answer(decide(log, "search", "--json", "rate limits").stdout, "search")["records"]
    assert found["excerpts"] == [
        {
            "section": "context",
            "text": "Polling the partner hits its rate limits.",
            "marks": [[29, 40]],
        }
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["webhok"], "No record has webhok. Did you mean webhooks?\n"),
        (["zebra"], "No record has zebra.\nLook at all of them: git decide list\n"),
        (["webhooks", "--module", "x"],
         "3 records have such words, but the options leave out all of that.\n"
         "No record has the module 'x'. There are: payments\n"),
    ],
)  # fmt: skip
def test_nothing_found(log: Repo, words: list[str], said: str) -> None:
    """It exits 1, and says what may have been meant."""
    done = decide(log, "search", *words)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)


def test_some_of_the_words(log: Repo) -> None:
    """Where no record has all words, those with some are shown, and it is said."""
    done = decide(log, "search", "broker", "webhok")
    assert done.returncode == 0
    assert "0004-broker" in done.stdout
    assert "No record has webhok. Did you mean webhooks?" in done.stderr
    assert "No record has all of these words" in done.stderr


@pytest.mark.parametrize("words", [["--"], ["..."], ["-webhook"], ["a", "--at", "nope"]])
def test_wrong_usage(log: Repo, words: list[str]) -> None:
    """No word to look for, and no such revision, exit 2."""
    assert decide(log, "search", *words).returncode == 2


def test_no_records(repo: Repo) -> None:
    """An empty log says so."""
    done = decide(repo, "search", "x")
    assert (done.returncode, done.stderr) == (
        1,
        "No records yet. Write the first one: git decide new 'TITLE'\n",
    )


def test_what_is_there_now_is_found(log: Repo) -> None:
    """Whatever was changed, added or removed in the work tree, and whatever HEAD says."""
    assert _search(log, "zebra") == []
    log.write(f"{FOLDER}/0006-new.md", _record("A zebra", "It has stripes."))
    assert _search(log, "zebra") == ["0006"]
    log.write(f"{FOLDER}/0006-new.md", _record("A horse", "It has none."))
    assert _search(log, "zebra") == []
    log.write(f"{FOLDER}/0004-broker.md", LOG["0004-broker"].replace("broker", "zebra"))
    assert _search(log, "zebra") == ["0004"]
    assert _search(log, "zebra", "--at", "HEAD") == []
    (log.path / FOLDER / "0002-push.md").unlink()
    assert _search(log, "webhooks") == ["0004", "0001"]
    assert _search(log, "webhooks", "--at", "HEAD") == ["0002", "0004", "0001"]


def test_the_same_answer_whatever_became_of_the_index(log: Repo) -> None:
    """Deleted, broken, or made by many searches before: words, order and excerpts are the same."""
    git_dir = log.path / ".git" / "git-decide"

    def all_said() -> list[Any]:
        return [
            answer(decide(log, "search", "--json", *words).stdout, "search")
            for words in (["webhooks"], ["retry"], ["the", "partner"], ["webhok", "rate"])
        ]

    first = all_said()
    for text in ("retry retry webhooks", "partner"):  # former versions weigh nothing
        log.write(f"{FOLDER}/0004-broker.md", _record("Another", text))
        _search(log, "another")
    log.write(f"{FOLDER}/0004-broker.md", LOG["0004-broker"])
    assert all_said() == first
    (git_dir / "index.sqlite").write_bytes(b"no database")
    assert all_said() == first
    shutil.rmtree(git_dir)
    assert all_said() == first
    (git_dir / "index.sqlite").unlink()
    (git_dir / "index.sqlite").mkdir()  # nobody can write there
    assert all_said() == first


@pytest.mark.parametrize("writable", [True, False])
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE shelf RENAME COLUMN size TO x",
        "ALTER TABLE card RENAME COLUMN gist TO y",
    ],
)
def test_it_turns_out_to_be_broken_while_it_is_searched(
    log: Repo, monkeypatch: pytest.MonkeyPatch, statement: str, writable: bool
) -> None:
    """Made anew, or in memory, it gives the same answer, however often it has to."""
    words = (("webhooks",), ("webhooks", "--json"), ("webhooks", "--at", "HEAD"), ("zebra",))
    expected = [vars(decide(log, "search", *each)) for each in words]
    connect: Any = sqlite3.connect

    def spoiled(where: str, **options: Any) -> Any:
        if where == ":memory:":
            return connect(where, **options)
        with suppress(sqlite3.Error), closing(connect(where)) as other:
            other.execute(statement)
        return connect(where if writable else f"file:{where}?mode=ro", uri=not writable, **options)

    monkeypatch.setattr(sqlite3, "connect", spoiled)
    assert [vars(decide(log, "search", *each)) for each in words] == expected


def test_titles_that_a_terminal_would_obey(repo: Repo) -> None:
    """Escapes and marks in a record come out as text."""
    repo.write(f"{FOLDER}/0001-evil.md", _record("Evil \x1b[31mred\x02 thing\x03", "It is \x07."))
    done = decide(repo, "search", "thing")
    assert done.returncode == 0
    assert not set("\x1b\x07\x02\x03") & set(done.stdout + done.stderr)


def test_a_broken_record_hides_nothing(log: Repo) -> None:
    """Others are found, and one line says that there are errors; its words are found as well."""
    log.write(f"{FOLDER}/0007-broken.md", "---\nstatus: [\n---\n# A zebra\n")
    done = decide(log, "search", "zebra")
    assert "0007-broken" in done.stdout
    assert "1 record has errors: git decide check\n" in done.stderr


def test_in_a_bare_repository_and_from_a_folder(log: Repo, tmp_path: Any) -> None:
    """A bare clone has the records of HEAD; a folder below the top those of the work tree."""
    bare = log.clone(tmp_path / "bare.git", "--bare")
    assert _search(bare, "webhooks") == ["0002", "0004", "0001"]
    assert _ids(decide(log, "-C", FOLDER, "search", "--json", "broker"))[0] == "0004"

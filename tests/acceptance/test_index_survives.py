"""The index survives kills, crowds, broken files and whatever is done to the history."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from git_decide.queries import index as module
from git_decide.store import rules_at
from tests.acceptance.documents import answer
from tests.acceptance.in_process import decide
from tests.acceptance.indexed import CAP, anew, every, file, grown, index, path, spoil
from tests.guarded import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support import Repo

KILLS = 50
COMMITS = 300


def child(work: Callable[[], object]) -> int:
    """Let a process of its own do some work; return its id."""
    made = os.fork()
    if made == 0:  # pragma: no cover
        try:
            work()
            os._exit(0)
        except BaseException:
            os._exit(1)
    return made


def held(repo: Repo) -> list[str]:
    """Return what lies beside the index, and itself."""
    return sorted(each.name for each in file(repo).parent.glob("index*"))


def state(repo: Repo) -> tuple[str, int, int]:
    """Return what ``index status`` says: the state, the commits and the links."""
    done = decide(repo, "index", "status", "--json")
    assert done.returncode == 0, done.stderr
    found = answer(done.stdout, "index")["index"]
    return found["state"], found["commits"], found["links"]


def test_fifty_kills(repo: Repo) -> None:
    """Killed at any moment of a build or an update, it is right afterwards, with no leftovers."""
    grown(repo, COMMITS)
    expected = anew(repo)
    begun = time.perf_counter()
    anew(repo)
    whole = time.perf_counter() - begun
    chance = random.Random(5)
    for turn in range(KILLS):
        if turn % 3 == 0:
            file(repo).unlink(missing_ok=True)
        elif turn % 3 == 1:
            spoil(repo, "UPDATE meta SET said = x'00'")
        process = child(lambda: every(repo))
        time.sleep(chance.uniform(0, whole))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        if turn % 3 == 2:
            assert state(repo)[0] in ("missing", "current", "behind", "outdated")
            assert every(repo) == expected
            assert held(repo) == ["index.sqlite"]
    assert every(repo) == expected
    assert state(repo) == ("current", COMMITS, 200)
    assert held(repo) == ["index.sqlite"]
    assert index(repo).in_memory is False


def test_many_builds_at_once(repo: Repo) -> None:
    """They make one index, and each has the whole answer."""
    grown(repo, COMMITS)
    expected = anew(repo)
    file(repo).unlink()
    processes = [child(lambda: _same(repo, expected)) for _ in range(4)]
    assert [os.waitpid(each, 0)[1] for each in processes] == [0] * 4
    assert state(repo) == ("current", COMMITS, 200)
    assert held(repo) == ["index.sqlite"]


def _same(repo: Repo, expected: object) -> None:
    assert every(repo) == expected


def _damage(content: bytes, how: str) -> bytes:
    return {
        "empty": b"",
        "text": b"not a database at all\n" * 400,
        "cut": content[: len(content) // 2],
        "cut in a page": content[:5000],
        "head": os.urandom(100) + content[100:],
        "inside": content[:4096] + os.urandom(len(content) - 4096),
        "one page": content[:8192] + os.urandom(4096) + content[12288:],
    }[how]


@pytest.mark.parametrize(
    "how", ["empty", "text", "cut", "cut in a page", "head", "inside", "one page"]
)
def test_a_broken_file(repo: Repo, how: str) -> None:
    """Whatever stands in the file, the answer is the same, and the file is whole again."""
    grown(repo, 90)
    expected = anew(repo)
    file(repo).write_bytes(_damage(file(repo).read_bytes(), how))
    decide(repo, "index", "status")
    opened = index(repo)
    assert [*opened.every()] == expected
    assert opened.touched(["src/3.py"])
    assert every(repo) == expected
    assert state(repo)[0] == "current"
    assert index(repo).in_memory is False


def test_a_journal_that_was_left(repo: Repo) -> None:
    """Rubbish in the place of a journal does no harm."""
    grown(repo, 30)
    expected = anew(repo)
    for content in (b"", os.urandom(3000)):
        file(repo).with_name("index.sqlite-journal").write_bytes(content)
        assert every(repo) == expected


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meta SET said = x'00' WHERE name = 'key'",
        "DELETE FROM meta",
        "DROP TABLE linked",
        "ALTER TABLE link RENAME COLUMN written TO wrote",
        "CREATE TABLE odd (x)",
        "PRAGMA user_version = 77",
    ],
)
def test_another_version(repo: Repo, statement: str) -> None:
    """What another version, or another program, made of the file changes no answer."""
    grown(repo, 30)
    expected = anew(repo)
    spoil(repo, statement)
    repo.git("branch", "other")
    repo.commit("Nothing")
    assert every(repo) == expected
    assert every(repo) == expected
    assert state(repo)[0] == "current"


def test_a_file_of_another_program(repo: Repo) -> None:
    """Tables of the same names, but with something else in them, make way."""
    grown(repo, 30)
    expected = anew(repo)
    file(repo).unlink()
    with closing(sqlite3.connect(file(repo))) as connection, connection:
        connection.execute("CREATE TABLE meta (name, other)")
        connection.execute("CREATE VIEW link AS SELECT 1")
    assert every(repo) == expected
    assert state(repo)[0] == "current"


def test_no_place_to_write(repo: Repo) -> None:
    """Where there can be no folder, or the file is one, all is answered from memory."""
    grown(repo, 30)
    expected = anew(repo)
    folder = file(repo).parent
    file(repo).unlink()
    file(repo).mkdir()
    assert index(repo).in_memory
    assert every(repo) == expected
    assert decide(repo, "index", "rebuild").returncode == 2
    shutil.rmtree(folder)
    folder.write_text("in the way")
    assert index(repo).in_memory
    assert every(repo) == expected
    assert decide(repo, "index", "status").returncode == 0


def test_read_only(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is up to date is used as it is; else a copy in memory is brought up to date."""
    grown(repo, 30)
    expected = anew(repo)
    connect = sqlite3.connect

    def reading(where: str, **options: object) -> sqlite3.Connection:
        if where == ":memory:":
            return connect(where, **options)  # type: ignore[call-overload, no-any-return]
        return connect(f"file:{where}?mode=ro", uri=True, **options)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(sqlite3, "connect", reading)
    assert index(repo).in_memory is False
    assert every(repo) == expected
    assert index(repo).touched(["src/3.py"])
    repo.commit(f"More\n\nDecision: {CAP}", **{"src/3.py": "9"})
    opened = index(repo)
    assert opened.in_memory
    assert len([*opened.every()]) == len(expected) + 1
    assert opened.touched(["src/3.py"])[0] == repo.head()


def test_locked(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever cannot write because somebody else does goes on in memory after a while."""
    grown(repo, 30)
    expected = anew(repo)
    repo.commit("Nothing")
    monkeypatch.setattr(module, "_PATIENCE", 0.05)
    for lock in ("IMMEDIATE", "EXCLUSIVE"):
        with closing(sqlite3.connect(file(repo), isolation_level=None)) as other:
            other.execute(f"BEGIN {lock}")
            assert index(repo).in_memory
            assert every(repo) == expected
            assert state(repo)[0] == ("behind" if lock == "IMMEDIATE" else "unreadable")
    assert every(repo) == expected
    assert index(repo).in_memory is False


def test_the_disk_is_full(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be written to the end is not written at all; the answer comes from memory."""
    grown(repo, COMMITS)
    expected = anew(repo)
    file(repo).unlink()
    use = module.Index._use

    def narrow(self: module.Index, connection: sqlite3.Connection) -> None:
        use(self, connection)
        if not self.in_memory:
            connection.execute("PRAGMA max_page_count = 20")

    monkeypatch.setattr(module.Index, "_use", narrow)
    assert every(repo) == expected
    assert index(repo).in_memory


def test_it_breaks_while_it_is_read(repo: Repo) -> None:
    """A page that turns out to be broken in the middle of the questions changes no answer."""
    grown(repo, COMMITS)
    expected = anew(repo)
    opened = index(repo)
    content = file(repo).read_bytes()
    file(repo).write_bytes(content[:4096] + os.urandom(len(content) - 4096))
    assert [*opened.every()] == expected
    assert opened.following([CAP]) == tuple(expected)
    assert every(repo) == expected


def test_interrupted(repo: Repo) -> None:
    """Ctrl-C in the middle of a build leaves nothing half done."""
    grown(repo, 90)
    expected = anew(repo)
    file(repo).unlink()

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    opened = repo.open()
    with pytest.raises(KeyboardInterrupt):
        module.open_index(opened, rules_at(opened, "HEAD"), stop)
    assert state(repo)[0] in ("missing", "outdated")
    assert every(repo) == expected


def test_deleted_while_it_is_open(repo: Repo) -> None:
    """Who has it open goes on; who comes next makes it anew."""
    grown(repo, 30)
    expected = anew(repo)
    opened = index(repo)
    file(repo).unlink()
    assert [*opened.every()] == expected
    assert opened.touched([path(CAP)])
    assert every(repo) == expected


def test_rebuild(repo: Repo) -> None:
    """It is made from nothing, and says what it holds."""
    repo.commit("One\n\nDecision: 1", **{path(CAP): record()})
    spoil_missing = decide(repo, "index", "status")
    assert "not there yet" in spoil_missing.stdout
    done = decide(repo, "index", "rebuild")
    assert done.returncode == 0, done.stderr
    assert "1 commit, 1 that link or skip a decision, 1 link" in done.stdout
    assert "up to date" in decide(repo, "index", "status").stdout
    repo.commit("Two")
    assert state(repo)[0] == "behind"

"""Notes on texts: lines are added beside what is there, found wherever git puts them, traced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from git_decide.errors import UserError
from git_decide.git import acks

if TYPE_CHECKING:
    from tests.conftest import MakeRepo
    from tests.support import Repo

REF = acks.ACKS
GRACE = {"GIT_AUTHOR_NAME": "Grace"}


def blob(repo: Repo, text: str) -> str:
    """Write an object and return its id."""
    return repo.git("hash-object", "-w", "--stdin", input=text).stdout.strip()


def note(repo: Repo, noted: str) -> str:
    """Return what git shows of a note."""
    return repo.git("notes", f"--ref={REF}", "show", noted, ok=False).stdout


def add(repo: Repo, noted: str, line: str, **env: str) -> bool:
    """Add a line to a note."""
    return acks.add(repo.open(**env), noted, line, f"Add {line}", sign=False)


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_lines_are_added(make_repo: MakeRepo, object_format: str) -> None:
    """Each once, in order, and each in a commit of its own, of whoever adds it."""
    repo = make_repo("odd", object_format=object_format)
    one, two = blob(repo, "1"), blob(repo, "2")
    assert acks.lines(repo.open()) == {}
    assert not acks.any_refs(repo.open())
    assert [add(repo, one, line) for line in ("b", "a", "b")] == [True, True, False]
    assert add(repo, two, "a", **GRACE)
    assert acks.lines(repo.open()) == {one: ("b", "a"), two: ("a",)}
    assert (note(repo, one), note(repo, two)) == ("b\na\n", "a\n")
    assert repo.out("log", "--format=%an %s", REF).splitlines() == [
        "Grace Add a",
        "Ada Author Add a",
        "Ada Author Add b",
    ]
    written = acks.written_in(repo.open(), [one, two])
    newest, middle, first = repo.out("rev-list", REF).splitlines()
    assert written == {(one, "b"): first, (one, "a"): middle, (two, "a"): newest}


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
@pytest.mark.parametrize("deep", [1, 2, 3])
def test_notes_in_folders(make_repo: MakeRepo, object_format: str, deep: int) -> None:
    """Where git spread many notes over folders, lines go there, and nothing else is moved."""
    repo = make_repo("odd", object_format=object_format)
    one, two = blob(repo, "1"), blob(repo, "2")
    parts = [one[at : at + 2] for at in range(0, 2 * deep, 2)]
    path = "/".join([*parts, one[2 * deep :]])
    stream = (
        f"commit {REF}\ncommitter A <a@b> 1 +0000\ndata 1\nx\nM 644 inline {path}\ndata 2\na\n\n"
    )
    repo.git("fast-import", "--quiet", input=stream)
    assert add(repo, one, "b", **GRACE)
    assert add(repo, two, "c")
    assert repo.out("ls-tree", "-r", "--name-only", REF).splitlines() == sorted([path, two])
    assert acks.lines(repo.open()) == {one: ("a", "b"), two: ("c",)}
    authors = {
        line: repo.out("log", "-1", "--format=%an", commit)
        for (_, line), commit in acks.written_in(repo.open(), [one, two]).items()
    }
    assert authors == {"a": "A", "b": "Grace", "c": "Ada Author"}
    # git puts them elsewhere; who wrote what stays known.
    before = acks.written_in(repo.open(), [one])
    repo.git("notes", f"--ref={REF}", "append", "-m", "d", two)
    assert acks.written_in(repo.open(), [one]) == before


def test_what_others_wrote_stays(repo: Repo) -> None:
    """Byte by byte, however much of it there is; only the line is added."""
    one = blob(repo, "1")
    text = "x" * 70 + "\n\n\N{LINE SEPARATOR}\udcff\n"
    repo.git("notes", f"--ref={REF}", "add", "-F", "-", one, input=text * 5000)
    assert acks.lines(repo.open()) == {one: ("",)}  # nobody has that many readers
    before = note(repo, one)
    assert add(repo, one, "a")
    assert note(repo, one) == f"{before}a\n"


def test_every_remote_counts(repo: Repo) -> None:
    """With this clone's own; other notes do not, nor do refs that hold no notes."""
    one = blob(repo, "1")
    add(repo, one, "a")
    repo.git("update-ref", "refs/notes/remotes/origin/decisions-acks", REF)
    add(repo, one, "b")
    repo.git("update-ref", "refs/notes/remotes/fork/decisions-acks", REF)
    repo.git("update-ref", "-d", REF)
    add(repo, one, "c")
    repo.git("notes", "--ref=refs/notes/remotes/fork/decisions", "add", "-m", "d", one)
    repo.git("update-ref", "refs/notes/remotes/odd/decisions-acks", one)
    assert sorted(acks.lines(repo.open())[one]) == ["a", "b", "c"]


def test_somebody_who_writes_at_the_same_time(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other note is kept; where that goes on and on, it is said."""
    one, two = blob(repo, "1"), blob(repo, "2")
    real, times = acks._commit, [1]

    def slow(*args: Any) -> str:
        if times:
            repo.git("notes", f"--ref={REF}", "append", "-m", f"mine {times.pop()}", two)
        return real(*args)

    monkeypatch.setattr(acks, "_commit", slow)
    assert add(repo, one, "a")
    assert (note(repo, one), note(repo, two)) == ("a\n", "mine 1\n")
    times += range(acks._TRIES)
    with pytest.raises(UserError, match="somebody else keeps writing notes"):
        add(repo, one, "b")
    assert note(repo, one) == "a\n"

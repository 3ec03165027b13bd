"""Lines are traced to commits as git blames them, whatever is configured to be passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.errors import CannotLook
from git_decide.git.blame import Line, NoSuchLine, NotThere, Wanted, blame, moved

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeRepo
    from tests.support import Repo

BLOCK = "".join(f"    step_{number}(with_a_rather_long_argument)\n" for number in range(6))


def test_lines_and_commits(repo: Repo) -> None:
    """Each line has its commit, its place there and its text; the rest is told of the commit."""
    first = repo.commit("One\n\nBody.", **{"a é\n.txt": b"x\n\xff\n"})
    second = repo.commit("Two", **{"a é\n.txt": b"new\nx\n\xff\n"})
    found = blame(repo.open(), Wanted("a é\n.txt"))
    assert found.lines == (
        Line(1, "new", second, "a é\n.txt", 1, (first, "a é\n.txt")),
        Line(2, "x", first, "a é\n.txt", 1),
        Line(3, "\udcff", first, "a é\n.txt", 2),
    )
    told = found.changes[second]
    assert (told.author, told.date) == ("Ada Author <ada@example.com>", "2026-03-01")
    assert told.subject == "Two"


def test_a_part_and_a_revision(repo: Repo) -> None:
    """A part of a file, at a commit, under the name that it had there."""
    first = repo.commit("One", a="1\n2\n3\n4\n5\n")
    repo.git("mv", "a", "b")
    repo.commit("Two", b="1\n2\n3\n4\nfive\n")
    found = blame(repo.open(), Wanted("b", repo.head(), 2, 2))
    assert found.lines == (Line(2, "2", first, "a", 2),)
    assert [line.number for line in blame(repo.open(), Wanted("a", first, 4)).lines] == [4, 5]


def test_the_day_is_that_of_the_committer(repo: Repo) -> None:
    """Where it was made: a commit late in the evening is of that day, wherever it is read."""
    repo.stage(a="1\n")
    when = {"GIT_COMMITTER_DATE": "2026-03-01T23:30:00-08:00"}
    repo.git("commit", "-qm", "Late", env=when)
    found = blame(repo.open(), Wanted("a"))
    assert [change.date for change in found.changes.values()] == ["2026-03-01"]


def test_uncommitted_lines(repo: Repo) -> None:
    """What no commit has is from none."""
    first = repo.commit("One", a="1\n")
    repo.write("a", "1\n2\n")
    assert [line.commit for line in blame(repo.open(), Wanted("a")).lines] == [first, ""]


@pytest.mark.parametrize("configured", [True, False])
def test_commits_to_pass_over(repo: Repo, configured: bool) -> None:
    """Those of the configured file, and those of the file that forges look for."""
    first = repo.commit("One", a="call(x)\n")
    ugly = repo.commit("Two", a="call( x )\n")
    repo.write("passed" if configured else ".git-blame-ignore-revs", f"{ugly}\n")
    if configured:
        repo.git("config", "blame.ignoreRevsFile", "passed")
    found = blame(repo.open(), Wanted("a"))
    assert ([line.commit for line in found.lines], found.remark) == ([first], "")


def test_commits_to_pass_over_in_a_bare_repository(repo: Repo, tmp_path: Path) -> None:
    """Those that the list of HEAD names, also in older commits; one that is none hides nothing."""
    first = repo.commit("One", a="call(x)\n")
    ugly = repo.commit("Two", a="call( x )\n")
    repo.commit("List", **{".git-blame-ignore-revs": f"# format\n{ugly}\n"})
    bare = repo.clone(tmp_path / "bare", "--bare").open()
    for revision in ("HEAD", ugly):
        found = blame(bare, Wanted("a", revision))
        assert ([line.commit for line in found.lines], found.remark) == ([first], "")
    repo.commit("Break it", **{".git-blame-ignore-revs": "what is this\n"})
    found = blame(repo.clone(tmp_path / "other", "--bare").open(), Wanted("a", "HEAD"))
    assert [line.commit for line in found.lines] == [ugly]
    assert "no commit is passed over: invalid object name: what" in found.remark
    assert not [*(tmp_path / "bare/git-decide/tmp").iterdir()]


@pytest.mark.parametrize("content", [None, "what is this\n"])
@pytest.mark.parametrize("name", ["no/such file", ".git-blame-ignore-revs"])
def test_a_list_that_cannot_be_used(repo: Repo, content: str | None, name: str) -> None:
    """It hides nothing: the lines are blamed without it, and that is said."""
    first = repo.commit("One", a="1\n")
    repo.git("config", "blame.ignoreRevsFile", name)
    if content:
        repo.write(name, content)
    repo.write("a", "1\n2\n")
    found = blame(repo.open(), Wanted("a"))
    assert [line.commit for line in found.lines] == [first, ""]
    assert [line.commit for line in blame(repo.open(), Wanted("a", first)).lines] == [first]
    assert "no commit is passed over" in found.remark
    assert [each.commit for each in moved(repo.open(), first, Wanted("a", first)).lines] == [first]
    assert not [*(repo.path / ".git/git-decide/tmp").iterdir()]


def test_what_cannot_be_blamed(repo: Repo, make_repo: MakeRepo) -> None:
    """Beyond the end, in no commit, before the first commit: each has its error."""
    repo.commit("One", a="1\n2\n")
    with pytest.raises(NoSuchLine, match="a has 2 lines") as caught:
        blame(repo.open(), Wanted("a", "", 3, 3))
    assert caught.value.lines == 2
    repo.write("new", "1\n")
    for wanted in (Wanted("new"), Wanted("b", repo.head())):
        with pytest.raises(NotThere):
            blame(repo.open(), wanted)
    unborn = make_repo("unborn")
    unborn.write("a", "1\n")
    with pytest.raises((CannotLook, NotThere)):
        blame(unborn.open(), Wanted("a"))


@pytest.mark.parametrize("listed", [False, True])
def test_moves_and_copies(repo: Repo, listed: bool) -> None:
    """A block that a commit moved or copied is from where it was; what it wrote is its own.

    So it is where a list of commits to pass over is not there.
    """
    first = repo.commit("One", old=f"head\n{BLOCK}tail\n", kept=BLOCK.replace("step", "keep"))
    both = f"own\n{BLOCK}{BLOCK.replace('step', 'keep')}"
    second = repo.commit("Two", old="head\ntail\n", new=both)
    if listed:
        repo.git("config", "blame.ignoreRevsFile", "no/such file")
    found = moved(repo.open(), second, Wanted("new", second, 3, 3))
    origins = {line.number: (line.commit, line.path, line.origin) for line in found.lines}
    assert origins[1] == (second, "new", 1)
    assert origins[3] == (first, "old", 3)
    assert origins[8] == (first, "kept", 1)

"""``git decide relink``: unpublished commits follow another decision, and nothing else changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.git.rewriting import commits
from tests.acceptance.in_process import decide
from tests.guarded import FIRST, FOLDER, record
from tests.support import Repo, git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeRepo
    from tests.support import Done

SECOND = "0002-queue-refunds"
THIRD = "0003-ask-first"


def make(repo: Repo) -> Repo:
    """Fill a repository with three records on main and a branch that links the first."""
    records = {
        FIRST: record("Cap", "superseded", f"superseded-by: [{SECOND}]", "aliases: [0009-old]"),
        SECOND: record("Queue refunds"),
        THIRD: record("Ask first", "proposed"),
    }
    repo.commit("Start", **{f"{FOLDER}/{stem}.md": text for stem, text in records.items()})
    repo.git("checkout", "-q", "-b", "feature")
    repo.commit("Zero", a="0\n")
    repo.commit("One\n\nDecision: 1\nSigned-off-by: Bo <b@example.com>", a="1\n")
    repo.commit("Two", a="2\n")
    return repo


@pytest.fixture
def branch(repo: Repo) -> Repo:
    """Give a repository on that branch."""
    return make(repo)


def relinked(repo: Repo, *words: str) -> Done:
    """Relink and expect that it works."""
    done = decide(repo, "relink", *words)
    assert done.returncode == 0, done.stderr
    return done


def links(repo: Repo, revisions: str = "main..") -> list[str]:
    """Return the decisions that git sees in commits, newest first."""
    form = "--format=%(trailers:key=Decision,valueonly,separator=%x2C)"
    return [line for line in repo.out("log", form, revisions).split("\n") if line]


def facts(repo: Repo, revisions: str = "main..") -> str:
    """Return everything of the commits but ids and messages."""
    form = "--format=%T %an %ae %aI %cn %ce %cI %e %s"
    return repo.out("log", "--topo-order", form, revisions)


def test_the_link_is_exchanged(branch: Repo) -> None:
    """In its place, written out; trees, people and dates stay; the branch moves."""
    old, before = branch.head(), facts(branch)
    ids = branch.out("rev-list", "main..").split()
    done = relinked(branch, "main..", "1=2")
    assert links(branch) == [SECOND]
    assert branch.out("log", "-1", "--format=%B", "HEAD~") == (
        f"One\n\nDecision: {SECOND}\nSigned-off-by: Bo <b@example.com>\n"
    )
    assert facts(branch) == before
    new = branch.out("rev-list", "main..").split()
    assert new[2] == ids[2]
    assert done.stdout.splitlines() == [
        f"* {ids[1][:10]} -> {new[1][:10]} One",
        f"  {ids[0][:10]} -> {new[0][:10]} Two",
    ]
    assert branch.out("symbolic-ref", "HEAD") == "refs/heads/feature"
    assert branch.out("reflog", "-1", "--format=%gs", "feature") == f"relink: {SECOND}"
    assert branch.git("fsck", "--strict").returncode == 0
    undo = done.stderr.partition("Undo: ")[2].split()
    branch.git(*undo[1:])
    assert branch.head() == old


def test_the_work_tree_and_the_index_stay(branch: Repo) -> None:
    """Staged, unstaged and untracked work is as it was."""
    branch.stage(b="staged\n")
    branch.write("a", "edited\n")
    branch.write("c", "new\n")
    status = branch.out("status", "--porcelain")
    relinked(branch, "main..feature", "1=2")
    assert branch.out("status", "--porcelain") == status != ""


@pytest.mark.parametrize("written", ["1", "0001", FIRST, "0009-old", "9", FIRST[:8]])
def test_however_it_was_written(branch: Repo, written: str) -> None:
    """Every way to write the former record is found, in the message and on the command line."""
    branch.commit(f"Three\n\nDecision: {written}, 3")
    relinked(branch, "main..", f"{written}=2")
    assert links(branch) == [f"{SECOND}, 3", SECOND]


def test_several_at_once(branch: Repo) -> None:
    """Even in a circle, and no record is linked twice."""
    branch.commit("Three\n\nDecision: 2, 3, 1")
    done = relinked(branch, "main..", "1=2", "2=1", "3=1")
    assert links(branch) == [f"{FIRST}, {SECOND}", SECOND]
    assert f"warning: {FIRST} is superseded" in done.stderr


def test_a_link_in_full_takes_the_place_of_a_short_one(branch: Repo) -> None:
    """Where the new record is linked by its number already, it is linked once."""
    branch.commit("Three\n\nDecision: 1\nDecision: 2")
    branch.commit("Four\n\nDecision: 2")
    relinked(branch, "main..", "1=2")
    assert links(branch) == ["2", SECOND, SECOND]


def test_a_record_that_is_gone(branch: Repo) -> None:
    """What names no record any more is exchanged as it is written."""
    branch.commit("Three\n\nDecision: 77")
    relinked(branch, "main..", "77=2")
    assert links(branch) == [SECOND, "1"]


def test_merges_stay_merges(branch: Repo) -> None:
    """With all their parents, those from outside the range as they are."""
    branch.git("checkout", "-q", "-b", "side", "HEAD~")
    branch.commit("Side\n\nDecision: 1", side="1\n")
    branch.git("checkout", "-q", "main")
    branch.commit("Main", main="1\n")
    branch.git("checkout", "-q", "feature")
    branch.git("merge", "-q", "--no-ff", "-m", "Octopus", "side", "main")
    branch.commit("Last")
    before = facts(branch)
    relinked(branch, "main..", "1=2")
    assert facts(branch) == before
    assert links(branch) == [SECOND, SECOND]
    parents = branch.out("log", "-1", "--format=%P", "HEAD~").split()
    assert len(parents) == 3
    assert parents[2] == branch.out("rev-parse", "main")
    assert branch.out("rev-parse", "side") not in parents


def test_headers_and_bytes_are_kept_but_signatures(branch: Repo) -> None:
    """An odd encoding and unknown headers stay; what signed the old commit goes, and is told."""
    raw = branch.out("cat-file", "commit", "HEAD~").partition("\n\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----"
    header = f"{raw[0]}\nencoding latin1\n{signature}\nx-team blue\n and green"
    content = f"{header}\n\nGr\udcfc\udcdfe\n\nDecision: 1".encode("utf-8", "surrogateescape")
    branch.write("raw", content)
    odd = branch.out("hash-object", "-t", "commit", "-w", "raw")
    branch.git("update-ref", "refs/heads/feature", odd)
    done = relinked(branch, "main..", "1=2")
    assert "1 signature is gone with the old commits: git rebase" in done.stderr
    (made,) = commits(branch.open(), "HEAD~", "HEAD")
    assert made.header.decode() == header.replace(f"{signature}\n", "")
    assert made.message == f"Gr\udcfc\udcdfe\n\nDecision: {SECOND}"


def test_notes_follow(branch: Repo) -> None:
    """Also where git was never told to rewrite them."""
    branch.git("notes", "--ref=decisions", "add", "-m", "Decision: 3", "HEAD~")
    relinked(branch, "main..", "1=2")
    assert branch.out("notes", "--ref=decisions", "show", "HEAD~") == "Decision: 3"


def test_a_detached_head_and_another_branch(branch: Repo) -> None:
    """HEAD moves where no branch is checked out; a branch that is not, moves alone."""
    old = branch.head()
    branch.git("checkout", "-q", "--detach")
    relinked(branch, "main..HEAD", "1=2")
    assert (links(branch), branch.out("rev-parse", "feature")) == ([SECOND], old)
    new = branch.head()
    branch.git("checkout", "-q", "main")
    relinked(branch, "..feature", "1=2")
    assert branch.out("rev-parse", "feature") == new
    assert branch.out("rev-parse", "HEAD") == branch.out("rev-parse", "main")


def test_sha256(make_repo: MakeRepo) -> None:
    """Objects of either format are made alike."""
    repo = make(make_repo("long", "sha256"))
    relinked(repo, "main..", "1=2")
    assert links(repo) == [SECOND]


def test_a_dry_run_writes_nothing(branch: Repo) -> None:
    """It says what would happen."""
    old = branch.head()
    done = relinked(branch, "main..", "1=2", "--dry-run")
    assert "Would change 1 message (*) and make 2 commits anew." in done.stderr
    assert [line[:13] for line in done.stdout.splitlines()] == [
        f"* {branch.out('rev-parse', 'HEAD~')[:10]} ",
        f"  {old[:10]} ",
    ]
    assert branch.head() == old


def test_a_long_branch_takes_as_few_processes(branch: Repo, tmp_path: Path) -> None:
    """The number of git processes does not grow with the commits."""
    counts = []
    for number in (0, 30):
        for each in range(number):
            branch.commit(f"More {each}\n\nDecision: 1")
        trace = tmp_path / f"trace{number}"
        done = branch.decide(
            "relink", "main..", "1=2", "--dry-run", env={"GIT_TRACE2_EVENT": str(trace)}
        )
        assert done.returncode == 0, done.stderr
        branch.decide("relink", "main..", "1=2", env={"GIT_TRACE2_EVENT": str(trace)})
        counts.append(len(git_starts(trace)))
        branch.git("reset", "-q", "--hard", "feature@{1}")
    assert counts[0] >= counts[1]
    assert counts[1] < 40

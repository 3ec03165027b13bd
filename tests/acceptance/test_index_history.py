"""The index follows whatever is done to a history, and says where one ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.acceptance.in_process import decide
from tests.acceptance.indexed import CAP, anew, every, file, grown, index, path
from tests.guarded import record
from tests.support import Repo, git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeRepo

LINK = f"Linked\n\nDecision: {CAP}"


def ids(repo: Repo) -> list[str]:
    """Return the linked commits that the index knows."""
    return [each.id for each in every(repo)]


def test_what_is_new_is_added(repo: Repo, tmp_path: Path) -> None:
    """After further commits, branches and merges it is as if it were made from nothing."""
    repo.commit("Record", **{path(CAP): record()})
    first = repo.commit(LINK)
    assert ids(repo) == [first]
    repo.git("checkout", "-q", "-b", "side", "HEAD^")
    side = repo.commit(LINK, side="1")
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "-m", LINK, "side")
    trace = tmp_path / "trace"
    repo.env["GIT_TRACE2_EVENT"] = str(trace)
    opened = index(repo)
    del repo.env["GIT_TRACE2_EVENT"]
    logs = [argv for argv in git_starts(trace) if "log" in argv]
    assert len(logs) == 1
    assert opened.brought_in(side, repo.head()) == (repo.head(),)
    assert opened.brought_in(first, repo.head()) == ()
    assert [each.id for each in opened.every()] == [repo.head(), side, first]
    assert every(repo) == anew(repo)


def test_rewritten_history(repo: Repo) -> None:
    """What was amended away stays known, but nothing reaches it; what is new is there."""
    repo.commit("Record", **{path(CAP): record()})
    old = repo.commit(LINK)
    index(repo)
    repo.git("commit", "-q", "--amend", "--allow-empty", "-m", f"{LINK}, 2")
    new = repo.head()
    opened = index(repo)
    reaches = opened.reaches(new)
    assert [each.id for each in opened.every() if reaches(each.id)] == [new]
    assert set(opened.linked([old, new])) == {old, new}
    assert opened.has_links_before(new) in (True, False)


def test_thrown_away_commits(repo: Repo) -> None:
    """After gc has removed what it covered once, everything else is right and gets on."""
    grown(repo, 30)
    repo.git("reset", "-q", "--hard")
    base = repo.head()
    lost = repo.commit(LINK)
    index(repo)
    repo.git("reset", "-q", "--hard", base)
    repo.git("reflog", "expire", "--expire=now", "--all")
    repo.git("gc", "-q", "--prune=now")
    assert repo.git("cat-file", "-e", lost, ok=False).returncode
    for turn in range(2):
        new = repo.commit(LINK, **{f"new{turn}": "1"})
        opened = index(repo)
        assert opened.in_memory is False
        assert opened.reaches(new)(base)
        assert not opened.reaches(new)(lost)
        kept = [each for each in opened.every() if each.id != lost]
        assert kept[0].id == new
    assert kept == anew(repo)


def test_no_commits_yet(repo: Repo) -> None:
    """An unborn branch has no links; its first commit is found."""
    opened = index_of_nothing(repo)
    assert opened == []
    first = repo.commit(LINK)
    assert ids(repo) == [first]


def index_of_nothing(repo: Repo) -> list[str]:
    """Return the linked commits where there is no HEAD to take rules from."""
    from git_decide.policy.config import DEFAULTS
    from git_decide.queries.index import open_index

    opened = open_index(repo.open(), DEFAULTS)
    assert opened.complete
    assert opened.reaches("0" * 40)("1" * 40) is False
    return [each.id for each in opened.every()]


def test_a_shallow_clone_that_is_deepened(repo: Repo, tmp_path: Path) -> None:
    """It says that the history ends somewhere, and knows all of it once that was fetched."""
    repo.commit("Record", **{path(CAP): record()})
    early = repo.commit(LINK, a="1")
    repo.commit("Between")
    late = repo.commit(LINK)
    clone = repo.clone(tmp_path / "clone", "--depth=2")
    opened = index(clone)
    assert not opened.complete
    assert [each.id for each in opened.every()] == [late]
    assert opened.linked([late])[late].parents == (repo.out("rev-parse", "HEAD^"),)
    clone.git("fetch", "-q", "--deepen=1")
    assert sorted(ids(clone)) == sorted([early, late])
    assert not index(clone).complete
    clone.git("fetch", "-q", "--unshallow")
    whole = index(clone)
    assert whole.complete
    assert whole.reaches(late)(repo.out("rev-parse", "HEAD~3"))
    assert every(clone) == anew(clone)


def test_replaced_commits(repo: Repo) -> None:
    """A replacement is seen as git sees it, as soon as it is there."""
    repo.commit("Record", **{path(CAP): record()})
    old = repo.commit("Old")
    tip = repo.commit("Tip")
    assert ids(repo) == []
    repo.git("checkout", "-q", "--detach", f"{old}^")
    other = repo.commit(LINK)
    repo.git("checkout", "-q", "main")
    repo.git("replace", old, other)
    assert old in ids(repo)
    repo.git("replace", "-d", old)
    found = index(repo)
    assert found.reaches(tip)(old)
    assert found.linked([old]) == {}


def test_work_trees_share_one_index(repo: Repo, tmp_path: Path) -> None:
    """Also what is checked out nowhere else than in one of them, without a branch."""
    repo.commit("Record", **{path(CAP): record()})
    other = repo.worktree(tmp_path / "other", "side")
    other.git("checkout", "-q", "--detach")
    loose = other.commit(LINK)
    assert file(other) == file(repo)
    assert ids(repo) == [loose]
    assert ids(other) == [loose]
    assert [each.name for each in file(repo).parent.glob("index*")] == ["index.sqlite"]


def test_a_commit_that_no_ref_holds(repo: Repo) -> None:
    """It is known where somebody names it, and then stays known."""
    repo.commit("Record", **{path(CAP): record()})
    repo.git("checkout", "-q", "--detach")
    loose = repo.commit(LINK)
    repo.git("checkout", "-q", "main")
    repo.git("stash", "store", "-q", "-m", "kept", loose)
    assert ids(repo) == []
    assert list(index(repo, also=[loose]).linked([loose])) == [loose]
    assert index(repo, also=["0" * 40, repo.head()]).in_memory is False
    assert ids(repo) == [loose]


def test_a_bare_repository(make_repo: MakeRepo, repo: Repo) -> None:
    """What is pushed is found; refs may also hold tags of anything, and notes of nothing."""
    repo.commit("Record", **{path(CAP): record()})
    bare = make_repo("bare.git", bare=True)
    linked = repo.commit(LINK)
    repo.git("tag", "-a", "-m", "A file", "file", f"HEAD:{path(CAP)}")
    repo.git("tag", "-a", "-m", "A commit", "release")
    repo.git("push", "-q", str(bare.path), "main", "file", "release")
    assert ids(bare) == [linked]
    assert file(bare) == bare.path / "git-decide" / "index.sqlite"
    assert every(bare) == anew(bare)


def test_clocks_that_went_wrong(repo: Repo) -> None:
    """Parents that are younger than their children are parents all the same."""
    commits = []
    for number in range(6):
        date = {"GIT_COMMITTER_DATE": f"@{1_700_000_000 - number * 86_400 * 40} +0000"}
        repo.git("commit", "-q", "--allow-empty", "-m", f"{number}\n\nDecision: 1", env=date)
        commits.append(repo.head())
        if number == 2:
            repo.git("branch", "middle")
    reaches = index(repo).reaches(commits[3])
    assert [reaches(each) for each in commits] == [True] * 4 + [False] * 2
    assert ids(repo) == commits


def test_where_the_history_ends(repo: Repo, tmp_path: Path) -> None:
    """A shallow clone is said to be one: what it does not hold no index can have."""
    repo.commit("One")
    repo.commit("Two")
    clone = repo.clone(tmp_path / "clone", "--depth=1")
    for words in (["rebuild"], ["status"], ["status", "--json"]):
        assert "git fetch --unshallow" in decide(clone, "index", *words).stderr
        assert "shallow" not in decide(repo, "index", *words).stderr

"""Ranges: what people, servers and forges call them, and what this clone has of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.errors import CannotLook, UserError
from git_decide.git.ranges import Range, as_stored, begin, begin_since, pushed, resolve, since_base
from tests.support import git_starts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import MakeRepo
    from tests.support import Repo


@pytest.fixture
def forked(repo: Repo) -> Repo:
    """Give a history that forks: start, then main with one commit, topic with two."""
    repo.commit("Start")
    repo.git("tag", "-a", "-m", "Start", "start")
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit("One")
    repo.commit("Two")
    repo.git("checkout", "-q", "main")
    repo.commit("Main")
    repo.git("checkout", "-q", "topic")
    return repo


def ids(repo: Repo, *names: str) -> list[str]:
    """Return the ids of commits."""
    return [repo.out("rev-parse", f"{name}^{{commit}}") for name in names]


@pytest.mark.parametrize("written", ["main..topic", "main...topic", "main..", "main..HEAD"])
def test_a_range_as_people_write_it(forked: Repo, written: str) -> None:
    """Two dots or three, HEAD where an end is left out; the fork is the merge base."""
    base, tip, fork = ids(forked, "main", "topic", "start")
    found = resolve(forked.open(), written)
    assert (found.base, found.tip, found.fork, found.replaced) == (base, tip, fork, False)
    assert found.name == f"main..{'topic' if written.endswith('topic') else 'HEAD'}"


def test_names_of_all_kinds(forked: Repo) -> None:
    """Tags of their own are followed to their commit, ids may be abbreviated."""
    base, tip = ids(forked, "start", "topic~1")
    assert resolve(forked.open(), f"start..{tip[:9]}") == Range(
        base, tip, base, "start", tip[:9], replaced=False
    )
    assert resolve(forked.open(), "..main").base == forked.head()


def test_a_range_from_nothing(forked: Repo) -> None:
    """The empty tree is the base of a history that begins in the range."""
    repo = forked.open()
    found = resolve(repo, f"{repo.empty_tree}..topic")
    assert (found.base, found.fork, found.tip) == ("", "", forked.head())
    assert found.name == "topic"


@pytest.mark.parametrize("written", ["main", "", "HEAD^!"])
def test_what_is_no_range(forked: Repo, written: str) -> None:
    """One revision is a base, and lacks its other end."""
    with pytest.raises(UserError) as caught:
        resolve(forked.open(), written)
    assert "is no range" in caught.value.message
    assert "..HEAD" in caught.value.hint


@pytest.mark.parametrize("name", ["nothing", "-x", "a\nb", "main:file", "HEAD^{tree}", "9" * 40])
def test_what_does_not_exist(forked: Repo, name: str) -> None:
    """Whatever is typed, one line says that it is not here."""
    repo = forked.open()
    with pytest.raises(CannotLook, match="in this clone") as caught:
        resolve(repo, f"{name}..")
    assert "\n" not in caught.value.message
    with pytest.raises(CannotLook, match="in this clone"):
        since_base(repo, name)


def test_no_commit_yet(repo: Repo) -> None:
    """An unborn branch is told as that."""
    with pytest.raises(CannotLook, match="no commits yet"):
        resolve(repo.open(), "..")


def test_no_common_history(forked: Repo) -> None:
    """Two histories that never met are no range."""
    forked.git("checkout", "-q", "--orphan", "apart")
    forked.commit("Apart")
    with pytest.raises(CannotLook, match="no common history"):
        resolve(forked.open(), "main..apart")


def test_a_base_that_only_a_remote_has(forked: Repo, tmp_path: Path) -> None:
    """`main` finds `origin/main`, and the branch of another remote where origin has none."""
    clone = forked.clone(tmp_path / "clone")
    (base,) = ids(forked, "main")
    for name in ("main", "origin/main", "refs/heads/main", "refs/remotes/origin/main"):
        assert since_base(clone.open(), name).base == base, name
    clone.git("remote", "rename", "origin", "upstream")
    assert since_base(clone.open(), "main").base == base
    clone.git("update-ref", "refs/remotes/fork/main", "HEAD")
    with pytest.raises(CannotLook, match=r"may be fork/main, upstream/main"):
        since_base(clone.open(), "main")


def test_a_branch_comes_before_a_tag(forked: Repo) -> None:
    """Nobody moves the base by pushing a tag of its name."""
    forked.git("tag", "main", "topic")
    assert since_base(forked.open(), "main").base == ids(forked, "refs/heads/main")[0]


def test_a_push_that_moves_on(forked: Repo) -> None:
    """Old to new, nothing replaced."""
    old, new = ids(forked, "start", "topic")
    found = pushed(forked.open(), old, new, base_name="main", tip_name="main")
    assert found == Range(old, new, old, "main", "main")


def test_a_forced_push(forked: Repo) -> None:
    """The old tip judges, the change is from the fork, and the range says what it replaces."""
    old, new, fork = ids(forked, "main", "topic", "start")
    found = pushed(forked.open(), old, new)
    assert (found.base, found.tip, found.fork, found.replaced) == (old, new, fork, True)
    back = pushed(forked.open(), new, fork)
    assert (back.base, back.tip, back.fork, back.replaced) == (new, fork, fork, True)


@pytest.mark.parametrize("old", ["", "0" * 40])
def test_a_new_branch(forked: Repo, old: str) -> None:
    """It is held against the protected branch that it forked from last."""
    forked.git("branch", "release", "topic~1")
    main, release, new, start = ids(forked, "main", "release", "topic", "start")
    assert pushed(forked.open(), old, new, [main]) == Range(main, new, start)
    assert pushed(forked.open(), old, new, [main, release]) == Range(release, new, release)
    assert pushed(forked.open(), old, new, []) == Range("", new, "")


def test_a_new_branch_apart(forked: Repo) -> None:
    """One that shares nothing with the protected ones begins in the range."""
    main = ids(forked, "main")
    forked.git("checkout", "-q", "--orphan", "apart")
    new = forked.commit("Apart")
    assert pushed(forked.open(), "", new, main) == Range("", new, "")


def test_both_object_formats(make_repo: MakeRepo) -> None:
    """SHA-256 ids are ids."""
    made = make_repo("sha256", object_format="sha256")
    base = made.commit("Start")
    tip = made.commit("More")
    assert pushed(made.open(), base, tip) == Range(base, tip, base)
    assert resolve(made.open(), f"{base}..{tip[:10]}").tip == tip


def test_few_processes(forked: Repo, tmp_path: Path) -> None:
    """Three questions answer for a range, whatever its length; two where it grew on its base."""
    trace = tmp_path / "trace"
    repo = forked.open(GIT_TRACE2_EVENT=str(trace))
    trace.unlink()
    resolve(repo, "main..topic")
    assert len(git_starts(trace)) == 3
    trace.unlink()
    since_base(repo, "main")
    assert len(git_starts(trace)) == 3
    trace.unlink()
    resolve(repo, "topic~1..topic")
    assert len(git_starts(trace)) == 2


@pytest.mark.parametrize("base", ["topic~2", "main~1", "topic", "main", "side"])
def test_the_merge_base_is_git_s(forked: Repo, base: str) -> None:
    """Whether the first parents of the tip lead to the base, only a merge does, or nothing."""
    forked.git("checkout", "-q", "-b", "side", "topic~1")
    forked.commit("Beside")
    forked.git("checkout", "-q", "topic")
    forked.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    found = resolve(forked.open(), f"{base}..topic")
    assert found.forks == tuple(forked.out("merge-base", "--all", base, "topic").split())


@pytest.mark.parametrize(("begun", "asked"), [(begin, resolve), (begin_since, since_base)])
def test_what_is_begun_is_asked_for(
    forked: Repo, tmp_path: Path, begun: Callable[..., object], asked: Callable[..., Range]
) -> None:
    """The walk that was started ahead is the one that answers; only the names are read twice."""
    trace = tmp_path / "trace"
    forked.git("checkout", "-q", "topic")
    repo = as_stored(forked.open(GIT_TRACE2_EVENT=str(trace)))
    trace.unlink()
    written = "topic~1" if asked is since_base else "topic~1..HEAD"
    begun(repo, written)
    assert asked(repo, written).fork == forked.out("rev-parse", "topic~1")
    assert len(git_starts(trace)) == 3

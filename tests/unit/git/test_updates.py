"""What git tells of a push is read as it was told, and the branches on the other side are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.git import updates
from git_decide.git.updates import Branches, Update

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeRepo
    from tests.support import Repo

IDS = st.text("0123456789abcdef", min_size=40, max_size=40)
NAMES = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=9)
# What people type for what they push: with spaces, too.
TYPED = st.text(min_size=1).map(lambda typed: typed.replace("\n", " "))


@given(st.lists(st.tuples(TYPED, IDS, NAMES, IDS)))
def test_what_is_told_before_a_push(pushed: list[tuple[str, str, str, str]]) -> None:
    """Each branch comes back, whatever stands before its three words."""
    text = "".join(f"{typed} {new} refs/heads/{name} {old}\n" for typed, new, name, old in pushed)
    told = updates.told_before_push(text.encode())
    assert [(u.branch, u.old.zfill(40), u.new.zfill(40)) for u in told] == [
        (name, old, new) for _, new, name, old in pushed
    ]


@given(st.lists(st.tuples(IDS, IDS, NAMES)))
def test_what_is_told_on_receiving(pushed: list[tuple[str, str, str]]) -> None:
    """The same for what a server is told."""
    text = "".join(f"{old} {new} refs/heads/{name}\n" for old, new, name in pushed)
    told = updates.told_on_receiving(text.encode())
    assert [(u.branch, u.old.zfill(40), u.new.zfill(40)) for u in told] == [
        (name, old, new) for old, new, name in pushed
    ]


@given(st.binary())
def test_anything_else_is_no_update(text: bytes) -> None:
    """No text is an error, and a branch has a name."""
    assert all(u.branch for u in updates.told_before_push(text))
    assert all(u.branch for u in updates.told_on_receiving(text))


@pytest.mark.parametrize("zeros", ["0" * 40, "0" * 64])
def test_zeros_are_nothing(zeros: str) -> None:
    """A branch that comes has no old commit, one that goes no new one; tags are left out."""
    text = f"x 1 refs/heads/new {zeros}\n(delete) {zeros} refs/heads/old 2\nx 1 refs/tags/v1 2\n"
    assert updates.told_before_push(text.encode()) == (
        Update("new", "", "1"),
        Update("old", "2", ""),
    )


def test_the_branches_of_a_server(make_repo: MakeRepo) -> None:
    """Those that are there; the default one is HEAD's, or the first that is usual."""
    bare = make_repo("bare", bare=True)
    assert updates.own_branches(bare.open()) == Branches({}, "")
    tree = bare.git("hash-object", "-t", "tree", "-w", "--stdin", input="").stdout.strip()
    commit = bare.out("commit-tree", "-m", "Start", tree)
    for name in ("topic", "master", "trunk"):
        bare.git("update-ref", f"refs/heads/{name}", commit)
    assert updates.own_branches(bare.open()).default == "master"
    bare.git("symbolic-ref", "HEAD", "refs/heads/trunk")
    found = updates.own_branches(bare.open())
    assert found == Branches(dict.fromkeys(("master", "topic", "trunk"), commit), "trunk")


@pytest.mark.parametrize("name", ["origin", "deep/er"])
def test_the_branches_of_a_remote(name: str, repo: Repo, tmp_path: Path) -> None:
    """By its name, by either of its addresses; nothing is known of any other."""
    head = repo.commit("Start")
    clone = repo.clone(tmp_path / "clone", f"--origin={name}")
    clone.git("config", f"remote.{name}.pushurl", "elsewhere:x")
    known = Branches({"main": head}, "main", f"{name}/")
    for remote in (name, f"file://{repo.path}", "elsewhere:x"):
        assert updates.remote_branches(clone.open(), remote) == known
    for remote in ("other", "https://example.com/*", ""):
        assert updates.remote_branches(clone.open(), remote) == Branches({}, "")


def test_a_remote_may_have_another_default_branch(repo: Repo, tmp_path: Path) -> None:
    """What the clone was told is its default branch counts before any usual name."""
    repo.commit("Start")
    repo.git("branch", "trunk")
    clone = repo.clone(tmp_path / "clone")
    clone.git("remote", "set-head", "origin", "trunk")
    assert updates.remote_branches(clone.open(), "origin").default == "trunk"
    clone.git("remote", "set-head", "origin", "--delete")
    assert updates.remote_branches(clone.open(), "origin").default == "main"

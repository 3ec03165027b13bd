"""``git decide check --range`` says what it cannot see: exit 2 and a command, never silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.ranged import ask, branch, change, codes, linked
from tests.guarded import FIRST, RULES, Guarded, record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.acceptance.ranged import Asked


@pytest.fixture
def server(guarded: Guarded) -> Guarded:
    """Give a repository whose `topic` forked two commits ago and lacks a decision."""
    guarded.git("config", "uploadpack.allowFilter", "true")
    guarded.git("config", "uploadpack.allowAnySHA1InWant", "true")
    branch(guarded)
    change(guarded)
    change(guarded, "3\n")
    guarded.git("checkout", "-q", "main")
    linked(guarded, path="src/payments/refund.py")
    return guarded


def clone(server: Guarded, path: Path, *flags: str) -> Guarded:
    """Return a clone with `topic` checked out."""
    server.clone(path, "--branch", "topic", *flags)
    return Guarded(path, server.env)


def hint(said: Asked) -> str:
    """Return what to type, once the rest is as it should be: exit 2, two lines, no result."""
    assert (said.code, said.out) == (2, "")
    first, second = said.err.splitlines()
    assert first.startswith("git-decide: ")
    return second.removeprefix("hint: ").partition("   ")[0]


def test_a_clone_of_depth_one(server: Guarded, tmp_path: Path) -> None:
    """The default of CI: the base is not even there, and one command fetches all of it."""
    made = clone(server, tmp_path / "clone", "--depth=1")
    command = hint(ask(made, "--base", "main"))
    assert command == "git fetch --unshallow origin +refs/heads/main:refs/remotes/origin/main"
    made.git(*command.split()[1:])
    assert codes(made, "--base", "main") == ["change-without-decision!"]


@pytest.mark.parametrize("flags", [("--depth=1",), ("--depth=2",)])
def test_a_history_that_ends_too_soon(
    server: Guarded, tmp_path: Path, flags: tuple[str, ...]
) -> None:
    """Both ends are there, and what lies between is not."""
    made = clone(server, tmp_path / "clone", "--no-single-branch", *flags)
    said = ask(made, "--base", "main")
    assert "this clone is shallow" in said.err
    assert "fetch-depth: 0" in said.err
    command = hint(said)
    assert command == "git fetch --unshallow"
    made.git(*command.split()[1:])
    assert codes(made, "--base", "main") == ["change-without-decision!"]


def test_a_history_that_is_deep_enough(server: Guarded, tmp_path: Path) -> None:
    """A shallow clone that holds the whole range is as good as any."""
    made = clone(server, tmp_path / "clone", "--no-single-branch", "--depth=4")
    assert codes(made, "--base", "main") == ["change-without-decision!"]


def test_a_base_that_was_not_fetched(server: Guarded, tmp_path: Path) -> None:
    """A clone of a single branch."""
    made = clone(server, tmp_path / "clone", "--single-branch")
    for name in ("main", "origin/main"):
        command = hint(ask(made, "--base", name))
        assert command == "git fetch origin +refs/heads/main:refs/remotes/origin/main"
    made.git(*command.split()[1:])
    assert codes(made, "--base", "main") == ["change-without-decision!"]


def test_a_commit_that_was_not_fetched(server: Guarded, tmp_path: Path) -> None:
    """By its id, as forges name the base."""
    made = clone(server, tmp_path / "clone", "--single-branch")
    base = server.out("rev-parse", "main")
    command = hint(ask(made, "--range", f"{base}..HEAD"))
    assert command == f"git fetch origin {base}"
    made.git(*command.split()[1:])
    assert codes(made, "--range", f"{base}..HEAD") == ["change-without-decision!"]


@pytest.mark.parametrize("kept", ["blob:none", "tree:0"])
def test_a_partial_clone_without_network(server: Guarded, tmp_path: Path, kept: str) -> None:
    """What was never fetched is not taken for what is not there."""
    made = clone(server, tmp_path / "clone", "--no-checkout", f"--filter={kept}")
    away = server.path.rename(tmp_path / "away")
    said = ask(made, "--base", "main")
    assert "this is a partial clone that lacks an object" in said.err
    assert hint(said).startswith("Try again with the network")
    away.rename(server.path)
    assert codes(made, "--base", "main") == ["change-without-decision!"]


@pytest.mark.parametrize(
    "lost", ["main:decisions.toml", "main:.gitattributes", "main:src", "topic~1"]
)
def test_an_object_that_is_lost(server: Guarded, lost: str) -> None:
    """A damaged clone is not one without rules."""
    server.git("checkout", "-q", "topic")
    name = server.out("rev-parse", lost)
    (server.path / ".git/objects" / name[:2] / name[2:]).unlink()
    said = ask(server)
    assert "the object store of this clone is damaged" in said.err
    assert hint(said) == "git fsck"


def test_no_common_history(guarded: Guarded) -> None:
    """Two histories that never met."""
    guarded.git("checkout", "-q", "--orphan", "apart")
    guarded.commit("Apart")
    said = ask(guarded)
    assert "'main' and 'HEAD' have no common history" in said.err
    hint(said)


def test_a_branch_that_a_remote_alone_has(server: Guarded, tmp_path: Path) -> None:
    """It goes by its own name in a range as well."""
    made = clone(server, tmp_path / "clone")
    assert codes(made, "--range", "main..HEAD") == ["change-without-decision!"]


def test_a_parent_that_was_not_fetched(server: Guarded, tmp_path: Path) -> None:
    """`HEAD~` of a shallow clone is not unknown: it was not fetched."""
    made = clone(server, tmp_path / "clone", "--depth", "1")
    said = ask(made, "--range", "HEAD~..HEAD")
    assert said.code == 2
    assert hint(said).startswith("git fetch --unshallow")


def test_a_rollback_of_what_was_not_fetched(guarded: Guarded, tmp_path: Path) -> None:
    """Nobody is refused a rollback because the clone does not reach as far."""
    undone = linked(guarded)
    for content in "345":
        guarded.commit("Other", **{"src/other.py": content})
    branch(guarded)
    guarded.git("revert", "--no-edit", undone)
    assert ask(guarded).passed
    made = clone(guarded, tmp_path / "clone", "--depth", "3", "--no-single-branch")
    said = ask(made, "--base", "main")
    assert said.code == 2
    assert f"does not hold commit {undone[:12]}, which is reverted" in said.err
    made.git("fetch", "-q", "--unshallow")
    assert ask(made, "--base", "main").passed


def test_a_branch_of_also_on_that_was_not_fetched(guarded: Guarded, tmp_path: Path) -> None:
    """Its records cannot be looked up, which is not the same as that there are none."""
    guarded.rule(f'[records]\nalso-on = ["main"]\n\n{RULES}')
    guarded.git("branch", "release")
    guarded.add_record("0002-later", record("Later"))
    branch(guarded, "topic", "release")
    change(guarded, message="Retry\n\nDecision: 2")
    made = clone(guarded, tmp_path / "clone", "--single-branch")
    made.git("fetch", "-q", "origin", "release:refs/remotes/origin/release")
    said = ask(made, "--base", "release")
    assert (said.code, "'main', which was never fetched" in said.err) == (2, True)
    made.git(*hint(said).split()[1:])
    assert ask(made, "--base", "release").passed


def test_a_tag_is_no_branch(guarded: Guarded) -> None:
    """Whoever may push a tag called main does not move what a range is held against."""
    branch(guarded)
    change(guarded)
    guarded.git("tag", "main")
    assert ask(guarded, "--range", "main..HEAD").code == 2
    assert ask(guarded, "--base", "main").refused


def test_a_replaced_commit(guarded: Guarded) -> None:
    """What this clone shows in a commit's place is not what arrives elsewhere."""
    branch(guarded)
    commit = change(guarded)
    text = ("-m", "Retry", "-m", f"Decision: {FIRST}")
    other = guarded.out("commit-tree", "HEAD^{tree}", "-p", "main", *text)
    guarded.git("replace", commit, other)
    assert ask(guarded).refused

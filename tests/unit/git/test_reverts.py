"""What a message says it reverts is looked up in the history, in a constant number of processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.git import reverts
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeRepo
    from tests.support import Repo

NAMES = ["a", ":(top)b c", "-d", "new\nline"]


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_what_a_revert_gives_back(object_format: str, make_repo: MakeRepo) -> None:
    """For each named commit that is in the history, what its parents had."""
    repo = make_repo("r", object_format)
    repo.commit("Start", **dict.fromkeys(NAMES[:2], "1"))
    before = {name: ("100644", repo.out("rev-parse", f"HEAD:{name}")) for name in NAMES[:2]}
    change = repo.commit("Change\n\nDecision: 0001-a", **dict.fromkeys(NAMES, "2"))
    repo.git("checkout", "-q", "-b", "side")
    aside = repo.commit("Aside", a="3")
    repo.git("checkout", "-q", "main")
    named = [change[:12], aside, "none"]
    (found,) = reverts.reverted(repo.open(), "HEAD", named, NAMES)
    assert found.id == change
    assert "Decision: 0001-a" in found.message
    for name in NAMES:
        assert found.before(name) == (before.get(name, ("", "")),)


def test_a_reverted_root_commit_gives_back_nothing(repo: Repo) -> None:
    """Before the first commit every path was absent."""
    root = repo.commit("Start", a="1")
    (found,) = reverts.reverted(repo.open(), "HEAD", [root], ["a"])
    assert found.before("a") == (("", ""),)


def test_a_merge_has_two_befores(repo: Repo) -> None:
    """What a merge brought is given back from either of its parents."""
    repo.commit("Start", a="1")
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("Side", b="2")
    repo.git("checkout", "-q", "main")
    repo.commit("Main", a="3")
    repo.git("merge", "-q", "--no-edit", "side")
    (found,) = reverts.reverted(repo.open(), "HEAD", ["HEAD"], ["a", "b"])
    three, two = repo.out("rev-parse", "HEAD:a"), repo.out("rev-parse", "HEAD:b")
    assert found.before("b") == (("", ""), ("100644", two))
    assert found.before("a")[0] == ("100644", three)


def test_however_many_are_named(repo: Repo, tmp_path: Path) -> None:
    """Ten names cost what one costs, and each commit is told once."""
    made = [repo.commit(f"Change {n}", a=str(n)) for n in range(10)]
    counts = []
    for names in (made[1:2], [*made, made[1][:10]]):
        trace = tmp_path / f"trace{len(names)}"
        asked = repo.open(GIT_TRACE2_EVENT=str(trace))
        before = len(git_starts(trace))
        found = reverts.reverted(asked, "HEAD", names, ["a"])
        counts.append(len(git_starts(trace)) - before)
        assert len(found) == min(len(names), 10)
    assert counts[0] == counts[1] == 4


def test_paths_that_no_command_line_holds(repo: Repo) -> None:
    """Thousands of paths are looked up as well as one."""
    repo.commit("One", a="1")
    change = repo.commit("Two", a="2")
    many = [f"{'x' * 200}/{number}" for number in range(200)]
    (found,) = reverts.reverted(repo.open(), "HEAD", [change], ["a", *many])
    assert found.before("a")[0][0] == "100644"

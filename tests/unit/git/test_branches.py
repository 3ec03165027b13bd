"""Names of files are found on every branch in a constant number of processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.git.branches import folder_trees, paths_within, tips
from git_decide.values import replace
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from git_decide.git.repository import Repository
    from tests.conftest import MakeRepo
    from tests.support import Repo


def paths(opened: Repository, folder: str) -> frozenset[str]:
    """Return every path in a folder on all branches."""
    trees = folder_trees(opened, tips(opened), folder)
    return paths_within(opened, set(trees.values()) - {""})


def test_every_branch_is_looked_at(repo: Repo, tmp_path: Path) -> None:
    """Local and remote-tracking ones, with everything in the folder."""
    assert paths(repo.open(), "log") == frozenset()
    repo.commit("Start", **{"log/0001-a.md": "", "log/readme.md": "", "log/deep/0009-x.md": ""})
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("Aside", **{"log/0002-b ü.md": ""})
    clone = repo.clone(tmp_path / "clone")
    clone.git("checkout", "-q", "main")
    clone.commit("Here", **{"log/0003-c.md": ""})
    found = {"0001-a.md", "0002-b ü.md", "0003-c.md", "readme.md", "deep/0009-x.md"}
    assert paths(clone.open(), "log") == found
    assert paths(clone.open(), "none") == frozenset()
    assert paths(clone.open(), "new\nline") == frozenset()


def test_each_tip_has_its_tree(repo: Repo) -> None:
    """A tip that several branches share is told once; one without the folder has no tree."""
    repo.commit("Start", **{"x.md": ""})
    repo.git("branch", "same")
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("Aside", **{"log/0001-a.md": ""})
    found = folder_trees(repo.open(), tips(repo.open()), "log")
    tree = repo.out("rev-parse", "side:log")
    assert found == {repo.out("rev-parse", "main"): "", repo.out("rev-parse", "side"): tree}


def test_three_processes_whatever_the_number(make_repo: MakeRepo, tmp_path: Path) -> None:
    """A dozen branches cost what one costs, in SHA-256 as well."""
    repo = make_repo("r", "sha256")
    for number in range(12):
        repo.commit(f"Change {number}", **{f"log/{number:04}-x.md": ""})
        repo.git("branch", f"b{number}")
    trace = tmp_path / "trace"
    traced = replace(repo.open(), environ={**repo.env, "GIT_TRACE2_EVENT": str(trace)})
    assert len(paths(traced, "log")) == 12
    assert len(git_starts(trace)) == 3


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_every_depth_and_every_name(make_repo: MakeRepo, object_format: str) -> None:
    """Folders within the folder count, whatever their names are, and each path is told once."""
    repo = make_repo("r", object_format)
    hexadecimal = "a" * 40
    wanted = {"ADR-1.md", "0005-d/README.md", "sub/er/é e.md", hexadecimal, f"x {hexadecimal}/1"}
    repo.commit("Start", **{f"log/{name}": "" for name in wanted})
    repo.git("branch", "same")
    repo.commit("More", **{"log/sub/line\nfeed.md": ""})
    assert paths(repo.open(), "log") == {*wanted, "sub/line\nfeed.md"}

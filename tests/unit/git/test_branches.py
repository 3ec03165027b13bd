"""Names of files are found on every branch in a constant number of processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from git_decide.git.branches import folder_trees, numbered_files
from git_decide.values import replace
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from git_decide.git.repository import Repository
    from tests.conftest import MakeRepo
    from tests.support import Repo


def file_names(opened: Repository, folder: str) -> frozenset[str]:
    """Return the numbered names in a folder on all branches."""
    return numbered_files(opened, folder_trees(opened, folder))


def test_every_branch_is_looked_at(repo: Repo, tmp_path: Path) -> None:
    """Local and remote-tracking ones; deeper folders and names without a number are not."""
    assert file_names(repo.open(), "log") == frozenset()
    repo.commit("Start", **{"log/0001-a.md": "", "log/readme.md": "", "log/deep/0009-x.md": ""})
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("Aside", **{"log/0002-b ü.md": ""})
    clone = repo.clone(tmp_path / "clone")
    clone.git("checkout", "-q", "main")
    clone.commit("Here", **{"log/0003-c.md": ""})
    assert file_names(clone.open(), "log") == {"0001-a.md", "0002-b ü.md", "0003-c.md"}
    assert file_names(clone.open(), "none") == frozenset()
    assert file_names(clone.open(), "new\nline") == frozenset()


def test_three_processes_whatever_the_number(make_repo: MakeRepo, tmp_path: Path) -> None:
    """A dozen branches cost what one costs, in SHA-256 as well."""
    repo = make_repo("r", "sha256")
    for number in range(12):
        repo.commit(f"Change {number}", **{f"log/{number:04}-x.md": ""})
        repo.git("branch", f"b{number}")
    trace = tmp_path / "trace"
    traced = replace(repo.open(), environ={**repo.env, "GIT_TRACE2_EVENT": str(trace)})
    assert len(file_names(traced, "log")) == 12
    assert len(git_starts(trace)) == 3

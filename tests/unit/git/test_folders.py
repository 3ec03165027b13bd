"""What folders held at many commits, in a few processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.git.folders import at
from git_decide.git.objects import tree_entries
from tests.conftest import MakeRepo
from tests.support import Repo, git_starts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_the_files_below(make_repo: MakeRepo, object_format: str) -> None:
    """As `git ls-tree` lists them, at any depth, with modes and odd names."""
    repo = make_repo(object_format=object_format)
    repo.stage(**{"log/1.md": "1", "log/in/é \n": "2", "log/in/in/\udcff": "3", "other": "4"})
    (repo.path / "log/link").symlink_to("1.md")
    repo.git("add", "--all")
    head = repo.commit("One")
    expected = {(f"log/{e.path}", e.mode, e.blob) for e in at(repo.open(), [head], ["log"])[
        head, "log"
    ].files}  # fmt: skip
    listed = tree_entries(repo.open(), head, ["log"])
    assert expected == {(e.path, e.mode, e.blob) for e in listed}
    assert len(expected) == 4


def test_many_commits_and_folders(repo: Repo, tmp_path: Path) -> None:
    """Where nothing changed the tree is the same; what is not there is empty; few processes."""
    ids = [repo.commit("x", **{"a log/1.md": "1"}), repo.commit("y", z="1")]
    ids.append(repo.commit("z", **{"a log/2.md": "1"}))
    trace = tmp_path / "trace"
    opened = repo.open(GIT_TRACE2_EVENT=str(trace))
    before = len(git_starts(trace))
    found = at(opened, ids, ["a log", "z", "none", "my tree", "new\nline"])
    assert len(git_starts(trace)) - before == 2
    one, two, three = (found[name, "a log"] for name in ids)
    assert one == two != three
    assert [file.path for file in three.files] == ["1.md", "2.md"]
    for missing in ("z", "none", "my tree", "new\nline"):
        assert all(found[name, missing].files == () for name in ids)


def test_nothing_asked(repo: Repo) -> None:
    """No commits, no answer, in an empty repository too."""
    assert at(repo.open(), [], ["log"]) == {}

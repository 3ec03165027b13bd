"""The work tree is read as it lies there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from git_decide.git import worktree
from tests.unit.git.test_objects import ODD

if TYPE_CHECKING:
    from tests.support import Repo


def test_tracked_names(repo: Repo) -> None:
    """Tracked files by any name, from the top, and no others."""
    repo.commit("Start", **dict.fromkeys([f"d/{name}" for name in ODD], ""))
    repo.write("new", "")
    inside = type(repo)(repo.path / "d", repo.env)
    assert set(worktree.tracked(inside.open())) == {f"d/{name}" for name in ODD}


def test_attribute_files(repo: Repo) -> None:
    """Tracked and new ones at any depth, ignored ones not."""
    repo.commit("Start", **{".gitattributes": "", ".gitignore": "no/\n", "a/.gitattributes": ""})
    repo.write("a/b/.gitattributes", "")
    repo.write("no/.gitattributes", "")
    assert set(worktree.attribute_files(repo.open())) == {
        ".gitattributes",
        "a/.gitattributes",
        "a/b/.gitattributes",
    }


def test_attributes_as_they_lie_there(repo: Repo) -> None:
    """An edit that is not staged counts here, and the user's own file does not."""
    repo.write("../mine", "* fragile=mine\n")
    repo.git("config", "core.attributesFile", str(repo.path / "../mine"))
    repo.write(".gitattributes", "* fragile=now\nx !fragile\n")
    names = ["x", "SRC/a", *ODD]
    found = worktree.attributes_of(repo.open(), names, ["fragile"])
    expected = {"x": "unspecified", **dict.fromkeys(names[1:], "now")}
    assert {path: values["fragile"] for path, values in found.items()} == expected
    assert worktree.attributes_of(repo.open(), [], ["fragile"]) == {}

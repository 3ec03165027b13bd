"""Blobs and trees are read many at a time, whatever their names."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from git_decide.git.objects import (
    Blob,
    TreeEntry,
    listed,
    read_blobs,
    tree_entries,
)
from git_decide.values import replace
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeRepo
    from tests.support import Repo

ODD: list[str] = [
    "with space",
    'quo"te',
    "new\nline",
    "-dash",
    ":(top)magic",
    "*",
    os.fsdecode(b"\xff\xfe"),
]


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_blobs_by_any_name(object_format: str, make_repo: MakeRepo) -> None:
    """Ids, paths of a commit and of the index come back in order, with their content."""
    repo = make_repo("r", object_format)
    files: dict[str, str | bytes] = {"a b": "one\n", "empty": "", "d/f": b"\0\n\xff"}
    repo.commit("Start", **files)
    repo.stage(**{"a b": "two\n"})
    blob = repo.out("rev-parse", "HEAD:d/f")
    names = ["HEAD:a b", ":a b", blob, "HEAD:empty", "HEAD:none", "HEAD:d", "", "HEAD:a\nb", ":a b"]
    found = read_blobs(repo.open(), names)
    contents = [each and each.content for each in found]
    assert contents == [b"one\n", b"two\n", b"\0\n\xff", b"", None, None, None, None, b"two\n"]
    assert found[2] == Blob(blob, b"\0\n\xff", 3)


def test_large_blobs_are_not_read(repo: Repo) -> None:
    """Over the limit only the size comes back; at the limit everything does."""
    repo.commit("Start", small="12345", large="123456", empty="")
    found = read_blobs(
        repo.open(), ["HEAD:small", "HEAD:large", "HEAD:empty", "HEAD:none"], limit=5
    )
    small, large, empty, none = found
    assert small == Blob(repo.out("rev-parse", "HEAD:small"), b"12345", 5)
    assert large == Blob(repo.out("rev-parse", "HEAD:large"), b"", 6, too_large=True)
    assert empty is not None
    assert (empty.content, empty.too_large) == (b"", False)
    assert none is None
    (alone,) = read_blobs(repo.open(), ["HEAD:large"], limit=5)
    assert alone == large


def test_nothing_is_asked_for_nothing(repo: Repo, tmp_path: Path) -> None:
    """Empty questions start no process."""
    trace = tmp_path / "trace"
    silent = replace(repo.open(), environ={**repo.env, "GIT_TRACE2_EVENT": str(trace)})
    assert read_blobs(silent, []) == ()
    assert read_blobs(silent, ["", "a\nb"]) == (None, None)
    assert tree_entries(silent, "HEAD", []) == ()
    assert listed(silent, "HEAD", []) == ()
    assert git_starts(trace) == []


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_trees_and_the_index_list_the_same(object_format: str, make_repo: MakeRepo) -> None:
    """Odd names survive, modes are told, folders choose."""
    repo = make_repo("r", object_format)
    (repo.path / "log").mkdir()
    (repo.path / "log/link").symlink_to("../none")
    repo.git("add", ".")
    repo.commit(
        "Start", **{f"log/{name}": "x" for name in ODD}, **{f"{name}/x": "y" for name in ODD}
    )
    repository = repo.open()
    everything = tree_entries(repository, "HEAD")
    assert everything == tree_entries(repository, None)
    assert {entry.path for entry in tree_entries(repository, "HEAD", ["log/", "none"])} == {
        "log/link",
        *(f"log/{name}" for name in ODD),
    }
    for name in ODD:
        assert [e.path for e in tree_entries(repository, "HEAD", [name])] == [f"{name}/x"]
        assert [e.path for e in tree_entries(repository, None, [name])] == [f"{name}/x"]
    (link,) = tree_entries(repository, None, ["log/link"])
    assert link == TreeEntry("log/link", "120000", repo.out("rev-parse", ":log/link"))


def test_the_sides_of_a_conflict_are_told_apart(repo: Repo) -> None:
    """An unmerged path is listed once per stage."""
    repo.commit("Start", a="0\n")
    repo.git("branch", "side")
    repo.commit("Ours", a="1\n")
    repo.git("checkout", "-q", "side")
    repo.commit("Theirs", a="2\n")
    repo.git("merge", "main", ok=False)
    assert [entry.stage for entry in tree_entries(repo.open(), None, ["a"])] == [1, 2, 3]


def test_a_sparse_index_is_listed_in_full(repo: Repo) -> None:
    """What lies outside the cone is in the index all the same."""
    repo.commit("Start", **{"in/a": "1", "out/deep/b": "2", "c": "3"})
    repo.git("sparse-checkout", "set", "--cone", "--sparse-index", "in")
    assert [entry.path for entry in tree_entries(repo.open(), None)] == ["c", "in/a", "out/deep/b"]
    assert [entry.path for entry in tree_entries(repo.open(), None, ["out"])] == ["out/deep/b"]


def test_named_entries_only(repo: Repo) -> None:
    """Files are told, folders are not, for few paths and for very many."""
    repo.commit("Start", **{f"{name}/x": "y" for name in ODD}, **{"d/e/f": "1"})
    many = [f"none/{'x' * 90}/{number}" for number in range(400)]
    for more in ([], many):
        found = listed(
            repo.open(), "HEAD", ["d/e", "d/e/f", "gone", "-dash/x", ":(top)magic/x", *more]
        )
        assert sorted((entry.path, entry.mode) for entry in found) == [
            ("-dash/x", "100644"),
            (":(top)magic/x", "100644"),
            ("d/e/f", "100644"),
        ]


def test_a_revision_is_never_an_option(repo: Repo) -> None:
    """A name that starts with a dash names nothing, and does nothing."""
    repo.commit("Start", a="1")
    for question in (tree_entries, listed):
        with pytest.raises(Exception, match="Not a valid object name --abbrev"):
            question(repo.open(), "--abbrev", ["a"])

"""Every path that differs is told, whatever a configuration would hide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.git import changes
from git_decide.git.changes import Entry
from git_decide.git.run import GitFailed
from tests.unit.git.test_objects import ODD

if TYPE_CHECKING:
    from tests.conftest import MakeRepo
    from tests.support import Repo


def names(entries: tuple[Entry, ...]) -> dict[str, str]:
    """Return path → A, D, M or T, worked out from both sides."""
    return {entry.path: _kind(entry) for entry in entries}


def _kind(entry: Entry) -> str:
    if not entry.old_mode:
        return "A"
    if not entry.new_mode:
        return "D"
    return "M" if entry.old_mode == entry.new_mode else "T"


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_staged_changes_of_every_kind(object_format: str, make_repo: MakeRepo) -> None:
    """Added, changed, deleted, made executable, made a link: both sides are told."""
    repo = make_repo("r", object_format)
    repo.commit("Start", change="1\n", delete="1\n", mode="1\n", same="1\n", link="1\n")
    repo.stage(change="2\n", add="3\n")
    repo.git("rm", "-q", "delete")
    repo.git("update-index", "--chmod=+x", "mode")
    (repo.path / "link").unlink()
    (repo.path / "link").symlink_to("same")
    repo.git("add", "link")
    found = changes.staged(repo.open())
    kinds = {"add": "A", "change": "M", "delete": "D", "link": "T", "mode": "T"}
    assert names(found) == kinds
    by_path = {entry.path: entry for entry in found}
    one, two = repo.out("rev-parse", "HEAD:change"), repo.out("rev-parse", ":change")
    assert by_path["change"] == Entry("change", "100644", "100644", one, two)
    assert by_path["delete"] == Entry("delete", "100644", "", one, "")
    assert by_path["add"].old_blob == ""
    repo.commit("Then")
    assert changes.between(repo.open(), "HEAD^", "HEAD") == found
    assert changes.staged(repo.open(), "HEAD^") == found
    assert changes.staged(repo.open()) == ()


def test_an_unborn_branch_is_held_against_nothing(repo: Repo) -> None:
    """Before the first commit everything staged is added."""
    repo.stage(a="1")
    assert names(changes.staged(repo.open())) == {"a": "A"}
    assert names(changes.staged(repo.open(), None)) == {"a": "A"}
    repo.commit("Start")
    assert names(changes.between(repo.open(), None, "HEAD")) == {"a": "A"}


def test_a_revision_that_does_not_exist_is_an_error(repo: Repo) -> None:
    """A wrong name is not taken for an unborn branch, nor for an option."""
    repo.commit("Start", a="1")
    for name in ("none", "--cached"):
        with pytest.raises(GitFailed):
            changes.staged(repo.open(), name)
        with pytest.raises(GitFailed):
            changes.between(repo.open(), name, "HEAD")


def test_a_rename_is_two_entries(repo: Repo) -> None:
    """Moving a file out of a folder deletes it there, whatever diff.renames says."""
    repo.git("config", "diff.renames", "copies")
    repo.commit("Start", **{"old/a": "text\n" * 20})
    repo.git("mv", "old", "new")
    assert names(changes.staged(repo.open())) == {"old/a": "D", "new/a": "A"}


def test_odd_names(repo: Repo) -> None:
    """Names come back as they are."""
    repo.commit("Start")
    repo.stage(**dict.fromkeys(ODD, "x"))
    assert set(names(changes.staged(repo.open()))) == set(ODD)


def test_submodules_are_not_ignored(repo: Repo, make_repo: MakeRepo) -> None:
    """A moved submodule is told although two settings say to ignore it."""
    other = make_repo("other")
    first = other.commit("One")
    second = other.commit("Two")
    for commit in (first, second):
        repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},vendor/x")
        if commit == first:
            ignore = '[submodule "x"]\n\tpath = vendor/x\n\turl = ./x\n\tignore = all\n'
            repo.commit("Start", **{".gitmodules": ignore})
    repo.git("config", "diff.ignoreSubmodules", "all")
    repo.git("config", "submodule.x.ignore", "all")
    assert changes.staged(repo.open()) == (Entry("vendor/x", "160000", "160000", first, second),)
    repo.commit("Then")
    assert names(changes.between(repo.open(), "HEAD^", "HEAD")) == {"vendor/x": "M"}


def test_an_announced_file_is_not_staged(repo: Repo) -> None:
    """What ``git add -N`` announces is in no commit."""
    repo.commit("Start")
    repo.write("a", "1")
    repo.git("add", "-N", "a")
    assert changes.staged(repo.open()) == ()


def test_a_sparse_index(repo: Repo) -> None:
    """A change outside the cone is told by path, not by folder."""
    repo.commit("Start", **{"in/a": "1", "out/b": "2"})
    repo.git("sparse-checkout", "set", "--cone", "--sparse-index", "in")
    blob = repo.git("hash-object", "-w", "--stdin", input="3").stdout.strip()
    repo.git("-c", "index.sparse=false", "update-index", "--cacheinfo", f"100644,{blob},out/b")
    repo.git("sparse-checkout", "reapply", "--sparse-index")
    assert "\tout/\n" in repo.git("ls-files", "-s", "--sparse").stdout
    assert names(changes.staged(repo.open())) == {"out/b": "M"}


def test_a_configuration_of_the_diff_changes_nothing(repo: Repo) -> None:
    """Neither an external diff nor a relative one nor an order file is heeded."""
    repo.commit("Start", a="1", **{"d/b": "1"})
    repo.write(".git/order", "d/*\n")
    settings = {"diff.external": "false", "diff.relative": "true", "diff.noprefix": "true"}
    for name, text in settings.items():
        repo.git("config", name, text)
    repo.stage(a="2", **{"d/b": "2"})
    assert names(changes.staged(repo.open())) == {"a": "M", "d/b": "M"}


def merged(repo: Repo, *, conflict: bool = False, evil: bool = False) -> None:
    """Make a merge of two branches on `main`, and leave it uncommitted."""
    repo.commit("Start", both="1\n2\n3\n", ours="1\n", theirs="1\n")
    repo.git("branch", "side")
    repo.commit("Ours", both="0\n2\n3\n", ours="2\n")
    repo.git("checkout", "-q", "side")
    repo.commit("Theirs", both="9\n2\n3\n" if conflict else "1\n2\n9\n", theirs="2\n")
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-commit", "side", ok=not conflict)
    if conflict:
        repo.stage(both="resolved\n")
    if evil:
        repo.stage(theirs="evil\n")


@pytest.mark.parametrize("remerge", [True, False])
def test_a_clean_merge_differs_in_nothing(
    remerge: bool, repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What git merged by itself is nobody's doing; an older git tells files changed on both."""
    if not remerge:
        monkeypatch.setattr(changes, "AUTOMATIC", ("--no-such-option",))
    merged(repo)
    repo.commit("Merge")
    expected = {} if remerge else {"both": "M"}
    assert names(changes.merge_difference(repo.open(), "HEAD")) == expected


def test_a_resolution_and_an_evil_merge_are_told(repo: Repo) -> None:
    """A resolved conflict and a file that no side had like that both count."""
    merged(repo, conflict=True, evil=True)
    repo.commit("Merge")
    found = changes.merge_difference(repo.open(), "HEAD")
    assert names(found) == {"both": "M", "theirs": "M"}
    assert found[0].new_blob == repo.out("rev-parse", "HEAD:both")


def test_settings_of_merges_change_nothing(repo: Repo) -> None:
    """The automatic merge is the same whatever the conflict style or the signatures shown."""
    merged(repo, evil=True)
    repo.commit("Merge")
    before = changes.merge_difference(repo.open(), "HEAD")
    settings = {
        "merge.conflictStyle": "diff3",
        "log.showSignature": "true",
        "merge.renames": "false",
    }
    for name, text in settings.items():
        repo.git("config", name, text)
    assert changes.merge_difference(repo.open(), "HEAD") == before
    assert names(before) == {"theirs": "M"}


def test_ordinary_root_and_octopus_commits(repo: Repo) -> None:
    """One parent: the change. None: everything. Three: what differs from all of them."""
    repo.commit("Start", a="1\n")
    assert names(changes.merge_difference(repo.open(), "HEAD")) == {"a": "A"}
    for name in ("x", "y"):
        repo.git("checkout", "-q", "-b", name, "main")
        repo.commit(name, **{name: "1\n"})
    repo.git("checkout", "-q", "main")
    repo.commit("Then", z="1\n")
    assert names(changes.merge_difference(repo.open(), "HEAD")) == {"z": "A"}
    repo.git("merge", "-q", "--no-commit", "x", "y")
    repo.commit("Octopus", evil="1\n")
    assert names(changes.merge_difference(repo.open(), "HEAD")) == {"evil": "A"}
    assert changes.merge_difference(repo.open(), "HEAD")[0].old_mode == ""


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_a_merge_in_the_making_is_judged_like_one_that_was_made(
    object_format: str, make_repo: MakeRepo
) -> None:
    """The commit object made of the index differs as the commit then does; the index stays."""
    repo = make_repo("r", object_format)
    merged(repo, conflict=True, evil=True)
    index = (repo.path / ".git/index").read_bytes()
    parents = repo.out("rev-parse", "HEAD", "MERGE_HEAD").split()
    made = changes.commit_object(repo.open(), parents)
    assert made == changes.commit_object(repo.open(), parents)
    assert (repo.path / ".git/index").read_bytes() == index
    assert repo.out("rev-parse", f"{made}^1", f"{made}^2").split() == parents
    found = changes.merge_difference(repo.open(), made)
    repo.commit("Merge")
    assert repo.out("rev-parse", f"{made}^{{tree}}") == repo.out("rev-parse", "HEAD^{tree}")
    assert changes.merge_difference(repo.open(), "HEAD") == found


def test_an_index_with_conflicts_makes_no_commit(repo: Repo) -> None:
    """Git refuses, and so do we."""
    merged(repo, conflict=True)
    repo.git("reset", "-q", "--merge")
    repo.git("merge", "side", ok=False)
    with pytest.raises(GitFailed):
        changes.commit_object(repo.open(), ["HEAD"])


def test_paths_that_differ_from_a_commit(repo: Repo) -> None:
    """In the work tree or in the index, below some folders only, untracked ones left out."""
    repo.commit("One", **{"log/a.md": "a", "log/b.md": "b", "log/c [x].md": "c", "other.md": "o"})
    repo.write("log/a.md", "changed")
    (repo.path / "log/b.md").unlink()
    repo.write("log/new.md", "new")
    repo.write("other.md", "changed")
    repo.stage(**{"log/c [x].md": "changed", "log/d.md": "d"})
    opened = repo.open()
    assert changes.paths(opened, "HEAD", ["log"], cached=False) == {
        "log/a.md",
        "log/b.md",
        "log/c [x].md",
        "log/d.md",
    }
    assert changes.paths(opened, "HEAD", ["log", "other.md"], cached=True) == {
        "log/c [x].md",
        "log/d.md",
    }
    assert changes.paths(opened, "HEAD", ["log/c [x].md", "none"], cached=True) == {"log/c [x].md"}

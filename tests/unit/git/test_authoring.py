"""What an author does is done as git does it, in every kind of repository."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from git_decide.errors import CannotLook, UserError
from git_decide.git import authoring
from tests.unit.git.test_objects import ODD

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeRepo
    from tests.support import Repo


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_identity_editor_and_branch(object_format: str, make_repo: MakeRepo) -> None:
    """All three are known in either object format, before the first commit and after."""
    repo = make_repo("r", object_format)
    for _ in range(2):
        assert authoring.identity(repo.open()) == ("Ada Author", "ada@example.com")
        assert authoring.editor(repo.open(GIT_EDITOR="ed -s")) == "ed -s"
        assert authoring.default_branch(repo.open()) == "main"
        repo.commit("Then")


def test_identity_comes_from_the_configuration(repo: Repo) -> None:
    """Without variables the settings speak; with nothing at all it is said what to do."""
    repository = repo.open(GIT_AUTHOR_NAME="", GIT_AUTHOR_EMAIL="", EMAIL="")
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "EMAIL"):
        os.environ.pop(name, None)
        repository.environ.pop(name)  # type: ignore[attr-defined]
    repo.git("config", "user.useConfigOnly", "true")
    with pytest.raises(CannotLook, match="who you are") as caught:
        authoring.identity(repository)
    assert "git config user.name" in caught.value.hint
    repo.git("config", "user.name", "Ünal <Ü> Ütz")
    repo.git("config", "user.email", "u@example.com")
    name, address = authoring.identity(repository)
    assert (name, address) == ("Ünal Ü Ütz", "u@example.com")


def test_the_configured_editor(repo: Repo) -> None:
    """`core.editor` counts where no variable is set."""
    os.environ.pop("GIT_EDITOR")
    repo.env.pop("GIT_EDITOR")
    repo.git("config", "core.editor", "vim -f")
    assert authoring.editor(repo.open()) == "vim -f"


def test_the_default_branch(repo: Repo, tmp_path: Path) -> None:
    """A clone goes by its origin; without one, by the branch at hand; detached, by the setting."""
    repo.git("symbolic-ref", "HEAD", "refs/heads/trunk")
    repo.commit("Start")
    clone = repo.clone(tmp_path / "clone")
    clone.git("checkout", "-q", "-b", "topic")
    assert authoring.default_branch(clone.open()) == "trunk"
    repo.git("checkout", "-q", "--detach")
    assert authoring.default_branch(repo.open()) == "main"
    repo.git("config", "init.defaultBranch", "develop")
    assert authoring.default_branch(repo.open()) == "develop"


def test_staging(repo: Repo) -> None:
    """Any name is staged, new, changed or deleted, ignored or not; nothing else is."""
    repo.commit("Start", **{".gitignore": "log/\n", "gone": "1", "other": "1"})
    (repo.path / "gone").unlink()
    paths = ["gone", *(f"log/{name}" for name in ODD)]
    for path in [*paths[1:], "other", "new"]:
        repo.write(path, "2")
    authoring.stage(repo.open(), [])
    assert repo.out("diff", "--cached", "--name-only") == ""
    authoring.stage(repo.open(), paths)
    staged = repo.git("diff", "--cached", "--name-only", "-z").stdout.split("\0")[:-1]
    assert set(staged) == set(paths)


def test_staging_outside_a_sparse_checkout(repo: Repo) -> None:
    """A record that lies outside the cone is staged all the same."""
    repo.commit("Start", **{"in/a": "1", "log/b": "1"})
    repo.git("sparse-checkout", "set", "--cone", "in")
    repo.write("log/b", "2")
    repo.write("log/c", "3")
    authoring.stage(repo.open(), ["log/b", "log/c"])
    assert repo.out("diff", "--cached", "--name-only") == "log/b\nlog/c"


def test_a_locked_index_is_told(repo: Repo) -> None:
    """Another git at work is named as the reason, with what to do."""
    repo.write("a", "1")
    repo.write(".git/index.lock", "")
    with pytest.raises(UserError, match=r"written, but not staged: .*index\.lock") as caught:
        authoring.stage(repo.open(), ["a"])
    assert "git add" in caught.value.hint


def test_what_is_not_staged(repo: Repo, tmp_path: Path) -> None:
    """Edited and untracked files are; unchanged, staged and absent ones are not."""
    repo.commit("Start", same="1", edited="1", staged="1")
    repo.write("edited", "2")
    repo.write("new", "2")
    repo.stage(staged="2")
    asked = ["same", "edited", "staged", "new", "absent"]
    assert authoring.unstaged(repo.open(), asked) == {"edited", "new"}
    assert authoring.unstaged(repo.open(), []) == frozenset()
    bare = repo.clone(tmp_path / "bare.git", "--bare")
    assert authoring.unstaged(bare.open(), asked) == frozenset()

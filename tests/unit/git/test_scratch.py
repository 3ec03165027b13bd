"""A scratch folder is there for one question and gone afterwards."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from git_decide.git import scratch as module
from git_decide.git.scratch import Scratch

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo


def test_it_is_gone_afterwards(repo: Repo) -> None:
    """Whatever was put into it, and however it ended."""

    def use() -> None:
        with Scratch(repo.open()) as scratch:
            seen.append(scratch.path)
            os.makedirs(os.path.join(scratch.path, "a/b"))
            assert os.path.exists(scratch.write("a/b/c", b"1"))
            raise KeyboardInterrupt

    seen: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        use()
    assert seen[0].startswith(str(repo.path / ".git/git-decide/tmp/"))
    assert not os.path.exists(seen[0])


def test_a_git_directory_that_cannot_be_written(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's temporary folder serves instead."""
    repo.write(".git/git-decide", "in the way")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr(module, "_elsewhere", lambda: str(elsewhere))
    with Scratch(repo.open()) as scratch:
        assert scratch.path == str(elsewhere)
        scratch.write("a", b"1")
    assert not elsewhere.exists()
    assert repo.read(".git/git-decide") == "in the way"


def test_the_temporary_folder_is_private(repo: Repo) -> None:
    """What serves instead is a new folder of the user's own."""
    repo.write(".git/git-decide", "in the way")
    with Scratch(repo.open()) as scratch:
        assert os.stat(scratch.path).st_mode & 0o077 == 0
        kept = scratch.path
    assert not os.path.exists(kept)


def test_a_full_disk_is_an_error(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be written is not asked about."""
    monkeypatch.setattr(module, "remember", lambda path, content: None)
    with Scratch(repo.open()) as scratch, pytest.raises(OSError, match="a"):
        scratch.write("a", b"1")

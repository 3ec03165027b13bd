"""Files are written whole: the old content or the new."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from git_decide import files

if TYPE_CHECKING:
    from pathlib import Path


def test_replaces_content_and_keeps_mode(tmp_path: Path) -> None:
    """An executable file stays one."""
    path = tmp_path / "hook"
    path.write_bytes(b"old")
    path.chmod(0o755)
    files.write_whole(str(path), b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o755


def test_new_file_gets_an_ordinary_mode(tmp_path: Path) -> None:
    """A new file obeys the umask."""
    path = tmp_path / "new"
    files.write_whole(str(path), b"x")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~mask


def test_follows_a_link(tmp_path: Path) -> None:
    """A symbolic link stays a link; its target changes."""
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to("target")
    files.write_whole(str(tmp_path / "link"), b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"new"


def test_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails at the last step costs nothing, and no litter stays."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "file"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.write_whole(str(path), b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["file"]


def test_create_never_overwrites(tmp_path: Path) -> None:
    """Of two writers of one name, one wins and the other is told."""
    path = str(tmp_path / "record.md")
    assert files.create_whole(path, b"first")
    assert not files.create_whole(path, b"second")
    assert (tmp_path / "record.md").read_bytes() == b"first"
    assert os.listdir(tmp_path) == ["record.md"]


def test_remember_is_best_effort(tmp_path: Path) -> None:
    """What cannot be kept is no error."""
    files.remember(str(tmp_path / "a" / "b"), b"x")
    assert (tmp_path / "a" / "b").read_bytes() == b"x"
    files.remember(str(tmp_path / "a" / "b" / "c"), b"x")

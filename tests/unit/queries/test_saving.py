"""Several files are written together or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide import files
from git_decide.errors import UserError
from git_decide.queries.saving import save

if TYPE_CHECKING:
    from pathlib import Path


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    """A file that holds the content already is not touched."""
    (tmp_path / "a").write_bytes(b"1")
    before = (tmp_path / "a").stat()
    assert save(str(tmp_path), {"a": b"1", "b/c": b"2"}) == ("b/c",)
    assert (tmp_path / "a").stat() == before
    assert (tmp_path / "b" / "c").read_bytes() == b"2"


def test_a_failure_puts_everything_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a later file cannot be written, earlier ones are as they were, or gone."""
    (tmp_path / "a").write_bytes(b"1")
    write_whole = files.write_whole

    def full(path: str, content: bytes) -> None:
        if path.endswith("last"):
            raise OSError(28, "No space left on device", path)
        write_whole(path, content)

    monkeypatch.setattr(files, "write_whole", full)
    with pytest.raises(OSError, match="No space"):
        save(str(tmp_path), {"a": b"2", "new": b"3", "last": b"4"})
    assert (tmp_path / "a").read_bytes() == b"1"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A symbolic link stops it before anything is written."""
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with pytest.raises(UserError, match="symbolic link"):
        save(str(tmp_path), {"a": b"1", "link": b"2"})
    assert not (tmp_path / "a").exists()


def test_files_that_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They go after everything is written, and come back where one cannot go."""
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"2")
    assert save(str(tmp_path), {"a": None, "none": None, "c": b"3"}) == ("c", "a")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "c"]

    def stuck(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("os.unlink", stuck)
    with pytest.raises(PermissionError):
        save(str(tmp_path), {"c": b"4", "b": None})
    assert (tmp_path / "c").read_bytes() == b"3"

"""The memo answers for exactly its key, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide import memo

if TYPE_CHECKING:
    from pathlib import Path

KEY = ("a", ("b", 1))


def place(folder: Path) -> Path:
    """Return where the entry lies."""
    return folder / "git-decide" / "memo" / "kind" / "name"


def test_what_was_kept_is_recalled(tmp_path: Path) -> None:
    """Under the same key the content comes back."""
    memo.keep(str(tmp_path), "kind", "name", KEY, {"x": ("y", 2, True)})
    assert memo.recall(str(tmp_path), "kind", "name", KEY) == {"x": ("y", 2, True)}


def test_another_key_is_a_miss(tmp_path: Path) -> None:
    """A mismatch is never trusted."""
    memo.keep(str(tmp_path), "kind", "name", KEY, "x")
    assert memo.recall(str(tmp_path), "kind", "name", ("other",)) is None


@pytest.mark.parametrize("content", [b"", b"garbage", b"N", b"i\x01\x00\x00\x00"])
def test_a_broken_entry_is_a_miss(tmp_path: Path, content: bytes) -> None:
    """Whatever lies there, it is no error."""
    memo.keep(str(tmp_path), "kind", "name", KEY, "x")
    place(tmp_path).write_bytes(content)
    assert memo.recall(str(tmp_path), "kind", "name", KEY) is None


def test_what_cannot_be_kept_is_no_error(tmp_path: Path) -> None:
    """A value that has no plain form is just not remembered."""
    memo.keep(str(tmp_path), "kind", "name", KEY, object())
    assert memo.recall(str(tmp_path), "kind", "name", KEY) is None

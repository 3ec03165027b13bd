"""A stamp changes with its file, and is trusted only once the file has been left alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from git_decide.stamps import TICK, settled, stamp

if TYPE_CHECKING:
    from pathlib import Path


def test_a_stamp_changes_with_the_file(tmp_path: Path) -> None:
    """Content of the same size, moved over, with its old time: still another file."""
    path, other = tmp_path / "a", tmp_path / "b"
    assert stamp(str(path)) == ()
    path.write_text("one")
    first = stamp(str(path))
    assert stamp(str(path)) == first
    other.write_text("two")
    os.utime(other, ns=(first[0], first[0]))
    other.replace(path)
    assert stamp(str(path)) != first


def test_links_are_followed_only_where_asked(tmp_path: Path) -> None:
    """The stamp of a link says nothing of what it leads to."""
    (tmp_path / "a").write_text("x")
    link = tmp_path / "link"
    link.symlink_to("a")
    assert stamp(str(link)) != stamp(str(tmp_path / "a")) == stamp(str(link), follow=True)
    assert stamp("nul\0byte") == ()


def test_only_what_was_left_alone_is_settled() -> None:
    """Younger than a tick of the slowest clock, or changed later: nobody knows."""
    assert settled((100, 100), 100 + TICK + 1)
    assert not settled((100, 100), 100 + TICK)
    assert not settled((100, 101 + TICK), 101 + TICK)
    assert settled((), 0)

"""A record moves with everything that names it, or nothing moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide import files
from git_decide.errors import Refused
from git_decide.queries.names.relocating import relocate, standing

if TYPE_CHECKING:
    from tests.support import Repo


def texts(repo: Repo) -> dict[str, str]:
    """Return the content of every file of the work tree."""
    every = (path for path in repo.path.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {str(path.relative_to(repo.path)): path.read_text() for path in every}


def test_a_failure_brings_everything_back(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever write fails, all files are as they were, the moved one at its old place."""
    for folder in (False, True):
        repo.write("log/1-x/README.md" if folder else "log/1.md", "old")
    repo.write("a.txt", "1")
    repo.write("b.txt", "1")
    before = texts(repo)
    real = files.write_whole
    for moved, record in (
        (("log/1.md", "log/2.md"), "log/2.md"),
        (("log/1-x", "log/2-x"), "log/2-x/README.md"),
    ):
        for failing in ("a.txt", "b.txt", record.replace("2", "1")):

            def full(path: str, content: bytes, failing: str = failing) -> None:
                if path.endswith(failing) and content == b"new":
                    raise OSError(28, "No space left on device", path)
                real(path, content)

            monkeypatch.setattr(files, "write_whole", full)
            contents = {"a.txt": b"new", record: b"new", "b.txt": b"new"}
            with pytest.raises(OSError, match="No space"):
                relocate(str(repo.path), moved, contents)
            assert texts(repo) == before


def test_what_moves_goes_with_its_former_id(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever it is ended, the record bears the alias by which others still name it."""
    repo.write("log/1.md", "old")
    repo.write("a.txt", "names 1")
    seen: list[dict[str, str]] = []
    real_write, real_move = files.write_whole, files.move

    def write(path: str, content: bytes) -> None:
        seen.append(texts(repo))
        real_write(path, content)

    def move(old: str, new: str) -> None:
        seen.append(texts(repo))
        real_move(old, new)

    monkeypatch.setattr(files, "write_whole", write)
    monkeypatch.setattr(files, "move", move)
    contents = {"a.txt": b"names 2", "log/2.md": b"alias 1"}
    relocate(str(repo.path), ("log/1.md", "log/2.md"), contents)
    assert seen == [
        {"a.txt": "names 1", "log/1.md": "old"},
        {"a.txt": "names 1", "log/1.md": "alias 1"},
        {"a.txt": "names 1", "log/2.md": "alias 1"},
    ]
    assert texts(repo) == {"a.txt": "names 2", "log/2.md": "alias 1"}


def test_what_is_there_is_never_replaced(repo: Repo) -> None:
    """Not even an empty folder or a link to nothing."""
    repo.write("1.md", "old")
    (repo.path / "2.md").symlink_to("nowhere")
    with pytest.raises(Refused, match=r"there is already 2\.md"):
        relocate(str(repo.path), ("1.md", "2.md"), {"2.md": b"new"})
    assert (repo.path / "1.md").read_text() == "old"
    assert (repo.path / "2.md").is_symlink()


def test_what_is_to_be_staged(repo: Repo) -> None:
    """Both paths of what is tracked, the record itself, and what has no other edits."""
    repo.commit("Start", **{"log/1-x/README.md": "1", "log/1-x/pic": "1", "a": "1", "b": "1"})
    repo.write("log/1-x/untracked", "1")
    repo.write("b", "2")
    contents = {"log/2-x/README.md": b"", "a": b"", "b": b"", "new": b""}
    moved = ("log/1-x", "log/2-x")
    found = standing(repo.open(), moved, contents, "log/2-x/README.md")
    assert set(found.staged) == {
        *("log/1-x/README.md", "log/1-x/pic", "log/2-x/README.md", "log/2-x/pic", "a", "new")
    }
    assert found.left == ("b",)
    repo.write("log/1-x/pic", "2")
    torn = standing(repo.open(), moved, contents, "log/2-x/README.md")
    assert set(torn.staged) == {"a", "new"}
    assert {"log/1-x/pic", "log/2-x/pic", "log/2-x/README.md", "b"} <= set(torn.left)

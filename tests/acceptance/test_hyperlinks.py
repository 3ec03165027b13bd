"""On a terminal that has links, files and published commits are a click away."""

from __future__ import annotations

from contextlib import chdir
from typing import TYPE_CHECKING

from git_decide.cli.frame import Frame
from tests.acceptance.in_process import decide
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

PAGE = "https://github.com/shop/checkout"


def test_what_is_linked(repo: Repo, tmp_path: Path) -> None:
    """A file in the work tree; a commit, and a file in it, once the remote has it."""
    published = repo.commit("One", **{"a.md": "a\n"})
    repo.git("remote", "add", "origin", "git@github.com:shop/checkout.git")
    repo.git("update-ref", "refs/remotes/origin/main", published)
    own = repo.commit("Two")
    trace = tmp_path / "trace"
    frame = Frame({**repo.env, "GIT_TRACE2_EVENT": str(trace)})
    frame.hyperlinks = "always"
    with chdir(repo.path):
        links = frame.links()
        assert f"{repo.path}/a.md" in links.file("a.md", "a.md")
        assert len(git_starts(trace)) == 1  # where the repository is
        for _ in range(3):
            assert f"{PAGE}/commit/{published}" in links.commit(published, "one")
            assert f"{PAGE}/blob/{published}/a.md#L1" in links.file("a.md", "a", 1, published)
            assert links.commit(own, "two") == "two"
    assert len(git_starts(trace)) == 3  # and the remote, and what it does not have
    assert frame.links() is links


def test_nothing_is_linked_unless_it_is_seen(repo: Repo) -> None:
    """Neither git nor the file system is asked where nobody could click."""
    links = Frame({**repo.env, "TERM": "xterm-kitty"}).links()
    assert not links.on
    assert links.file("a.md", "a.md") == "a.md"


def test_the_option_stands_before_or_behind_the_verb(repo: Repo) -> None:
    """Like the one for colours."""
    decide(repo, "new", "Use webhooks", "--status", "proposed")
    linked = decide(repo, "--hyperlinks", "always", "show", "1").stdout
    assert "\x1b]8;;file://" in linked
    assert decide(repo, "show", "1", "--hyperlinks=always").stdout == linked
    assert "\x1b" not in decide(repo, "show", "1").stdout

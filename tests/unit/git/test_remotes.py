"""Where a clone fetches from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from git_decide.git import remotes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeRepo
    from tests.support import Repo


def test_no_remote(repo: Repo) -> None:
    """A repository that nobody cloned has no URL."""
    assert remotes.url(repo.open()) == ""


def test_origin_counts_before_others(repo: Repo) -> None:
    """Whatever else there is, origin is asked; without it, the first."""
    repo.git("remote", "add", "ada", "https://example.com/ada.git")
    assert remotes.url(repo.open()) == "https://example.com/ada.git"
    repo.git("remote", "add", "origin", "https://example.com/our repo.git")
    repo.git("remote", "set-url", "--push", "origin", "https://example.com/elsewhere.git")
    assert remotes.url(repo.open()) == "https://example.com/our repo.git"


def test_a_short_name_for_a_url(repo: Repo) -> None:
    """`insteadOf` is applied, as git does when it fetches."""
    repo.git("config", "url.git@github.com:.insteadOf", "gh:")
    repo.git("remote", "add", "origin", "gh:o/r")
    assert remotes.url(repo.open()) == "git@github.com:o/r"


def test_partial_and_bare_clones(make_repo: MakeRepo, tmp_path: Path) -> None:
    """What git says beside the URL is none of it."""
    made = make_repo()
    made.git("config", "uploadpack.allowFilter", "true")
    made.commit(a="1")
    clone = made.clone(tmp_path / "partial", "--filter=blob:none", "--bare")
    assert remotes.url(clone.open()) == f"file://{made.path}"


def test_what_is_published(make_repo: MakeRepo, tmp_path: Path) -> None:
    """A commit that no branch of the remote has is not, on whatever branch it is here."""
    made = make_repo()
    made.commit("One")
    clone = made.clone(tmp_path / "clone")
    assert remotes.origin(clone.open())[0] == "origin"
    assert remotes.unpublished(clone.open(), "origin") == frozenset()
    own = clone.commit("Two")
    clone.git("switch", "-q", "--detach")
    detached = clone.commit("Three")
    assert remotes.unpublished(clone.open(), "origin") == frozenset({own, detached})
    clone.git("push", "-q", "origin", "HEAD:refs/heads/topic")
    assert remotes.unpublished(clone.open(), "origin") == frozenset()
    assert remotes.unpublished(clone.open(), "other") == frozenset(
        clone.out("rev-list", "HEAD").split()
    )


def test_nothing_is_known_to_be_published_before_there_is_a_commit(repo: Repo) -> None:
    """As git cannot tell, nothing is linked."""
    assert remotes.unpublished(repo.open(), "origin") is None

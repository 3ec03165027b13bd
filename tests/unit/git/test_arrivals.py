"""Which file came first is told by the branches that have it and by the first-parent history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from git_decide.git.arrivals import order_of_arrival, presence
from git_decide.values import replace
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

NAMES = ("a é.md", "b.md", "c.md", "d.md")


def test_a_merge_brings_what_it_brings(repo: Repo) -> None:
    """On the first-parent history a file is added where the merge is, not where it was written."""
    repo.commit("Start", **{"a é.md": "1", "b.md": "1"})
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("Side", **{"c.md": "1"})
    repo.git("checkout", "-q", "main")
    repo.commit("Main", **{"d.md": "1"})
    repo.git("merge", "-q", "--no-edit", "side")
    opened = repo.open()
    found = order_of_arrival(opened, "main", (*NAMES, "none.md"))
    assert found["a é.md"] == found["b.md"] < found["d.md"] < found["c.md"]
    assert "none.md" not in found
    seen = order_of_arrival(opened, "side", NAMES)
    assert seen["a é.md"] < seen["c.md"]
    assert "d.md" not in seen


def test_what_came_again_came_later(repo: Repo) -> None:
    """A file that was removed and added anew counts by the last time; a change counts nothing."""
    repo.commit("Start", **{"a é.md": "1", "b.md": "1"})
    repo.git("rm", "-q", "b.md")
    repo.commit("Gone")
    repo.commit("Other", **{"c.md": "1"})
    repo.commit("Again", **{"b.md": "1"})
    repo.commit("Change", **{"a é.md": "2"})
    found = order_of_arrival(repo.open(), "HEAD", NAMES)
    assert sorted(found, key=found.__getitem__) == ["a é.md", "c.md", "b.md"]


def test_branches_that_have_a_file(repo: Repo, tmp_path: Path) -> None:
    """Remote and local branches count apart; one that does not exist counts for nothing."""
    repo.commit("Start", **{"a é.md": "1"})
    clone = repo.clone(tmp_path / "clone")
    clone.git("checkout", "-q", "main")
    clone.commit("Here", **{"b.md": "1"})
    clone.git("checkout", "-q", "-b", "topic")
    clone.commit("Topic", **{"c.md": "1"})
    found = presence(clone.open(), ["main", "none"], NAMES)
    assert found == {"a é.md": 3, "b.md": 1, "c.md": 0, "d.md": 0}
    assert presence(clone.open(), [], ["new\nline.md"]) == {"new\nline.md": 0}


def test_one_process_each(repo: Repo, tmp_path: Path) -> None:
    """However many files and commits; none at all for no file."""
    for number in range(5):
        repo.commit("More", **{f"{number}.md": "1"})
    trace = tmp_path / "trace"
    traced = replace(repo.open(), environ={**repo.env, "GIT_TRACE2_EVENT": str(trace)})
    names = [f"{number}.md" for number in range(5)]
    assert len(order_of_arrival(traced, "HEAD", names)) == 5
    presence(traced, ["main"], names)
    assert order_of_arrival(traced, "HEAD", []) == {}
    assert len(git_starts(trace)) == 2

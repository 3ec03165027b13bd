"""Git is told to show commits of a long range before it has found all of them."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from git_decide.git import ranges
from git_decide.policy.config import DEFAULTS
from git_decide.queries.ranges.walking import begin, begin_commits, walk
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

LONG = 120  # first parents, more than may be too few


class Feed:
    """A stream for ``git fast-import``, each commit a second later than the one before."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._seconds = count(1_700_000_000)

    def commit(self, branch: str, path: str, on: str = "", merged: str = "") -> None:
        """Write a file in a commit on a branch, which begins at `on` where that is given."""
        head = (
            f"commit refs/heads/{branch}\ncommitter C <c@example.com> {next(self._seconds)} +0000"
        )
        begun = f"from refs/heads/{on}\n" if on else ""
        more = f"merge refs/heads/{merged}\n" if merged else ""
        self.lines.append(f"{head}\ndata 2\nC\n{begun}{more}M 100644 inline {path}\ndata 2\nC\n")


def grow(repo: Repo, merged: dict[int, str]) -> tuple[str, str]:
    """Make a base that has merged the branch `old`, and a long line on it; return both ends.

    The line merges at each number of `merged` that branch, or one that begins at the base.
    """
    feed = Feed()
    feed.commit("base", "a")
    feed.commit("old", "o", on="base")
    feed.commit("base", "b", merged="old")
    for number in range(LONG):
        side = merged.get(number, "")
        if side not in ("", "old"):
            feed.commit(side, f"{side}{number}", on="base")
            feed.commit(side, "last")
        begun = "base" if number == 0 else ""
        feed.commit("line", f"c{number % 7}", on=begun, merged=side)
    repo.git("fast-import", "--quiet", input="\n".join(feed.lines))
    return repo.out("rev-parse", "base"), repo.out("rev-parse", "line")


@pytest.mark.parametrize(
    ("merged", "logs"),
    [({}, 2), ({7: "old"}, 1), ({7: "new"}, 2), ({7: "new", 40: "old", 90: "new"}, 2)],
)
def test_what_first_parents_tell_of_is_begun_with(
    repo: Repo, tmp_path: Path, merged: dict[int, str], logs: int
) -> None:
    """The commits are those of the range, in their order, and each is shown once."""
    base, tip = grow(repo, merged)
    trace = tmp_path / "trace"
    opened = repo.open(GIT_TRACE2_EVENT=str(trace))
    wanted = ranges.resolve(opened, "base..line")
    before = len(git_starts(trace))
    begin(opened, wanted)
    begin_commits(opened, wanted)
    walked = walk(opened, tip, base, base, DEFAULTS, (), ())
    started = git_starts(trace)[before:]
    assert len([argv for argv in started if "log" in argv]) == logs
    assert len([argv for argv in started if "--first-parent" in argv]) == 1
    found = [commit.id for commit in walked.commits]
    assert found == repo.out("rev-list", "--topo-order", "--reverse", "base..line").split()
    again = walk(repo.open(), tip, base, base, DEFAULTS, (), ())
    assert again.steps == walked.steps


def test_where_the_base_is_not_among_the_first_parents(repo: Repo) -> None:
    """Nothing is begun with, and the range is walked all the same."""
    base, tip = grow(repo, {7: "new"})
    old = repo.out("rev-parse", "old")
    opened = repo.open()
    for wanted in (ranges.resolve(opened, "old..line"), ranges.resolve(opened, "new..line")):
        begin_commits(opened, wanted)
        walked = walk(opened, tip, wanted.base, wanted.fork, DEFAULTS, (), ())
        span = f"{wanted.base}..line"
        expected = repo.out("rev-list", "--topo-order", "--reverse", span).split()
        assert [commit.id for commit in walked.commits] == expected
    assert old != base

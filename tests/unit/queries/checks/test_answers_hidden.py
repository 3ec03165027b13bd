"""A remembered check is not believed where a change of what it read could go unseen."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from git_decide.queries.checks import answers, checking
from git_decide.store import INDEX, WORKTREE
from tests.unit.queries.checks.conftest import LINKED, RECORD
from tests.unit.queries.checks.test_flag_findings import CLEAN, record

if TYPE_CHECKING:
    from collections.abc import Callable

    from git_decide.queries.checks.gathering import Gathered
    from tests.support import Repo

BANANA = CLEAN[RECORD].replace("accepted", "banana42").replace("2026-03-01", "2026-03-02")


def _disguise(repo: Repo) -> None:
    repo.write(RECORD, BANANA)
    os.utime(repo.path / RECORD, (9, 9))


FILTERED = f"{CLEAN['.gitattributes']}*.md filter=tame\n"
FILTER = ("config", "filter.tame.clean", "sed s/banana42/accepted/")
HIDDEN: dict[str, tuple[Callable[[Repo], object], Callable[[Repo], object]]] = {
    "what a filter takes out again": (
        lambda repo: (
            repo.git(*FILTER),
            repo.commit("Filter", **{".gitattributes": FILTERED}),
        ),
        _disguise,
    ),
    "a branch that leads to another": (
        lambda repo: (
            repo.git("branch", "real"),
            repo.git("symbolic-ref", "refs/heads/alias", "refs/heads/real"),
            repo.git("symbolic-ref", "HEAD", "refs/heads/alias"),
        ),
        lambda repo: repo.git("update-ref", "refs/heads/real", "HEAD~1"),
    ),
    "a commit in the place of another": (
        lambda repo: None,
        lambda repo: repo.git("replace", "HEAD", "HEAD~1"),
    ),
}


@pytest.mark.parametrize("case", HIDDEN)
def test_what_is_hidden_from_git_is_seen(log: Repo, case: str) -> None:
    """Filters, refs that lead on, replaced objects."""
    prepare, step = HIDDEN[case]
    log.commit("Date", **{RECORD: log.read(RECORD).replace("2026-03-01", "2026-03-02")})
    prepare(log)
    repo = log.open()
    first = checking.check(repo, WORKTREE)
    assert answers.recall(repo, WORKTREE) == (first.findings, first.broken)
    step(log)
    told = checking.check(repo, WORKTREE)
    assert told != first
    shutil.rmtree(log.path / ".git" / "git-decide")
    assert checking.check(repo, WORKTREE) == told


def test_what_lies_behind_a_link_is_not_remembered(log: Repo) -> None:
    """Nobody would see what happens there."""
    log.commit("Move", **{"flow/a/flow.md": "# Flow\n", LINKED: record() + "[x](far/a/flow.md)\n"})
    (log.path / "docs/decisions/far").symlink_to("../../flow")
    repo = log.open()
    assert checking.check(repo, WORKTREE).findings == ()
    (log.path / "flow/a/flow.md").unlink()
    assert [found.code for found in checking.check(repo, WORKTREE).findings] == ["broken-link"]


@pytest.mark.parametrize("gone", [".git/MERGE_HEAD", "decisions.toml", RECORD])
def test_what_goes_during_a_check_is_not_remembered(
    log: Repo, monkeypatch: pytest.MonkeyPatch, gone: str
) -> None:
    """What was read is not there any more, and leaves no trace."""
    log.write(".git/MERGE_HEAD", log.out("rev-parse", "HEAD") + "\n")
    repo = log.open()
    gather = checking.gather

    def slow(place: checking.Place) -> Gathered:
        found = gather(place)
        (log.path / gone).unlink()
        return found

    monkeypatch.setattr(checking, "gather", slow)
    checking.check(repo, WORKTREE)
    assert answers.recall(repo, WORKTREE) is None


def test_other_configuration_of_git_asks_again(log: Repo) -> None:
    """``git -c`` may change what git says of files."""
    checking.check(log.open(), INDEX)
    assert answers.recall(log.open(), INDEX)
    told = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "a.b", "GIT_CONFIG_VALUE_0": "c"}
    assert answers.recall(log.open(**told), INDEX) is None

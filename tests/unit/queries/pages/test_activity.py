"""What happened to the fragile modules in a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.queries.pages.activity import Activities, activities, is_fix
from git_decide.store import WORKTREE, rules_at

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

FLAGS = "src/payments/** fragile=payments\nsrc/search/** fragile=search\n"
CHARGE, FIND = "src/payments/charge.py", "src/search/find.py"
START, SPLIT = 1_770_000_000, 1_770_600_000


@pytest.fixture
def flagged(repo: Repo) -> Repo:
    """Give a repository with two fragile modules, both flagged long ago."""
    at(repo, START - 1_000_000)
    repo.commit("Start", **{".gitattributes": FLAGS, CHARGE: "0\n", FIND: "0\n"})
    return repo


def at(repo: Repo, seconds: int) -> None:
    """Let the next commits be made then."""
    repo.env["GIT_COMMITTER_DATE"] = f"{seconds} +0000"


def found(repo: Repo) -> Activities:
    """Return what happened up to HEAD."""
    opened = repo.open()
    return activities(opened, rules_at(opened, WORKTREE), WORKTREE, repo.head(), START, SPLIT)


@pytest.mark.parametrize(
    "subject",
    [
        *("Fix rounding", "fix(payments): rounding", "Fixed it", "Bugfix", "Hotfix: charge twice"),
        *("Mend the bug in charge", "A regression since 1.2", 'Revert "Cap retries"'),
        *("Roll back the cap", "Rollback", "No crash on start", "Repairs the cache", "two defects"),
    ],
)
def test_what_tells_a_fix(subject: str) -> None:
    """A word of the subject does, in any case."""
    assert is_fix(subject)


@pytest.mark.parametrize(
    "subject",
    [
        *("Add a prefix", "Use fixtures", "fixup! Cap retries", "Debug output", "Reverse the list"),
        *("Suffix files", "Patch release", "Error messages", "Unfixable", ""),
    ],
)
def test_what_tells_none(subject: str) -> None:
    """A word that only looks alike does not, nor one that many other subjects have."""
    assert not is_fix(subject)


def test_the_time_and_the_time_before(flagged: Repo) -> None:
    """Of the time before, fixes alone are counted; what was earlier is not."""
    for seconds in (START - 1, START, SPLIT - 1, SPLIT):
        at(flagged, seconds)
        flagged.commit("Fix", **{CHARGE: f"{seconds}\n"})
        flagged.commit("More", **{CHARGE: f"{seconds} more\n"})
    told = found(flagged).of("payments")
    assert (told.commits, len(told.fixes), told.fixes_before) == (2, 1, 2)
    assert [(fix.subject, fix.committed) for fix in told.fixes] == [("Fix", SPLIT)]
    assert found(flagged).of("search") == found(flagged).of("nothing of this name")


def test_a_commit_counts_in_each_module_that_it_changed(flagged: Repo) -> None:
    """Once, however many files of a module it changed; also for files that are gone by now."""
    at(flagged, SPLIT)
    both = {CHARGE: "1\n", "src/payments/refund.py": "1\n", FIND: "1\n", "README": "1\n"}
    flagged.commit("Fix both", **both)
    flagged.git("rm", "-q", "src/payments/refund.py")
    flagged.commit("Remove")
    told = found(flagged)
    assert {name: (each.commits, len(each.fixes)) for name, each in told.modules.items()} == {
        "payments": (2, 1),
        "search": (1, 1),
    }


def test_links_by_trailer_and_by_note(flagged: Repo) -> None:
    """Those count that mean some record."""
    record = "---\nstatus: accepted\n---\n\n# Cap retries\n"
    flagged.commit("Record", **{"docs/decisions/0001-a.md": record})
    at(flagged, SPLIT)
    flagged.commit("One\n\nDecision: 1", **{CHARGE: "1\n"})
    noted = flagged.commit("Two", **{CHARGE: "2\n"})
    flagged.commit("Three\n\nDecision: 9", **{CHARGE: "3\n"})
    flagged.git("notes", "--ref", "decisions", "add", "-m", "Decision: 1", noted)
    told = found(flagged).of("payments")
    assert (told.commits, told.linked) == (3, 2)


def test_a_history_that_ends_here(flagged: Repo, tmp_path: Path) -> None:
    """What is here is counted, and that there may be more is told."""
    at(flagged, SPLIT)
    flagged.commit("Fix", **{CHARGE: "1\n"})
    assert found(flagged).complete
    shallow = flagged.clone(tmp_path / "shallow", "--depth=1")
    assert not found(shallow).complete

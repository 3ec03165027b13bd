"""What a change does to flags and rules, between whichever sides it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.git import changes
from git_decide.policy.config import DEFAULTS
from git_decide.policy.model import ChangedPath
from git_decide.queries.modules import governs
from git_decide.queries.rewriting import Sides, rewritten
from git_decide.queries.rules import judging_rules

if TYPE_CHECKING:
    from git_decide.policy.model import Rewritten, Rules
    from tests.support import Repo

FLAGS = ".gitattributes"
PAY = "src/** fragile=pay\n"


def told(repo: Repo, base: str, tip: str, fork: str = "") -> tuple[Rewritten, tuple[Rules, ...]]:
    """Return what a range does; without a fork its tip takes the place of the base."""
    opened = repo.open()
    entries = changes.between(opened, fork or base, tip)
    change = [ChangedPath(**entry.__dict__) for entry in entries if governs(entry.path)]
    sides = Sides(base, (), tip, (fork,) if fork else ())
    return rewritten(opened, sides, change, judging_rules(opened, base))


def aside(repo: Repo, fork: str, **files: str) -> str:
    """Commit files on a branch from `fork`, and return the commit; `main` is checked out then."""
    repo.git("checkout", "-q", "-b", f"side-{len(files)}-{fork[:5]}", fork)
    made = repo.commit("Aside", **files)
    repo.git("checkout", "-q", "main")
    return made


@pytest.fixture
def fork(repo: Repo) -> str:
    """Flag `src/`, where there are two files."""
    return repo.commit("Fork", **{FLAGS: PAY, "src/a": "1", "src/b": "1", "lib/c": "1"})


def test_a_flag_taken_by_the_range(repo: Repo, fork: str) -> None:
    """Its paths are those of the tip, and what only the base has got since the fork."""
    base = repo.commit("Main goes on", **{"src/new": "1"})
    tip = aside(repo, fork, **{FLAGS: "src/a fragile=pay\n"})
    found, after = told(repo, base, tip, fork)
    assert set(found.reflagged) == {("src/b", "pay"), ("src/new", "pay")}
    assert found.modules == {"pay"}
    assert after == (DEFAULTS,)


def test_a_path_that_the_range_deletes_keeps_no_flag(repo: Repo, fork: str) -> None:
    """It exists no more: that it is gone is a change of its content, not of its flag."""
    repo.git("checkout", "-q", "-b", "side", fork)
    repo.git("rm", "-q", "src/b")
    tip = repo.commit("Aside", **{FLAGS: "\n"})
    found, _ = told(repo, fork, tip, fork)
    assert set(found.reflagged) == {("src/a", "pay")}


def test_what_the_base_flagged_meanwhile(repo: Repo, fork: str) -> None:
    """A branch that was there before a flag has not taken it away, whatever else it flags."""
    base = repo.commit("Flag", **{FLAGS: f"{PAY}lib/** fragile=lib\n"})
    tip = aside(repo, fork, **{FLAGS: f"{PAY}docs/** fragile=docs\n"})
    assert told(repo, base, tip, fork)[0].reflagged == ()


def test_a_module_that_both_sides_change(repo: Repo, fork: str) -> None:
    """What the base has renamed and the tip unflags is taken from the base's module."""
    base = repo.commit("Rename", **{FLAGS: "src/** fragile=money\n"})
    tip = aside(repo, fork, **{FLAGS: "src/a fragile=pay\n"})
    found, _ = told(repo, base, tip, fork)
    assert set(found.reflagged) == {("src/b", "money")}


def test_a_tip_that_takes_the_place_of_its_base(repo: Repo, fork: str) -> None:
    """Then nobody else agrees with it: what the base alone had flagged is taken away."""
    base = repo.commit("Flag", **{FLAGS: f"{PAY}lib/** fragile=lib\n"})
    tip = aside(repo, fork, **{"src/a": "2"})
    assert told(repo, base, tip, fork)[0].reflagged == ()
    assert told(repo, base, tip)[0].reflagged == (("lib/c", "lib"),)


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        (PAY, f"{PAY}src/t/** -fragile\n", True),
        (f"{PAY}src/t/** -fragile\n", f"{PAY}src/t/** -fragile\n*.md text\n", False),
        (f"src/t/** -fragile\n{PAY}", f"{PAY}src/t/** -fragile\n", True),
        (f"{PAY}src/t/** -fragile\n", f"src/t/** -fragile\n{PAY}", False),
        ("src/t/** -fragile\n", f"{PAY}src/t/** -fragile\n", False),
        (f"[attr]calm -fragile\n{PAY}", f"[attr]calm -fragile\n{PAY}src/t/** calm\n", True),
        (PAY, f"{PAY}src/t/** !fragile\n", True),
    ],
)
def test_a_line_that_newly_unsets(before: str, after: str, new: bool, repo: Repo) -> None:
    """It is new where it takes away what it did not before, against the base and the fork."""
    base = repo.commit("Base", **{FLAGS: before})
    tip = aside(repo, base, **{FLAGS: after})
    expected = (("", "src/t/**"),) if new else ()
    assert told(repo, base, tip, base)[0].unsets == expected
    later = repo.commit("Main too", **{FLAGS: after})
    assert told(repo, later, tip, base)[0].unsets == ()


def test_rules_of_the_tip_come_before_those_of_the_fork(repo: Repo) -> None:
    """A tip that nobody can read changes nothing; a fork has what was right there."""
    fork = repo.commit("Fork", **{"decisions.toml": '[policy]\nskip = "forbidden"\n', FLAGS: PAY})
    base = repo.commit("Base", **{"decisions.toml": "[policy]\neach-commit = true\n"})
    tip = aside(repo, fork, **{"decisions.toml": "[policy]\nprotect = []\n"})
    found, after = told(repo, base, tip, fork)
    assert [rules.protect for rules in after] == [(), DEFAULTS.protect]
    assert [rules.skip for rules in after] == ["allowed", "forbidden"]
    assert found.modules == {"pay"}
    broken = aside(repo, fork, **{"decisions.toml": "[policy\n", "x": "1"})
    _, (left, _) = told(repo, base, broken, fork)
    assert left.each_commit


def test_flags_in_folders_count_from_there(repo: Repo) -> None:
    """A nested file, a macro of the top: what is taken away is told with the folder."""
    top = "[attr]risky fragile=pay\n"
    base = repo.commit("Base", **{FLAGS: top, "src/.gitattributes": "* risky\n", "src/x/a": "1"})
    tip = aside(repo, base, **{"src/x/.gitattributes": "* -fragile\n"})
    found, _ = told(repo, base, tip, base)
    assert found.reflagged == (("src/x/.gitattributes", "pay"), ("src/x/a", "pay"))
    assert found.patterns == (("src", "*", "pay"),)
    assert found.unsets == (("src/x", "*"),)

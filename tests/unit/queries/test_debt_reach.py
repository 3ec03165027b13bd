"""How far back debts can lie: no debt is left out, and little else is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from git_decide.git.ranges import resolve
from git_decide.queries.debt_reach import reach
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

FLAGS = {".gitattributes": "src/** fragile=core\n"}
SKIP = "Hotfix\n\ndecision-skip : night"


def base(repo: Repo) -> str | None:
    """Return the subject of the commit after which debts may lie, None for no debts."""
    found = repo.open()
    part = reach(found, resolve(found, f"{found.empty_tree}..HEAD"))
    return repo.out("log", "-1", "--format=%s", part.base) if part else None


def test_without_a_sign_there_is_no_debt(repo: Repo) -> None:
    """Neither where nothing was ever flagged, whatever the messages say."""
    repo.commit(SKIP)
    repo.commit("Revert 0123456789")
    assert base(repo) is None
    repo.commit("Flag", **FLAGS)
    repo.commit("Plain")
    assert base(repo) is None


def test_it_begins_before_the_first_sign_under_flags(repo: Repo) -> None:
    """A skip from before the flags owes nothing."""
    repo.commit(SKIP)
    repo.commit("Flag", **FLAGS)
    repo.commit("Before")
    repo.commit(SKIP)
    repo.commit("After")
    repo.commit("Roll back 0123456")
    assert base(repo) == "Before"


def test_a_word_that_names_a_commit_is_a_sign(repo: Repo) -> None:
    """Like a skip, in any case, and a word that only looks a little like one is none."""
    repo.commit("Flag", **FLAGS)
    repo.commit("Begin 12345678901x, feed the dog")
    assert base(repo) is None
    repo.commit("Undo (0A1B2C3)")
    assert base(repo) == "Begin 12345678901x, feed the dog"


def test_flags_in_folders_and_in_macros_count(repo: Repo) -> None:
    """Wherever the word stands in an attribute file, also one that a merge brought."""
    repo.commit("Start")
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("Side", **{"a/b/.gitattributes": "[attr]x fragile\n* x\n"})
    repo.git("checkout", "-q", "main")
    repo.commit("Main")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    repo.commit(SKIP, **{"a/c": "1"})
    assert base(repo) is None
    repo.commit(SKIP, **{"a/b/c/d": "1"})
    assert base(repo) == SKIP.partition("\n")[0]


def test_what_a_merge_takes_from_one_side_counts(repo: Repo) -> None:
    """A merge may drop what its other side had, and differ from that side alone."""
    repo.commit("Flag", **{"a/.gitattributes": "* fragile=core\n", "a/b": "1"})
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("Side", **{"a/b": "2"})
    repo.git("checkout", "-q", "main")
    repo.commit("Main")
    repo.git("merge", "-q", "--no-ff", "-s", "ours", "-m", SKIP, "side")
    assert base(repo) == "Main"


def test_rules_count_without_flags_and_flags_that_come(repo: Repo) -> None:
    """A change of decisions.toml or one that unsets a flag answers for itself."""
    repo.commit("Start", **{"decisions.toml": "\n"})
    repo.commit(SKIP, **{"decisions.toml": "[policy]\n"})
    assert base(repo) == "Start"
    repo.commit("Between")
    repo.git("reset", "-q", "--hard", "HEAD~2")
    repo.commit(SKIP, **{"a/.gitattributes": "* -fragile\n"})
    assert base(repo) == "Start"


def test_a_folder_whose_name_git_cannot_be_asked_for_counts(repo: Repo) -> None:
    """A name may hold a newline."""
    repo.commit("Start")
    repo.commit(SKIP, **{"a\nb/c": "1"})
    assert base(repo) == "Start"


def test_what_lies_on_a_side_branch_counts(repo: Repo) -> None:
    """It begins where the main line was before it all."""
    repo.commit("Flag", **FLAGS)
    repo.commit("Fork")
    repo.git("checkout", "-q", "-b", "side")
    repo.commit(SKIP)
    repo.git("checkout", "-q", "main")
    repo.commit("Main")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    repo.commit("Last")
    assert base(repo) == "Main"


def test_a_first_commit_owes_nothing(repo: Repo) -> None:
    """Nothing can be flagged before it; also where there are two of them."""
    repo.commit("Flag", **FLAGS)
    repo.commit(SKIP)
    assert base(repo) == "Flag"
    repo.git("checkout", "-q", "--orphan", "other")
    repo.commit("Other\n\nDecision-Skip: x")
    how = ("--allow-unrelated-histories", "-X", "ours", "-m", "Merge")
    repo.git("merge", "-q", *how, "main")
    assert base(repo) == "Other"


def test_a_range_with_a_base_is_taken_whole(repo: Repo) -> None:
    """Unless nothing in it has a sign."""
    repo.commit("Flag", **FLAGS)
    repo.commit("One")
    repo.commit(SKIP)
    found = repo.open()
    wanted = resolve(found, "HEAD~2..HEAD")
    assert reach(found, wanted) == wanted
    assert reach(found, resolve(found, "HEAD~2..HEAD~1")) is None


def test_what_is_remembered_is_what_is_there(repo: Repo) -> None:
    """With new commits, with fewer, on another branch: as if nothing had been remembered."""
    repo.commit("Flag", **FLAGS)
    repo.git("tag", "flag")
    repo.commit("Before")
    assert base(repo) is None
    repo.commit(SKIP)
    repo.git("tag", "owed")
    assert [base(repo), base(repo)] == ["Before", "Before"]
    repo.git("checkout", "-q", "flag")
    assert base(repo) is None
    repo.commit("Elsewhere")
    assert base(repo) is None
    repo.commit(SKIP)
    assert base(repo) == "Elsewhere"
    repo.git("checkout", "-q", "owed")
    assert base(repo) == "Before"


def test_what_was_looked_at_once_is_not_looked_at_again(repo: Repo, tmp_path: Path) -> None:
    """Only the messages of what came since are searched."""
    repo.commit("Flag", **FLAGS)
    repo.commit(SKIP)
    base(repo)
    repo.commit("After")
    before = repo.out("rev-parse", "HEAD^")
    found = repo.open(GIT_TRACE2_EVENT=str(tmp_path / "trace"))
    assert reach(found, resolve(found, f"{found.empty_tree}..HEAD"))
    (search,) = [each for each in git_starts(tmp_path / "trace") if "--name-only" in each]
    assert f"^{before}" in search

"""What ``git decide relink`` refuses: published commits, protected branches, unclear words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.errors import UserError
from git_decide.git.ranges import resolve
from git_decide.queries.relinking import carry_out, plan
from tests.acceptance.in_process import decide
from tests.acceptance.test_relink import SECOND, make, relinked

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo


@pytest.fixture
def branch(repo: Repo) -> Repo:
    """Give a repository on a branch that links a superseded record."""
    return make(repo)


def test_published_commits_stay(branch: Repo, tmp_path: Path) -> None:
    """What a remote has is linked by a note; what comes after it can still be relinked."""
    bare = branch.clone(tmp_path / "bare.git", "--bare")
    branch.git("remote", "add", "origin", str(bare.path))
    branch.git("fetch", "-q", "origin")
    published = branch.head()
    branch.commit("Three\n\nDecision: 1")
    done = decide(branch, "relink", "main..", "1=2")
    assert (done.returncode, done.stdout) == (1, "")
    short = branch.out("rev-parse", "HEAD~2")[:10]
    assert f"{short} (One) is published: origin/feature has it" in done.stderr
    assert f"git decide link {short} {SECOND} --push" in done.stderr
    relinked(branch, "origin/feature..", "1=2")
    assert branch.out("rev-parse", "HEAD~") == published


def test_protected_branches_stay(branch: Repo) -> None:
    """Neither they nor what they hold is rewritten."""
    branch.git("checkout", "-q", "main")
    branch.commit("Rules", **{"decisions.toml": '[policy]\nprotect = ["main"]\n'})
    branch.git("merge", "-q", "--no-ff", "-m", "Merge", "feature")
    done = decide(branch, "relink", "HEAD~..", "1=2")
    assert done.returncode == 1
    assert "'main' is protected" in done.stderr
    branch.git("checkout", "-q", "-b", "topic")
    done = decide(branch, "relink", "HEAD~..", "1=2")
    assert done.returncode == 1
    assert "is published: a protected branch has it" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("main..", "1"), 2, "'1' does not say what becomes of what"),
        (("main..", "=2"), 2, "does not say"),
        (("main..",), 2, "Missing argument 'OLD=NEW...'"),
        (("main", "1=2"), 2, "'main' is no range"),
        (("main..nothing", "1=2"), 2, "no commit is called 'nothing'"),
        (("main..HEAD~", "1=2"), 2, "'HEAD~' is no local branch"),
        (("main..", "1=88"), 1, "no record is called '88' on this branch"),
        (("main..", "1=000"), 2, "may mean"),
        (("main..", "00=2"), 2, "may mean"),
        (("main..", "1=0001"), 2, "are the same record"),
        (("main..", "3=2"), 1, "no commit of the range links '3'"),
        (("main..", "66=2"), 1, "no commit of the range links '66'"),
    ],
)
def test_what_cannot_be_relinked(
    branch: Repo, words: tuple[str, ...], code: int, told: str
) -> None:
    """It is said why, and nothing moves."""
    old = branch.head()
    done = decide(branch, "relink", *words)
    assert (done.returncode, done.stdout, branch.head()) == (code, "", old)
    assert told in done.stderr


@pytest.mark.parametrize("words", [("relink", "{}", "1=2"), ("debts", "--range", "{}")])
def test_a_base_that_is_not_there(words: tuple[str, ...], repo: Repo, tmp_path: Path) -> None:
    """What brings it here is told as for a check, and nothing that the verb does not take."""

    def ask(where: Repo, text: str) -> str:
        done = decide(where, *(word.format(text) for word in words))
        assert (done.returncode, done.stdout) == (2, "")
        return done.stderr

    assert "there are no commits yet\nhint: Make the first one" in ask(repo, "main..HEAD")
    repo.commit("One")
    assert "Write BASE..TIP, such as: v1..HEAD\n" in ask(repo, "v1")
    assert "git branch -a; git tag   show what there is" in ask(repo, "v1..HEAD")
    repo.commit("Two")
    clone = repo.clone(tmp_path / "clone", "--depth=1")
    fetch = "git fetch --unshallow origin +refs/heads/release:refs/remotes/origin/release"
    assert f"hint: {fetch}\n" in ask(clone, "release..HEAD")
    assert "this clone is shallow" in ask(clone, "HEAD~1..HEAD")


def test_in_the_middle_of_something(branch: Repo) -> None:
    """A merge or a rebase is finished first; a bare repository has nothing to relink."""
    branch.git("merge", "-q", "--no-ff", "--no-commit", "main", ok=False)
    branch.git("checkout", "-q", "-b", "other", "main")
    branch.commit("Other", a="other\n")
    branch.git("checkout", "-q", "feature")
    branch.git("merge", "-q", "other", ok=False)
    done = decide(branch, "relink", "main..", "1=2")
    assert done.returncode == 1
    assert "a merge is under way" in done.stderr
    assert "git merge --continue" in done.stderr


def test_in_a_bare_repository(branch: Repo, tmp_path: Path) -> None:
    """Everything in it is published."""
    bare = branch.clone(tmp_path / "bare.git", "--bare")
    assert decide(bare, "relink", "main..feature", "1=2").returncode == 2


def test_a_branch_that_moves_meanwhile(branch: Repo) -> None:
    """Nobody's commit is thrown away."""
    found = branch.open()
    made = plan(found, resolve(found, "main.."), [("1", "2")])
    newer = branch.commit("Meanwhile")
    with pytest.raises(UserError, match="was not moved"):
        carry_out(found, made)
    assert branch.head() == newer

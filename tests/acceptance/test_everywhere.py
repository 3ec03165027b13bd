"""Every verb in every kind of repository, and where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.texts import ACCEPTED, COMPLETE, PROPOSED
from tests.support import Repo

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeRepo

WHY = "If it breaks, all customers suffer."
READING = (
    ["list"],
    ["log"],
    ["log", "1"],
    ["show", "1"],
    ["ack", "1"],
    ["scope"],
    ["check"],
    ["fragile", "list"],
    ["hooks", "status"],
)
WRITING = (
    ["init"],
    ["new", "Title"],
    ["accept", "1"],
    ["fragile", "add", "x", "src/**", "--why", WHY],
    ["fragile", "remove", "x"],
    ["hooks", "install"],
    ["hooks", "uninstall"],
)


@pytest.mark.parametrize("verb", [*READING, *WRITING], ids=" ".join)
def test_outside_of_a_repository(tmp_path: Path, env: dict[str, str], verb: list[str]) -> None:
    """Exit 2, one message, one hint, nothing on standard output, nothing written."""
    folder = tmp_path / "empty"
    folder.mkdir()
    done = Repo(folder, env).decide(*verb)
    assert (done.returncode, done.stdout) == (2, "")
    assert "not a git repository" in done.stderr
    assert "hint: " in done.stderr
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("verb", READING, ids=" ".join)
def test_reading_a_bare_repository(repo: Repo, tmp_path: Path, verb: list[str]) -> None:
    """What only reads works in a bare repository, on its HEAD."""
    repo.commit(
        "Log", **{"docs/decisions/0001-a.md": ACCEPTED.replace("modules: [payments]\n", "")}
    )
    bare = repo.clone(tmp_path / "bare.git", "--bare")
    done = bare.decide(*verb)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("verb", [v for v in WRITING[:-1] if v[0] != "hooks"], ids=" ".join)
def test_writing_to_a_bare_repository(
    make_repo: MakeRepo, repo: Repo, tmp_path: Path, verb: list[str]
) -> None:
    """What writes files says that a bare repository has none; with and without commits."""
    repo.commit("Log", **{"docs/decisions/0001-a.md": PROPOSED})
    for bare in (repo.clone(tmp_path / "bare.git", "--bare"), make_repo("none.git", bare=True)):
        done = bare.decide(*verb)
        assert (done.returncode, done.stdout) == (2, "")
        assert "bare repository" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("verb", [["list"], ["show", "1"], ["check"], ["fragile", "list"]])
def test_a_bare_repository_without_commits(make_repo: MakeRepo, verb: list[str]) -> None:
    """Where there is no commit to look at, that is said."""
    done = make_repo("none.git", bare=True).decide(*verb)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no commit" in done.stderr


def story(repo: Repo, **env: str) -> None:
    """Set up, flag, be refused, decide, commit, look back: with the commands as printed."""
    repo.write("src/payments/charge.py", "1")
    repo.git("add", ".", env=env)
    assert repo.installed("init", env=env).returncode == 0
    flags = ("payments", "src/payments/**", "--why", WHY)
    assert "1 tracked file" in repo.installed("fragile", "add", *flags, env=env).stdout
    repo.git("add", ".", env=env)
    repo.git("commit", "-q", "-m", "Set up", env=env)
    repo.write("src/payments/charge.py", "2")
    refused = repo.git("commit", "-a", "-m", "Charge twice", ok=False, env=env)
    assert refused.returncode != 0
    assert WHY in refused.stderr
    assert "git decide new" in refused.stderr
    new = ("new", "Cap retries", *COMPLETE, "--module", "payments")
    assert repo.installed(*new, env=env).returncode == 0
    assert repo.installed("accept", "1", env=env).returncode == 0
    repo.git("commit", "-q", "-a", "-m", "Charge twice", "--trailer", "Decision: 1", env=env)
    shown = answer(repo.installed("show", "1", "--json", env=env).stdout, "show")
    assert [commit["subject"] for commit in shown["commits"]] == ["Charge twice"]
    assert shown["record"]["id"] == "0001-cap-retries"
    assert repo.installed("check", "--strict", env=env).returncode == 0


def test_unborn_branch(repo: Repo) -> None:
    """The story starts in a repository without a commit."""
    story(repo)


def test_sha256(make_repo: MakeRepo) -> None:
    """It plays in a repository of the other object format."""
    story(make_repo("sha256", object_format="sha256"))


def test_detached_head(repo: Repo) -> None:
    """It plays without a branch."""
    repo.commit("Start")
    repo.git("checkout", "-q", "--detach")
    story(repo)


def test_linked_worktree(repo: Repo, tmp_path: Path) -> None:
    """It plays in a linked worktree, whose hooks are those of the repository."""
    repo.commit("Start")
    story(repo.worktree(tmp_path / "linked", "side"))


def test_separate_git_directory(repo: Repo, tmp_path: Path) -> None:
    """It plays with GIT_DIR and GIT_WORK_TREE set, from anywhere."""
    (repo.path / ".git").rename(tmp_path / "elsewhere.git")
    story(repo, GIT_DIR=str(tmp_path / "elsewhere.git"), GIT_WORK_TREE=str(repo.path))


def test_folder_with_odd_characters(make_repo: MakeRepo) -> None:
    """It plays in a folder whose name has spaces, quotes and letters of no alphabet."""
    story(make_repo('it\'s a "new" $HOME 日本'))


def test_inside_the_git_directory(repo: Repo) -> None:
    """Within `.git` there is no work tree, and that is said without a traceback."""
    repo.commit("Start")
    done = repo.decide("-C", ".git", "new", "Title")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_a_log_that_is_a_file(repo: Repo) -> None:
    """Where a file stands in the place of the log, reading goes on and writing says why not."""
    repo.write("docs/decisions", "not a folder\n")
    assert repo.decide("list").returncode == 0
    done = repo.decide("new", "Title")
    assert done.returncode == 2
    assert "docs/decisions" in done.stderr
    assert repo.read("docs/decisions") == "not a folder\n"


def test_broken_configuration_leaves_an_explanation(repo: Repo) -> None:
    """Each verb that needs the rules says where they are broken, and exits 2."""
    repo.write("decisions.toml", "[policy]\nskip = \n")
    for verb in (["list"], ["show", "1"], ["new", "x"], ["accept", "1"], ["fragile", "list"]):
        done = repo.decide(*verb)
        assert (done.returncode, done.stdout) == (2, ""), verb
        assert "decisions.toml" in done.stderr
        assert "Traceback" not in done.stderr

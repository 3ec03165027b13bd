"""``git decide hooks``: installs, updates and removes the native hooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.acceptance.documents import answer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

NAMES = ["pre-commit", "prepare-commit-msg", "commit-msg"]


def statuses(repo: Repo) -> list[str]:
    """Return how the three hooks stand."""
    document = answer(repo.decide("hooks", "status", "--json").stdout, "hooks")
    assert [hook["name"] for hook in document["hooks"]] == NAMES
    return [hook["status"] for hook in document["hooks"]]


def test_install_and_uninstall(repo: Repo) -> None:
    """Hooks come, are found up to date, and go without a trace."""
    assert statuses(repo) == ["missing"] * 3
    done = repo.decide("hooks", "install")
    assert done.returncode == 0
    assert done.stdout.startswith("Installed pre-commit, prepare-commit-msg, commit-msg in ")
    assert statuses(repo) == ["installed"] * 3
    again = repo.decide("hooks", "install")
    assert (again.returncode, again.stdout) == (0, "")
    assert "already" in again.stderr
    assert repo.decide("hooks", "uninstall").returncode == 0
    assert statuses(repo) == ["missing"] * 3
    assert "No hook of ours" in repo.decide("hooks", "uninstall").stderr


def test_another_hook_is_kept(repo: Repo) -> None:
    """A hook that was there runs on beside ours, and comes back to the byte."""
    hook = repo.write(".git/hooks/commit-msg", "#!/bin/sh\necho theirs >&2\n")
    hook.chmod(0o755)
    assert statuses(repo)[2] == "foreign"
    done = repo.decide("hooks", "install")
    assert "commit-msg hook that was there still runs" in done.stderr
    assert statuses(repo) == ["installed", "installed", "chained"]
    assert "theirs" in repo.git("commit", "--allow-empty", "-m", "x").stderr
    repo.decide("hooks", "uninstall")
    assert hook.read_text() == "#!/bin/sh\necho theirs >&2\n"


def test_outdated_hooks_are_updated(repo: Repo) -> None:
    """A hook of an older release is told of and replaced."""
    repo.decide("hooks", "install")
    hook = repo.path / ".git/hooks/pre-commit"
    hook.write_text(hook.read_text() + "# older\n")
    assert statuses(repo)[0] == "outdated"
    assert "git decide hooks install" in repo.decide("hooks", "status").stdout
    assert repo.decide("hooks", "install").stdout.startswith("Installed pre-commit in ")


def test_the_folder_of_core_hookspath(repo: Repo, tmp_path: Path) -> None:
    """Hooks go where git looks for them, and a shared folder is told of."""
    repo.git("config", "core.hooksPath", str(tmp_path / "shared"))
    done = repo.decide("hooks", "install")
    assert str(tmp_path / "shared") in done.stdout
    assert "serves every repository" in done.stderr
    assert (tmp_path / "shared" / "commit-msg").exists()


def test_bare_repositories(repo: Repo, tmp_path: Path) -> None:
    """In a bare repository nothing is committed, so there is nothing to install."""
    repo.commit("Start")
    bare = repo.clone(tmp_path / "bare.git", "--bare")
    done = bare.decide("hooks", "install")
    assert (done.returncode, done.stdout) == (2, "")
    assert "bare" in done.stderr

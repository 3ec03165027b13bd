"""``git decide hooks``: installs, updates and removes the native hooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.acceptance.documents import answer
from tests.support import Repo

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeRepo

NAMES = ["pre-commit", "prepare-commit-msg", "commit-msg", "pre-push"]


def statuses(repo: Repo) -> list[str]:
    """Return how the hooks stand."""
    document = answer(repo.decide("hooks", "status", "--json").stdout, "hooks")
    assert [hook["name"] for hook in document["hooks"]] == NAMES
    return [hook["status"] for hook in document["hooks"]]


def test_install_and_uninstall(repo: Repo) -> None:
    """Hooks come, are found up to date, and go without a trace."""
    assert statuses(repo) == ["missing"] * 4
    done = repo.decide("hooks", "install")
    assert done.returncode == 0
    assert done.stdout.startswith(
        "Installed pre-commit, prepare-commit-msg, commit-msg, pre-push in "
    )
    assert statuses(repo) == ["installed"] * 4
    again = repo.decide("hooks", "install")
    assert (again.returncode, again.stdout) == (0, "")
    assert "already" in again.stderr
    assert repo.decide("hooks", "uninstall").returncode == 0
    assert statuses(repo) == ["missing"] * 4
    assert "No hook of ours" in repo.decide("hooks", "uninstall").stderr


def test_another_hook_is_kept(repo: Repo) -> None:
    """A hook that was there runs on beside ours, and comes back to the byte."""
    hook = repo.write(".git/hooks/commit-msg", "#!/bin/sh\necho theirs >&2\n")
    hook.chmod(0o755)
    assert statuses(repo)[2] == "foreign"
    done = repo.decide("hooks", "install")
    assert "commit-msg hook that was there still runs" in done.stderr
    assert statuses(repo) == ["installed", "installed", "chained", "installed"]
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
    """Where commits only arrive, the hook that sees them arrive is installed, and no other."""
    repo.commit("Start", **{"decisions.toml": '[records]\ndirectory = "adr"\n'})
    bare = repo.clone(tmp_path / "bare.git", "--bare")
    done = bare.decide("hooks", "install")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Installed pre-receive in ")
    assert "adr/**" in (bare.path / "git-decide/attributes").read_text()
    status = answer(bare.decide("hooks", "status", "--json").stdout, "hooks")
    assert [(hook["name"], hook["status"]) for hook in status["hooks"]] == [
        ("pre-receive", "installed")
    ]
    assert bare.decide("hooks", "uninstall").returncode == 0
    assert not (bare.path / "hooks/pre-receive").exists()


def test_an_empty_bare_repository(make_repo: MakeRepo) -> None:
    """A server may be set up before anything was pushed to it."""
    bare = make_repo("empty.git", bare=True)
    assert bare.decide("hooks", "install").returncode == 0


def test_the_folder_of_hooks_of_a_forge(make_repo: MakeRepo) -> None:
    """Where a forge's own hook runs all in a folder, ours goes there, and its own stays."""
    bare = make_repo("forge.git", bare=True)
    own = bare.write("hooks/pre-receive", "#!/bin/sh\n# the forge's own\n")
    own.chmod(0o755)
    (bare.path / "hooks/pre-receive.d").mkdir()
    done = bare.decide("hooks", "install")
    assert (done.returncode, done.stderr) == (0, "")
    assert own.read_text() == "#!/bin/sh\n# the forge's own\n"
    assert (bare.path / "hooks/pre-receive.d/git-decide").exists()
    assert bare.decide("hooks", "uninstall").returncode == 0
    assert list((bare.path / "hooks/pre-receive.d").iterdir()) == []


def test_inside_a_git_directory(repo: Repo) -> None:
    """That is no bare repository: the hooks of its worktree are not replaced by a server's."""
    done = Repo(repo.path / ".git", repo.env).decide("hooks", "install")
    assert done.returncode == 2
    assert "inside the git directory" in done.stderr

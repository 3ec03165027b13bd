"""Hooks are installed beside what is there, and taken out to the byte."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from git_decide import files
from git_decide.errors import UserError
from git_decide.hooks import install
from git_decide.hooks.scripts import BEFORE
from git_decide.hooks.scripts import WORKTREE_HOOKS as HOOKS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeRepo
    from tests.support import Repo

FOREIGN = "#!/bin/sh\n# somebody else's\nexit 0\n"
FOLDERS = ("docs/decisions",)


def stands(repo: Repo) -> dict[str, str]:
    """Return hook → status."""
    return {hook.name: hook.status for hook in install.status(repo.open()).hooks}


def everything(folder: Path) -> dict[str, tuple[int, bytes | str]]:
    """Return the mode and the content of every file below a folder, links as links."""
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_mode,
            os.readlink(path) if path.is_symlink() else path.read_bytes(),
        )
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def foreign(repo: Repo, name: str = "pre-commit", mode: int = 0o755) -> Path:
    """Put somebody else's hook into the repository."""
    path = repo.write(f".git/hooks/{name}", FOREIGN)
    path.chmod(mode)
    return path


def test_installs_executable_hooks_once(repo: Repo) -> None:
    """The first time changes all of them, the second time nothing."""
    assert set(stands(repo).values()) == {"missing"}
    done = install.install(repo.open(), FOLDERS)
    assert done.changed == HOOKS
    assert done.notices == ()
    assert set(stands(repo).values()) == {"installed"}
    before = everything(repo.path)
    assert install.install(repo.open(), FOLDERS).changed == ()
    assert everything(repo.path) == before
    for name in HOOKS:
        assert os.access(repo.path / ".git/hooks" / name, os.X_OK)


def test_the_scripts_are_sound_sh(repo: Repo) -> None:
    """Nothing of the template is left, and sh can parse every script."""
    install.install(repo.open(), FOLDERS)
    for name in HOOKS:
        path = repo.path / ".git/hooks" / name
        text = path.read_text()
        assert not any(mark in text for mark in ("@python@", "@package@", "#@include"))
        assert text.splitlines()[1] == f"# git-decide hook: {name}"
        assert f"python={sys.executable}\n" in text
        done = subprocess.run(["sh", "-n", str(path)], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")


def test_a_path_with_a_quote_stays_one_word(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interpreter below an odd folder is quoted for sh."""
    odd = "/opt/it's $HOME/python"
    monkeypatch.setattr(sys, "executable", odd)
    install.install(repo.open(), FOLDERS)
    lines = (repo.path / ".git/hooks/commit-msg").read_text().splitlines()
    line = next(line for line in lines if line.startswith("python="))
    said = subprocess.run(
        ["sh", "-c", f'{line}\nprintf %s "$python"'], capture_output=True, check=True
    )
    assert said.stdout.decode() == odd


def test_what_the_scripts_need_is_made(repo: Repo) -> None:
    """An empty folder, and the names that are watched even if .gitattributes lost them."""
    install.install(repo.open(), ("docs/decisions", "services/my log"))
    scratch = repo.path / ".git/git-decide"
    assert list((scratch / "empty").iterdir()) == []
    lines = (scratch / "attributes").read_text().splitlines()
    own = lines[0].split()[-1]
    assert own.startswith("git-decide-")
    assert lines == [
        f"decisions.toml {own}",
        f".gitattributes {own}",
        f"docs/decisions/** {own}",
        f'"services/my log/**" {own}',
        f"/{own} {own}",
    ]
    install.install(repo.open(), ("docs/decisions",))
    assert (scratch / "attributes").read_text().split()[1] == own


@pytest.mark.parametrize("mode", [0o755, 0o700, 0o644])
def test_another_hook_is_chained_and_comes_back_to_the_byte(mode: int, repo: Repo) -> None:
    """What was there runs first, and uninstalling restores content and mode."""
    foreign(repo, "pre-commit", mode)
    foreign(repo, "post-commit")
    before = everything(repo.path)
    assert stands(repo)["pre-commit"] == "foreign"
    done = install.install(repo.open(), FOLDERS)
    assert stands(repo) == {"pre-commit": "chained", **dict.fromkeys(HOOKS[1:], "installed")}
    assert any("not executable" in notice for notice in done.notices) == (mode == 0o644)
    assert install.install(repo.open(), FOLDERS).changed == ()
    assert install.uninstall(repo.open()).changed == HOOKS
    assert everything(repo.path) == before
    assert install.uninstall(repo.open()).changed == ()


def test_a_symbolic_link_is_chained_as_a_link(repo: Repo) -> None:
    """A hook that is a link to a tracked script keeps being that link."""
    repo.write("scripts/check.sh", FOREIGN).chmod(0o755)
    link = repo.path / ".git/hooks/commit-msg"
    link.symlink_to("../../scripts/check.sh")
    before = everything(repo.path)
    done = install.install(repo.open(), FOLDERS)
    assert any("symbolic link" in notice for notice in done.notices)
    assert (repo.path / "scripts/check.sh").read_text() == FOREIGN
    install.uninstall(repo.open())
    assert everything(repo.path) == before


def test_the_chained_hook_runs_first_and_may_refuse(repo: Repo) -> None:
    """Its failure is the failure of the commit."""
    foreign(repo).write_text("#!/bin/sh\necho earlier ran >&2\nexit 1\n")
    install.install(repo.open(), FOLDERS)
    repo.stage(a="1")
    done = repo.git("commit", "-m", "Try", ok=False)
    assert done.returncode == 1
    assert "earlier ran" in done.stderr


def test_outdated_hooks_are_written_anew_in_place(repo: Repo) -> None:
    """A hook of another release or without its x bit is mended, its chain kept."""
    foreign(repo)
    install.install(repo.open(), FOLDERS)
    hooks = repo.path / ".git/hooks"
    current = everything(hooks)
    (hooks / "pre-commit").write_text("#!/bin/sh\n# git-decide hook: pre-commit\nexit 0\n")
    (hooks / "commit-msg").chmod(0o644)
    assert [name for name, how in stands(repo).items() if how == "outdated"] == [
        "pre-commit",
        "commit-msg",
    ]
    assert install.install(repo.open(), FOLDERS).changed == ("pre-commit", "commit-msg")
    assert everything(hooks) == current


def test_two_earlier_hooks_are_not_merged_by_guessing(repo: Repo) -> None:
    """With a foreign hook on both names nothing is changed."""
    foreign(repo)
    foreign(repo, f"pre-commit{BEFORE}")
    before = everything(repo.path)
    with pytest.raises(UserError, match="two earlier hooks"):
        install.install(repo.open(), FOLDERS)
    assert everything(repo.path) == before


def test_a_folder_in_the_place_of_a_hook_is_refused(repo: Repo) -> None:
    """Git wants a file there."""
    (repo.path / ".git/hooks/commit-msg").mkdir()
    with pytest.raises(UserError, match="is a folder"):
        install.install(repo.open(), FOLDERS)


def test_husky_is_told_how_instead_of_chained(repo: Repo) -> None:
    """Husky goes by file names, so its hooks cannot be renamed."""
    repo.git("config", "core.hooksPath", ".husky/_")
    repo.write(".husky/_/pre-commit", '#!/usr/bin/env sh\n. "${0%/*}/h" # husky\n')
    with pytest.raises(UserError, match="husky") as caught:
        install.install(repo.open(), FOLDERS)
    assert '.husky/commit-msg: git-decide-hook commit-msg "$@"' in caught.value.hint


def test_hooks_path_is_respected(repo: Repo, tmp_path: Path) -> None:
    """core.hooksPath decides, and what is special about it is said."""
    repo.git("config", "core.hooksPath", "tools/hooks")
    repo.commit("Start", **{"tools/hooks/README": "ours\n"})
    done = install.install(repo.open(), FOLDERS)
    assert (repo.path / "tools/hooks/commit-msg").exists()
    assert not (repo.path / ".git/hooks/commit-msg").exists()
    assert any("tracked" in notice for notice in done.notices)
    install.uninstall(repo.open())
    repo.git("config", "core.hooksPath", str(tmp_path / "everybody"))
    done = install.install(repo.open(), FOLDERS)
    assert done.folder == str(tmp_path / "everybody")
    assert any("every repository" in notice for notice in done.notices)


def test_a_linked_worktree_shares_the_hooks(repo: Repo, tmp_path: Path) -> None:
    """Installed from a linked worktree they stand in the main one."""
    repo.commit("Start")
    linked = repo.worktree(tmp_path / "linked", "side")
    install.install(linked.open(), FOLDERS)
    assert stands(repo) == stands(linked) == dict.fromkeys(HOOKS, "installed")
    assert (repo.path / ".git/git-decide/empty").is_dir()


def test_a_repository_without_a_hooks_folder(make_repo: MakeRepo) -> None:
    """The folder is made, and goes again when it is empty."""
    repo = make_repo("plain")
    shutil.rmtree(repo.path / ".git/hooks")
    install.install(repo.open(), FOLDERS)
    assert set(stands(repo).values()) == {"installed"}
    install.uninstall(repo.open())
    assert not (repo.path / ".git/hooks").exists()
    assert not (repo.path / ".git/git-decide").exists()


def test_a_bare_repository_gets_the_hook_of_a_server(make_repo: MakeRepo) -> None:
    """Nothing is committed there, and everything arrives there."""
    bare = make_repo("bare", bare=True)
    assert install.install(bare.open(), FOLDERS).changed == ("pre-receive",)
    assert stands(bare) == {"pre-receive": "installed"}
    text = (bare.path / "hooks/pre-receive").read_text()
    assert "#@include" not in text
    assert install.uninstall(bare.open()).changed == ("pre-receive",)
    assert not (bare.path / "git-decide").exists()


def test_a_failure_half_way_changes_nothing(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last hook cannot be written, the first ones are as they were."""
    foreign(repo)
    foreign(repo, "commit-msg")
    repo.write(".git/hooks/prepare-commit-msg", "#!/bin/sh\n# git-decide hook: old\n")
    before = everything(repo.path / ".git/hooks")
    real = files.write_whole

    def failing(path: str, content: bytes, mode: int | None = None) -> None:
        if path.endswith("commit-msg") and "prepare" not in path:
            raise PermissionError(13, "Permission denied", path)
        real(path, content, mode)

    monkeypatch.setattr(files, "write_whole", failing)
    with pytest.raises(UserError, match="cannot write the hooks: Permission denied"):
        install.install(repo.open(), FOLDERS)
    after = everything(repo.path / ".git/hooks")
    assert {name: content for name, (_, content) in after.items()} == {
        name: content for name, (_, content) in before.items()
    }
    assert after["pre-commit"] == before["pre-commit"]


def test_uninstalling_from_a_folder_that_cannot_be_written(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said, and nothing is half done."""
    foreign(repo)
    install.install(repo.open(), FOLDERS)

    def failing(_: str, new: str) -> None:
        raise PermissionError(13, "Permission denied", new)

    monkeypatch.setattr(files, "move", failing)
    with pytest.raises(UserError, match="Permission denied"):
        install.uninstall(repo.open())
    assert stands(repo)["pre-commit"] == "chained"


def test_under_the_pre_commit_framework_ours_is_its_legacy_hook(repo: Repo) -> None:
    """`pre-commit install` renames ours and runs it; it still counts and is kept current."""
    foreign(repo)
    install.install(repo.open(), FOLDERS)
    hooks = repo.path / ".git/hooks"
    (hooks / "pre-commit").rename(hooks / "pre-commit.legacy")
    (hooks / "pre-commit").write_text('#!/bin/sh\nexec "$0.legacy"\n')
    (hooks / "pre-commit").chmod(0o755)
    (hooks / f"pre-commit{BEFORE}").write_text("#!/bin/sh\necho earlier ran >&2\nexit 1\n")
    assert stands(repo)["pre-commit"] == "chained"
    assert install.install(repo.open(), FOLDERS).changed == ()
    repo.stage(a="1")
    assert "earlier ran" in repo.git("commit", "-m", "Try", ok=False).stderr
    install.uninstall(repo.open())
    assert (hooks / "pre-commit.legacy").read_text().startswith("#!/bin/sh\necho earlier")
    assert not (hooks / f"pre-commit{BEFORE}").exists()


def test_the_hooks_are_executable_whatever_the_umask(repo: Repo) -> None:
    """A strict umask does not take the x bit away."""
    former = os.umask(0o077)
    try:
        install.install(repo.open(), FOLDERS)
    finally:
        os.umask(former)
    assert stat.S_IMODE((repo.path / ".git/hooks/pre-commit").stat().st_mode) == 0o755

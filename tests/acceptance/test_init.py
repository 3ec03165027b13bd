"""``git decide init``: sets a repository up, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

HOOKS = ("pre-commit", "prepare-commit-msg", "commit-msg", "pre-push")


def everything(repo: Repo) -> dict[str, bytes]:
    """Return every file of the work tree and every hook, with what is in it."""
    files = [path for path in repo.path.rglob("*") if path.is_file()]
    inside = [path for path in files if ".git" not in path.parts or "hooks" in path.parts]
    return {str(path): path.read_bytes() for path in inside}


def test_writes_a_log_a_configuration_flags_and_hooks(repo: Repo) -> None:
    """One command sets up an empty repository, and says what it did and what comes next."""
    done = repo.decide("init")
    assert done.returncode == 0
    for path in ("decisions.toml", ".gitattributes", "docs/decisions/README.md"):
        assert f"Wrote {path}" in done.stdout
    assert "docs/decisions/** decision-log" in repo.read(".gitattributes")
    assert 'protect = ["main", "release/*"]' in repo.read("decisions.toml")
    assert all((repo.path / ".git/hooks" / hook).exists() for hook in HOOKS)
    assert "git add" in done.stderr
    assert repo.decide("check", "--strict").returncode == 0


def test_what_it_tells_to_type_next_works(repo: Repo) -> None:
    """The line after ``Next:`` commits what was written, through the hooks."""
    said = repo.decide("init").stderr
    line = next(each for each in said.splitlines() if each.startswith("Next: "))
    add, commit = line.removeprefix("Next: ").split(" && ")
    repo.git(*add.split()[1:])
    repo.git("commit", "-q", "-m", commit.split("'")[1])
    assert repo.out("status", "--porcelain") == ""


def test_again_changes_nothing(repo: Repo) -> None:
    """A second run finds everything done, and not one byte is different."""
    repo.decide("init")
    before = everything(repo)
    done = repo.decide("init")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Nothing to do" in done.stderr
    assert everything(repo) == before


def test_keeps_what_is_there(repo: Repo) -> None:
    """Attributes, configuration and hooks of others keep every byte."""
    repo.write(".gitattributes", b"*.png binary\r\n")
    repo.write("decisions.toml", '# ours\n[records]\ndirectory = "adr"\n')
    hook = repo.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n")
    hook.chmod(0o755)
    done = repo.decide("init")
    assert done.returncode == 0
    assert repo.read(".gitattributes").startswith("*.png binary\r\nadr/** decision-log\r\n")
    assert repo.read("decisions.toml") == '# ours\n[records]\ndirectory = "adr"\n'
    assert "which still run: pre-commit" in done.stdout
    assert (repo.path / ".git/hooks/pre-commit.before-git-decide").exists()


def test_no_hooks(repo: Repo) -> None:
    """``--no-hooks`` leaves the hooks alone."""
    assert repo.decide("init", "--no-hooks").returncode == 0
    assert not any((repo.path / ".git/hooks" / hook).exists() for hook in HOOKS)


def test_directory(repo: Repo) -> None:
    """``--directory`` is relative to the current folder, and another one later is refused."""
    (repo.path / "doc").mkdir()
    assert repo.decide("-C", "doc", "init", "--directory", "adr/").returncode == 0
    assert 'directory = "doc/adr"' in repo.read("decisions.toml")
    assert "doc/adr/** decision-log" in repo.read(".gitattributes")
    done = repo.decide("init", "--directory", "elsewhere")
    assert done.returncode == 2
    assert "doc/adr" in done.stderr
    assert repo.decide("init", "--directory", "doc/adr").returncode == 0


@pytest.mark.parametrize("directory", [".", "..", "/", "../x"])
def test_directory_must_be_a_folder_inside(repo: Repo, directory: str) -> None:
    """A log at the top or outside of the repository is refused, and nothing is written."""
    done = repo.decide("init", "--directory", directory)
    assert done.returncode == 2
    assert repo.out("status", "--porcelain") == ""


def test_protects_the_branch_that_others_build_on(repo: Repo, tmp_path: Path) -> None:
    """The protected branch is that of the remote, whichever is checked out."""
    repo.git("checkout", "-q", "-b", "trunk")
    repo.commit(a="1")
    clone = repo.clone(tmp_path / "clone")
    clone.git("checkout", "-q", "-b", "feature")
    clone.decide("init")
    assert 'protect = ["trunk", "release/*"]' in clone.read("decisions.toml")


def test_broken_configuration_is_said_and_kept(repo: Repo) -> None:
    """A configuration that cannot be read stops ``init`` before it writes anything."""
    repo.write("decisions.toml", "[records\n")
    done = repo.decide("init")
    assert done.returncode == 2
    assert "decisions.toml" in done.stderr
    assert repo.out("status", "--porcelain", "-u") == "?? decisions.toml"


def test_hooks_that_cannot_be_chained_stop_it_first(repo: Repo) -> None:
    """Where the hooks cannot go in, nothing is written, and the way without them is named."""
    repo.write(".git/hooks/pre-commit", "#!/bin/sh\n")
    repo.write(".git/hooks/pre-commit.before-git-decide", "#!/bin/sh\n")
    done = repo.decide("init")
    assert done.returncode == 2
    assert "git decide init --no-hooks" in done.stderr
    assert repo.out("status", "--porcelain") == ""


def test_symbolic_links_are_not_followed(repo: Repo, tmp_path: Path) -> None:
    """A configuration file that is a link to elsewhere is not written through."""
    (tmp_path / "elsewhere").write_text("")
    (repo.path / ".gitattributes").symlink_to(tmp_path / "elsewhere")
    done = repo.decide("init")
    assert done.returncode == 2
    assert "symbolic link" in done.stderr
    assert (tmp_path / "elsewhere").read_text() == ""
    assert not (repo.path / "decisions.toml").exists()

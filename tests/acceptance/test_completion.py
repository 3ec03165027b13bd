"""Commands are completed in real shells, behind `git decide` as behind `git-decide`."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.in_process import decide
from tests.acceptance.shells import GIT_BASH, SCRIPTS, Shell
from tests.acceptance.texts import ACCEPTED, PROPOSED

if TYPE_CHECKING:
    from tests.support import Repo

SHELLS = ("bash", "zsh", "fish")
# A name that a shell would obey if it came to stand on its line as it is.
ODD = r"0007-$(touch obeyed) it's"
LINES = {
    "show retri": "show 0042-cap-retries ",
    "show 42": "show 0042-cap-retries ",
    "list --status=acc": "list --status=accepted ",
    "check --range v": "check --range v1.0..",
    "accept ": "accept 0043-cap-once ",
}


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest) -> str:
    """Give the name of a shell that is installed here."""
    name = str(request.param)
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    return name


@pytest.fixture
def shop(repo: Repo) -> Repo:
    """Give a repository with an accepted and a proposed record, and a tag."""
    files = {
        "docs/decisions/0042-cap-retries.md": ACCEPTED,
        "docs/decisions/0043-cap-once.md": PROPOSED.replace("Cap retries at two", "Try once"),
        "src/our charge.py": "",
    }
    repo.commit("One", **files)
    repo.git("tag", "v1.0")
    return repo


def test_the_script_is_printed(shell: str, repo: Repo) -> None:
    """It is the file that travels with the package, and the shell can read it."""
    script = decide(repo, "completion", shell).stdout
    assert script == (SCRIPTS / f"git-decide.{shell}").read_text()
    done = subprocess.run([shell, "-n"], input=script, text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_command_is_completed(shell: str, shop: Repo) -> None:
    """Ids by a part of them or of their titles, values, ranges, what a verb can take, paths."""
    with Shell(shell, shop) as typing:
        for typed, expected in LINES.items():
            assert typing.completed(f"git-decide {typed}") == f"git-decide {expected}"
        assert typing.completed("git-decide check s") in (
            "git-decide check src/",
            "git-decide check src/our\\ charge.py ",  # zsh goes on where there is one way
        )
        listed = typing.listed("git-decide show 004")
    assert "0042-cap-retries" in listed
    assert "Cap retries at two (accepted)" in listed


def test_git_decide_is_completed(shell: str, shop: Repo) -> None:
    """Where git has a completion, it leaves the words behind its own to ours."""
    further = ""
    if shell == "bash":
        if not GIT_BASH.exists():
            pytest.skip("git's completion for bash is not installed")
        further = f"source {GIT_BASH}\n"
    with Shell(shell, shop, further) as typing:
        for typed, expected in LINES.items():
            assert typing.completed(f"git decide {typed}") == f"git decide {expected}"
        beside = shop.clone(shop.path.parent / "beside")
        beside.write("docs/decisions/0050-queue.md", ACCEPTED)
        asked = "git -C ../beside decide show"
        assert typing.completed(f"{asked} que") == f"{asked} 0050-queue "


def test_what_a_shell_would_obey_is_quoted(shell: str, shop: Repo) -> None:
    """The name of a file is a word on the line, whatever it is made of."""
    shop.write(f"docs/decisions/{ODD}.md", ACCEPTED)
    with Shell(shell, shop) as typing:
        line = typing.completed("git-decide show 0007")
    assert line.startswith("git-decide show ")
    words = subprocess.run(
        [shell, "-c", f"printf '%s\\n' {line.removeprefix('git-decide show ')}"],
        cwd=shop.path,
        env=shop.env,
        text=True,
        capture_output=True,
        check=False,
    )
    assert words.stdout == f"{ODD}\n"
    assert not (shop.path / "obeyed").exists()


def test_bash_keeps_what_stands_between_quotes(shop: Repo) -> None:
    """A quote that is open stays open until the word is whole; a name that acts is not offered."""
    shop.write(f"docs/decisions/{ODD}.md", ACCEPTED)
    with Shell("bash", shop) as typing:
        assert typing.completed('git-decide show "0042') == 'git-decide show "0042-cap-retries" '
        assert typing.completed('git-decide show "0007') == 'git-decide show "0007'


def test_another_shell_has_no_script(repo: Repo) -> None:
    """It is a wrong usage that names those that have one."""
    done = decide(repo, "completion", "tcsh")
    assert done.returncode == 2
    assert "fish" in done.stderr

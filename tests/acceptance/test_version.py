"""The command as such: version, help, usage, streams, colours, what goes wrong."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from git_decide import __version__
from git_decide.cli.group import VERBS
from tests.acceptance.terminal import on_terminal
from tests.acceptance.texts import ACCEPTED
from tests.support import SCRIPTS

if TYPE_CHECKING:
    from tests.support import Repo


def test_version_is_on_stdout(repo: Repo) -> None:
    """``--version`` names the release, also as a git command."""
    assert repo.decide("--version").stdout == f"git-decide {__version__}\n"
    assert repo.git("decide", "--version").stdout == f"git-decide {__version__}\n"
    assert repo.decide("--color", "never", "--version").stdout == f"git-decide {__version__}\n"


def test_module_is_the_command(repo: Repo) -> None:
    """``python -m git_decide`` is ``git-decide``."""
    argv = [sys.executable, "-m", "git_decide", "--version"]
    done = subprocess.run(argv, env=repo.env, capture_output=True, text=True, check=True)
    assert done.stdout == f"git-decide {__version__}\n"


def test_version_imports_not_even_click(repo: Repo) -> None:
    """Scripts that ask for the version do not wait for Click."""
    code = (
        "import sys; from git_decide.cli.main import main; main(['--version']);"
        "sys.exit('click' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], env=repo.env, check=False).returncode == 0


def test_help_imports_no_verb(repo: Repo) -> None:
    """The list of verbs comes from a table: none is imported for it, and nothing heavy."""
    code = (
        "import sys; before = set(sys.modules);"
        "from git_decide.cli.main import main; main(['--help']);"
        "bad = {'git', 'yaml', 'jsonschema', 'markdown_it', 'tomllib', 'subprocess'};"
        f"verbs = {[f'git_decide.cli.{verb}' for verb in VERBS]};"
        "sys.exit(bool(bad.union(verbs) & set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=repo.env, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_names_every_verb(repo: Repo, flag: str) -> None:
    """Both help flags print every verb, on standard output."""
    done = repo.decide(flag)
    assert done.returncode == 0
    assert all(f"  {verb} " in done.stdout for verb in VERBS)
    assert not done.stderr


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(repo: Repo, verb: str) -> None:
    """``VERB --help`` works outside a repository and shows a command to paste."""
    done = repo.decide(verb, "-h", env={"GIT_DIR": "/nowhere"})
    assert done.returncode == 0
    assert f"  git decide {verb}" in done.stdout
    assert "-C DIR" in done.stdout


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["lst"], "Did you mean 'list'?"),
        (["nonsense"], "There is no command 'nonsense'."),
        (["list", "--nope"], "--nope"),
        (["show"], "Missing argument 'ID'"),
        (["list", "--color", "pink"], "pink"),
        (["fragile"], "a command is missing"),
        ([], "a command is missing"),
        (["-C", "not/there", "list"], "cannot change to 'not/there': No such file or directory"),
        (["list", "-C", "not/there"], "cannot change to 'not/there'"),
    ],
)
def test_wrong_usage(repo: Repo, args: list[str], told: str) -> None:
    """Wrong usage exits 2, says what is wrong, and prints nothing on standard output."""
    done = repo.decide(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_directories_add_up_like_those_of_git(repo: Repo) -> None:
    """``-C`` works before and after the verb, and each counts from the one before."""
    repo.write("docs/decisions/0001-a.md", ACCEPTED)
    outer = repo.path.parent
    for args in (
        ["-C", "repo", "list"],
        ["list", "-C", "repo"],
        ["-C", "repo", "-C", "docs", "list", "-C", "decisions"],
        ["-C", "", "-C", "repo", "list"],
    ):
        done = subprocess.run(
            [str(SCRIPTS / "git-decide"), *args],
            cwd=outer, env=repo.env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert "0001-a" in done.stdout, done.stderr


def test_colour_only_where_it_is_wanted(repo: Repo) -> None:
    """Colours come on a terminal or when asked for; NO_COLOR and ``never`` turn them off."""
    repo.write("docs/decisions/0001-a.md", ACCEPTED)
    assert "\x1b[" not in repo.decide("list").stdout
    assert "\x1b[" in repo.decide("list", "--color", "always").stdout
    assert "\x1b[" in repo.decide("--color", "always", "list").stdout
    assert "\x1b[" in on_terminal(repo, "list")[1]
    assert "\x1b[" not in on_terminal(repo, "list", NO_COLOR="1")[1]
    assert "\x1b[" not in on_terminal(repo, "list", TERM="dumb")[1]
    assert "\x1b[" not in on_terminal(repo, "list", "--color", "never")[1]


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_closed_pipe_is_quiet(repo: Repo, unbuffered: str) -> None:
    """``git decide … | head`` ends without a word, as tools in a pipe do."""
    for number in range(1, 400):
        repo.write(f"docs/decisions/{number:04d}-a.md", ACCEPTED)
    process = subprocess.Popen(
        [str(SCRIPTS / "git-decide"), "list", "--json"],
        cwd=repo.path, env={**repo.env, "PYTHONUNBUFFERED": unbuffered},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    assert process.stderr
    process.stdout.read(10)
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 141
    assert said == b""


def test_a_fault_of_ours_is_one_message(repo: Repo) -> None:
    """An error that nobody expected exits 3 without a traceback, and with one when asked."""
    code = (
        "from git_decide.cli import group, main;"
        "group.run = lambda words: 1 / 0;"
        "raise SystemExit(main.main(['list']))"
    )
    argv = [sys.executable, "-c", code]
    done = subprocess.run(argv, env=repo.env, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "internal error: ZeroDivisionError" in done.stderr
    assert "Traceback" not in done.stderr
    env = {**repo.env, "GIT_DECIDE_DEBUG": "1"}
    done = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
    assert "Traceback" in done.stderr


def test_interruption_exits_130(repo: Repo) -> None:
    """Ctrl-C says so in a word and exits 130."""
    code = (
        "from git_decide.cli import list as verb, main;"
        "from git_decide import store;"
        "store.rules_at = lambda *_: (_ for _ in ()).throw(KeyboardInterrupt());"
        "raise SystemExit(main.main(['list']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=repo.path, env=repo.env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr.strip()) == (130, "git-decide: interrupted")


def test_no_git_on_the_path(repo: Repo) -> None:
    """Without git there is one line about that, not a traceback."""
    done = repo.decide("list", env={"PATH": "/nowhere"})
    assert done.returncode == 2
    assert "git is not on the PATH" in done.stderr

"""``git decide new`` is told once what it has to say of records that are alike."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.in_process import decide
from tests.acceptance.texts import COMPLETE
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

HEAVY = ("git", "jsonschema", "markdown_it", "yaml")
PROBE = (
    "import sys\n"
    "from git_decide.cli.main import main\n"
    "code = main(sys.argv[1:])\n"
    f"print(*[name for name in {HEAVY} if name in sys.modules])\n"
    "sys.exit(code)\n"
)
FLAGS = {
    "nothing": (),
    "a problem": ("--problem", "Polling lags by minutes."),
    "complete": COMPLETE,
    "complete, accepted": (*COMPLETE, "--status", "accepted", "--decider", "Ada (tech lead)"),
    "rejected": ("--status", "rejected", "--context", "It was asked for.", "--decider", "Bo (PM)"),
    "one side": (*COMPLETE, "--product", "Two are enough."),
    "a module that nothing is flagged as": ("--module", "payments"),
    "of markup": ("--context", "- one\n- two\n\n`three`"),
}


def told(repo: Repo, title: str, flags: tuple[str, ...]) -> tuple[str, str]:
    """Begin a record; return what is said of it, with stand-ins for its name, and its text."""
    done = decide(repo, "new", title, *flags)
    assert done.returncode == 0, done.stderr
    path = done.stdout.strip()
    stem = path.rpartition("/")[2].removesuffix(".md")
    return done.stderr.replace(stem, "ID"), repo.read(path).replace(title, "TITLE")


@pytest.mark.parametrize("flags", FLAGS.values(), ids=FLAGS.keys())
def test_what_is_said_of_the_second_is_what_is_said_of_the_first(
    repo: Repo, flags: tuple[str, ...]
) -> None:
    """What a record lacks and what to type next do not depend on how much is remembered."""
    first = told(repo, "Cap retries at two", flags)
    assert "Wrote ID" in first[0]
    assert "Next: git" in first[0]
    assert told(repo, "Use webhooks for partners", flags) == first


def test_rules_that_change_are_heard(repo: Repo) -> None:
    """A verdict holds for the roles and headings that it was found with."""
    flags = (*COMPLETE, "--kind", "product", "--decider", "Ada (PM)")
    assert "--decider" not in told(repo, "Cap retries at two", flags)[0]
    repo.write("decisions.toml", '[roles]\nproduct = ["owner"]\n')
    assert "--decider 'NAME (owner)'" in told(repo, "Cap retries at three", flags)[0]


def test_a_schema_of_the_team_is_always_asked(repo: Repo) -> None:
    """It may look at every word, so nothing is remembered."""
    told(repo, "Cap retries at two", COMPLETE)
    repo.write("team.json", '{"properties": {"title": {"pattern": "^Cap"}}}')
    repo.write("decisions.toml", '[records]\nschema = "team.json"\n')
    assert "accept it needs" not in told(repo, "Cap retries at three", COMPLETE)[0]
    assert "it needs" in told(repo, "Use webhooks for partners", COMPLETE)[0]


def test_the_second_loads_no_parser(repo: Repo, tmp_path: Path) -> None:
    """Neither YAML nor Markdown nor schemas are loaded, and git is asked five times."""

    def loaded(title: str) -> list[str]:
        argv = [sys.executable, "-c", PROBE, "new", title, "--context", f"{title} it is."]
        env = {**repo.env, "GIT_TRACE2_EVENT": str(tmp_path / title)}
        done = subprocess.run(
            argv, cwd=repo.path, env=env, capture_output=True, text=True, check=True
        )
        return done.stdout.splitlines()[1].split()

    repo.commit("Start")
    assert loaded("Cap retries at two") == ["jsonschema", "markdown_it", "yaml"]
    assert loaded("Use webhooks for partners") == []
    assert len(git_starts(tmp_path / "Use webhooks for partners")) == 5

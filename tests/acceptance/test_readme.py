"""Runs what the README shows: its commands work, and they print what it says.

After a change of words: ``python3 -m tests.acceptance.refresh_readme``.
"""

from __future__ import annotations

import re

import pytest

from tests.documents import ROOT, Block, blocks
from tests.support import Repo, call

README = ROOT / "README.md"
SETS_UP = "python3 -m pip install . && git decide demo"
TESTS = "python3 -m pip install -e '.[test]' && python3 -m pytest"


def under(heading: str, language: str) -> list[Block]:
    """Return the README's blocks of one language under one heading."""
    found = [b for b in blocks(README) if (b.heading, b.language) == (heading, language)]
    assert found
    return found


def run(repo: Repo, script: str) -> tuple[int, str]:
    """Run a script as a reader would; return its exit code and all that it printed."""
    done = call(["sh", "-e", "-c", f"exec 2>&1\n{script}"], repo.path, repo.env)
    return done.returncode, done.stdout


def see(repo: Repo, block: Block) -> str:
    """Type what a block shows after each ``$``; return the block as it would look now."""
    return "".join(f"$ {typed}\n{run(repo, typed)[1]}" for typed, _ in block.typed())


def timeless(text: str) -> str:
    """Return a text without what differs from day to day: dates and ids of commits."""
    return re.sub(r"\b[0-9a-f]{10}\b", "COMMIT", re.sub(r"\d{4}-\d\d-\d\d", "DATE", text))


def plain(repo: Repo) -> Repo:
    """Let commits be made by one person, and now, as most are."""
    for name in (
        "GIT_AUTHOR_NAME",
        "GIT_AUTHOR_EMAIL",
        "GIT_AUTHOR_DATE",
        "GIT_COMMITTER_NAME",
        "GIT_COMMITTER_EMAIL",
    ):
        del repo.env[name]
    repo.git("config", "user.name", "Ada Author")
    repo.git("config", "user.email", "ada@example.com")
    return repo


def protect(repo: Repo) -> Repo:
    """Type the README's three lines, and stage a fragile change."""
    plain(repo).commit(
        "Start", **{"src/payments/charge.py": "retries = 1\n", "src/other.py": "x\n"}
    )
    lines, _ = under("Protect your own repository", "sh")
    code, said = run(repo, lines.text)
    assert code == 0, said
    repo.stage(**{"src/payments/charge.py": "retries = 3\n"})
    return repo


@pytest.fixture
def protected(repo: Repo) -> Repo:
    """Give a repository after the README's three lines, with a fragile change staged."""
    return protect(repo)


def test_a_refusal_looks_as_pictured(protected: Repo) -> None:
    """The picture of a refusal is what the hook prints."""
    (picture,) = under("git-decide", "console")
    assert see(protected, picture) == picture.text  # to the letter


def test_the_refused_commit_passes_with_a_decision(protected: Repo) -> None:
    """Write it down, accept it, commit again: each command as written."""
    (picture,) = under("git-decide", "console")
    see(protected, picture)
    _, mend = under("Protect your own repository", "sh")
    code, said = run(protected, mend.text)
    assert code == 0, said
    assert protected.out("log", "-1", "--format=%s") == "Retry three times"


def test_later_readers_see_what_is_shown(protected: Repo) -> None:
    """What git log and a reviewer see is printed as the README has it."""
    (picture,) = under("git-decide", "console")
    see(protected, picture)
    _, mend = under("Protect your own repository", "sh")
    run(protected, mend.text)
    for block in under("Reading it later", "console"):
        assert timeless(see(protected, block)) == timeless(block.text)


def test_the_two_commands_stand_as_they_are_promised() -> None:
    """One line each, to be pasted: one sets up and plays, one sets up and tests."""
    assert [block.text.strip() for block in under("Try it", "sh")] == [SETS_UP, TESTS]


def test_the_first_command_plays_the_story(repo: Repo) -> None:
    """Once the package is installed, the demo runs as the README says."""
    code, said = run(repo, SETS_UP.partition(" && ")[2])
    assert code == 0, said
    assert "Decision:" in said


def test_the_test_command_is_run_as_it_is_written(repo: Repo) -> None:
    """.ci/run takes its test command out of the README, and runs it."""
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    (takes,) = [line for line in lines if line.startswith("command=")]
    done = call(["bash", "-c", f'{takes}; printf "%s" "$command"'], ROOT, repo.env)
    assert done.stdout == TESTS
    assert [line for line in lines if line.endswith('bash -c "$command"')]

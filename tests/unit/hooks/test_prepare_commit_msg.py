"""What prepare-commit-msg does where no script has looked before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.hooks.context import Context, context, reused
from git_decide.hooks.prepare_commit_msg import prepare_commit_msg
from tests.guarded import FOLDER, build, record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.guarded import Guarded


@pytest.fixture
def guarded(tmp_path: Path, env: dict[str, str]) -> Guarded:
    """Give a repository with a fragile change and the record for it staged."""
    made = build(tmp_path / "repo", env)
    made.change()
    made.stage(**{f"{FOLDER}/0002-new.md": record("New")})
    made.write("message", "Subject\n")
    return made


def at(repo: Guarded, **env: str) -> Context:
    """Return the context of a hook that git runs in the repository."""
    return context(str(repo.path), {**repo.env, **env})


def test_it_fills_in(guarded: Guarded) -> None:
    """A staged record that covers the module."""
    assert prepare_commit_msg(at(guarded), "message", "message") == 0
    assert guarded.read("message") == "Subject\n\nDecision: 0002-new\n"


@pytest.mark.parametrize("mark", ["rebase-merge/x", "rebase-apply/applying", "CHERRY_PICK_HEAD"])
def test_not_while_commits_are_replayed(mark: str, guarded: Guarded) -> None:
    """A rebase, a cherry-pick or an am keeps its messages."""
    guarded.write(f".git/{mark}", guarded.head())
    assert prepare_commit_msg(at(guarded), "message") == 0
    assert guarded.read("message") == "Subject\n"


def test_what_the_pre_commit_framework_passes_on(guarded: Guarded) -> None:
    """Source and commit come in variables there."""
    env = {"PRE_COMMIT_COMMIT_MSG_SOURCE": "commit", "PRE_COMMIT_COMMIT_OBJECT_NAME": "HEAD"}
    where = at(guarded, **env)
    assert not reused(where)
    assert prepare_commit_msg(where, "message") == 0
    assert guarded.read("message") == "Subject\n"
    assert reused(where)
    assert prepare_commit_msg(at(guarded), "message", "message") == 0
    assert not reused(where)


@pytest.mark.parametrize(
    ("env", "cleanup"), [({"GIT_EDITOR": ":"}, "default"), ({}, "whitespace"), ({}, "verbatim")]
)
def test_no_offer_that_would_stay(env: dict[str, str], cleanup: str, guarded: Guarded) -> None:
    """Comments that git would not strip, or nobody would see, are not written."""
    guarded.git("reset", "-q", "--", FOLDER)
    guarded.git("config", "commit.cleanup", cleanup)
    assert prepare_commit_msg(at(guarded, **env), "message") == 0
    assert guarded.read("message") == "Subject\n"


def test_the_author_without_variables(guarded: Guarded) -> None:
    """Where no variable tells who commits, git is asked."""
    env = {name: text for name, text in guarded.env.items() if not name.startswith("GIT_AUTHOR")}
    assert context(str(guarded.path), env).author == "Ada Author <ada@example.com>"
    assert at(guarded, GIT_AUTHOR_NAME="Eve").author == "Eve <ada@example.com>"

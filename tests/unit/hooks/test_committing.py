"""What the hooks of a commit say and write, each called where git would run it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.hooks.commit_msg import commit_msg
from git_decide.hooks.context import context
from git_decide.hooks.pre_commit import pre_commit
from git_decide.hooks.prepare_commit_msg import prepare_commit_msg
from tests.guarded import CHARGE, FIRST, FOLDER, RULES, WHY, build, record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from git_decide.hooks.context import Context
    from tests.guarded import Guarded

    Told = Callable[[], str]

NO_EDITOR = {"GIT_EDITOR": ":"}  # what git sets for `git commit -m`
KEPT = ".git/git-decide/REFUSED_MSG"


@pytest.fixture
def guarded(tmp_path: Path, env: dict[str, str]) -> Guarded:
    """Give a repository in which a fragile change is staged."""
    made = build(tmp_path / "repo", env)
    made.change()
    return made


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """Give what the hooks have said since it was last asked for."""
    return lambda: capsys.readouterr().err


def at(repo: Guarded, **env: str) -> Context:
    """Return the context of a hook that git runs in the repository."""
    return context(str(repo.path), {**repo.env, **env})


def judged(repo: Guarded, text: str, **env: str) -> int:
    """Hold the rule against a message, and return the exit code."""
    repo.write("message", text)
    return commit_msg(at(repo, **env), "message")


def test_a_refusal(guarded: Guarded, told: Told) -> None:
    """It says why, and how to make the commit again from the message that it keeps."""
    assert judged(guarded, "Retry\n", **NO_EDITOR) == 1
    said = told()
    for words in (WHY, CHARGE, "git decide new", FIRST, f"-F {KEPT}"):
        assert words in said
    assert guarded.read(KEPT) == "Retry\n"


@pytest.mark.parametrize(
    ("cleanup", "kept"), [("default", "Retry\n"), ("whitespace", "Retry\n\n# Seen by git\n")]
)
def test_the_message_is_kept_as_git_would(cleanup: str, kept: str, guarded: Guarded) -> None:
    """With its comments only where git keeps those, and without the link to nothing."""
    guarded.git("config", "commit.cleanup", cleanup)
    assert judged(guarded, "Retry\n\n# Seen by git\n\nDecision: 9\n") == 1
    assert guarded.read(KEPT) == kept


def test_a_message_that_cannot_be_kept(guarded: Guarded, told: Told) -> None:
    """The file that git made must do where ours cannot be written."""
    guarded.write(f"{KEPT}/in the way")
    assert judged(guarded, "Retry\n", **NO_EDITOR) == 1
    assert "-F message" in told()


def test_a_record_that_was_not_staged(guarded: Guarded, told: Told) -> None:
    """It is in the work tree: the mend adds it."""
    guarded.write(f"{FOLDER}/0002-new.md", record("New"))
    assert judged(guarded, "Retry\n\nDecision: 2\n", **NO_EDITOR) == 1
    assert f"git add -- {FOLDER}/0002-new.md" in told()


def test_an_amended_commit(guarded: Guarded, told: Told) -> None:
    """The author's date of HEAD gives it away, so that way is told as well."""
    date = guarded.out("log", "-1", "--format=@%ad", "--date=raw")
    assert judged(guarded, "Retry\n", **NO_EDITOR, GIT_AUTHOR_DATE=date) == 1
    assert "--amend" in told()


def test_a_pick_that_goes_on(guarded: Guarded, told: Told) -> None:
    """What waits behind the refused commit is not forgotten."""
    guarded.write(".git/CHERRY_PICK_HEAD", guarded.head() + "\n")
    guarded.write(".git/sequencer/todo", f"pick {guarded.head()}\n")
    assert judged(guarded, "Retry\n", **NO_EDITOR) == 1
    assert "git cherry-pick --continue" in told()


def test_what_passes_is_tidied(guarded: Guarded, told: Told) -> None:
    """Ids in full, links and skips where git sees them; a skip is told as a debt."""
    assert judged(guarded, "Retry\n\nDecision: 1\n\nAs agreed.\n", **NO_EDITOR) == 0
    assert guarded.read("message") == f"Retry\n\nAs agreed.\n\nDecision: {FIRST}\n"
    assert told() == ""
    assert judged(guarded, "Retry\n\nDecision-Skip: the pager\n", **NO_EDITOR) == 0
    assert "the pager" in told()


def test_links_without_a_subject(guarded: Guarded, told: Told) -> None:
    """Nobody typed anything above what was filled in, so the message becomes empty."""
    assert judged(guarded, f"\n\nDecision: {FIRST}\n") == 0
    assert guarded.read("message") == ""
    assert "counts as empty" in told()


def test_a_clean_merge(guarded: Guarded, told: Told) -> None:
    """Two records with one number came together: the merge passes, and is told."""
    guarded.git("reset", "-q", "--hard")
    guarded.git("branch", "topic")
    guarded.add_record("0002-ours", record("Ours"))
    guarded.git("checkout", "-q", "topic")
    guarded.add_record("0002-theirs", record("Theirs"))
    guarded.git("merge", "-q", "--no-commit", "main")
    assert judged(guarded, "Merge\n", **NO_EDITOR, GIT_REFLOG_ACTION="merge main") == 0
    assert "0002-ours" in told()


@pytest.mark.parametrize(("skip", "seen", "code"), [(1, 1, 0), (0, 1, 1), (1, 0, 1)])
def test_hopeless_before_a_message_is_typed(
    skip: bool, seen: bool, code: int, guarded: Guarded, told: Told
) -> None:
    """No record covers it, and it may not be skipped or no hook would read a message."""
    guarded.rule(RULES if skip else RULES + 'skip = "forbidden"\n')
    guarded.change("src/auth/login.py")
    if not seen:
        guarded.hook("commit-msg").unlink()
    assert pre_commit(at(guarded)) == code
    said = told()
    assert "'auth'" in said  # where it is not refused, it is announced: an editor will open
    assert ("src/auth/login.py" in said) == bool(code)


def test_a_broken_record(guarded: Guarded, told: Told) -> None:
    """It is refused for itself, and nothing is announced."""
    guarded.stage(**{f"{FOLDER}/0002-new.md": record("New").replace("(tech lead)", "")})
    assert pre_commit(at(guarded)) == 1
    assert "0002-new.md" in told()


def test_an_offer(guarded: Guarded) -> None:
    """The editor shows the records that would do, in comments; a squash keeps its links."""
    guarded.write("message", "\n# Please enter the message\n")
    assert prepare_commit_msg(at(guarded), "message") == 0
    offered = guarded.read("message")
    assert f"# Decision: {FIRST}" in offered
    assert offered.endswith("# Please enter the message\n")
    guarded.write("message", "Retry\n\nDecision: 1\n\nMore\n")
    assert prepare_commit_msg(at(guarded), "message", "squash") == 0
    assert guarded.read("message") == "Retry\n\nMore\n\nDecision: 1\n"

"""Plays the story through the real prek, with the hooks that the manifest offers."""

from __future__ import annotations

import shutil

import pytest
import yaml

from tests.documents import ROOT
from tests.guarded import CHARGE, FIRST, WHY
from tests.pushed import Pushed
from tests.support import SCRIPTS, call

PREK = shutil.which("prek", path=str(SCRIPTS)) or ""
pytestmark = pytest.mark.skipif(not PREK, reason="prek is not installed")


@pytest.fixture
def guarded(pushed: Pushed) -> Pushed:
    """Give a repository whose hooks prek runs, and none of ours; its server has none."""
    shutil.rmtree(pushed.path / ".git/hooks")
    pushed.hook("").mkdir()
    pushed.server.hook("pre-receive").unlink()
    # As a `repo:` would offer them, but out of what is installed here: nothing is fetched.
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    hooks = [{**hook, "language": "system"} for hook in offered]
    stages = sorted({stage for hook in hooks for stage in hook["stages"]})
    config = {"default_install_hook_types": stages, "repos": [{"repo": "local", "hooks": hooks}]}
    pushed.env["PREK_HOME"] = str(pushed.path.parent / "prek")
    pushed.commit("Run hooks", **{".pre-commit-config.yaml": yaml.safe_dump(config)})
    done = call([PREK, "install"], pushed.path, pushed.env)
    assert done.returncode == 0, done.stdout + done.stderr
    return pushed


def test_the_story(guarded: Pushed) -> None:
    """Committing and pushing are held to the rule, and told what would let them pass."""
    guarded.change()
    said = guarded.try_commit("-m", "Retry")
    assert not said.passed
    assert WHY in said.text
    said = guarded.try_commit("-m", "Retry", "--trailer", "Decision: 1")
    assert said.passed, said.text
    assert guarded.links() == [FIRST]
    assert guarded.push().passed
    guarded.bad()
    said = guarded.push()
    assert not said.passed
    assert CHARGE in said.text
    assert "main is protected" in said.text
    said = guarded.push("origin", "HEAD:topic")
    assert said.passed, said.text


def test_a_new_protected_branch(guarded: Pushed) -> None:
    """It is held against main, although prek tells where its new commits begin."""
    guarded.bad()
    guarded.ordinary()
    assert not guarded.push("origin", "HEAD:release/1").passed
    guarded.commit("Name the decision\n\nDecision: 1")
    assert guarded.push("origin", "HEAD:release/1").passed


def test_a_range_by_hand(guarded: Pushed) -> None:
    """What the framework is told to look at is judged as for a protected branch."""
    guarded.bad()
    argv = [PREK, "run", "--stage", "pre-push", "--from-ref", "HEAD~1", "--to-ref", "HEAD"]
    done = call(argv, guarded.path, guarded.env)
    assert done.returncode == 1
    assert CHARGE in done.stdout + done.stderr
    done = call([PREK, "run", "--stage", "pre-push", "--all-files"], guarded.path, guarded.env)
    assert done.returncode == 0, done.stdout + done.stderr

"""Plays the story through the real lefthook, with the recipe of the guide."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.documents import ROOT
from tests.guarded import CHARGE, FIRST, WHY
from tests.support import SCRIPTS, call

if TYPE_CHECKING:
    from tests.pushed import Pushed

LEFTHOOK = shutil.which("lefthook", path=str(SCRIPTS)) or ""
pytestmark = pytest.mark.skipif(not LEFTHOOK, reason="lefthook is not installed")


@pytest.fixture
def guarded(pushed: Pushed) -> Pushed:
    """Give a repository whose hooks lefthook runs, and none of ours; its server has none."""
    shutil.rmtree(pushed.path / ".git/hooks")
    pushed.hook("").mkdir()
    pushed.server.hook("pre-receive").unlink()
    guide = (ROOT / "docs/guide.md").read_text(encoding="utf-8")
    found = re.search(r"`lefthook.yml`:\n\n```yaml\n(.*?)```", guide, re.DOTALL)
    assert found
    pushed.commit("Run hooks", **{"lefthook.yml": found.group(1)})
    done = call([LEFTHOOK, "install"], pushed.path, pushed.env)
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
    said = guarded.push("origin", "HEAD:topic", "HEAD:main")
    assert not said.passed
    assert CHARGE in said.text
    assert "main is protected" in said.text
    said = guarded.push("origin", "HEAD:topic")
    assert said.passed, said.text
    assert "topic goes up" in said.text


def test_it_fills_in_the_message(guarded: Pushed) -> None:
    """prepare-commit-msg is given all that git gives it."""
    guarded.change()
    done = guarded.try_commit("-m", "Retry", env={"GIT_DECIDE_SKIP": "the pager"})
    assert done.passed, done.text
    assert guarded.skips() == ["the pager"]

"""Guarded repositories for each test, copied from some that are made once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.report_story import story
from tests.guarded import MEASURING, Guarded, build
from tests.pushed import Pushed, build_pushed
from tests.support import Repo, hermetic

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep coverage out of the processes that the test starts.

    For modules that start many and run what other tests run as well: being
    measured makes every hook and every installed command twice as slow. It
    has to be asked for ahead of the fixture `env`: by ``pytestmark``.
    """
    monkeypatch.delenv(MEASURING, raising=False)


def away(home: Path) -> dict[str, str]:
    """Return the environment of what is made once, in which nothing is measured."""
    env = hermetic(home)
    env.pop(MEASURING, None)
    return env


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Guarded:
    """Make the repository that the others are copies of, once per process.

    Its record has been read before, as in every repository that is in use.
    """
    folder = tmp_path_factory.mktemp("template")
    made = build(folder / "repo", away(folder / "home"))
    made.change()
    assert made.try_commit("-m", "Refused").code == 1
    made.git("reset", "-q", "--hard")
    (made.path / ".git/git-decide/REFUSED_MSG").unlink()
    return made


@pytest.fixture
def guarded(template: Guarded, tmp_path: Path, env: dict[str, str]) -> Guarded:
    """Give a repository with fragile payments, one accepted record and our hooks."""
    return template.copy(tmp_path / "guarded").live_in(env)


@pytest.fixture(scope="session")
def pushed_template(tmp_path_factory: pytest.TempPathFactory) -> Pushed:
    """Make a clone and its server that the others are copies of, once per process.

    Something ordinary was pushed before, so the rules are known on both sides.
    """
    folder = tmp_path_factory.mktemp("pushed")
    made = build_pushed(folder / "both", away(folder / "home"))
    made.ordinary("pushed before\n")
    assert made.push().passed
    return made


@pytest.fixture
def pushed(pushed_template: Pushed, tmp_path: Path, env: dict[str, str]) -> Pushed:
    """Give a guarded repository and the bare one that it pushes to."""
    return pushed_template.copy(tmp_path / "pushed").live_in(env)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """Make the repository with a branch to report of that the others are copies of."""
    folder = tmp_path_factory.mktemp("story")
    return story(Repo.create(folder / "repo", away(folder / "home")))


@pytest.fixture
def told(written: Repo, tmp_path: Path, env: dict[str, str]) -> Repo:
    """Give a repository with the branch that the documents show a report of."""
    shutil.copytree(written.path, tmp_path / "told")
    return Repo(tmp_path / "told", env)

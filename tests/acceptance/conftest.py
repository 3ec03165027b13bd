"""Guarded repositories for each test, copied from some that are made once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.report_story import story
from tests.guarded import Guarded, build
from tests.pushed import Pushed, build_pushed
from tests.support import Repo, hermetic

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Guarded:
    """Make the repository that the others are copies of, once per process.

    Its record has been read before, as in every repository that is in use.
    """
    folder = tmp_path_factory.mktemp("template")
    made = build(folder / "repo", hermetic(folder / "home"))
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
    made = build_pushed(folder / "both", hermetic(folder / "home"))
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
    return story(Repo.create(folder / "repo", hermetic(folder / "home")))


@pytest.fixture
def told(written: Repo, tmp_path: Path, env: dict[str, str]) -> Repo:
    """Give a repository with the branch that the documents show a report of."""
    shutil.copytree(written.path, tmp_path / "told")
    return Repo(tmp_path / "told", env)

"""A guarded repository for each test, copied from one that is made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.guarded import Guarded, build
from tests.support import hermetic

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
    made = template.copy(tmp_path / "guarded")
    made.env = dict(env)
    return made

"""What every test may ask for: an environment without foreign configuration, a repository."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import HealthCheck, settings

from tests import ready
from tests.support import Repo, hermetic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Starting git takes milliseconds that vary with the machine, so no deadline; a repository
# that examples share is meant to be shared.
settings.register_profile(
    "git-decide",
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# In CI the examples are the same in every run, so that coverage, too, is a fact and no luck.
settings.register_profile("ci", settings.get_profile("git-decide"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "git-decide")


class MakeRepo(Protocol):
    """Makes a further repository: ``make_repo("other", object_format="sha256")``."""

    def __call__(self, name: str = ..., object_format: str = ..., bare: bool = ...) -> Repo:
        """Return the repository that was made in the folder `name`."""


@pytest.fixture(scope="session", autouse=True)
def _nothing_stays_ready() -> Iterator[None]:
    """Let what runs the commands end before coverage is put together."""
    yield
    ready.close()


@pytest.fixture
def env(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Give the hermetic environment, which is that of the test process as well."""
    home = tmp_path / "home"
    home.mkdir()
    made = hermetic(home)
    for name in set(os.environ) - set(made):
        monkeypatch.delenv(name)
    for name, text in made.items():
        monkeypatch.setenv(name, text)
    return made


@pytest.fixture
def make_repo(tmp_path: Path, env: dict[str, str]) -> MakeRepo:
    """Give a maker of repositories, each in a folder of its own beside the others."""

    def make(name: str = "other", object_format: str = "sha1", bare: bool = False) -> Repo:
        return Repo.create(tmp_path / name, env, object_format, bare)

    return make


@pytest.fixture
def repo(make_repo: MakeRepo) -> Repo:
    """Give a repository with an unborn branch ``main``."""
    return make_repo("repo")

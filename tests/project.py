"""Copies this project into a repository of a test."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.documents import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.support import Repo


# What the project is installed from.
PACKAGED = (
    "src",
    "completions",
    "hooks",
    "schemas",
    "docs",
    "pyproject.toml",
    "README.md",
    "LICENSE",
)


def copied(repo: Repo, names: Iterable[str]) -> Repo:
    """Commit these files and folders of the project to the repository."""
    for name in names:
        source, target = ROOT / name, repo.path / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    repo.git("add", "--all")
    repo.commit("The project")
    return repo

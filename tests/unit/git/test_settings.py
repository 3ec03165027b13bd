"""The settings that decide how a message is read are git's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.git import settings

if TYPE_CHECKING:
    from tests.support import Repo


def test_what_starts_a_comment(repo: Repo) -> None:
    """The newer name of the setting wins over the older one; unset it is a hash."""
    assert settings.comment_setting(repo.open()) == "#"
    repo.git("config", "core.commentChar", ";")
    assert settings.comment_setting(repo.open()) == ";"
    repo.git("config", "core.commentString", "//")
    assert settings.comment_setting(repo.open()) == "//"


@pytest.mark.parametrize(
    ("cleanup", "strips"),
    [
        ("default", True),
        ("strip", True),
        ("whitespace", False),
        ("scissors", False),
        ("verbatim", False),
    ],
)
def test_whether_comments_are_stripped(cleanup: str, strips: bool, repo: Repo) -> None:
    """Only two ways of cleaning up take comments out."""
    assert settings.strips_comments(repo.open())
    repo.git("config", "commit.cleanup", cleanup)
    assert settings.strips_comments(repo.open()) == strips


def test_the_hooks_folder(repo: Repo) -> None:
    """It is absolute, and core.hooksPath decides."""
    assert settings.hooks_folder(repo.open()) == str(repo.path / ".git/hooks")
    repo.git("config", "core.hooksPath", "tools/hooks")
    assert settings.hooks_folder(repo.open()) == str(repo.path / "tools/hooks")
    repo.git("config", "core.hooksPath", "~/hooks")
    assert settings.hooks_folder(repo.open()) == f"{repo.env['HOME']}/hooks"

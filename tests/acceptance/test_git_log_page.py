"""What docs/git-log.md shows is what git prints, without this tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.acceptance.refresh_git_log import PAGE, commands, current

if TYPE_CHECKING:
    from tests.support import Repo


def test_the_page_shows_what_git_prints(repo: Repo) -> None:
    """Each command of the page, run in the story's repository, prints what stands below it."""
    repo.env["PATH"] = repo.env["PATH"].partition(":")[2]  # without the folder of this tool
    assert current(repo) == PAGE.read_text(encoding="utf-8")


def test_a_command_that_goes_on_is_read_as_one() -> None:
    """Output is told from what is typed, also where that takes several lines."""
    block = "$ git log \\\n    -1\nx\n$ git grep a |\n    cat\n$ git tag\n  y\n"
    assert list(commands(block)) == [
        "$ git log \\\n    -1\n",
        "$ git grep a |\n    cat\n",
        "$ git tag\n",
    ]

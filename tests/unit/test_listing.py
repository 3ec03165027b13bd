"""Which files of a log are records, as far as only their neighbours can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.git.repository import open_repository
from git_decide.listing import INDEX, WORKTREE, listed, names_here
from git_decide.policy.model import RecordsPolicy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.support import Repo


def _ids(repo: Repo, env: Mapping[str, str], where: str, **logs: str) -> list[str]:
    records = RecordsPolicy(directory="adr", logs=tuple(logs.items()))
    found = listed(open_repository(str(repo.path), env), records, where)
    return [entry.name.qualified for entry in found]


@pytest.mark.parametrize("where", [WORKTREE, INDEX])
def test_a_decision_with_a_folder_is_its_page(
    repo: Repo, env: Mapping[str, str], where: str
) -> None:
    """What lies beside the page, at any depth, belongs to the decision and is no record."""
    for path in ("README.md", "0001-css/README.md", "0001-css/notes.md", "0001-css/more/0002-x.md",
                 "use-sql/index.md", "use-sql/img/README.md", "0003-plain.md"):  # fmt: skip
        repo.write(f"adr/{path}", "# x\n")
    repo.git("add", "-A")
    assert _ids(repo, env, where) == ["0001-css", "0003-plain", "use-sql"]


def test_the_page_of_a_category_is_no_record(repo: Repo, env: Mapping[str, str]) -> None:
    """A folder that holds records of its own is a category, and its page is about them."""
    for path in ("backend/README.md", "backend/0001-x.md", "web/ui/README.md", "web/ui/0002-y.rst"):
        repo.write(f"adr/{path}", "# x\n")
    assert _ids(repo, env, WORKTREE) == ["0001-x", "0002-y"]


def test_of_two_pages_one_counts(repo: Repo, env: Mapping[str, str]) -> None:
    """A link README.md beside index.md makes no second record and hides none."""
    repo.write("adr/css/index.md", "# x\n")
    (repo.path / "adr/css/README.md").symlink_to("index.md")
    records = RecordsPolicy(directory="adr")
    [entry] = listed(open_repository(str(repo.path), env), records, WORKTREE)
    assert (entry.name.id, entry.name.path) == ("css", "adr/css/index.md")


def test_a_nested_log_keeps_its_records(repo: Repo, env: Mapping[str, str]) -> None:
    """A record is in the innermost log that holds it."""
    repo.write("adr/0001-x.md", "# x\n")
    repo.write("adr/web/0001-y.md", "# y\n")
    assert _ids(repo, env, WORKTREE, web="adr/web") == ["0001-x", "web/0001-y"]


def test_what_is_here_is_in_the_work_tree_or_only_in_the_index(
    repo: Repo, env: Mapping[str, str]
) -> None:
    """A record that is in both is told once, one that was deleted after staging is told, too."""
    repo.stage(**{"adr/0001-a.md": "", "adr/0002-b/README.md": "", "adr/0003-gone.md": ""})
    (repo.path / "adr/0003-gone.md").unlink()
    repo.write("adr/0004-new.md", "")
    records = RecordsPolicy(directory="adr")
    found = names_here(open_repository(str(repo.path), env), records)
    assert sorted(name.id for name in found) == ["0001-a", "0002-b", "0003-gone", "0004-new"]

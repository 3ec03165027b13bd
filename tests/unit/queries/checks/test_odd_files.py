"""No file and no path in a record keeps a check from being made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide import store
from git_decide.git import checkout
from git_decide.queries.checks import checking
from git_decide.store import WORKTREE
from tests.unit.queries.logs import LOG, record, write

if TYPE_CHECKING:
    from git_decide.git.repository import Repository
    from tests.support import Repo

ONE, TWO = f"{LOG}0001-a.md", f"{LOG}0002-b.md"


def told(repo: Repo) -> list[tuple[str, str]]:
    """Return path and code of each finding in the files."""
    return [(found.path, found.code) for found in checking.check(repo.open(), WORKTREE).findings]


def test_a_file_that_may_not_be_read(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told, and the records beside it are read."""
    write(repo, {"0001-a": record(), "0002-b": record(status="banana")})
    content = checkout.content

    def refuse(opened: Repository, path: str, limit: int = -1) -> bytes | None:
        if path == ONE:
            raise PermissionError(13, "Permission denied", path)
        return content(opened, path, limit)

    monkeypatch.setattr(checkout, "content", refuse)
    assert told(repo) == [(ONE, "record-unreadable"), (TWO, "unknown-status")]
    opened = repo.open()
    log = store.log(opened, store.rules_at(opened, WORKTREE), WORKTREE)
    assert [bool(stored.reading.record) for stored in log] == [False, True]


@pytest.mark.parametrize("path", ["a%00.md", "a" * 300 + ".md", "loop/x.md"])
def test_links_to_what_no_file_can_be(repo: Repo, path: str) -> None:
    """They lead nowhere, and that is all."""
    write(repo, {"0001-a": record(text=f"See [it]({path}).\n")})
    (repo.path / LOG / "loop").symlink_to("loop")
    assert told(repo) == [(ONE, "broken-link")]


def test_a_number_of_many_digits(repo: Repo) -> None:
    """It is a text like any other, wherever it stands."""
    digits = "7" * 5000
    items = f"{digits}. one\n{digits}. two\n"
    write(
        repo,
        {
            "0001-a": record(digits, f"{items}\n[x]({digits}.md) ADR-{digits} #{digits}\n"),
            "docs/decisions/0002-b.rst": f"{digits}. B\n======\n\n:Status: accepted\n\n{items}",
            "docs/decisions/0003-c.adoc": f"= {digits}. C\n:status: accepted\n\n{items}",
        },
    )
    assert {path for path, _ in told(repo)} <= {ONE, f"{LOG}0002-b.rst", f"{LOG}0003-c.adoc"}

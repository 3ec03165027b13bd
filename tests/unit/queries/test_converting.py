"""What a conversion calls the records, and which links it mends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide import store
from git_decide.queries.converting import tasks, with_links

if TYPE_CHECKING:
    from tests.support import Repo

TEXT = "# A title\n\n## Status\n\nAccepted\n\n## Context\n\nC.\n\n## Decision\n\nD.\n"


def paths(repo: Repo, *names: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return where these files of the log go, and the ids that they had."""
    for name in names:
        repo.write(f"docs/decisions/{name}", TEXT)
    opened = repo.open()
    log = store.log(opened, store.rules_at(opened, store.WORKTREE), store.WORKTREE)
    todo = tasks(opened, log, log, "madr")
    return [(task.path.removeprefix("docs/decisions/"), task.aliases) for task in todo.tasks]


@pytest.mark.parametrize(
    ("name", "path", "former"),
    [
        ("0042-use-it.md", "0042-use-it.md", ()),
        ("00042-use-it.md", "00042-use-it.md", ()),
        ("0034a-use-it.md", "0034a-use-it.md", ()),
        ("ADR-012-Use_It.md", "0012-use-it.md", ("ADR-012-Use_It",)),
        ("adr-07.md", "0007-a-title.md", ("adr-07",)),
        ("7-use-it.md", "0007-use-it.md", ("7-use-it",)),
        ("#8 use it + more.md", "0008-use-it-more.md", ("#8 use it + more",)),
        ("0009-use-it.md.md", "0009-use-it.md", ()),
        ("0010-use-it.markdown", "0010-use-it.md", ()),
        ("2020-01-31-use-it.md", "2020-01-31-use-it.md", ()),
        ("20200131-use-it.md", "20200131-use-it.md", ()),
        ("use-it.md", "use-it.md", ()),
        ("0011-use-it/README.md", "0011-use-it/README.md", ()),
    ],
)
def test_names(repo: Repo, name: str, path: str, former: tuple[str, ...]) -> None:
    """A record with a number is named NNNN-slug.md; any other keeps its name."""
    assert paths(repo, name) == [(path, former)]


def test_a_name_that_is_taken(repo: Repo) -> None:
    """Who comes second keeps the name it has, whatever the case."""
    found = paths(repo, "ADR-1-a.md", "1-A.md")
    assert sorted(path for path, _ in found) == ["0001-a.md", "ADR-1-a.md"]


def test_another_file_that_has_the_name(repo: Repo) -> None:
    """It is not overwritten: the record keeps its ending."""
    repo.write("docs/decisions/0001-a.md", "---\nstatus: accepted\n---\n# A\n")
    assert ("0001-a.rst", ()) in paths(repo, "0001-a.rst")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[x](ADR-1_A.md)", "[x](0001-a.md)"),
        ("[x](./ADR-1_A.md#part)", "[x](./0001-a.md#part)"),
        (
            "[x](../decisions/ADR-1_A.md) and [y](ADR-1_A.md)",
            "[x](../decisions/0001-a.md) and [y](0001-a.md)",
        ),
        ("[ADR-1_A.md](other.md)", "[ADR-1_A.md](other.md)"),
        ("`[x](ADR-1_A.md)`", "`[x](ADR-1_A.md)`"),
        ("[x]: ADR-1_A.md", "[x]: 0001-a.md"),
    ],
)
def test_links(before: str, after: str) -> None:
    """Only links that lead to what was moved change, and only in the file's name."""
    moves = {"docs/decisions/ADR-1_A.md": "docs/decisions/0001-a.md"}
    text = f"{TEXT}\n{{}}\n"
    made = with_links(text.format(before).encode(), "docs/decisions/0002-b.md", moves)
    assert made.decode() == text.format(after)

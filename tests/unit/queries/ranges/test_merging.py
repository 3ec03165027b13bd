"""What a merge may hold of its own is told without making it once more, and nothing is missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.git import history
from git_decide.queries.ranges.merging import contested

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import MakeRepo
    from tests.support import Repo

NUMBERS = "".join(f"{number}\n" for number in range(40))


def _merged(
    make_repo: MakeRepo, topic: Callable[[Repo], None], main: Callable[[Repo], None], *how: str
) -> frozenset[bytes] | None:
    """Return what is contested of one merge of a topic, of which both sides found the same."""
    repo = make_repo()
    for path in ("a", "b", "d/x", "d/y"):
        repo.stage(**{path: NUMBERS})
    base = repo.commit("Start")
    repo.git("checkout", "-q", "-b", "topic")
    topic(repo)
    repo.git("add", "-A")
    repo.commit("Topic")
    repo.git("checkout", "-q", "main")
    main(repo)
    repo.git("add", "-A")
    repo.commit("Main")
    repo.git("merge", "-q", "--no-ff", "--no-commit", *how, "topic", ok=False)
    repo.git("add", "-A")
    tip = repo.commit("Merge")
    opened = repo.open()
    steps = history.walk(opened, tip, [base])
    found = contested(opened, steps, base)[tip]
    own = history.remerged(opened, [steps[-1].commit])[tip]
    if found is not None:
        assert {entry.path.encode() for entry in own} <= found
    return found


def _change(path: str, line: int = 0) -> Callable[[Repo], None]:
    def change(repo: Repo) -> None:
        lines = NUMBERS.splitlines()
        lines[line] = "changed"
        repo.write(path, "\n".join(lines) + "\n")

    return change


def _move(old: str, new: str) -> Callable[[Repo], None]:
    def move(repo: Repo) -> None:
        (repo.path / new).parent.mkdir(exist_ok=True)
        repo.git("mv", old, new)

    return move


def _add(path: str) -> Callable[[Repo], None]:
    return lambda repo: repo.stage(**{path: "new\n"})


@pytest.mark.parametrize("topic", [_change("a"), _add("d/new")])
def test_sides_apart(make_repo: MakeRepo, topic: Callable[[Repo], None]) -> None:
    """Where each side changed another file, there is nothing to ask git."""
    assert _merged(make_repo, topic, _change("b")) == frozenset()


def test_both_changed(make_repo: MakeRepo) -> None:
    """A file that both changed is looked at, though git merged it by itself."""
    assert _merged(make_repo, _change("a"), _change("a", 39)) == frozenset({b"a"})


def test_side_dropped(make_repo: MakeRepo) -> None:
    """What a merge dropped of its second parent is seen."""
    assert _merged(make_repo, _change("a"), _change("b"), "-s", "ours") == frozenset({b"a"})


@pytest.mark.parametrize(
    ("topic", "main"),
    [
        (_move("a", "moved"), _change("a", 20)),
        (_change("a", 20), _move("a", "moved")),
        (_move("a", "one"), _move("a", "two")),
        (_move("d", "e"), _add("d/new")),
        (_add("d/new"), _move("d", "e")),
    ],
)
def test_renames(
    make_repo: MakeRepo, topic: Callable[[Repo], None], main: Callable[[Repo], None]
) -> None:
    """Where one side renamed what the other one changed, only git can tell."""
    assert _merged(make_repo, topic, main) is None

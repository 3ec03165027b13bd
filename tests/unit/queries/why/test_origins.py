"""Lines are followed to what wrote them, and what stood before is asked of the right file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from git_decide.git.blame import Wanted
from git_decide.queries.why.origins import earlier, origins

if TYPE_CHECKING:
    from tests.support import Repo


def _block(word: str) -> str:
    return "".join(f"    {word}_{at}(with_a_rather_long_argument)\n" for at in range(6))


def test_two_files_of_one_commit(repo: Repo) -> None:
    """What a commit made a line from is asked of the line's own file there."""
    first = repo.commit("One", step=_block("step"), walk=_block("walk"))
    changed = {name: _block(name).replace("_3(", "_three(") for name in ("step", "walk")}
    second = repo.commit("Two", **changed)
    repo.git("rm", "-q", "step", "walk")
    repo.commit("Three", both="".join(changed.values()))
    opened = repo.open()
    known = origins(opened, Wanted("both"), frozenset())
    assert {each.line.commit for each in known.lines} == {first, second}
    before = [
        line for told in earlier(opened, known, [second], frozenset(), 1) for line in told.lines
    ]
    assert [(line.path, line.number, line.commit) for line in before] == [
        ("step", 4, first),
        ("walk", 4, first),
    ]

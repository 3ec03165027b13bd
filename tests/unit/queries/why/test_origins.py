"""Lines are followed to what wrote them, and what stood before is asked of the right file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from git_decide.git.blame import Wanted
from git_decide.queries.why.origins import earlier, origins
from tests.support import Repo, git_starts

if TYPE_CHECKING:
    from pathlib import Path


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


@pytest.mark.parametrize("processors", [1, 2])
def test_lines_of_a_new_file(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processors: int
) -> None:
    """What was copied into it is followed, what is new is its own: looked for in either way."""
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    first = repo.commit("One", old=_block("step"), other="    run_2(as_it_is_called)\n")
    repo.commit("Two", other="x\n")
    written = "    run_2(as_it_is_called)\n    call_me(by_a_new_name)\n"
    second = repo.commit("Three", new=_block("step") + written)
    for number, commit in ((2, first), (7, second), (8, second)):
        trace = tmp_path / f"{number}"
        opened = repo.open(GIT_TRACE2_EVENT=str(trace))
        found = origins(opened, Wanted("new", "", number, number), frozenset())
        assert [line.line.commit for line in found.lines] == [commit]
        assert found.lines[0].moves == ((second,) if commit == first else ())
        # The first one only opens the repository.
        verbs = [next(word for word in argv if word in VERBS) for argv in git_starts(trace)]
        assert verbs[1:] == _asked(processors, followed=commit == first)


VERBS = ("blame", "rev-parse", "grep")


def _asked(processors: int, *, followed: bool) -> list[str]:
    look = ["rev-parse", "grep"] if processors > 1 else ["blame"]
    if not followed:
        return ["blame", *look]
    back = ["blame"] if processors > 1 else []  # the commit that has it, since it may have moved it
    # Then where it was before, and whether a first commit had it from elsewhere.
    return ["blame", *look, *back, "blame", *(["rev-parse"] if processors > 1 else ["blame"])]

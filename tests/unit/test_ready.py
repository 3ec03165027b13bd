"""What runs most of the tests' command lines stands in for the installed command."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from tempfile import TemporaryFile
from threading import Event
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from tests.ready import Measured, ready
from tests.support import Repo

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import MakeRepo


@pytest.mark.parametrize(
    "arguments",
    [["list"], ["new"], ["show", "1"], ["--version"], ["accept", "--help"], ["list", "\udcff"]],
    ids=str,
)
def test_it_answers_like_the_installed_command(repo: Repo, arguments: list[str]) -> None:
    """The same exit code and the same words on either stream."""
    repo.write("docs/decisions/0001-é.md", "# \x1b[31mÜ\n")
    ready, installed = repo.decide(*arguments), repo.installed(*arguments)
    assert (ready.returncode, ready.stdout, ready.stderr) == (
        installed.returncode,
        installed.stdout,
        installed.stderr,
    )


def test_each_command_line_has_its_own_folder_and_environment(
    repo: Repo, tmp_path: Path, env: dict[str, str]
) -> None:
    """What one command line is given is not there for the next, nor for the test."""
    before = (os.getcwd(), dict(os.environ))
    repo.write("docs/decisions/0001-a.md", "# A\n")
    trace = tmp_path / "trace"
    assert repo.decide("list", env={"GIT_TRACE2_EVENT": str(trace)}).returncode == 0
    length = len(trace.read_bytes())
    assert length > 0
    assert repo.decide("list").returncode == 0
    assert Repo(tmp_path, env).decide("list").returncode == 2
    assert len(trace.read_bytes()) == length
    assert (os.getcwd(), dict(os.environ)) == before


def test_nothing_is_remembered_in_memory(repo: Repo) -> None:
    """A command line sees the files as they are, whatever an earlier one read."""
    for title in ("A", "B"):
        repo.write("docs/decisions/0001-a.md", f"# {title}\n")
        listed = json.loads(repo.decide("list", "--json").stdout)
        assert [record["title"] for record in listed["records"]] == [title]


def test_many_threads_may_ask_at_once(make_repo: MakeRepo) -> None:
    """Each gets the answer to its own command line."""
    repos = [make_repo(f"repo-{number}") for number in range(8)]
    for number, repo in enumerate(repos):
        repo.write("docs/decisions/0001-a.md", f"# Title {number}\n")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda repo: repo.decide("list").stdout, repos))
    for number, answer in enumerate(answers):
        assert f"Title {number}" in answer


def test_threads_that_ask_first_share_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many ask before it has started, one is started, and none is left over."""

    class Slow:
        def __init__(self) -> None:
            made.append(self)
            sleeping.wait(0.05)

    made: list[Slow] = []
    sleeping = Event()
    monkeypatch.setattr("tests.ready._started", cache(Slow))
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda _: ready(), range(8)))
    assert len(made) == len(answers) == 1


def test_what_is_known_to_have_run_is_not_saved_again() -> None:
    """A copy saves what has run as soon as one thing of it is new, and tells the others."""
    saved: list[dict[str, set[int]]] = []
    ran: dict[str, set[int]] = {}
    measuring: Any = SimpleNamespace(
        _collector=SimpleNamespace(data=ran), stop=lambda: None, save=lambda: saved.append({**ran})
    )
    rounds = [{"a": {1, 2}}, {"a": {2}}, {"a": {1}, "b": {1}}, {"b": {1}}, {}, {"b": {1, 3}}]
    with TemporaryFile("a+b", buffering=0) as told:
        measured = Measured(measuring, told)
        for each in rounds:
            ran.clear()
            ran.update(each)
            measured.save()
            measured.learn()
    assert saved == [rounds[0], rounds[2], rounds[5]]

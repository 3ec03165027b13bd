"""A long answer on a terminal goes to git's pager; everything else comes as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.cli.frame import Frame
from tests.acceptance.in_process import decide
from tests.acceptance.screen import on_screen
from tests.acceptance.terminal import on_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

LISTING = ("fragile", "list")


@pytest.fixture
def paged(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the file that the pager writes to, in a repository with ten fragile modules."""
    flags = "".join(f"src/{name}/** fragile={name}\n" for name in "abcdefghij")
    repo.commit("Flag", **{".gitattributes": flags})
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("GIT_PAGER", "cat > paged")
    return repo.path / "paged"


def test_more_than_a_screen_goes_to_the_pager(repo: Repo, paged: Path) -> None:
    """All of it and nothing else, coloured as on the terminal."""
    assert on_screen(repo, *LISTING, rows=10) == ("", "")
    assert paged.read_text() == decide(repo, *LISTING, "--color", "always").stdout


@pytest.mark.parametrize("args", [("--no-pager", *LISTING), (*LISTING, "--no-pager")])
def test_no_pager(repo: Repo, paged: Path, args: tuple[str, ...]) -> None:
    """The option stands before or behind the verb."""
    shown, _ = on_screen(repo, *args, rows=10)
    assert shown == decide(repo, *LISTING, "--color", "always").stdout
    assert not paged.exists()


def test_what_fits_on_the_screen_needs_no_pager(repo: Repo, paged: Path) -> None:
    """A line that wraps takes as many lines as it takes; the prompt has to fit as well."""
    text = decide(repo, *LISTING).stdout
    lines = text.splitlines()
    assert on_screen(repo, *LISTING, rows=len(lines) + 1)[0]
    assert not paged.exists()
    assert not on_screen(repo, *LISTING, rows=len(lines))[0]
    paged.unlink()
    narrow = max(map(len, lines)) - 1
    assert not on_screen(repo, *LISTING, rows=len(lines) + 1, columns=narrow)[0]
    assert paged.exists()


@pytest.mark.parametrize(
    ("name", "text"), [("TERM", "dumb"), ("GIT_PAGER", "cat"), ("GIT_PAGER", "")]
)
def test_a_terminal_that_can_do_nothing_gets_all_of_it(
    repo: Repo, paged: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    """So does one whose owner wants no pager."""
    monkeypatch.setenv(name, text)
    assert on_screen(repo, *LISTING, "--color", "never", rows=5)[0] == decide(repo, *LISTING).stdout
    assert not paged.exists()


def test_a_pager_that_is_not_there(
    repo: Repo, paged: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The shell says so, and the answer comes without it."""
    monkeypatch.setenv("GIT_PAGER", "no-such-pager")
    shown, _ = on_screen(repo, *LISTING, "--color", "never", rows=5)
    assert shown == decide(repo, *LISTING).stdout
    assert "no-such-pager" in capfd.readouterr().err
    assert not paged.exists()


def test_a_pipe_gets_no_pager(repo: Repo, paged: Path) -> None:
    """Whatever is read by a program comes as it is."""
    assert decide(repo, *LISTING).stdout.count("\n") > 24
    assert not paged.exists()


def test_git_may_have_started_the_pager(
    repo: Repo, paged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind ``git -p decide`` standard output ends in a pager on a terminal: colours stay."""
    monkeypatch.setenv("GIT_PAGER_IN_USE", "true")
    assert decide(repo, *LISTING).stdout == decide(repo, *LISTING, "--color", "always").stdout
    in_pager = {"GIT_PAGER_IN_USE": "1", "COLUMNS": "30"}
    assert [Frame(in_pager).columns(), Frame({"COLUMNS": "30"}).columns()] == [30, 0]
    assert not paged.exists()


def test_links_reach_only_a_pager_that_shows_them(
    repo: Repo, paged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For others they are taken out: they would stand in the text as what they are."""
    assert decide(repo, "new", "Use webhooks", "--status", "proposed").returncode == 0
    linked = ("show", "1", "--hyperlinks", "always")
    assert "\x1b]8;;file://" in decide(repo, *linked).stdout
    on_screen(repo, *linked, rows=5)
    assert "Use webhooks" in paged.read_text()
    assert "\x1b]8;" not in paged.read_text()
    less = repo.write("less", '#!/bin/sh\n[ "$1" = --version ] && echo less 600 || cat > paged\n')
    less.chmod(0o755)
    monkeypatch.setenv("GIT_PAGER", "./less")
    on_screen(repo, *linked, rows=5)
    assert "\x1b]8;;file://" in paged.read_text()


def test_the_pager_has_the_terminal(repo: Repo, paged: Path) -> None:
    """What it writes is what is seen, and one that ends early ends the command quietly."""
    seen = on_terminal(repo, *LISTING, GIT_PAGER="head -n 1; echo END", NO_COLOR="1")
    assert seen == (0, f"{decide(repo, *LISTING).stdout.splitlines()[0]}\nEND\n")
    assert not paged.exists()

"""A line is only called new where no file before the commit has it, whatever is configured."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from git_decide.git.copying import Looked, begin, is_new, tells
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

LINE = "    total = first + second"


def new(repo: Repo, text: str, commit: str = "HEAD") -> bool:
    """Return whether a line of a commit is new there."""
    opened = repo.open()
    return is_new(opened, begin(opened, repo.out("rev-parse", commit), text))


def test_the_very_line(repo: Repo) -> None:
    """A part of a line, another indent and another case are other lines."""
    repo.commit("One", a=f"x\n{LINE}\ny\n", b=f"{LINE.strip()}\nrest of it, all\n")
    repo.commit("Two", c="z\n")
    assert not new(repo, LINE)
    assert not new(repo, LINE.strip())
    for other in (LINE[:-1], f" {LINE}", LINE.upper(), "rest of it", "-e rest", "to.al = first"):
        assert new(repo, other), other


def test_what_the_commit_itself_wrote_does_not_count(repo: Repo) -> None:
    """Only the parents are looked at; a first commit has none, and copied nothing."""
    repo.commit("One", a=f"{LINE}\n")
    assert new(repo, LINE)
    repo.commit("Two", a=f"{LINE}\n", b=f"{LINE}\n")
    assert not new(repo, LINE)


def test_every_parent_is_looked_at(repo: Repo) -> None:
    """A merge may have a line from either side."""
    repo.commit("Begin", a="x\n")
    repo.git("checkout", "-qb", "side")
    repo.commit("Side", b=f"{LINE}\n")
    repo.git("checkout", "-q", "main")
    repo.commit("Main", c="y\n")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    assert not new(repo, LINE)
    assert new(repo, LINE, "HEAD^1")


def test_files_of_every_kind(repo: Repo) -> None:
    """Binary files, those that attributes call so, line ends of two kinds, no last end."""
    files: dict[str, str | bytes] = {
        ".gitattributes": "*.dat binary\n",
        "a.bin": b"\0\n" + LINE.encode() + b"\n",
        "d/b.dat": "another line of it\n",
        "crlf": "of two kinds\r\n",
        "last": "x\nthe last one",
    }
    repo.commit("One", **files)
    repo.commit("Two", z="z\n")
    for line in (LINE, "another line of it", "of two kinds\r", "the last one"):
        assert not new(repo, line), line
    assert new(repo, "of two kinds")


@pytest.mark.parametrize(
    "setting",
    ["grep.lineNumber", "grep.column", "grep.fullName", "color.ui", "submodule.recurse"],
)
def test_settings_change_nothing(repo: Repo, setting: str) -> None:
    """Whatever git is told to print beside a line, the line is found."""
    repo.commit("One", a=f"{LINE}\n")
    repo.commit("Two", b="x\n")
    repo.git("config", setting, "always" if setting == "color.ui" else "true")
    repo.git("config", "grep.patternType", "perl")
    assert not new(repo, LINE)
    assert new(repo, "    t.tal = first + second")


def test_where_git_cannot_tell(repo: Repo) -> None:
    """What cannot be looked for is never called new."""
    repo.commit("One", a="x\n")
    assert not is_new(repo.open(), Looked(("f" * 40,), LINE))


def test_what_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that says something, in plain letters, where git reads with two processors."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert tells("    return x")
    for other in (
        "    }",
        "  x = 1",
        "",
        "caf\N{LATIN SMALL LETTER E WITH ACUTE} closes",
        "a\0bcdefg",
    ):
        assert not tells(other), other
    for processors in (1, None):
        monkeypatch.setattr(os, "cpu_count", lambda processors=processors: processors)
        assert not tells("    return x")


def test_processes(repo: Repo, tmp_path: Path) -> None:
    """One for the parents, and one for all of their files; the first one opens the repository."""
    repo.commit("One", **{f"f{number}": "x\n" for number in range(9)})
    head = repo.commit("Two", b="x\n")
    opened = repo.open(GIT_TRACE2_EVENT=str(tmp_path / "trace"))
    assert is_new(opened, begin(opened, head, LINE))
    assert len(git_starts(tmp_path / "trace")[1:]) == 2

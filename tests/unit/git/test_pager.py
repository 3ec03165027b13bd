"""The pager is the one that git would start, and is told what git would tell it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from git_decide.git.pager import pager, show, shows_links

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.support import Repo


@pytest.mark.parametrize(
    ("config", "environ", "expected"),
    [
        ({}, {"PAGER": "most"}, "most"),
        ({"core.pager": "less -S"}, {"PAGER": "most"}, "less -S"),
        ({"core.pager": "less -S"}, {"GIT_PAGER": "more"}, "more"),
        ({"core.pager": "less -S"}, {"GIT_PAGER": ""}, ""),
        ({"core.pager": "cat"}, {}, ""),
        ({"core.pager": ""}, {"PAGER": "most"}, ""),
        ({"pager.decide": "false"}, {"PAGER": "most"}, ""),
        ({"pager.decide": "true"}, {"PAGER": "most"}, "most"),
        ({"pager.decide": "more -d"}, {"PAGER": "most"}, "more -d"),
        ({"pager.decide": "false"}, {"GIT_PAGER": "more"}, "more"),
    ],
)
def test_git_chooses(
    repo: Repo, config: Mapping[str, str], environ: Mapping[str, str], expected: str
) -> None:
    """GIT_PAGER, core.pager, PAGER in this order; pager.decide may say otherwise; cat is none."""
    for name, text in config.items():
        repo.git("config", name, text)
    assert pager(str(repo.path), {**repo.env, **environ}) == expected


def test_there_is_one_by_default(repo: Repo) -> None:
    """Outside of a repository as well."""
    assert pager(str(repo.path), repo.env)
    assert pager(str(repo.path.parent), repo.env)


def test_without_git_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That nothing can be asked is no reason not to answer."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pager(str(tmp_path), {"PATH": str(tmp_path)}) == ""


def test_it_is_told_what_git_would_tell_it(repo: Repo, env: dict[str, str]) -> None:
    """LESS and LV have the values that git gives them, unless somebody has set them."""
    out = repo.path / "out"
    command = f'cat > "{out}"; echo "$LESS $LV" >> "{out}"'
    assert show(command, b"text\n", env)
    assert out.read_text() == "text\nFRX -c\n"
    assert show(command, b"", {**env, "LESS": "-R"})
    assert out.read_text() == "-R -c\n"


@pytest.mark.parametrize(("command", "shown"), [("head -c1 >/dev/null", True), ("exit 3", True)])
def test_it_may_end_when_it_likes(command: str, shown: bool, env: dict[str, str]) -> None:
    """A pager that does not read all of it, or fails, has shown what it was given."""
    assert show(command, b"line\n" * 100_000, env) is shown


def test_a_pager_that_is_not_there_shows_nothing(
    env: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither without a shell; whoever asked has to write it themselves."""
    assert not show("no-such-pager", b"text", env)
    assert "no-such-pager" in capfd.readouterr().err
    assert not show("less", b"text", {**env, "PATH": "/nonexistent"})


@pytest.mark.parametrize(
    ("version", "command", "less", "links"),
    [
        (590, "less", None, True),
        (590, "less", "-iR", True),
        (590, "less", "FRX", True),
        (590, "less", "-i -S", False),
        (590, "less -R", "-i", True),
        (590, "less --RAW-CONTROL-CHARS", "", True),
        (551, "less", None, False),
        (590, "most", None, False),
    ],
)
def test_which_pagers_hand_links_on(
    tmp_path: Path,
    env: dict[str, str],
    version: int,
    command: str,
    less: str | None,
    links: bool,
) -> None:
    """A less that is new enough does, where it is told to hand on what is for the terminal."""
    for name in ("less", "most"):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho '{name} {version} (GNU regular expressions)'\n")
        program.chmod(0o755)
    given = {} if less is None else {"LESS": less}
    words = command.split()
    found = shows_links(" ".join([str(tmp_path / words[0]), *words[1:]]), {**env, **given})
    assert found is links


def test_a_pager_that_cannot_be_asked_hands_nothing_on(env: dict[str, str]) -> None:
    """What is not known to show links gets none."""
    assert not shows_links("/nonexistent/less", env)


@pytest.mark.skipif(not shutil.which("less"), reason="there is no less here")
def test_a_real_less_says_its_version(env: dict[str, str]) -> None:
    """What is asked of it is what it answers."""
    assert shows_links("less", env) in (True, False)

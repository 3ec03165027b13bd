"""``git decide search`` a second time: what is remembered, what is asked for it, what is loaded."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from git_decide import memo, stamps
from tests.acceptance.in_process import decide
from tests.acceptance.texts import ACCEPTED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support import Repo

RECORD = "docs/decisions/0001-cap.md"
NEW = "docs/decisions/0002-new.md"
BELOW = "docs/decisions/a/b/0003-below.md"
ZEBRA = ACCEPTED.replace("Cap retries at two", "Keep a zebra")

CHANGES: dict[str, Callable[[Repo], object]] = {
    "edited": lambda repo: repo.write(RECORD, ZEBRA),
    "of the same size": lambda repo: repo.write(RECORD, ACCEPTED.replace("retries", "zebra's")),
    "staged": lambda repo: (repo.write(RECORD, ZEBRA), repo.git("add", RECORD)),
    "committed": lambda repo: repo.commit("Change", **{RECORD: ZEBRA}),
    "new": lambda repo: repo.write(NEW, ZEBRA),
    "new and below": lambda repo: repo.write(BELOW, ZEBRA),
    "gone": lambda repo: (repo.path / RECORD).unlink(),
    "moved": lambda repo: repo.git("mv", RECORD, NEW),
    "elsewhere": lambda repo: repo.write("decisions.toml", '[records.logs]\nother = "other"\n'),
    "not watched": lambda repo: (
        repo.git("update-index", "--assume-unchanged", RECORD),
        repo.write(RECORD, ZEBRA),
    ),
    "attributes": lambda repo: (
        repo.write("docs/decisions/.gitattributes", "* -text eol=crlf ident filter=x\n"),
        repo.write(RECORD, ZEBRA),
    ),
}


@pytest.fixture
def log(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """Give a log that was searched once; nothing is too young to be remembered."""
    monkeypatch.setattr(stamps, "TICK", -(10**18))
    monkeypatch.setattr(memo, "code", lambda: 0)  # whoever works on it may save a file just now
    repo.commit("Decide", **{RECORD: ACCEPTED})
    _said(repo)
    return repo


def _said(repo: Repo) -> list[tuple[int, str, str]]:
    searches = (["zebra"], ["retries"], ["zebra", "--json"], ["bank"])
    done = [decide(repo, "search", *words) for words in searches]
    return [(each.returncode, each.stdout, each.stderr) for each in done]


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_seen(log: Repo, change: str) -> None:
    """Although the search is made before git has told whether anything changed."""
    before = _said(log)
    assert before == _said(log)
    CHANGES[change](log)
    told = _said(log)
    assert told == _said(log)
    (log.path / ".git" / "git-decide" / "index.sqlite").unlink()
    assert told == _said(log)
    assert (told == before) == (change == "elsewhere")


def test_one_process_whatever_holds_attributes(
    log: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The texts are read as they lie there, so that no attribute has a say in what is found."""
    before = _said(log)
    log.write("src/.gitattributes", "*.md -text\n")
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE2_EVENT", str(trace))
    assert decide(log, "search", "retries").stdout == before[1][1]
    starts = [line for line in trace.read_text("utf-8").splitlines() if '"event":"start"' in line]
    assert [line for line in starts if "diff-files" in line] == starts
    assert len(starts) == 1


_PROBE = """\
import sys
sys.path[:0] = sys.argv[1:]
from git_decide import memo, stamps
from git_decide.cli.main import main
memo.code, stamps.TICK = lambda: 0, -(10**18)
before = set(sys.modules)
code = main(["search", "retries"])
print(code, *(set(sys.modules) - before), file=sys.stderr)
"""


def test_little_is_loaded(log: Repo) -> None:
    """No patterns, no tables of letters, no parser of command lines, where a text is cut either."""
    log.commit(
        "Tell more", **{RECORD: ACCEPTED + "\n## More\n\n" + "so many retries and words " * 30}
    )
    decide(log, "search", "retries")
    argv = [sys.executable, "-I", "-S", "-c", _PROBE, *sys.path]
    env = dict(log.env)
    done = subprocess.run(argv, cwd=log.path, capture_output=True, text=True, check=True, env=env)
    code, *names = done.stderr.split()
    assert code == "0"
    assert "…" in done.stdout
    heavy = {"re", "enum", "unicodedata", "contextlib", "json", "click", "subprocess", "hashlib"}
    assert heavy.isdisjoint(names)
    assert "sqlite3" in names

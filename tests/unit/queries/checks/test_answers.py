"""A remembered check says what a new one would say, whatever was changed in between."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from git_decide import memo, stamps
from git_decide.cli import main
from git_decide.queries.checks import answers, checking
from git_decide.store import INDEX, WORKTREE
from tests.unit.queries.checks.conftest import RECORD
from tests.unit.queries.checks.test_flag_findings import CLEAN, record

if TYPE_CHECKING:
    from collections.abc import Callable

    from git_decide.git.repository import Repository
    from tests.support import Repo

NEW = "docs/decisions/0002-new.md"


def _forget(repo: Repo) -> None:
    shutil.rmtree(repo.path / ".git" / "git-decide", ignore_errors=True)


def _checked(repo: Repository, where: str) -> checking.Checked:
    return checking.check(repo, where)


def _edit(path: str, old: str, new: str) -> Callable[[Repo], object]:
    return lambda repo: repo.write(path, repo.read(path).replace(old, new, 1))


def _both(*steps: Callable[[Repo], object]) -> Callable[[Repo], object]:
    def run(repo: Repo) -> None:
        for step in steps:
            step(repo)

    return run


BROKEN = record().replace("accepted", "banana")
STEPS: dict[str, Callable[[Repo], object]] = {
    "a record": _edit(RECORD, "accepted", "banana"),
    "a record, staged": _both(
        _edit(RECORD, "accepted", "banana"), lambda repo: repo.git("add", RECORD)
    ),
    "a new record": lambda repo: repo.write(NEW, BROKEN),
    "a new record below": lambda repo: repo.write("docs/decisions/a/b/0007-x.md", BROKEN),
    "an ignored record": lambda repo: (
        repo.write(".git/info/exclude", "0002-*\n"),
        repo.write(NEW, BROKEN),
    ),
    "a record is gone": lambda repo: (repo.path / RECORD).unlink(),
    "a record is a link": _both(
        lambda repo: (repo.path / RECORD).unlink(),
        lambda repo: (repo.path / RECORD).symlink_to("0003-linked.md"),
    ),
    "what is linked to is gone": lambda repo: shutil.rmtree(repo.path / "docs/decisions/pictures"),
    "the configuration": lambda repo: repo.write("decisions.toml", "[fragile.other]\nwhy='x'\n"),
    "the configuration is gone": lambda repo: (repo.path / "decisions.toml").unlink(),
    "the configuration is broken": lambda repo: repo.write("decisions.toml", "["),
    "a schema": lambda repo: (
        repo.write("decisions.toml", CLEAN["decisions.toml"] + '[records]\nschema = "s.json"\n'),
        repo.write("s.json", '{"required": ["tags"]}'),
    ),
    "the flags": _edit(".gitattributes", "fragile=pay", "fragile=other"),
    "flags in a folder": lambda repo: repo.write("src/.gitattributes", "*.py fragile=new\n"),
    "flags where nothing is": lambda repo: repo.write("a/b/.gitattributes", "*.py fragile=new\n"),
    "the index": lambda repo: repo.git("rm", "-q", "--cached", "src/pay/charge.py"),
    "what is assumed to be unchanged": _both(
        lambda repo: repo.git("update-index", "--assume-unchanged", RECORD),
        _edit(RECORD, "accepted", "banana"),
    ),
    "what was accepted": lambda repo: repo.commit(
        "Widen", **{RECORD: repo.read(RECORD).replace("[pay]", "[pay, more]")}
    ),
    "a comment in code": lambda repo: repo.write("src/pay/charge.py", "x = 1  # Decision: 99\n"),
    "a comment in a new file": _both(
        lambda repo: repo.write("new.c", "/* Decision: 99 */\n"),
        lambda repo: repo.git("add", "new.c"),
    ),
    "the folder of the log": lambda repo: (repo.path / "docs/decisions").rename(
        repo.path / "docs/adr"
    ),
}
FURTHER: dict[str, Callable[[Repo], object]] = {
    "a record that is not tracked": _edit(NEW, "accepted", "banana"),
    "a record that was changed": _edit(RECORD, "accepted", "banana"),
    "a record as it was": lambda repo: repo.git("checkout", "-q", "--", RECORD),
    "a schema": lambda repo: repo.write("s.json", '{"required": ["cost"]}'),
    "HEAD": lambda repo: repo.git("reset", "-q", "--soft", "HEAD~1"),
    "a merge": lambda repo: repo.write(".git/MERGE_HEAD", repo.out("rev-parse", "HEAD~1") + "\n"),
    "a comment that was there": _edit("touched.py", "Decision: 1", "Decision: 9"),
    "a comment among others": _edit("touched.py", "x", "# Decision: 9"),
    "a file without comments": lambda repo: repo.write("src/pay/charge.py", "x = 2\n"),
    "nothing": lambda repo: None,
}


@pytest.mark.parametrize("where", [WORKTREE, INDEX])
@pytest.mark.parametrize("step", STEPS)
def test_every_change_is_seen(log: Repo, where: str, step: str) -> None:
    """After a change the answer is that of a check that remembers nothing."""
    repo = log.open()
    assert _checked(repo, where).findings == ()
    assert answers.recall(repo, where) == ((), False)
    STEPS[step](log)
    if where == INDEX:
        log.git("add", "--all")
    told = _checked(repo, where)
    assert _checked(repo, where) == told
    _forget(log)
    assert _checked(repo, where) == told


@pytest.mark.parametrize("step", FURTHER)
def test_changes_of_what_git_does_not_watch_are_seen(log: Repo, step: str) -> None:
    """The same where something was changed, new or committed before the first check."""
    rules = log.read("decisions.toml") + '[records]\nschema = "s.json"\n'
    later = log.read(RECORD).replace("2026-03-01", "2026-03-02")
    log.write("s.json", '{"required": ["tags"]}')
    files = {"decisions.toml": rules, RECORD: later, "touched.py": "# Decision: 1\n"}
    log.commit("Schema", **files)
    log.write("touched.py", "# Decision: 1\nx\n")
    log.write(NEW, record())
    log.write(RECORD, log.read(RECORD).replace("charges", "of the charges"))
    repo = log.open()
    first = _checked(repo, WORKTREE)
    assert answers.recall(repo, WORKTREE) == (first.findings, first.broken)
    FURTHER[step](log)
    told = _checked(repo, WORKTREE)
    assert (told == first) == (step in ("nothing", "a merge", "a file without comments"))
    _forget(log)
    assert _checked(repo, WORKTREE) == told


def test_findings_come_back_whole(log: Repo) -> None:
    """With their places, words and mends, and with what is broken."""
    log.commit("Break", **{RECORD: BROKEN, "decisions.toml": "["})
    repo = log.open()
    told = _checked(repo, WORKTREE)
    assert told.broken
    assert len(told.findings) > 1
    assert answers.recall(repo, WORKTREE) == (told.findings, True)


def test_what_another_version_remembered_is_not_used(log: Repo) -> None:
    """It may be of another shape."""
    repo = log.open()
    for kind in ("answers", "comments"):
        memo.keep(repo.git_dir, kind, WORKTREE, ("before", *answers._key(repo)[1:]), "else")
    assert answers.recall(repo, WORKTREE) is None
    assert _checked(repo, WORKTREE).findings == ()


def test_what_is_young_is_not_remembered(log: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may be changed again within a tick of the clock, and look the same."""
    monkeypatch.setattr(stamps, "TICK", 10**18)
    repo = log.open()
    for where in (WORKTREE, INDEX):
        _checked(repo, where)
        assert answers.recall(repo, where) is None


def test_records_that_share_a_number_are_judged_anew(log: Repo) -> None:
    """Which of them came first depends on branches that nobody looks at here."""
    log.commit("Collide", **{"docs/decisions/0001-other.md": record()})
    repo = log.open()
    assert [found.code for found in _checked(repo, WORKTREE).findings] == ["duplicate-number"]
    assert answers.recall(repo, WORKTREE) is None


def test_other_code_asks_again(log: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a checkout of this project remembers counts until the next edit."""
    repo = log.open()
    _checked(repo, INDEX)
    assert answers.recall(repo, INDEX)
    monkeypatch.setattr(memo, "code", lambda: 1)
    assert answers.recall(repo, INDEX) is None


def test_revisions_and_bare_repositories_are_never_remembered(log: Repo) -> None:
    """Their checks are rare."""
    repo = log.open()
    _checked(repo, "HEAD")
    assert answers.recall(repo, "HEAD") is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check"], "Nothing to mend.\n"),
        (["check", "--staged"], "Nothing to mend in what is staged.\n"),
    ],
)
def test_the_command_says_the_same(
    log: Repo,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    said: str,
) -> None:
    """Remembered or not; and where something is to be told, it is told both times."""
    monkeypatch.chdir(log.path)
    for _ in range(2):
        assert main.main(words) == 0
        assert capsys.readouterr() == ("", said)
    log.stage(**{RECORD: BROKEN})
    told = []
    for _ in range(2):
        assert main.main(words) == 1
        told.append(capsys.readouterr())
    assert told[0] == told[1]
    assert "banana" in told[0].out


def test_a_remembered_check_loads_no_command_line(
    log: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That alone would take longer than to look."""
    monkeypatch.chdir(log.path)
    assert main.main(["check"]) == 0

    def refuse(_: object) -> int:
        raise AssertionError

    monkeypatch.setattr("git_decide.cli.group.run", refuse)
    assert main.main(["check"]) == 0
    os.unlink(log.path / RECORD)
    assert main.main(["check"]) == 3

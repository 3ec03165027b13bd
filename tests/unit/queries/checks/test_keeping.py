"""What was accepted stays: which changes since HEAD are told, and which are free."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.queries.checks import checking
from git_decide.store import INDEX, WORKTREE
from tests.support import git_starts
from tests.unit.queries.logs import LOG, record, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Repo

WIDENED, REWRITTEN = "accepted-record-widened", "accepted-record-rewritten"
OLD = record(modules="[pay, db]", paths="[src/**]", tags="[a]")
TABLES = '[fragile.pay]\nwhy = "x"\n[fragile.db]\nwhy = "x"\n[fragile.more]\nwhy = "x"\n'
TABLES += '[check]\nignore = ["table-without-flag", "duplicate-number"]\n'
ONE = f"{LOG}0001-a.md"


@pytest.fixture
def log(repo: Repo) -> Repo:
    """Give a log with one accepted record, committed."""
    write(repo, {"0001-a": OLD, "decisions.toml": TABLES})
    repo.commit("Accept")
    return repo


def told(repo: Repo, where: str = WORKTREE) -> list[str]:
    """Return the code of each finding."""
    return [found.code for found in checking.check(repo.open(), where).findings]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("modules: [pay, db]", "modules: [pay, db, more]"),
        ("modules: [pay, db]", "modules: [pay]"),
        ("paths: [src/**]", "paths: [src/**, lib/**]"),
        ("Ada (tech lead)", "Bob (tech lead)"),
        ("Ada (tech lead)", "Ada (tech lead), Eve (PM)"),
        ("kind: technical", "kind: product"),
        ("date: 2026-03-01", "date: 2026-03-02"),
    ],
)
@pytest.mark.parametrize("where", [WORKTREE, INDEX])
def test_what_it_covers_or_claims_stays(log: Repo, old: str, new: str, where: str) -> None:
    """Modules, paths, deciders, kind and date are an error, in files and in what is staged."""
    write(log, {"0001-a": OLD.replace(old, new)})
    codes = told(log, where)
    assert codes.count(WIDENED) == 1
    assert REWRITTEN not in codes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# Cap retries", "# Cap all retries"),
        ("The bank blocked us.", "The bank called us."),
        ("needs a broker", "needs two brokers"),
        ("Some charges fail.", "Some charges fail.\n\n## Note\n\nMore."),
        ("Some charges fail.", ""),
    ],
)
def test_its_words_stay(log: Repo, old: str, new: str) -> None:
    """Title and prose are one warning, told once."""
    write(log, {"0001-a": OLD.replace(old, new)})
    codes = told(log)
    assert codes.count(REWRITTEN) == 1
    assert WIDENED not in codes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("status: accepted", "status: deprecated"),
        ("tags: [a]", "tags: [b]"),
        ("tags: [a]", "review-by: 2027-01-01"),
        ("tags: [a]", "aliases: [0077-former]"),
        ("tags: [a]", "informed: [Eve (PM)]"),
        ("tags: [a]", "x-ticket: 7"),
        ("modules: [pay, db]", "modules:\n  - db\n  - pay"),
        ("Ada (tech lead)", "ada  (Tech Lead)"),
        ("The bank blocked us.", "The  bank\nblocked us.  "),
        ("Some charges fail.", "Some charges fail.\n\n## Outcome\n\nIt worked."),
        ("Some charges fail.", "Some charges fail.\n\n<!-- A comment. -->"),
        ("\n", "\r\n"),
    ],
)
def test_what_is_free(log: Repo, old: str, new: str) -> None:
    """Status, links, tags, outcome, review date, aliases, order and white space may change."""
    write(log, {"0001-a": OLD.replace(old, new)})
    assert told(log) == []


def test_links_are_free(log: Repo) -> None:
    """So are links in prose, a record's new id, and the title of a record that was renamed."""
    text = "As [2. Old](0002-old.md), 0002-old and ADR-2 say.\n"
    write(log, {"0001-a": record(text=text), "0002-old": record("Old")})
    log.commit("Two")
    log.git("mv", f"{LOG}0002-old.md", f"{LOG}0003-new.md")
    text = "As [3. New](0003-new.md#x), 0003-new and ADR-3 say.\n"
    renamed = record("New", aliases="[0002-old]")
    write(log, {"0001-a": record(text=text, relates="[3]"), "0003-new": renamed})
    assert told(log) == []


def test_only_what_was_accepted(log: Repo) -> None:
    """A proposal may be rewritten, and a new record may say what it likes."""
    write(log, {"0002-b": record(status="proposed")})
    log.commit("Propose")
    write(log, {"0002-b": record("Other", date="2026-04-01"), "0003-c": record()})
    assert told(log) == []


def test_a_renamed_record_is_the_same(log: Repo) -> None:
    """It is known by its alias, or by its id in another folder, also while git does not know it."""
    changed = OLD.replace("[pay, db]", "[pay]")
    (log.path / ONE).unlink()
    log.write(f"{LOG}0002-b.md", changed.replace("tags:", "aliases: [0001-a]\ntags:"))
    assert told(log) == [WIDENED]
    log.write(f"{LOG}0002-b.md", OLD.replace("tags:", "aliases: [0001-a]\ntags:"))
    assert told(log) == []
    log.git("add", "-A")
    assert told(log, INDEX) == []
    log.git("mv", f"{LOG}0002-b.md", f"{LOG}sub-0001-a.md")
    log.git("reset", "-q", "--hard")
    log.write(f"{LOG}later/0001-a.md", changed)
    (log.path / ONE).unlink()
    assert told(log) == [WIDENED]


def test_another_folder_for_the_log_hides_nothing(log: Repo) -> None:
    """What decisions.toml said at HEAD counts for the records that it had."""
    log.git("mv", "docs/decisions", "adr")
    log.write("adr/0001-a.md", OLD.replace("[pay, db]", "[pay]"))
    log.write("decisions.toml", f'[records]\ndirectory = "adr"\n{TABLES}')
    log.write(".gitattributes", "* decision-log\n")
    log.git("add", "-A")
    assert told(log) == [WIDENED]
    assert told(log, INDEX) == [WIDENED]


def test_a_mend_changes_nothing_that_was_accepted(log: Repo) -> None:
    """A misspelt field or a pattern that never matched is read as it was meant."""
    broken = OLD.replace("deciders:", "Deciders:").replace("src/**", "src/")
    write(log, {"0001-a": broken})
    log.commit("Broken")
    write(log, {"0001-a": OLD})
    assert told(log) == []


@pytest.mark.parametrize("taken", ["ours", "theirs"])
def test_what_a_parent_of_a_merge_says_is_no_change(log: Repo, taken: str) -> None:
    """Either side may be taken; what neither said is told."""
    log.git("checkout", "-q", "-b", "side")
    log.commit("Side", **{ONE: OLD.replace("[pay, db]", "[db]")})
    log.git("checkout", "-q", "main")
    log.commit("Main", **{ONE: OLD.replace("[pay, db]", "[pay]")})
    log.git("merge", "-q", "side", ok=False)
    log.git("checkout", f"--{taken}", ONE)
    log.git("add", ONE)
    assert told(log) == told(log, INDEX) == []
    write(log, {"0001-a": OLD.replace("[pay, db]", "[pay, db, more]")})
    assert told(log) == told(log, INDEX) == [WIDENED]


def test_other_formats(log: Repo) -> None:
    """A record of another tool that was accepted stays as well."""
    nygard = (
        "# 2. Cap retries\n\nDate: 2026-03-01\n\n## Status\n\nAccepted\n\n## Context\n\nBank.\n\n"
        "## Decision\n\nTwo.\n\n## Consequences\n\nFew.\n"
    )
    write(log, {"0002-b": nygard})
    log.commit("Nygard")
    write(log, {"0002-b": nygard.replace("Accepted", "Deprecated").replace("# 2.", "# 2. ")})
    assert told(log) == []
    write(log, {"0002-b": nygard.replace("Two.", "Three.")})
    assert told(log) == [REWRITTEN]
    write(log, {"0002-b": nygard.replace("2026-03-01", "2026-03-02")})
    assert told(log) == [WIDENED]


def test_nobody_asks_git_more_for_more_records(log: Repo, tmp_path: Path) -> None:
    """The number of processes is the same for one changed record and for twenty."""
    names = [f"{number:04d}-x" for number in range(2, 22)]
    write(log, dict.fromkeys(names, record()))
    log.commit("Many")
    counts = []
    for changed in (names[:1], names):
        write(log, dict.fromkeys(changed, record(date="2026-05-05")))
        trace = tmp_path / f"trace-{len(changed)}"
        found = checking.check(log.open(GIT_TRACE2_EVENT=str(trace)), WORKTREE).findings
        assert len(found) == len(changed)
        counts.append(len(git_starts(trace)))
    assert counts[0] == counts[1]

"""``git decide convert``: a log in another format, as one change that can be reviewed."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.texts import ACCEPTED

if TYPE_CHECKING:
    from typing import Any

    from tests.support import Repo

QUEUE = """\
# 1. Keep a queue

Date: 2020-01-31

## Status

Superseded by [2. Use tables](ADR-002_Use_Tables.md)

## Context

Orders were lost.

## Decision

Keep a queue.

## Consequences

A broker must run.
"""
TABLES = """\
# 2. Use tables

Date: 2020-02-01

## Status

Accepted

Supersedes [1. Keep a queue](0001-keep-a-queue.md)

## Context

The broker of [the first](0001-keep-a-queue.md#decision) fails. See [this](ADR-002_Use_Tables.md).

## Decision

Use tables.

## Consequences

Slow.
"""
MADR = """\
---
status: accepted
date: 2020-03-01
---

# Poll

## Context and Problem Statement

After [tables](ADR-002_Use_Tables.md) we must poll.

## Considered Options

* Poll
* Wait

## Decision Outcome

Poll.
"""
TOML = '[records]\ndirectory = "adr"\n'


@pytest.fixture
def log(repo: Repo) -> Repo:
    """Give a log of three records in two formats, committed."""
    repo.commit(
        "Log",
        **{
            "decisions.toml": TOML,
            "adr/0001-keep-a-queue.md": QUEUE,
            "adr/ADR-002_Use_Tables.md": TABLES,
            "adr/0003-poll.md": MADR.replace("\n", "\r\n"),
        },
    )
    return repo


def records(repo: Repo) -> dict[str, Any]:
    """Return the canonical documents, by id."""
    listed = answer(repo.decide("list", "--json").stdout, "list")["records"]
    return {each["id"]: each for each in listed}


def test_a_whole_log(log: Repo) -> None:
    """Every record says the same in the new format, and all of it is staged."""
    before = records(log)
    done = log.decide("convert", "--to", "decision-log")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "adr/0001-keep-a-queue.md",
        "adr/0003-poll.md",
        "adr/0002-use-tables.md",
    ]
    assert "Converted 3 records to decision-log, staged." in done.stderr
    assert log.out("diff", "--name-only") == ""
    after = records(log)
    assert {each["format"] for each in after.values()} == {"decision-log"}
    keys = ("title", "status", "date", "context", "decision", "trade-offs")
    said = {str([each.get(key) for key in keys]) for each in before.values()}
    assert {str([each.get(key) for key in keys]) for each in after.values()} == {
        each.replace("ADR-002_Use_Tables", "0002-use-tables") for each in said
    }
    assert after["0001-keep-a-queue"]["superseded-by"] == ["0002-use-tables"]
    assert after["0002-use-tables"]["supersedes"] == ["0001-keep-a-queue"]


def test_names_and_links(log: Repo) -> None:
    """A record with a number is named by it; its old id and every link still lead to it."""
    log.decide("convert", "--to", "decision-log")
    assert not (log.path / "adr/ADR-002_Use_Tables.md").exists()
    text = log.read("adr/0002-use-tables.md")
    assert "aliases: [ADR-002_Use_Tables]" in text
    assert "See [this](0002-use-tables.md)." in text
    assert "[the first](0001-keep-a-queue.md#decision)" in text
    assert "After [tables](0002-use-tables.md)" in log.read("adr/0003-poll.md")
    assert log.decide("show", "ADR-002_Use_Tables").returncode == 0


def test_links_of_records_that_stay(log: Repo) -> None:
    """A record that is not converted has its links mended, and no other byte changed."""
    log.commit("List", **{"docs/list.md": "- [Tables](../adr/ADR-002_Use_Tables.md)\n"})
    done = log.decide("convert", "ADR-002_Use_Tables", "--to", "decision-log")
    assert "Links in 3 other files lead to the new names." in done.stderr
    before = MADR.replace("\n", "\r\n")
    after = before.replace("ADR-002_Use_Tables.md", "0002-use-tables.md")
    assert log.read("adr/0003-poll.md") == after
    said = QUEUE.replace("ADR-002_Use_Tables.md", "0002-use-tables.md")
    assert log.read("adr/0001-keep-a-queue.md") == said
    assert log.read("docs/list.md") == "- [Tables](../adr/0002-use-tables.md)\n"


def test_line_breaks_stay(log: Repo) -> None:
    """A file with CRLF keeps it."""
    log.decide("convert", "3", "--to", "decision-log")
    text = log.read("adr/0003-poll.md")
    assert text.count("\r\n") == text.count("\n")
    assert "\r\n## Alternatives considered\r\n" in text


def test_again_changes_nothing(log: Repo) -> None:
    """What is in the format already is left alone, byte for byte."""
    for target in ("decision-log", "madr", "decision-log"):
        log.decide("convert", "--to", target)
        tree = log.out("write-tree")
        done = log.decide("convert", "--to", target)
        assert (done.returncode, done.stdout) == (0, "")
        assert f"3 records are in {target} already." in done.stderr
        assert log.out("write-tree") == tree
        assert log.out("status", "--porcelain", "-uall").count("??") == 0


def test_an_accepted_record_is_not_rewritten(log: Repo) -> None:
    """What was accepted says the same: neither the check nor the evidence changes."""
    commit = log.head()
    log.decide("convert", "--to", "decision-log")
    out = log.decide("check").stdout
    assert "accepted-record" not in out
    document = answer(log.decide("show", "2", "--json").stdout, "show")
    assert document["accepted-by"]["id"] == commit


def test_dry_run(log: Repo) -> None:
    """It says which files would be written, and writes none."""
    done = log.decide("convert", "--to", "madr", "--dry-run")
    assert done.returncode == 0
    assert "adr/0002-use-tables.md" in done.stdout
    assert "2 records would be converted to madr." in done.stderr
    assert log.out("status", "--porcelain") == ""


def test_only_some(log: Repo) -> None:
    """Records that are named are converted, others stay as they are."""
    assert log.decide("convert", "1", "--to", "madr").returncode == 0
    assert log.out("diff", "--cached", "--name-only") == "adr/0001-keep-a-queue.md"
    text = log.read("adr/0001-keep-a-queue.md")
    assert "status: superseded by [ADR-002_Use_Tables](ADR-002_Use_Tables.md)" in text
    assert records(log)["0001-keep-a-queue"]["superseded-by"] == ["ADR-002_Use_Tables"]


def test_one_log_of_several(log: Repo) -> None:
    """``--log`` converts that one; an unknown name is refused."""
    log.write("decisions.toml", f'{TOML}[records.logs]\nbilling = "billing/adr"\n')
    log.write("billing/adr/0001-a.md", QUEUE)
    assert log.decide("convert", "--to", "madr", "--log", "billing").returncode == 0
    assert log.out("diff", "--cached", "--name-only") == "billing/adr/0001-a.md"
    done = log.decide("convert", "--to", "madr", "--log", "nope")
    assert done.returncode == 2
    assert "decisions.toml has: billing" in done.stderr


@pytest.mark.parametrize(
    ("path", "text", "heading"),
    [
        ("adr/0004-a.rst", "4. A\n====\n\n:Status: Accepted\n\nContext\n-------\n\n{}\n", "``x``"),
        ("adr/0004-a.adoc", "= 4. A\n:status: accepted\n\n== Context\n\n{}\n", "`+x+`"),
    ],
)
def test_other_markups(log: Repo, path: str, text: str, heading: str) -> None:
    """Their text is carried over as it is, in a Markdown file, and that is said."""
    log.stage(**{path: text.format(f"Some *words* and {heading}.")})
    done = log.decide("convert", "4", "--to", "decision-log")
    assert done.returncode == 0
    assert "the text of its sections is still" in done.stderr
    assert not (log.path / path).exists()
    made = log.read("adr/0004-a.md")
    assert f"## Context\n\nSome *words* and {heading}.\n" in made
    assert "aliases" not in made


def test_two_that_would_have_one_name(log: Repo) -> None:
    """Nothing is overwritten: the second keeps its own name."""
    log.stage(**{"adr/adr-0002-use-tables.md": TABLES})
    assert log.decide("convert", "--to", "decision-log").returncode == 0
    assert (log.path / "adr/adr-0002-use-tables.md").exists()
    assert (log.path / "adr/0002-use-tables.md").exists()
    assert len(records(log)) == 4


def test_all_files_or_none(log: Repo) -> None:
    """Where one cannot be written, every file is as it was."""
    (log.path / "adr/0002-use-tables.md").mkdir()
    (log.path / "adr/0002-use-tables.md/x").touch()
    before = log.out("status", "--porcelain")
    (log.path / "adr/0001-keep-a-queue.md").unlink()
    (log.path / "adr/0001-keep-a-queue.md").symlink_to("0003-poll.md")
    done = log.decide("convert", "--to", "decision-log")
    assert done.returncode in (0, 2)
    assert (log.path / "adr/0001-keep-a-queue.md").is_symlink()
    assert before in log.out("status", "--porcelain")


def test_what_cannot_be_read_stays(log: Repo) -> None:
    """A record that is no UTF-8 or too large is named and left alone."""
    log.write("adr/0004-latin.md", QUEUE.encode().replace(b"Orders", b"\xd6rders"))
    log.write("adr/0005-large.md", b"x" * 300_000)
    done = log.decide("convert", "--to", "decision-log")
    assert done.returncode == 0
    for path in ("adr/0004-latin.md", "adr/0005-large.md"):
        assert f"{path} cannot be read and stays as it is" in done.stderr
    assert b"\xd6rders" in (log.path / "adr/0004-latin.md").read_bytes()


def test_edits_that_are_not_staged_are_not_staged(log: Repo) -> None:
    """A record somebody is at work on is converted, and left to them to stage."""
    log.write("adr/0003-poll.md", MADR.replace("Poll.\n", "Poll often.\n"))
    done = log.decide("convert", "--to", "decision-log")
    assert "had other edits that are not staged" in done.stderr
    assert log.out("diff", "--name-only") == "adr/0003-poll.md"


def test_says_what_is_lacking(log: Repo) -> None:
    """Another format may demand more: how many records lack what is said at once, and before."""
    said = "3 of them lack what decision-log demands and the old format did not: 3 missing-"
    tried = log.decide("convert", "--to", "decision-log", "--dry-run")
    assert said in tried.stderr
    done = log.decide("convert", "--to", "decision-log")
    assert said in done.stderr
    assert "git decide check --format json > decisions-baseline.json" in done.stderr
    assert 'set template = "decision-log"' not in done.stderr
    done = log.decide("convert", "--to", "madr")
    assert 'set template = "madr"' in done.stderr


def test_what_it_tells_to_type_next_works(log: Repo) -> None:
    """What a record lacked before it was converted keeps nobody from committing the conversion."""
    assert log.decide("hooks", "install").returncode == 0
    said = log.decide("convert", "--to", "decision-log").stderr
    line = next(each for each in said.splitlines() if each.startswith("Next: "))
    commit = line.removeprefix("Next: git diff --cached && git ")
    log.git(*shlex.split(commit))
    assert log.out("status", "--porcelain") == ""
    text = log.read("adr/0003-poll.md")
    log.stage(**{"adr/0003-poll.md": text.replace("Trade-offs", "x").replace("Context", "y")})
    assert log.git("commit", "-m", "Break it", ok=False).returncode == 1


def test_an_unknown_record(log: Repo) -> None:
    """It is told like everywhere, and nothing is written."""
    done = log.decide("convert", "99", "--to", "madr")
    assert done.returncode == 1
    assert "git decide list" in done.stderr
    assert log.out("status", "--porcelain") == ""


def test_our_own_format_is_left_alone(repo: Repo) -> None:
    """A log of our own has nothing to convert."""
    repo.write("docs/decisions/0001-cap.md", ACCEPTED)
    done = repo.decide("convert", "--to", "decision-log")
    assert (done.returncode, done.stdout) == (0, "")
    assert "1 record is in decision-log already." in done.stderr

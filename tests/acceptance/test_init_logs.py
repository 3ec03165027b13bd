"""``git decide init`` in a repository that has decision logs already."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.texts import ACCEPTED
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Done, Repo

NYGARD = """\
# 1. Keep a queue

Date: 2020-01-31

## Status

Accepted

## Context

Orders were lost.

## Decision

Keep a queue.

## Consequences

A broker must run.
"""
MADR = """\
# Keep a queue

* Status: accepted
* Date: 2020-01-31

## Context and Problem Statement

Orders were lost.

## Considered Options

* A queue
* A table

## Decision Outcome

Chosen option: "A queue", because it is simple.
"""
RST = """\
1. Keep a queue
===============

Status
------

Accepted

Context
-------

Orders were lost.

Decision
--------

Keep a queue.
"""
ADOC = """\
= Keep a queue
:status: accepted

== Context

Orders were lost.

== Decision

Keep a queue.
"""


def init(repo: Repo, **files: str) -> tuple[Done, dict[str, Any]]:
    """Set up a repository with these files; return what was said and what is configured."""
    repo.stage(**files)
    done = repo.decide("init", "--no-hooks")
    assert done.returncode == 0, done.stderr
    assert repo.git("diff", "--name-only").stdout == ""  # no file that was there has changed
    return done, tomllib.loads(repo.read("decisions.toml"))["records"]


@pytest.mark.parametrize(
    ("path", "text", "said", "template"),
    [
        ("docs/decisions/0001-queue.md", ACCEPTED, "in our own format", None),
        ("doc/adr/0001-keep-a-queue.md", NYGARD, "Nygard", "nygard"),
        ("docs/adr/ADR-001-keep-a-queue.md", MADR, "MADR", "madr"),
        ("services/orders/adrs/adr-01.md", MADR, "MADR", "madr"),
        ("docs/architecture/decisions/0001-queue/README.md", NYGARD, "Nygard", "nygard"),
        ("why/0001-keep-a-queue.md", NYGARD, "Nygard", "nygard"),
        ("docs/adr/0001-keep-a-queue.rst", RST, "reStructuredText", None),
        ("docs/adr/0001-keep-a-queue.adoc", ADOC, "AsciiDoc", None),
        ("architecture-decisions/keep-a-queue.md", MADR, "MADR", "madr"),
    ],
)
def test_finds_a_log(repo: Repo, path: str, text: str, said: str, template: str | None) -> None:
    """Whatever its folder, its names and its format, it becomes the log and is told."""
    done, records = init(repo, **{path: text, "README.md": "# Ours\n"})
    folder = path.removesuffix("/README.md").rpartition("/")[0]
    assert f"Found 1 record in {folder}: {said}." in done.stderr
    assert records["directory"] == folder
    assert records.get("template") == template
    (record,) = answer(repo.decide("list", "--json").stdout, "list")["records"]
    assert record["path"] == path
    assert repo.decide("check").returncode == 0


def test_says_from_where_to_where(repo: Repo) -> None:
    """The oldest and the newest id stand in their order, numbers counted as numbers."""
    files = {f"doc/adr/{name}.md": NYGARD for name in ("9-a", "10-b", "0002-c")}
    done, _ = init(repo, **files)
    assert "Found 3 records in doc/adr" in done.stderr
    assert "from 0002-c to 10-b" in done.stderr


def test_several_logs(repo: Repo) -> None:
    """The largest is the main log, the others have names, and all of them are read."""
    done, records = init(
        repo,
        **{
            "docs/adr/20200131-queue.md": MADR,
            "docs/adr/20200201-table.md": MADR,
            "packages/core/docs/adr/0001-queue.md": NYGARD,
            "services/Billing API/decisions/0001-queue.md": NYGARD,
        },
    )
    assert records["directory"] == "docs/adr"
    assert records["logs"] == {
        "core": "packages/core/docs/adr",
        "billing-api": "services/Billing API/decisions",
    }
    assert (records["template"], records["naming"]) == ("madr", "date")
    assert "as the log billing-api" in done.stderr
    listed = answer(repo.decide("list", "--json").stdout, "list")["records"]
    assert [each.get("log", "") for each in listed] == ["", "", "billing-api", "core"]
    assert repo.decide("check").returncode == 0


def test_nested_logs(repo: Repo) -> None:
    """A folder that counts from one again is a log of its own; one of a year is not."""
    _, records = init(
        repo,
        **{
            "adr/0001-a.md": NYGARD,
            "adr/0002-b.md": NYGARD,
            "adr/billing/0001-c.md": NYGARD,
            "adr/2024/0003-d.md": NYGARD,
            "adr/more/0004-e.md": NYGARD,
        },
    )
    assert records["directory"] == "adr"
    assert records["logs"] == {"billing": "adr/billing"}


@pytest.mark.parametrize(
    "folder",
    ["tests/docs/adr", "packages/x/integration-tests/a/adr", "vendor/lib/doc/adr", "examples/adr"],
)
def test_test_data_is_left_out_and_told(repo: Repo, folder: str) -> None:
    """What only looks like a log does not become one without being asked for."""
    done, records = init(repo, **{f"{folder}/0001-a.md": NYGARD})
    assert "Left out" in done.stderr
    assert f"  {folder} (1 record)\n" in done.stderr
    assert records["directory"] == "docs/decisions"
    assert "logs" not in records


def test_records_at_the_top(repo: Repo) -> None:
    """They have no folder that could be a log: nothing is written, and what is told works."""
    repo.commit("Records", **{"0001-a.md": NYGARD, "0002-b.md": NYGARD})
    done = repo.decide("init", "--no-hooks")
    assert done.returncode == 1
    assert "2 records lie at the top of the repository" in done.stderr
    assert "git decide init --directory docs/decisions" in done.stderr
    assert repo.out("status", "--porcelain") == ""
    (repo.path / "adr").mkdir()
    repo.git("mv", "0001-a.md", "0002-b.md", "adr/")
    done, records = init(repo)
    assert records["directory"] == "adr"


def test_a_record_at_the_top_beside_a_log(repo: Repo) -> None:
    """It is told where it could go."""
    done, records = init(repo, **{"0001-a.md": NYGARD, "adr/0002-b.md": NYGARD})
    assert records["directory"] == "adr"
    assert "needs a folder of its own: git mv FILES adr/" in done.stderr


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docs/guide/01-install.md", "# Install\n\n## Steps\n\nRun it.\n"),
        ("_posts/2020-01-31-hello.md", "---\nlayout: post\n---\n\n# Hello\n\nWe are here.\n"),
        ("changes/1234.md", "Fix the queue.\n"),
        ("docs/decisions/README.md", "# How we decide\n\n## Context\n\nBy talking.\n"),
    ],
)
def test_what_is_no_log(repo: Repo, path: str, text: str) -> None:
    """Numbered pages, posts and pages about a log are not taken for records."""
    done, records = init(repo, **{path: text})
    assert "Found" not in done.stderr
    assert records["directory"] == "docs/decisions"


def test_what_adr_tools_was_told(repo: Repo) -> None:
    """The folder that ``.adr-dir`` names is the log, whatever it is called, be it empty."""
    done, records = init(repo, **{".adr-dir": "notes/why/\n", "notes/why/queue.md": NYGARD})
    assert records["directory"] == "notes/why"
    assert "Found 1 record in notes/why: Nygard." in done.stderr


def test_a_folder_that_is_still_empty(repo: Repo) -> None:
    """What another tool was told counts before it wrote anything; out of here leads nothing."""
    _, records = init(repo, **{".adr-dir": "doc/why\n", "sub/.adr-dir": "../../elsewhere\n"})
    assert records["directory"] == "doc/why"


def test_what_log4brains_was_told(repo: Repo) -> None:
    """Its packages give their logs their names."""
    told = """\
project:
  name: Ours
  adrFolder: ./docs/why
  packages:
    - name: Web UI
      path: ./packages/web
      adrFolder: ./packages/web/why
"""
    _, records = init(
        repo,
        **{
            ".log4brains.yml": told,
            "docs/why/20200131-queue.md": MADR,
            "docs/why/20200201-table.md": MADR,
            "packages/web/why/20200131-queue.md": MADR,
        },
    )
    assert records["directory"] == "docs/why"
    assert records["logs"] == {"web-ui": "packages/web/why"}


def test_a_log_that_is_not_committed_yet(repo: Repo) -> None:
    """New files count, ignored ones do not."""
    repo.write(".gitignore", "build/\n")
    repo.write("doc/adr/0001-a.md", NYGARD)
    repo.write("build/doc/adr/0001-a.md", NYGARD)
    repo.write("build/doc/adr/0002-b.md", NYGARD)
    done = repo.decide("init", "--no-hooks")
    assert "Found 1 record in doc/adr: Nygard." in done.stderr
    assert "build" not in done.stderr


def test_the_directory_that_is_asked_for(repo: Repo) -> None:
    """``--directory`` is the main log; what else was found are further ones."""
    repo.stage(**{"doc/adr/0001-a.md": NYGARD, "doc/adr/0002-b.md": NYGARD})
    assert repo.decide("init", "--no-hooks", "--directory", "new/log").returncode == 0
    records = tomllib.loads(repo.read("decisions.toml"))["records"]
    assert records["directory"] == "new/log"
    assert list(records["logs"].values()) == ["doc/adr"]


def test_again_changes_nothing(repo: Repo) -> None:
    """Also where logs were found."""
    init(repo, **{"doc/adr/0001-a.md": NYGARD, "web/adr/0001-a.md": MADR})
    before = repo.read("decisions.toml"), repo.read(".gitattributes")
    done = repo.decide("init", "--no-hooks")
    assert (done.returncode, done.stdout) == (0, "")
    assert (repo.read("decisions.toml"), repo.read(".gitattributes")) == before


def test_hostile_names_and_texts(repo: Repo, tmp_path: Path) -> None:
    """A log's folder with escapes is shown as text; links, pipes and huge files stop nothing."""
    (tmp_path / "secret.md").write_text(NYGARD)
    repo.write("adr/0001-a.md", NYGARD)
    repo.write("adr/0003-huge.md", b"x" * 300_000)
    repo.write("adr/0004-binary.md", b"\xff\x00\xfe")
    (repo.path / "adr/0002-link.md").symlink_to(tmp_path / "secret.md")
    repo.write("\x1b[31m/adr/0001-a.md", NYGARD)
    repo.write(".adr-dir", "\x1b[31m\n")
    repo.write(".log4brains.yml", "project: [&a *a]\n")
    done = repo.decide("init", "--no-hooks")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr
    assert "in adr" in done.stderr


def test_git_is_asked_as_often_for_many_folders(repo: Repo, tmp_path: Path) -> None:
    """The number of processes does not depend on the number of logs."""

    def starts(name: str) -> int:
        trace = tmp_path / name
        repo.decide("init", "--no-hooks", env={"GIT_TRACE2_EVENT": str(trace)})
        (repo.path / "decisions.toml").unlink()
        return len(git_starts(trace))

    repo.stage(**{"a/adr/0001-a.md": NYGARD})
    few = starts("few")
    repo.stage(**{f"{name}/adr/0001-a.md": NYGARD for name in "bcdefg"})
    assert starts("many") == few

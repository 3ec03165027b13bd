"""``git decide rename``: a record gets another title, its file another name, its number stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.acceptance.documents import answer
from tests.acceptance.texts import ACCEPTED

if TYPE_CHECKING:
    from tests.support import Repo

LOG = "docs/decisions"
OLD, NEW = "0007-cap-retries-at-two", "0007-cap-retries-at-three"
LINKS = f"""\
# 8. Other

## Status

Accepted

## Context

See [7. Cap retries at two]({OLD}.md), [this]({OLD}.md#context), [ADR-7](./{OLD}.md "x"),
[gone](0099-gone.md) and [ref].

[ref]: <{OLD}.md>

## Decision

Two.

## Consequences

None.
"""


@pytest.fixture
def log(repo: Repo) -> Repo:
    """Give a log with an accepted record and others that name it."""
    named = ACCEPTED.replace("kind:", f"relates: [7, {OLD}, 0007-cap]\nkind:")
    repo.commit(
        "Start",
        **{
            f"{LOG}/{OLD}.md": ACCEPTED,
            f"{LOG}/0008-other.md": LINKS,
            f"{LOG}/0009-named.md": named,
            "a.py": f"# Decision: 7\n# Decision: {OLD}\n",
        },
    )
    return repo


def document(repo: Repo, written: str) -> dict[str, object]:
    """Return the canonical document of a record."""
    found: dict[str, object] = answer(repo.decide("show", written, "--json").stdout, "show")[
        "record"
    ]
    return found


def test_title_file_and_links_change_together(log: Repo) -> None:
    """The heading, the name, every link and its text; numbers stay as they are written."""
    done = log.decide("rename", "7", "Cap", "retries at three")
    assert (done.returncode, done.stdout) == (0, f"{LOG}/{NEW}.md\n"), done.stderr
    assert "# Cap retries at three\n" in log.read(f"{LOG}/{NEW}.md")
    links = LINKS.replace(OLD, NEW).replace("7. Cap retries at two", "7. Cap retries at three")
    assert log.read(f"{LOG}/0008-other.md") == links
    assert f"relates: [7, {NEW}, {NEW}]" in log.read(f"{LOG}/0009-named.md")
    assert log.read("a.py") == f"# Decision: 7\n# Decision: {NEW}\n"
    assert log.out("diff", "--name-only") == ""
    assert f"Next: git commit -m 'Rename {OLD} to {NEW}'" in done.stderr


def test_the_canonical_document_stays(log: Repo) -> None:
    """But for what it is called: what was decided is the same, and check has no objection."""
    before, checked = document(log, "7"), log.decide("check").stdout
    log.decide("rename", "7", "Cap retries at three")
    log.git("commit", "-q", "--no-verify", "-m", "Rename")
    after = document(log, OLD)
    called = {"id", "path", "title", "aliases"}
    assert {key: after[key] for key in after.keys() - called} == {
        key: before[key] for key in before.keys() - called
    }
    assert (after["id"], after["aliases"]) == (NEW, [OLD])
    assert log.decide("check").stdout == checked.replace(OLD, NEW)


def test_there_and_back_again(log: Repo) -> None:
    """Every name that it ever had goes on meaning it, once each."""
    for word in ("three", "two", "three"):
        done = log.decide("rename", "7", f"Cap retries at {word}")
        assert done.returncode == 0, done.stderr
    assert document(log, OLD)["aliases"] == [OLD, NEW]
    assert document(log, NEW)["id"] == NEW


def test_a_title_of_the_same_words(log: Repo) -> None:
    """Where the file's name stays, only the heading changes, and no alias is made."""
    done = log.decide("rename", "7", "Cap `retries` at two!")
    assert (done.returncode, done.stdout) == (0, f"{LOG}/{OLD}.md\n")
    assert "# Cap `retries` at two!\n" in log.read(f"{LOG}/{OLD}.md")
    assert "aliases" not in document(log, "7")
    assert "alias" not in done.stderr
    assert "only text" not in done.stderr  # whatever names the id goes on naming it
    assert log.out("diff", "--name-only") == ""
    again = log.decide("rename", "7", "Cap `retries` at two!")
    assert (again.returncode, again.stdout) == (0, "")
    assert again.stderr == f"{OLD} is called that already.\n"


def test_a_dry_run_writes_nothing(log: Repo) -> None:
    """It says what would be done."""
    done = log.decide("rename", "7", "Cap retries at three", "--dry-run")
    assert (done.returncode, done.stdout) == (0, f"{LOG}/{NEW}.md\n")
    assert log.out("status", "--porcelain") == ""
    assert f"Would mend a.py:2: {OLD}, now {NEW}" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("99", "T"), 1, "no record is called '99'"),
        (("7", " "), 2, "title"),
        (("7",), 2, "TITLE"),
        (("00", "T"), 2, "may mean"),
        ((OLD, "Taken"), 1, "there is already docs/decisions/0007-taken.md"),
    ],
)
def test_what_is_refused(log: Repo, words: tuple[str, ...], code: int, told: str) -> None:
    """It is said why, and nothing is written."""
    (log.path / LOG / "0007-taken.md").mkdir()
    done = log.decide("rename", *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr
    assert log.out("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("name", "text", "new", "after"),
    [
        ("ADR-007-Old_Title.md", "# ADR 7: Old Title\n\n## Status\n\nAccepted\n",
         "ADR-007-New_Name_Of_It.md", "# ADR 7: New Name of It\n"),
        ("2026-02-15-old.md", ACCEPTED, "2026-02-15-new-name-of-it.md", "# New Name of It\n"),
        ("20260215_001 old.md", ACCEPTED, "20260215_001 new name of it.md", "# New Name of It\n"),
        ("old.md", ACCEPTED, "new-name-of-it.md", "# New Name of It\n"),
        ("adr-07.md", ACCEPTED, "adr-07.md", "# New Name of It\n"),
        ("0007a-old.rst", "7. Old\n======\n\n:Status: Accepted\n",
         "0007a-new-name-of-it.rst", "7. New Name of It\n"),
        ("0007-old.adoc", "= 7. Old\n:status: accepted\n",
         "0007-new-name-of-it.adoc", "= 7. New Name of It\n"),
        ("0007-old/README.md", ACCEPTED, "0007-new-name-of-it/README.md", "# New Name of It\n"),
        ("old/README.md", ACCEPTED, "new-name-of-it/README.md", "# New Name of It\n"),
    ],
)  # fmt: skip
def test_names_of_every_style(repo: Repo, name: str, text: str, new: str, after: str) -> None:
    """The new name is made as the log's are; number, letter, date and ending stay."""
    repo.commit("Start", **{f"{LOG}/{name}": text})
    found = repo.decide("list", "--json").stdout
    called = answer(found, "list")["records"][0]["id"]
    done = repo.decide("rename", called, "New Name of It")
    assert (done.returncode, done.stdout) == (0, f"{LOG}/{new}\n"), done.stderr
    assert after in repo.read(f"{LOG}/{new}")
    assert repo.decide("show", called).returncode == 0
    assert repo.out("diff", "--name-only") == ""

"""What is seen of a record at first sight is, nearly always, what a reader finds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from git_decide import store
from git_decide.policy import config
from git_decide.queries import glances as module
from git_decide.queries.glances import Glance, glance, glances
from git_decide.records.digest import Name, name_of
from git_decide.records.lifecycle import STATUSES
from tests.documents import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from git_decide.records.model import Record
    from tests.support import Repo

EXAMPLES = ROOT / "tests" / "examples" / "records"
RULES = config.DEFAULTS
NAME = Name("0007-x", "", 7, "docs/decisions/0007-x.md")
OWN = """\
---
status: "accepted"
deciders:
  - Ann Lee (PM)
  - 'Bo Diaz (tech lead)'
tags: [integration, 'rate limits']
---

# Use webhooks

## Context
"""


def _pairs(folder: Path) -> list[tuple[Glance, Record]]:
    """Return what is seen of each record below a folder with what is read in it."""
    found = []
    for path in sorted(folder.rglob("*")):
        name = name_of(path.name, "") if path.is_file() else None
        if name:
            content = path.read_bytes()
            record = store.examined(content, name, store.words_of(RULES)).reading.record
            if record:
                found.append((glance(name, content.decode("utf-8", "replace"), RULES), record))
    return found


def test_own_records_are_seen_as_they_are() -> None:
    """Title, status, tags and deciders of records of the own format."""
    pairs = _pairs(ROOT / "docs" / "decisions")
    assert len(pairs) > 50
    for seen, record in pairs:
        people = tuple(f"{each.name} ({each.role})" for each in record.deciders)
        assert (seen.title, seen.status, seen.tags, seen.deciders) == (
            record.title,
            record.status,
            record.tags,
            people,
        )


def test_records_of_any_format_are_mostly_seen_as_they_are() -> None:
    """Also of those that were written in order to be hard to read."""
    pairs = [*_pairs(EXAMPLES / "valid"), *_pairs(EXAMPLES / "foreign")]
    pairs += _pairs(EXAMPLES / "foreign-markup")
    right = [
        (seen.title, seen.status) == (record.title or "", record.status or "")
        for seen, record in pairs
    ]
    assert sum(right) >= 0.85 * len(right)


def test_lists_in_front_matter_are_seen_in_both_forms() -> None:
    """On one line or on several, with quotes or without."""
    assert glance(NAME, OWN, RULES) == Glance(
        NAME,
        "Use webhooks",
        "accepted",
        ("integration", "rate limits"),
        ("Ann Lee (PM)", "Bo Diaz (tech lead)"),
    )


@given(st.text() | st.text("-:#=\n[], \tsatuts'\""))
@example("---\nstatus: accepted")
@example("---\n---\n# \n# x")
@example("---\ntags: [\ntags: ]\n---\n")
def test_any_text_can_be_looked_at(text: str) -> None:
    """Whatever a file holds, something or nothing is seen in it, on one line each."""
    seen = glance(NAME, text, RULES)
    assert seen.status in ("", *STATUSES)
    assert "\n" not in "".join((seen.title, *seen.tags, *seen.deciders)).strip("\n")


def test_only_files_are_opened(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not what a link leads to, and none of them where they are very many."""
    repo.write("docs/decisions/0001-x.md", OWN)
    repo.write("secret.md", OWN)
    (repo.path / "docs/decisions/0002-y.md").symlink_to("../../secret.md")
    os.mkfifo(repo.path / "docs/decisions/0003-z.md")
    found = {each.name.id: each.title for each in glances(repo.open(), RULES)}
    assert found == {"0001-x": "Use webhooks", "0002-y": ""}
    monkeypatch.setattr(module, "MOST", 1)
    assert {each.title for each in glances(repo.open(), RULES)} == {""}
    for typed in ("X", "1", "00001", "docs/decisions/0001"):
        assert [each.title for each in glances(repo.open(), RULES, typed)] == ["Use webhooks"]


def test_in_a_bare_repository_the_records_are_those_of_head(repo: Repo, tmp_path: Path) -> None:
    """There is no work tree to look at."""
    repo.commit("One", **{"docs/decisions/0001-x.md": OWN})
    bare = repo.clone(tmp_path / "bare.git", "--bare")
    assert [each.title for each in glances(bare.open(), RULES)] == ["Use webhooks"]

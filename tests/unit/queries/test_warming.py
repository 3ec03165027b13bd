"""A record that a command has staged needs no parsing in the hook that comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide import store
from git_decide.queries.rules import judging_rules
from git_decide.queries.warming import warm
from tests.guarded import FIRST, FOLDER, RULES, record

if TYPE_CHECKING:
    from tests.support import Repo

FILE = f"{FOLDER}/{FIRST}.md"


def test_the_verdict_is_remembered(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hook's own question is answered without reading the record."""
    repo.commit("Rules", **{"decisions.toml": RULES})
    repo.stage(**{FILE: record()})
    opened = repo.open()
    warm(opened, [FILE])
    rules = judging_rules(opened, "HEAD")
    entries = store.listed(opened, rules.records, store.INDEX)
    monkeypatch.delattr(store, "read")
    found = store.digests(opened, entries, store.words(opened, rules, "HEAD"))
    assert found[FILE].status == "accepted"


@pytest.mark.parametrize("rules", ['[records]\nschema = "none.json"\n', "broken ["])
def test_what_cannot_be_read_is_left_to_the_hook(rules: str, repo: Repo) -> None:
    """A fault in the rules is not the business of a command that writes a record."""
    repo.commit("Rules", **{"decisions.toml": rules})
    repo.stage(**{FILE: record()})
    warm(repo.open(), [FILE])
    warm(repo.open(), [])

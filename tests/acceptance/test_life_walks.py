"""Whole lives at random: a record is always where the table says, and always valid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from git_decide.findings import errors
from git_decide.records.checks import examine
from git_decide.records.digest import name_of
from tests.acceptance.in_process import decide
from tests.acceptance.lives import COMMANDS, FORMS, OTHER, PATH, other, written
from tests.moves import MOVES

if TYPE_CHECKING:
    from tests.support import Repo


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@settings(max_examples=6)
@given(verbs=st.lists(st.sampled_from(sorted(COMMANDS)), min_size=4, max_size=10))
def test_any_life(repo: Repo, form: str, newline: str, verbs: list[str]) -> None:
    """Each verb moves the record as the table has it, or is refused and writes nothing."""
    status = "problem"
    for path, text in ((PATH, written(form, status)), (OTHER, other(form))):
        repo.write(path, text.replace("\n", newline).encode())
    for verb in verbs:
        before = (repo.path / PATH).read_bytes()
        after = [end for (start, end), name in MOVES.items() if (start, name) == (status, verb)]
        done = decide(repo, *COMMANDS[verb])
        assert done.returncode == (0 if after else 1), (status, verb, done.stderr)
        content = (repo.path / PATH).read_bytes()
        if not after:
            assert content == before
            continue
        status = after[0]
        name = name_of(PATH, "")
        assert name
        reading, findings = examine(content, name, product=("PM",), engineering=("tech lead",))
        assert reading.record
        assert (reading.record.format, reading.record.status) == (form, status)
        assert not errors(findings), (content.decode(), findings)
        assert content.count(b"\r\n") == (content.count(b"\n") if newline == "\r\n" else 0)

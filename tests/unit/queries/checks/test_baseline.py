"""What an earlier check told is known, and only what is new counts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.codes import finding
from git_decide.errors import UserError
from git_decide.findings import document
from git_decide.queries.checks.baseline import compared, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from git_decide.findings import Finding

FINDINGS = st.lists(
    st.builds(
        finding,
        st.sampled_from(["missing-cost", "broken-link"]),
        st.sampled_from(["It is.", "It is not."]),
        st.sampled_from(["a.md", "b.md"]),
        st.integers(0, 3),
    ),
    max_size=6,
)


def written(path: Path, findings: Sequence[Finding]) -> str:
    """Write a baseline as the command prints it, and return where it lies."""
    content = {"version": 1, "findings": [document(each) for each in findings]}
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


@given(FINDINGS, FINDINGS)
def test_every_finding_is_new_or_known_and_every_old_one_known_or_gone(
    tmp_path: Path, before: list[Finding], now: list[Finding]
) -> None:
    """Counted by path, code and message, whatever the lines are."""
    made = compared(read(written(tmp_path / "known.json", before)), now)
    assert len(made.new) + made.known == len(now)
    assert made.gone + made.known == len(before)
    for each in now:
        key = (each.path, each.code, each.message)
        old = sum((f.path, f.code, f.message) == key for f in before)
        is_now = sum((f.path, f.code, f.message) == key for f in now)
        new = sum((f.path, f.code, f.message) == key for f in made.new)
        assert new == max(0, is_now - old)


def test_a_known_one_may_have_moved(tmp_path: Path) -> None:
    """Another line does not make a finding new, a second one of its kind does."""
    known = read(written(tmp_path / "known.json", [finding("broken-link", "No.", "a.md", 3)]))
    moved, second = (finding("broken-link", "No.", "a.md", line) for line in (9, 12))
    assert compared(known, [moved, second]).new == (second,)
    assert known.lists(second)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"{", "is no JSON"),
        (b"\xff\xfe{}", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b"[]", "lists no findings"),
        (b'{"version": 1}', "lists no findings"),
        (b'{"findings": {}}', "lists no findings"),
        (b'{"findings": [1]}', "lists something that is no finding"),
        (b'{"findings": [{"path": "a", "code": "b"}]}', "lists something that is no finding"),
        (b'{"findings": [{"path": "a", "code": [], "message": "c"}]}', "that is no finding"),
    ],
)
def test_a_file_that_is_no_baseline(tmp_path: Path, content: bytes, said: str) -> None:
    """It is told in one sentence, with the command that writes one."""
    path = tmp_path / "known.json"
    path.write_bytes(content)
    with pytest.raises(UserError) as told:
        read(str(path))
    assert said in told.value.message
    assert "git decide check --format json > FILE" in told.value.hint
    assert told.value.exit_code == 2


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """A folder, or nothing at all."""
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(UserError, match="cannot be read"):
            read(str(path))

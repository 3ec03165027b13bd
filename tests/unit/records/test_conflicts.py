"""What a merge left in a record is told, whatever part of it is torn."""

from __future__ import annotations

import pytest

from tests.unit.records.support import PROPOSED, found

OURS = "<<<<<<< HEAD\n"
FRONT = PROPOSED.replace("status: proposed\n", f"{OURS}status: problem\n=======\n>>>>>>> b\n")
BOTH = f"{OURS}ours\n=======\ntheirs\n>>>>>>> topic\n"


@pytest.mark.parametrize(
    ("torn", "line"),
    [
        (f"{PROPOSED}\n{BOTH}", PROPOSED.count("\n") + 2),
        (FRONT, 2),
        (f"{PROPOSED}\n{BOTH}".replace("\n", "\r\n"), PROPOSED.count("\n") + 2),
    ],
    ids=["prose", "front matter", "CRLF"],
)
def test_both_sides_of_a_merge(torn: str, line: int) -> None:
    """An error at the line where the two sides begin, and none that only follows from it."""
    everything = found(torn)
    assert not [each.code for each in everything if each.code.startswith("missing-")]
    told = [each for each in everything if each.code == "conflict-markers"]
    assert [(each.line, each.severity) for each in told] == [(line, "error")]


@pytest.mark.parametrize(
    "text",
    [f"```\n{BOTH}```\n", f"    {OURS}", OURS, "Title\n=======\n", BOTH.replace("=", "-")],
    ids=["code", "indented", "half", "underlined", "other"],
)
def test_what_only_looks_like_it(text: str) -> None:
    """An example in code and an underlined heading are no conflict."""
    assert "conflict-markers" not in [each.code for each in found(f"{PROPOSED}\n{text}")]

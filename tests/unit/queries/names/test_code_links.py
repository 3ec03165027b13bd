"""Comments that name a decision are found in code of any language, other text is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.queries.names.code_links import code_links

OPENERS = (
    *("# ", "// ", "/* ", "-- ", "; ", "% ", "<!-- ", "(* ", "{- ", "{# ", "REM ", "dnl ", "! "),
    *(" * ", ".. ", '" ', "' ", '"""', "/// ", "//! ", "@ ", "x = 1  # ", ""),
)
CLOSERS = (
    "",
    " */",
    " -->",
    " *)",
    " -}",
    " #}",
    '"""',
    ".",
    " (see there)",
    " - for the speed",
    ";",
)


@pytest.mark.parametrize("opener", OPENERS)
@pytest.mark.parametrize("closer", CLOSERS)
def test_every_comment_syntax(opener: str, closer: str) -> None:
    """A number and a stem are found at their columns, whatever opens and closes the comment."""
    line = f"{opener}Decision: 42, 0043-use-x{closer}"
    first, second = code_links(line)
    assert (first.written, second.written) == ("42", "0043-use-x")
    assert line[first.column - 1 :].startswith("42,")
    assert line[second.column - 1 :].startswith("0043-use-x")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("# decision: 0042", ["0042"]),
        ("  Decision : 42", ["42"]),
        ("# Decision: billing/0003-vat", ["billing/0003-vat"]),
        ("# Decision: ADR-12", ["ADR-12"]),
        ("# Decision: #12", ["#12"]),
        ("# Decision: 0042-use-x. It was hard.", ["0042-use-x"]),
        ("# Decision: 42 is the answer", []),
        ("# Decision: we use webhooks", []),
        ("# Decision:", []),
        ("# Decisions: 42", []),
        ("# MyDecision: 42", []),
        ('print("Decision: 42")', []),
        ("decision: 42", []),
        ("{decision: 42, other: 1}", []),
        ("# Decision-Skip: 42", []),
        ("# Decision: 42, and so on", ["42"]),
    ],
)
def test_what_is_a_link(line: str, found: list[str]) -> None:
    """An id is one word; a sentence, a string and a key of data name nothing."""
    assert [link.written for link in code_links(line)] == found


@given(st.text())
def test_any_line_is_read(line: str) -> None:
    """No line fails, and each link stands where it says."""
    for link in code_links(f"# Decision: {line}"):
        assert f"# Decision: {line}"[link.column - 1 :].startswith(link.written)

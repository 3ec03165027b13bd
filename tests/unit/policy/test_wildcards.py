"""Patterns of stars and question marks."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from git_decide.policy.wildcards import matches


@given(st.text("ab*?[.", max_size=8), st.text("ab[.\n", max_size=12))
def test_a_pattern_matches_what_the_same_regular_expression_matches(
    pattern: str, text: str
) -> None:
    """Only the star and the question mark are special, and the whole text counts."""
    expression = "".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in pattern)
    assert matches(pattern, text) == bool(re.fullmatch(expression, text, re.DOTALL))


def test_a_pattern_of_many_stars_is_answered_at_once() -> None:
    """No pattern can hang a hook: this one would take a backtracking matcher for ever."""
    assert not matches("a*" * 200 + "b", "a" * 2000)

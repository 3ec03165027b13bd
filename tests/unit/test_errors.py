"""The words that messages share."""

from __future__ import annotations

import pytest

from git_decide.errors import named, some


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "a0"),
        (5, "a0, a1, a2, a3, a4"),
        (6, "a0, a1, a2, a3, a4 and 1 more"),
        (77, "a0, a1, a2, a3, a4 and 72 more"),
    ],
)
def test_a_long_row_is_cut(count: int, told: str) -> None:
    """Five are enough to see what is meant; how many more there are is told."""
    assert some([f"a{at}" for at in range(count)]) == told
    assert some([f"a{at}" for at in range(count)], " or ") == told.replace(", ", " or ")


def test_a_foreign_text_stays_on_one_line() -> None:
    """A message about it stays one line."""
    assert named("a\nb") == "'a b'"

"""What somebody asks about is understood in every form that people paste."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.queries.why.targets import Written, readings

PLAIN = "src/a.py"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("src/a.py:12", 12, 12),
        ("src/a.py:12:", 12, 12),
        ("src/a.py:12-20", 12, 20),
        ("src/a.py:20-12", 12, 20),
        ("src/a.py:12,20", 12, 20),
        ("src/a.py#L12", 12, 12),
        ("src/a.py#L12-L20", 12, 20),
        ("src/a.py#L12-20", 12, 20),
        ("src/a.py:0", 0, 0),
    ],
)
def test_lines(text: str, first: int, last: int) -> None:
    """Lines as editors, compilers and forges write them."""
    assert readings(text)[:2] == (Written(text), Written(PLAIN, first, last, lined=True))


def test_a_column_is_passed_over() -> None:
    """A compiler's ``path:line:column`` may also be a file whose name ends in a number."""
    assert [each.path for each in readings("src/a.py:12:5")] == [
        "src/a.py:12:5",
        "src/a.py:12",
        PLAIN,
    ]
    assert readings("src/a.py:12:5")[2].first == 12


@pytest.mark.parametrize("text", ["src/a.py:/x y/", "src/a.py:/x y"])
def test_a_pattern(text: str) -> None:
    """A regular expression stands between slashes; the last one may be missing."""
    assert readings(text) == (Written(text), Written(PLAIN, pattern="x y"))


@given(st.text(min_size=1), st.integers(1, 10**8), st.integers(0, 100))
def test_any_path_may_have_lines(path: str, first: int, more: int) -> None:
    """Whatever a path is made of, the path itself comes first, then it with its lines."""
    text = f"{path}:{first}-{first + more}"
    assert readings(text)[0] == Written(text)
    assert Written(path, first, first + more, lined=True) in readings(text)

"""Frozen values behave like frozen dataclasses, without their price."""

from __future__ import annotations

import pytest

from git_decide.values import replace, value


@value
class Point:
    """A value with a default."""

    x: int
    y: int = 0


def test_fields_in_order_by_name_or_default() -> None:
    """Fields are taken by position, by name, or from their default."""
    assert Point(1, 2) == Point(x=1, y=2)
    assert Point(1).y == 0


def test_equality_and_hash() -> None:
    """Values are equal when class and fields are."""
    assert Point(1) == Point(1)
    assert Point(1) != Point(2)
    other: object = (1, 0)
    assert Point(1) != other
    assert len({Point(1), Point(1), Point(2)}) == 2


def test_frozen() -> None:
    """A field cannot be set."""
    with pytest.raises(AttributeError, match="frozen"):
        Point(1).x = 2  # type: ignore[misc]


@pytest.mark.parametrize(("args", "kwargs"), [((), {}), ((1, 2, 3), {}), ((1,), {"z": 1})])
def test_exactly_its_fields(args: tuple[int, ...], kwargs: dict[str, int]) -> None:
    """Missing, surplus and unknown fields are errors."""
    with pytest.raises(TypeError, match="exactly the fields x, y"):
        Point(*args, **kwargs)


def test_replace_and_repr() -> None:
    """Replacing makes a new value; its text names every field."""
    assert replace(Point(1), y=5) == Point(1, 5)
    assert repr(Point(1)) == "Point(x=1, y=0)"

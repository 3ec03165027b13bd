"""What is packed comes back, and is plain enough for `marshal` in between."""

from __future__ import annotations

import marshal

from hypothesis import given
from hypothesis import strategies as st

from git_decide.packing import Packing
from git_decide.values import value


@value
class Leaf:
    """A value of plain fields."""

    text: str
    count: int | None = None


@value
class Branch:
    """A value of values."""

    leaves: tuple[Leaf, ...]
    first: Leaf
    more: tuple[object, ...] = ()


PACKING = Packing((Leaf, Branch))
_leaves = st.builds(Leaf, st.text(), st.none() | st.integers())
_plain = st.text() | st.integers() | st.booleans() | st.none()
_branches = st.builds(
    Branch,
    st.lists(_leaves).map(tuple),
    _leaves,
    st.recursive(_plain | _leaves, lambda inner: st.lists(inner).map(tuple)).map(lambda x: (x,)),
)


@given(_branches)
def test_values_come_back_through_marshal(branch: Branch) -> None:
    """The same classes, the same fields, whatever is in them."""
    assert PACKING.unpack(marshal.loads(marshal.dumps(PACKING.pack(branch)))) == branch


def test_fields_are_packed_in_their_order() -> None:
    """A default that was not given stands where its field stands."""
    assert PACKING.pack((Leaf("a"), Leaf(count=1, text="b"))) == [(0, "a", None), (0, "b", 1)]


def test_what_came_back_is_frozen() -> None:
    """An unpacked value is like any other."""
    leaf = PACKING.unpack(PACKING.pack(Leaf("a", 2)))
    assert leaf == Leaf("a", 2)
    assert hash(leaf) == hash(Leaf("a", 2))

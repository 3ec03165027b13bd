"""Turns values into what `marshal` can write, and back."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


class Packing:
    """Packs values of the given classes, tuples of them, and what is plain already.

    Both ends must know the same classes in the same order. Dictionaries are taken for
    plain: they hold no values.
    """

    __slots__ = ("_kinds", "_numbers")

    def __init__(self, classes: Sequence[type]) -> None:
        self._kinds = tuple((kind, tuple(kind.__annotations__)) for kind in classes)
        self._numbers = {kind: number for number, kind in enumerate(classes)}

    def pack(self, item: object) -> Any:
        """Return a value as a tuple of its class's number and its fields, a tuple as a list."""
        kind = item.__class__
        if kind is tuple:
            return [self.pack(each) for each in item]  # type: ignore[attr-defined]
        number = self._numbers.get(kind)
        if number is None:
            return item
        fields = item.__dict__
        return (number, *(self.pack(fields[name]) for name in self._kinds[number][1]))

    def unpack(self, plain: Any) -> Any:
        """Return what was packed."""
        kind = plain.__class__
        if kind is list:
            return tuple([self.unpack(each) for each in plain])
        if kind is not tuple:
            return plain
        made_of, names = self._kinds[plain[0]]
        made = object.__new__(made_of)
        made.__dict__.update(zip(names, map(self.unpack, plain[1:]), strict=True))
        return made

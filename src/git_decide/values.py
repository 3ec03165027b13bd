"""Frozen values that cost a hook nothing to define.

To a type checker ``@value`` is a frozen dataclass. At run time it is a few
lines, because importing :mod:`dataclasses` (with ``inspect`` and ``ast``)
takes longer than a whole hook may.
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers know the name; importing typing would cost as much again
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar, dataclass_transform

    T = TypeVar("T")
else:

    def dataclass_transform(**_: object) -> Callable[[T], T]:
        """Stand in for the marker that only a type checker reads."""
        return lambda function: function


@dataclass_transform(frozen_default=True)
def value(cls: type[T]) -> type[T]:
    """Make `cls` an immutable value: its annotations are its fields, in order.

    Fields may have immutable defaults. Two values are equal when their class
    and their fields are; `repr` names every field.
    """
    names = tuple(cls.__annotations__)
    defaults = {name: cls.__dict__[name] for name in names if name in cls.__dict__}
    known = frozenset(names)

    def __init__(self: Any, *args: object, **kwargs: object) -> None:  # noqa: N807
        fields = self.__dict__
        if len(args) == len(names) and not kwargs:  # as thousands are made
            fields.update(zip(names, args, strict=True))
            return
        fields.update(defaults)
        fields.update(zip(names, args, strict=False))
        fields.update(kwargs)
        if len(fields) != len(names) or len(args) > len(names) or fields.keys() != known:
            raise TypeError(f"{cls.__name__} takes exactly the fields {', '.join(names)}")

    def __setattr__(self: Any, name: str, _: object) -> None:  # noqa: N807
        raise AttributeError(f"{cls.__name__} is frozen: cannot set {name}")

    def __eq__(self: Any, other: object) -> bool:  # noqa: N807
        if other.__class__ is not cls:
            return NotImplemented
        return bool(self.__dict__ == other.__dict__)

    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(tuple(self.__dict__[name] for name in names))

    def __repr__(self: Any) -> str:  # noqa: N807
        inner = ", ".join(f"{name}={self.__dict__[name]!r}" for name in names)
        return f"{cls.__name__}({inner})"

    for function in (__init__, __setattr__, __eq__, __hash__, __repr__):
        setattr(cls, function.__name__, function)
    return cls


def replace(original: T, **changes: object) -> T:
    """Return `original` with the named fields changed."""
    return original.__class__(**{**original.__dict__, **changes})

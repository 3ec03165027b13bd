"""Takes typed values out of the tables of a `decisions.toml`.

What is absent is the default; each raises `ConfigurationBroken` for another type.
"""

from __future__ import annotations

from git_decide.errors import ConfigurationBroken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeVar

    T = TypeVar("T", bound=str)

FILE = "decisions.toml"


def table_of(table: Mapping[str, object], key: str, where: str = "") -> Mapping[str, object]:
    """Return the table at `key`, empty when absent; `where` is the dotted path in front of it."""
    found = table.get(key, {})
    if not isinstance(found, dict):
        raise broken(where + key, f"a table: [{where}{key}]")
    return found


def text(table: Mapping[str, object], key: str, default: str, where: str = "") -> str:
    """Return the text at `key`."""
    found = table.get(key, default)
    if not isinstance(found, str):
        raise broken(where + key, "a text in quotes")
    return found


def truth(table: Mapping[str, object], key: str, where: str) -> bool:
    """Return the truth value at `key`, false when absent."""
    found = table.get(key, False)
    if not isinstance(found, bool):
        raise broken(where + key, "true or false")
    return found


def texts(
    table: Mapping[str, object], key: str, default: tuple[str, ...], where: str
) -> tuple[str, ...]:
    """Return the list of texts at `key`."""
    found = table.get(key, list(default))
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise broken(where + key, "a list of texts in quotes")
    return tuple(found)


def choice(
    table: Mapping[str, object], key: str, allowed: tuple[T, ...], default: T, where: str
) -> T:
    """Return the text at `key`, which is one of `allowed`."""
    found = table.get(key, default)
    for known in allowed:
        if found == known:
            return known
    raise broken(where + key, listed(allowed))


def listed(choices: Sequence[str]) -> str:
    """Return what may be written, in words."""
    return " or ".join(f'"{choice}"' for choice in choices)


def broken(key: str, expected: str) -> ConfigurationBroken:
    """Return the error for a key that does not hold what it must."""
    return ConfigurationBroken(
        f"{FILE}: `{key}` must be {expected}", f"Mend {FILE}; `git decide check` says where."
    )

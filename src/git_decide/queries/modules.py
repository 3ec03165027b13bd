"""Which module each path belongs to, in the words that git has for attributes."""

from __future__ import annotations

import os

from git_decide.git import attributes
from git_decide.policy.touching import RULES_FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FRAGILE = attributes.FRAGILE
UNSETTING = ("unset", "unspecified")


def modules(found: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return the module of each path that has one, from what git says of its attributes."""
    named = {path: attributes.module_of(values.get(FRAGILE, "")) for path, values in found.items()}
    return {path: module for path, module in named.items() if module}


def governs(path: str) -> bool:
    """Return whether a file of this path may hold flags or rules."""
    return path == RULES_FILE or attributes.is_attribute_file(path)


def governing(paths: Iterable[bytes]) -> list[bytes]:
    """Return those of the paths, as git prints them, whose files may hold flags or rules."""
    return [path for path in paths if path.endswith(_ENDS) and governs(os.fsdecode(path))]


_ENDS = (RULES_FILE.encode(), attributes.FILE.encode())

"""Takes what is needed out of a JSON document that somebody else wrote."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def text_at(document: Any, *keys: str) -> str:
    """Return the text under these keys, "" where there is none."""
    found = at(document, *keys)
    return found if isinstance(found, str) else ""


def number_at(document: Any, *keys: str) -> int:
    """Return the whole number under these keys, 0 where there is none."""
    found = at(document, *keys)
    return found if isinstance(found, int) and not isinstance(found, bool) else 0


def at(document: Any, *keys: str) -> Any:
    """Return what is under these keys, None where there is nothing."""
    for key in keys:
        if not isinstance(document, dict):
            return None
        document = document.get(key)
    return document


def texts(*found: str) -> tuple[str, ...]:
    """Return those that are not empty, each once."""
    return tuple(dict.fromkeys(each for each in found if each))

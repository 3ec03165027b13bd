"""Shows a foreign text within a sentence."""

from __future__ import annotations

_LONGEST = 80


def quoted(text: str) -> str:
    """Return `text` in back quotes, on one line, cut to 80 characters."""
    folded = " ".join(text[: 4 * _LONGEST].split())
    return f"`{folded}`" if len(folded) <= _LONGEST else f"`{folded[:_LONGEST]}…`"

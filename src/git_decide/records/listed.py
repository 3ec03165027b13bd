"""Parts what was written as one text into the items of a list."""

from __future__ import annotations

import re

_PARTING = re.compile(r"[,;](?![^()\[\]]*[)\]])")
_HANDLES = re.compile(r"(?:@[\w.-]+\s+)+@[\w.-]+\Z")
_AND = re.compile(r"\A(?:and|&|und|et)\s+", re.IGNORECASE)
_BOTH = re.compile(r"(?<=[\w)])\s+(?:and|&|und|et)\s+(?=\w)")
_PERSON = re.compile(r"[^\W\d_a-z]\S*(?:\s+[^\W\d_a-z]\S*)+|.*\)|@[\w.-]+")
_NOBODY = frozenset(("", "none", "n/a", "na", "nobody", "-", "\u2013", "\u2014"))


def members(text: str) -> list[str]:
    """Part what was written as one text: ``Ann (PM), Bob``, ``@ann @bob``; "none" has none."""
    text = text.strip()
    if text.casefold() in _NOBODY:
        return []
    if text.startswith("[") and text.endswith("]") and "](" not in text:
        text = text[1:-1]
    parts = text.split() if _HANDLES.match(text) else _PARTING.split(text)
    bare = [_AND.sub("", part.strip(), count=1) if at else part for at, part in enumerate(parts)]
    return [name for part in bare for each in _both(part) if (name := each.strip())]


def _both(text: str) -> list[str]:
    """Part "Ann Lee and Bo Diaz", but not "research and development"."""
    sides = _BOTH.split(text)
    people = all(_PERSON.fullmatch(side.strip()) for side in sides)
    return sides if people else [text]

"""Writes a title as a Markdown heading has it."""

from __future__ import annotations

import re

from git_decide.errors import Refused

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufeff]")
_CLOSING_HASHES = re.compile(r"(?:(?<=[\s\\])|\A)(#+)\Z")


def folded(title: str) -> str:
    """Return a title on one line, without what cannot be shown."""
    return " ".join(_UNPRINTABLE.sub(" ", title).split())


def written_title(title: str) -> str:
    """Return a title as a Markdown heading writes it, on one line.

    Raises `Refused` where nothing of it can be written.
    """
    line = folded(title)
    if not line:
        raise Refused("the record needs a title", "Say in a few words what is decided.")
    return _CLOSING_HASHES.sub(r"\\\1", line)

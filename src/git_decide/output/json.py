"""Writes an answer as one JSON document."""

from __future__ import annotations

import json
import re

VERSION = 1
# JSON may hold these as they are, but a terminal obeys some of them, and lone surrogates
# (bytes that are no UTF-8) cannot be written at all.
_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def answer(**nouns: object) -> str:
    """Return ``{"version": 1, …}`` with the answer under its noun, in the order given.

    All of it is text that can be written as UTF-8; a byte of a file name that is no
    UTF-8 appears as an escaped lone surrogate, as Python's `os.fsdecode` has it.
    """
    text = json.dumps({"version": VERSION, **nouns}, ensure_ascii=False, indent=2)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)

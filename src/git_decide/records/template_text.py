"""Tells what a template left behind from what somebody wrote."""

from __future__ import annotations

import re

_WORDS = frozenset({"todo", "tbd", "fixme", "xxx", "...", "…", "title"})
_FRAME = re.compile(r"\{\{.*\}\}|\{[^{}\":]*\}|<(?![^<>]*(?:://|@))[^<>]*>", re.DOTALL)
_MARKERS = re.compile(r"^\s*(?:[-*+>]|\d+[.)])?\s*$", re.MULTILINE)


def is_template(text: str) -> bool:
    """Tell whether a text as a whole is a template's: ``TODO``, ``{{context}}``, ``<name>``."""
    bare = text.strip().rstrip(".:").strip().lower()
    return len(text) < 2000 and (
        bare in _WORDS or not bare or _FRAME.fullmatch(text.strip()) is not None
    )


def is_empty(text: str) -> bool:
    """Tell whether nothing is left of a text but list markers and blank lines."""
    return not _MARKERS.sub("", text).strip()

"""Tells what a template left behind from what somebody wrote."""

from __future__ import annotations

import re

_WORDS = frozenset({"todo", "tbd", "fixme", "xxx", "...", "…", "title"})
# What hints of commands have in the place of an answer; in capitals only: "text" may be one.
_HINTS = frozenset({"TEXT", "WHY IT LOST"})
_TITLES = frozenset({"ID", "TEXT", "TITLE"})
_ROLE = "ROLE"
_FRAME = re.compile(r"\{\{.*\}\}|\{[^{}\":]*\}|<(?![^<>]*(?:://|@))[^<>]*>", re.DOTALL)
_MARKERS = re.compile(r"^\s*(?:[-*+>]|\d+[.)])?\s*$", re.MULTILINE)


def is_template(text: str) -> bool:
    """Tell whether a text as a whole is a template's: ``TODO``, ``{{context}}``, ``<name>``."""
    bare = text.strip().rstrip(".:").strip().lower()
    return len(text) < 2000 and (
        bare in _WORDS
        or not bare
        or text.strip() in _HINTS
        or _FRAME.fullmatch(text.strip()) is not None
    )


def is_template_title(text: str) -> bool:
    """Tell whether a title as a whole is a template's, or what a hint has in its place."""
    return text.strip() in _TITLES or is_template(text)


def is_template_person(name: str, role: str | None) -> bool:
    """Tell whether a person is a template's: ``<name> (PM)``, ``Ann (ROLE)``."""
    return role == _ROLE or is_template(name)


def is_empty(text: str) -> bool:
    """Tell whether nothing is left of a text but list markers and blank lines."""
    return not _MARKERS.sub("", text).strip()

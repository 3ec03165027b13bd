"""Tells what a template left behind from what somebody wrote."""

from __future__ import annotations

import re

_DAYS = frozenset({"yyyy-mm-dd", "yyyy/mm/dd", "dd.mm.yyyy", "dd/mm/yyyy", "mm/dd/yyyy"})
_WORDS = frozenset({"todo", "tbd", "fixme", "xxx", "...", "…", "title"})
# What hints of commands have in the place of an answer; in capitals only: "text" may be one.
_HINTS = frozenset({"TEXT", "WHY IT LOST"})
_TITLES = frozenset({"ID", "TEXT", "TITLE"})
_ROLE = "ROLE"
_FRAME = re.compile(r"\{\{.*\}\}|\{[^{}\":]*\}|<(?![^<>]*(?:://|@))[^<>]*>", re.DOTALL)
_MARKERS = re.compile(r"^\s*(?:[-*+>]|\d+[.)])?\s*$", re.MULTILINE)
# What other tools' templates leave: a hint in braces or brackets, or one of these phrases.
_HINT = re.compile(
    r"\{(?![^{}]*[\":;=][^{}]*\})[^\W\d_][^{}]{3,}\}"
    r"|(?<![!\]])\[[^\W\d_][^\[\]]{7,}(?:\[[^\[\]]*\](?:\([^()]*\))?[^\[\]]*)*\](?![(\[:])"
)
_PHRASES = (
    "motivating this decision",
    "proposing and/or doing",
    "have agreed to implement",
    "easier or more difficult to do",
    "short title of solved problem",
    "name of the decision",
)
_SHORT = 300
_LONGEST = 20_000


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


def is_unfilled(text: str) -> bool:
    """Tell whether a text is mostly what a template of any tool left behind.

    ``{Describe the context …}``, ``[short title of solved problem and solution]``,
    ``YYYY-MM-DD``, and a sentence whose greater part is such hints.
    """
    if not text.strip():
        return False
    if is_template(text) or text.strip("*_`<>[]{} \n").lower() in _DAYS:
        return True
    if len(text) < _SHORT and any(phrase in text.lower() for phrase in _PHRASES):
        return True
    if "{" not in text and "[" not in text:
        return False
    hints = sum(_size(match.group()) for match in _HINT.finditer(text[:_LONGEST]))
    return hints > 0 and 2 * hints >= _size(text)


def is_hint(text: str) -> bool:
    """Tell whether a text is unfilled and holds no word that somebody may have added."""
    return is_unfilled(text) and (is_template(text) or not _size(_HINT.sub("", text)))


def _size(text: str) -> int:
    return sum(map(str.isalnum, text))

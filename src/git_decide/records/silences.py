"""Finds the comments in a record that silence a code."""

from __future__ import annotations

import re

from git_decide.records.model import Silence
from git_decide.records.prose import without_code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.records.prose import Markup

_SAID = r"git-decide:[ \t]*ignore[ \t]+(?P<codes>[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)[ \t]*(?P<said>"
_IN_YAML = re.compile(rf"^[ \t]*(?P<mark>#)[ \t]*{_SAID}[^\n]*)$", re.MULTILINE)
_PATTERNS = {
    "markdown": re.compile(
        rf"^ {{0,3}}(?P<mark><!--)\s*{_SAID}(?:(?!-->).){{0,2000}})-->", re.MULTILINE | re.DOTALL
    ),
    "rst": re.compile(rf"^(?P<mark>\.\.)[ \t]+{_SAID}[^\n]*(?:\n[ \t]+\S[^\n]*)*)$", re.MULTILINE),
    "asciidoc": re.compile(rf"^(?P<mark>//)(?!/)[ \t]*{_SAID}[^\n]*)$", re.MULTILINE),
}


def silences(
    text: str, markup: Markup, front: tuple[int, int] | None = None
) -> tuple[Silence, ...]:
    """Return what the comments of `text` silence, several codes of a comment one by one.

    ``<!-- git-decide: ignore CODE: reason -->``, ``.. git-decide: …`` in reStructuredText,
    ``// git-decide: …`` in AsciiDoc, ``# git-decide: …`` in the front matter, which are the
    characters `front`. The place is that of the comment.
    """
    if "git-decide:" not in text:
        return ()
    found = list(_IN_YAML.finditer(text, *front)) if front else []
    shown = without_code(text, markup)
    found += _PATTERNS[markup].finditer(shown, front[1] if front else 0)
    return tuple(silence for match in found for silence in _each(text, match))


def _each(text: str, match: re.Match[str]) -> list[Silence]:
    at = match.start("mark")
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    reason = " ".join(match["said"].split()).lstrip(":-\u2013\u2014 ")
    codes = [code.strip() for code in match["codes"].split(",")]
    return [Silence(code, reason, line, column) for code in codes]

"""Blanks out what is no prose in a text, so that what looks like markup there is none."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Literal

    from git_decide.records.plain.outline import Scan

    Markup = Literal["markdown", "rst", "asciidoc"]

_MARKUPS: Mapping[str, Markup] = {
    "md": "markdown",
    "markdown": "markdown",
    "mdx": "markdown",
    "rst": "rst",
    "adoc": "asciidoc",
    "asciidoc": "asciidoc",
}
_LITERALS = re.compile(
    r"(?<![`\w\\])``(?=[^\s`])(?:(?!\n[ \t]*\n).){0,200}?(?<=\S)``(?![`\w])", re.DOTALL
)
_SIGN = re.compile(r"[^\n]")
_FENCES = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?P<fence>`{3,}(?=[^`\n]*$)|~{3,}).*?"
    r"(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
_COMMENTS = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SPANS = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).){1,999}?(?<!`)\1(?!`)", re.DOTALL)


def markup_of(path: str) -> Markup | None:
    """Return the markup that a file's ending stands for, None for a file that is no document."""
    return _MARKUPS.get(path.rpartition(".")[2].lower())


def prose(text: str, markup: Markup) -> str:
    """Return a text, as long as it was, with blanks for what is code or a comment."""
    text = without_code(text, markup)
    if markup == "markdown":
        if "<!--" in text:
            text = _COMMENTS.sub(_blank, text)
        return _SPANS.sub(_blank, text) if "`" in text else text
    text = _blanked(text, _scan(text, markup).comments)
    return _LITERALS.sub(_blank, text) if markup == "rst" else text


def without_code(text: str, markup: Markup) -> str:
    """Return a text, as long as it was, with blanks for its blocks of code."""
    if markup == "markdown":
        fenced = "```" in text or "~~~" in text
        return _FENCES.sub(_blank, text) if fenced else text
    return _blanked(text, _scan(text, markup).code)


def _scan(text: str, markup: Markup) -> Scan:
    from git_decide.records.plain import asciidoc_scan, rst_scan

    return rst_scan.scan(text) if markup == "rst" else asciidoc_scan.scan(text)


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    lines = text.split("\n")
    for first, last in spans:
        lines[first:last] = [" " * len(line) for line in lines[first:last]]
    return "\n".join(lines)


def _blank(match: re.Match[str]) -> str:
    return _SIGN.sub(" ", match.group())

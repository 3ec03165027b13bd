"""What an edit must know of a markup: the parts of a text, and how a heading is written."""

from __future__ import annotations

from unicodedata import east_asian_width

from git_decide.records.outline import Outline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.records.foreign.sections import Outlined

RST, ASCIIDOC = (".rst",), (".adoc", ".asciidoc")
_SIGNS = "=-~^\"'+*#"


def outlined(text: str, path: str) -> Outlined:
    """Return the outline of a record's body in the markup of `path`."""
    if path.lower().endswith(RST):
        from git_decide.records.plain import rst

        return rst.markup(text).outline
    if path.lower().endswith(ASCIIDOC):
        from git_decide.records.plain import asciidoc

        return asciidoc.markup(text).outline
    return Outline(text)


def heading_lines(
    outline: Outlined, lines: Sequence[str], path: str, name: str, level: int
) -> list[str]:
    """Return the lines of a new heading, written as those are that the text has."""
    if path.lower().endswith(ASCIIDOC):
        return [f"{'=' * level} {name}"]
    if not path.lower().endswith(RST):
        return [f"{'#' * level} {name}"]
    parts = outline.parts(level)
    alike = next((part for part in parts if part.level == level), None)
    under = lines[alike.first - 1].strip()[:1] if alike else ""
    if not under:
        used = {lines[part.first - 1].strip()[:1] for part in parts if part.level}
        under = next(sign for sign in _SIGNS if sign not in used)
    line = under * max(width(name), 4)
    return [line, name, line] if alike and alike.first - alike.line == 3 else [name, line]


def width(text: str) -> int:
    """Return how many columns a text takes."""
    return sum(2 if east_asian_width(character) in "FW" else 1 for character in text)

"""Makes text from a repository fit for a terminal: escaped, measured, coloured."""

from __future__ import annotations

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence
    from typing import Literal

    When = Literal["auto", "always", "never"]

# C0 and C1 controls, the line and paragraph separators, what turns the direction of writing
# around or hides itself, and the halves of surrogate pairs that stand for undecodable bytes.
_UNSAFE = (
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_STYLES = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "cyan": "36",
}


def safe(text: str) -> str:
    r"""Return `text` on one line, with everything that a terminal would obey escaped.

    Undecodable bytes (lone surrogates) become ``\xNN``.
    """
    if text.isprintable():  # as most is, and nothing unsafe: then no pattern has to be loaded
        return text
    import re

    return re.sub(_UNSAFE, _escape, text)


def safe_lines(text: str) -> str:
    """Return `text` escaped like `safe`, but with its line breaks and tabs kept."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join("    ".join(safe(part) for part in line.split("\t")) for line in lines)


# What takes no room: our own colours (`Paint`) and links (`Hyperlinks`).
_INVISIBLE = "\x1b\\[[0-9;]*m|\x1b\\]8;[^\x1b]*\x1b\\\\"


def width(text: str) -> int:
    """Return how many columns a terminal gives to `text` (wide scripts count double).

    Colours and links in it take none.
    """
    if "\x1b" in text:
        import re

        text = re.sub(_INVISIBLE, "", text)
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(
        0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text
    )


def cut(text: str, columns: int) -> str:
    """Return `text` in at most `columns` columns, ending in an ellipsis where it was cut.

    Its colours and links are kept, and end where they did. Of no columns nothing is left.
    """
    if width(text) <= columns:
        return text
    import re

    marks = [*re.finditer(_INVISIBLE, text)]
    if columns < 1:
        return "".join(mark.group() for mark in marks)
    kept = re.sub(_INVISIBLE, "", text)[: max(columns - 1, 0)]
    while width(kept) > columns - 1:
        kept = kept[:-1]
    return _marked(kept.rstrip() + "…", marks)


def _marked(text: str, marks: Sequence[re.Match[str]]) -> str:
    """Return `text` with colours and links where they stood, as far as it goes."""
    parts, at, gone = [], 0, 0
    for mark in marks:
        place = min(mark.start() - gone, len(text))
        parts += [text[at:place], mark.group()]
        at, gone = place, gone + len(mark.group())
    return "".join([*parts, text[at:]])


@value
class Paint:
    """Colours text, or leaves it as it is."""

    on: bool = False

    def __call__(self, style: str, text: str) -> str:
        """Return `text` in one of: bold, dim, red, green, yellow, cyan."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.on and text else text


PLAIN = Paint()


def wants_colour(when: When, environ: Mapping[str, str], terminal: bool) -> bool:
    """Return whether to colour: `when` decides, then NO_COLOR, then what is written to."""
    if when != "auto":
        return when == "always"
    return terminal and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def _escape(match: re.Match[str]) -> str:
    letter = match.group()
    code = ord(letter)
    if letter in _NAMED:
        return _NAMED[letter]
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"

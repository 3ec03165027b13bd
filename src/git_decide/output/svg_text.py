"""Breaks text into lines that fit a room of a picture, without knowing its font."""

from __future__ import annotations

from functools import cache
from unicodedata import combining, east_asian_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# How wide letters are in the usual fonts without serifs, against their height; rather too much.
_WIDTHS = {
    **dict.fromkeys("ijl.,:;'|!I", 0.3),
    **dict.fromkeys('frt()[]{}-/\\ "*`', 0.42),
    **dict.fromkeys("#&<>=+~^_", 0.84),
    **dict.fromkeys("mwMW%@", 0.95),
}
_LOWER, _UPPER, _WIDE = 0.6, 0.74, 1.05


def length(text: str, size: float) -> float:
    """Return about how long a text is, at a size of its font."""
    return size * sum(map(_width, text))


@cache
def _width(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if letter.isascii():
        return _UPPER if letter.isupper() else _LOWER
    if combining(letter):
        return 0
    return _WIDE if east_asian_width(letter) in "WF" else _UPPER


def cut(text: str, room: float, size: float) -> str:
    """Return a text as far as it fits, with an ellipsis where it was cut."""
    if length(text, size) <= room:
        return text
    left = room - length("…", size)
    for at, letter in enumerate(text):
        left -= size * _width(letter)
        if left < 0:
            return text[:at].rstrip() + "…"
    return text


def lines(text: str, room: float, size: float, most: int) -> list[str]:
    """Return a text in lines that fit, the last one cut where there would be more than `most`."""
    found: list[str] = []
    words: list[str] = []
    used, space = 0.0, length(" ", size)
    for word in _words(text, room, size):
        needed = length(word, size)
        if words and used + space + needed > room:
            found.append(" ".join(words))
            words, used = [], 0.0
            if len(found) > most:
                break
        words.append(word)
        used += space * (len(words) > 1) + needed
    found += [" ".join(words)] if words else []
    if len(found) <= most:
        return found
    return [*found[: most - 1], cut(f"{found[most - 1]} {found[most]}…", room, size)]


def _words(text: str, room: float, size: float) -> Iterator[str]:
    """Yield the words of a text; those that are too long for a line in pieces."""
    for word in text.split():
        used, start = 0.0, 0
        for at, letter in enumerate(word):
            used += size * _width(letter)
            if used > room and at > start:
                yield word[start:at]
                used, start = size * _width(letter), at
        yield word[start:]

"""Makes file names out of titles, readable in every script."""

from __future__ import annotations

import unicodedata

LONGEST = 60  # characters
LARGEST = 120  # bytes in UTF-8: file systems count these, and allow 255 for the whole name
_NOTHING_LEFT = "decision"
_WITHIN_WORDS = frozenset("'\u2019\u200c\u200d\u00ad")  # dropped, and part no words


def slug(title: str) -> str:
    """Return `title` as a part of a file name: its words in lower case, joined by ``-``.

    Letters, marks and digits of any script stay (in NFC). It is never empty, at
    most 60 characters and 120 bytes long, and cut between words where it can be.
    """
    lowered = unicodedata.normalize("NFC", title.lower())
    return _cut("".join(_characters(lowered)).split()) or _NOTHING_LEFT


def stem(number: int | str, title: str) -> str:
    """Return the stem of a record: ``0042-slug`` for a number, ``2026-02-15-slug`` for a date."""
    front = f"{number:04d}" if isinstance(number, int) else number
    return f"{front}-{slug(title)}"


def _characters(text: str) -> list[str]:
    made: list[str] = []
    for character in text:
        category = unicodedata.category(character)[0]
        if category in "LN" or (category == "M" and made and made[-1] != " "):
            made.append(character)
        elif character not in _WITHIN_WORDS:
            made.append(" ")
    return made


def _cut(words: list[str]) -> str:
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word
        if not _fits(longer):
            return made or _shortened(word)
        made = longer
    return made


def _shortened(word: str) -> str:
    word = word[:LONGEST]
    while not _fits(word):
        word = word[:-1]
    return word


def _fits(text: str) -> bool:
    return len(text) <= LONGEST and len(text.encode("utf-8")) <= LARGEST

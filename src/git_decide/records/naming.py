"""Makes file names out of titles, readable in every script."""

from __future__ import annotations

import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    # lower: use-webhooks. kept: as the title has it. words: Use-Webhooks. upper: USE-WEBHOOKS.
    Case = Literal["lower", "kept", "words", "upper"]

LONGEST = 60  # characters
LARGEST = 120  # bytes in UTF-8: file systems count these, and allow 255 for the whole name
_NOTHING_LEFT = "decision"
_WITHIN_WORDS = frozenset("'\u2019\u200c\u200d\u00ad")  # dropped, and part no words


def slug(title: str, joint: str = "-", case: Case = "lower") -> str:
    """Return `title` as a part of a file name: its words, joined by `joint`.

    Letters, marks and digits of any script stay (in NFC). It is never empty, at
    most 60 characters and 120 bytes long, and cut between words where it can be.
    """
    cased = _CASES[case](title)
    words = "".join(_characters(unicodedata.normalize("NFC", cased))).split()
    if case == "words":
        words = [word[:1].upper() + word[1:] for word in words]
    return _cut(words, joint) or _CASES[case](_NOTHING_LEFT)


_CASES: dict[Case, Callable[[str], str]] = {
    "lower": str.lower,
    "kept": str,
    "words": str,
    "upper": str.upper,
}


def _characters(text: str) -> list[str]:
    made: list[str] = []
    for character in text:
        category = unicodedata.category(character)[0]
        if category in "LN" or (category == "M" and made and made[-1] != " "):
            made.append(character)
        elif character not in _WITHIN_WORDS:
            made.append(" ")
    return made


def _cut(words: list[str], joint: str) -> str:
    made = ""
    for word in words:
        longer = f"{made}{joint}{word}" if made else word
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
    return len(text) <= LONGEST and len(text.encode("utf-8", "surrogatepass")) <= LARGEST

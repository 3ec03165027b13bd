"""Matches names against patterns of `*` and `?`: no paths, for those are git's to match."""

from __future__ import annotations


def matches(pattern: str, text: str) -> bool:
    """Tell whether `pattern` matches the whole of `text`; ``*`` and ``?`` are special, no more."""
    # Greedy, with one way back (to the last star): quadratic at worst, and no `re` to import.
    here = there = resume = 0
    star = -1
    while there < len(text):
        wanted = pattern[here : here + 1]
        if wanted == "*":
            star, resume = here, there
            here += 1
        elif wanted == "?" or wanted == text[there]:
            here += 1
            there += 1
        elif star >= 0:
            resume += 1
            here, there = star + 1, resume
        else:
            return False
    return not pattern[here:].strip("*")

"""Writes command lines that people paste into a shell."""

from __future__ import annotations

import os
import shlex

from git_decide.output.terminal import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# Not special between double quotes, in sh or in a shell that expands history.
_SPECIAL = frozenset('"$`\\!')
# What a pathspec takes for more than itself.
_MAGIC = frozenset("*?[\\")


def line(words: Iterable[str]) -> str:
    """Return a command line of these words."""
    return " ".join(map(word, words))


def word(text: str) -> str:
    """Return one word: any sh reads `text` from it, and no terminal obeys it."""
    if safe(text) != text:
        return _printed(text)
    if "'" in text and _SPECIAL.isdisjoint(text):
        return f'"{text}"'
    name, equals, rest = text.partition("=")
    if equals and name.startswith("--") and shlex.quote(name) == name:
        return f"{name}={shlex.quote(rest)}"
    return shlex.quote(text)


def pathspec(path: str) -> str:
    """Return a pathspec that means this one path, seen from the current folder."""
    plain = _MAGIC.isdisjoint(path) and not path.startswith(":")
    return path if plain else f":(literal){path}"


def _printed(text: str) -> str:
    """Return a word whose bytes ``printf`` writes: what a terminal would obey, in octal."""
    kept = text.rstrip("\n")
    ending = text[len(kept) :]  # `$(…)` would drop it
    inner = "".join(map(_octal, kept))
    if inner.startswith("-"):  # no option of printf
        inner = f"\\055{inner[1:]}"
    return f"\"$(printf '{inner}')\"" + (f"'{ending}'" if ending else "")


def _octal(letter: str) -> str:
    if letter == "%":
        return "%%"
    if letter.isprintable() and letter not in "'\\" and safe(letter) == letter:
        return letter
    return "".join(f"\\{byte:03o}" for byte in os.fsencode(letter))

"""Breaks texts into lines of a terminal, by the columns that they take there."""

from __future__ import annotations

from git_decide.output.terminal import width


def wrapped(said: str, columns: int) -> list[str]:
    """Return a text in lines of at most so many columns, longer words cut in pieces."""
    lines, held, room = [""], 0, columns
    for word in said.split():
        while word:
            wide = width(word)
            if held and held + 1 + wide > room:
                lines.append("")
                held = 0
            piece = word if wide <= room else _piece(word, room)
            lines[-1] += f" {piece}" if held else piece
            held += width(piece) + (1 if held else 0)
            word = word[len(piece) :]
    return lines


def _piece(word: str, columns: int) -> str:
    piece = word[:columns]
    while width(piece) > columns:
        piece = piece[:-1]
    return piece

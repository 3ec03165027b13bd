"""Cuts out of a text what shows that it was found."""

from __future__ import annotations

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# Around what was found, in what the database returns; no text that is searched holds them.
OPEN, CLOSE = "\x02", "\x03"
_GAP = "\u200b"
_BEFORE = 40  # letters in front of the first thing found


@value
class Excerpt:
    """A piece of a text on one line; `marks` are where in it what was found begins and ends.

    `section` is the key of the part that it is from, as in the canonical document, or
    ``others`` or ``facts``.
    """

    section: str
    text: str
    marks: tuple[tuple[int, int], ...] = ()


def marked(section: str, text: str) -> Excerpt:
    """Return what the database returned, with its marks taken out and white space folded."""
    made, marks = "", []
    for at, piece in enumerate(text.replace(_GAP, "").split(OPEN)):
        inner, _, after = piece.rpartition(CLOSE) if at else ("", "", piece)
        begun = len(made)
        made = _joined(made, inner)
        if inner:
            marks.append((begun, len(made)))
        made = _joined(made, after)
    whole = made.rstrip()
    return Excerpt(section, whole, tuple(mark for mark in marks if mark[1] <= len(whole)))


def _joined(made: str, piece: str) -> str:
    """Put a piece behind what there is, all white space between words as one blank."""
    front = " " if piece[:1].isspace() and made and not made.endswith(" ") else ""
    line = " ".join(piece.split())
    return f"{made}{front}{line} " if line and piece[-1].isspace() else f"{made}{front}{line}"


def folded(text: str) -> str:
    """Return `text` for comparing: without case and without accents."""
    if text.isascii():
        return text.lower()
    from unicodedata import combining, normalize

    plain = normalize("NFKD", text.replace(_GAP, "").casefold())
    return "".join(letter for letter in plain if not combining(letter))


def around(section: str, text: str, parts: Sequence[str], room: int) -> Excerpt:
    """Return about `room` letters of a text, around those of the `parts` (folded) that it holds."""
    line = " ".join(text.replace(_GAP, "").split())
    places = _places(line, parts)
    first = max(places[0][0] - _BEFORE, 0) if places else 0
    if first:
        first = line.find(" ", first, places[0][0]) + 1 or first
    last = first + room
    if last < len(line):
        last = line.rfind(" ", places[0][1] if places else first, last) + 1 or last
    front, end = "…" if first else "", "…" if last < len(line) else ""
    shift = len(front) - first
    marks = tuple((a + shift, b + shift) for a, b in places if first <= a and b <= last)
    return Excerpt(section, f"{front}{line[first:last].rstrip()}{end}", marks)


def _places(line: str, parts: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the parts stand in a line, in order, those that lie within others left out."""
    letters = [folded(letter) for letter in line]
    starts = [at for at, letter in enumerate(letters) for _ in letter]
    plain = "".join(letters)
    found = []
    for part in parts:
        at = plain.find(part)
        while at >= 0 and part:
            found.append((starts[at], starts[at + len(part) - 1] + 1))
            at = plain.find(part, at + len(part))
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept

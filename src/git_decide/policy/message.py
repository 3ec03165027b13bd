"""Sees a commit message as git does: its clean-up, its comments, its block of trailers.

Written after the behaviour of ``git stripspace``, ``git commit --cleanup`` and
``git interpret-trailers --no-divider`` (2.34 and newer), without regard to
``trailer.*`` settings: what a message links must not depend on whose machine reads it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# What git counts as white space, at the ends of lines and around values.
SPACE = " \t\r\n"
# Lines that git writes itself: one of them lets a block hold other text too.
_GENERATED = ("Signed-off-by: ", "(cherry picked from commit ")
_TOKEN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
_CUT = " ------------------------ >8 ------------------------"
_AUTO = "#;@!$%^&|:"


def clean(
    message: str, comment: str = "#", scissors: bool | None = None, strip_comments: bool = True
) -> str:
    """Return the message as git would commit it after its clean-up.

    `comment` is what comment lines start with (``core.commentChar``).
    `scissors`: whether git cuts at its scissors line (``--cleanup=scissors``,
    ``--verbose``); None when that is not known, and then it is cut, since a
    link must never count that git drops. `strip_comments` is false for
    ``--cleanup=whitespace`` and ``scissors``.
    """
    lines = message.split("\n")
    if scissors is not False:
        lines = lines[: cut_line(lines, comment)]
    kept = (line.rstrip(SPACE) for line in lines if not (strip_comments and _is(line, comment)))
    return "".join(f"{line}\n" for line in _single_spaced(kept))


def _single_spaced(lines: Iterable[str]) -> Iterator[str]:
    """Drop blank lines at both ends and all but one between."""
    gap = started = False
    for line in lines:
        if not line:
            gap = started
            continue
        if gap:
            yield ""
        yield line
        gap, started = False, True


def comment_start(message: str, configured: str) -> str:
    """Return what comment lines start with: `configured`, or what git chose for ``auto``.

    With ``core.commentChar=auto`` git takes a character that starts no line of
    the message, and ends what it shows in the editor with comments (before a
    diff, with its scissors line).
    """
    if configured != "auto":
        return configured or "#"
    lines = message.split("\n")
    for line in lines:
        if line[1:] == _CUT and line[0] in _AUTO:
            return line[0]
    last = next((line for line in reversed(lines) if line), "#")
    return last[0] if last[0] in _AUTO else "#"


def cut_line(lines: Sequence[str], comment: str) -> int:
    """Return the number of the scissors line that git wrote, or of the end."""
    wanted = comment + _CUT
    # The last of `lines` has no newline behind it; git wants one.
    for number, line in enumerate(lines[:-1]):
        if line == wanted:
            return number
    return len(lines)


def content(lines: Sequence[str], comment: str) -> list[int]:
    """Return the numbers of the lines that git keeps: no comments, nothing behind the scissors.

    No line is a comment when `comment` is empty.
    """
    return [number for number in range(cut_line(lines, comment)) if not _is(lines[number], comment)]


def trailer_block(lines: Sequence[str], comment: str = "") -> tuple[int, int]:
    """Return where the block of trailers starts and ends (half open), as git finds it.

    It is the last paragraph, never the first: only trailers and their folded
    lines, or at least one line that git itself generates and one trailer for
    every three other lines. Without a block both numbers are the end of the
    text. `lines` begin with the subject.
    """
    end = _text_end(lines, comment)
    start = end
    while start and not is_blank(lines[start - 1]):
        start -= 1
    if start and _are_trailers(lines[start:end], comment):
        return start, end
    return end, end


def separator(line: str) -> int:
    """Return where the colon after a trailer's token stands, or -1 for another line."""
    token, colon, _ = line.partition(":")
    bare = token.rstrip(" \t")
    return len(token) if colon and bare and _TOKEN.issuperset(bare) else -1


def is_blank(line: str) -> bool:
    """Tell whether a line holds nothing that git would show."""
    return not line.strip(SPACE)


def _is(line: str, comment: str) -> bool:
    return comment != "" and line.startswith(comment)


def _text_end(lines: Sequence[str], comment: str) -> int:
    """Return the line behind the text: blanks, comments and a list of conflicts may follow it."""
    end = 0
    conflicts = False
    for number, line in enumerate(lines):
        if is_blank(line) or _is(line, comment):
            continue
        if number and line == "Conflicts:" and number + 1 < len(lines):
            conflicts = True
        elif not (conflicts and line.startswith("\t")):
            end, conflicts = number + 1, False
    return end


def _are_trailers(paragraph: Sequence[str], comment: str) -> bool:
    trailers = others = 0
    generated = folds = False
    for line in paragraph:
        if _is(line, comment):
            folds = False
        elif line.rstrip(SPACE).startswith(_GENERATED):  # as it will be after the clean-up
            generated = folds = True
            trailers += 1
        elif line[0] in SPACE:
            others += not folds
        else:
            folds = separator(line) > 0
            trailers += folds
            others += not folds
    return trailers * 3 >= others if generated else trailers > 0 == others

"""Asks git which lines of a file differ from those that it had before."""

from __future__ import annotations

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from git_decide.git.repository import Repository


@value
class Hunk:
    """A place where a file differs: the numbers of the lines before and after, half open."""

    before: tuple[int, int]
    after: tuple[int, int]


def hunks(repo: Repository, before: str, after: str, path: str = "") -> tuple[Hunk, ...]:
    """Return where two blobs (anything git resolves to one) differ, without context.

    With a `path` the file in the work tree is held against that of the commit `before`.
    One process.
    """
    sides = (before, "--", path) if path else (before, after)
    flags = ("--no-ext-diff", "--no-textconv", "--no-color", "--unified=0", "--no-renames")
    literal = ("--literal-pathspecs", "-c", "core.quotePath=false", "diff")
    out = repo.git(*literal, *flags, *sides)
    return tuple(_hunks(out.split(b"\n")))


def _hunks(lines: Sequence[bytes]) -> Iterator[Hunk]:
    for line in lines:
        if line[:4] == b"@@ -":
            before, after = line.decode("utf-8", "replace").split(" ")[1:3]
            yield Hunk(_span(before), _span(after))


def _span(text: str) -> tuple[int, int]:
    """Read ``-12,3``: three lines from 12; ``-12,0`` is nothing behind line 12."""
    first, _, lines = text[1:].partition(",")
    many = int(lines) if lines else 1
    start = int(first) if many else int(first) + 1
    return (start, start + many)

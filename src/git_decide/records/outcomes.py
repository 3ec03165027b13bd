"""Reads the section Outcome: what was noted of a decision, and on which day."""

from __future__ import annotations

import re

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.records.model import Record

# How a decision went. Other words, such as rejected and reopened, tell of its status.
WAYS = ("worked", "failed", "mixed")
_ENTRY = re.compile(
    r"^[ \t]*(?:[-*+][ \t]+)?(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}),[ \t]+(?P<way>[a-z]+):",
    re.MULTILINE,
)


@value
class Entry:
    """What was noted on a day (``YYYY-MM-DD``): in a word how it went, and in whole."""

    day: str
    way: str
    text: str


def written(day: str, way: str, text: str) -> str:
    """Return an entry as a record has it, such as ``2026-03-01, worked: No order was late``.

    It reads the same in every markup.
    """
    said = text.strip()
    return f"{day}, {way}:{chr(10) * 2 if chr(10) in said else ' '}{said}"


def entries(record: Record) -> tuple[Entry, ...]:
    """Return what was noted with its day, in the order in which it stands."""
    text = record.outcome or ""
    found = [*_ENTRY.finditer(text)]
    ends = [*(match.start() for match in found[1:]), len(text)]
    return tuple(
        Entry(match["day"], match["way"], text[match.end() : end].strip())
        for match, end in zip(found, ends, strict=False)  # no entry, but still an end
    )


def told(record: Record) -> bool:
    """Return whether a record says what came of it since its review was due.

    Words without any day, in a team's own manner, do.
    """
    if not record.outcome:
        return False
    noted = entries(record)
    due = record.review_by or ""
    return not noted or any(each.way in WAYS and each.day >= due for each in noted)

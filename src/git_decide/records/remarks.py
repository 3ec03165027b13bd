"""Adds to a record what its text says beside the decision: links, and comments for `check`."""

from __future__ import annotations

from git_decide.records import front_matter
from git_decide.records.mentions import mentions
from git_decide.records.silences import silences
from git_decide.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.records.model import Reading, Silence
    from git_decide.records.prose import Markup


def remarked(reading: Reading, text: str, markup: Markup) -> Reading:
    """Return the reading of `text` with the links and the silences in it."""
    record = reading.record
    if record is None:
        return reading
    linked = mentions(text, record.name.path, markup)
    silenced: tuple[Silence, ...] = ()
    if "git-decide:" in text:
        span = front_matter.span(text)
        silenced = silences(text, markup, (span.start, span.end) if span else None)
    if not linked and not silenced:
        return reading
    return replace(reading, record=replace(record, mentions=linked, silences=silenced))

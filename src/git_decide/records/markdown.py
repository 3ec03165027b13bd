"""Reads a Markdown record in whichever format its headings and its front matter show."""

from __future__ import annotations

from git_decide.records import decision_log
from git_decide.records.formats import format_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.records.digest import Name
    from git_decide.records.foreign.labels import Synonyms
    from git_decide.records.foreign.status_words import Words
    from git_decide.records.model import Reading


def read(text: str, name: Name, further: Synonyms = (), words: Words = ()) -> Reading:
    """Return the record that `text` (with line feeds only) holds, and what is wrong with it."""
    parsed = decision_log.parse(text)
    entries = parsed.front.table.entries if parsed.front and parsed.front.table else []

    def states() -> bool:
        from git_decide.records.foreign import markdown as markdown_foreign

        return markdown_foreign.states(parsed, name, further, words)

    # Where no section begins with `##`, smaller headings do.
    parts = parsed.parts if len(parsed.parts) > 2 else parsed.outline.parts(3)
    found = format_of([key.value for key, _ in entries], parts, states, further)
    if found == "decision-log":
        return decision_log.read(parsed, name, further)
    from git_decide.records.foreign import markdown as markdown_foreign

    return markdown_foreign.read(parsed, text, name, found, further, words)

"""Fills fields of a record: what was given on a command line, written into its text."""

from __future__ import annotations

from git_decide.records import edit
from git_decide.records.headings import SECTIONS
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.records.headings import Synonyms
    from git_decide.records.model import Alternative


@value
class Given:
    """What flags say: only what was given, under the keys of the canonical document.

    `listed` holds the alternatives as a Markdown list.
    """

    texts: tuple[tuple[str, str], ...] = ()
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    listed: str = ""

    def text(self, key: str) -> str | None:
        """Return a text or a section, None where its flag was not given."""
        return dict((*self.texts, *self.sections)).get(key)

    def items(self, key: str) -> tuple[str, ...]:
        """Return the items of a list, () where its flag was not given."""
        return dict(self.lists).get(key, ())


def fill(content: bytes, given: Given, headings: Synonyms) -> bytes:
    """Return `content` with what was given: texts and sections set, items added to lists.

    Everything else stays byte for byte; template text makes way. `headings` are
    the further names of sections. Raises `Refused` where the record cannot be edited.
    """
    for key, text in given.texts:
        content = edit.set_field(content, key, text)
    for key, items in given.lists:
        content = edit.add_items(content, key, items)
    for key, text in given.sections:
        content = edit.set_section(content, SECTIONS[key][0], text, further=headings)
    if given.listed:
        heading = SECTIONS["alternatives"][0]
        content = edit.append_to_section(content, heading, given.listed, further=headings)
    return content

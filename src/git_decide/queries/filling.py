"""Fills fields of a record: what was given on a command line, written into its text."""

from __future__ import annotations

from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.policy.model import Rules
    from git_decide.records.editing import Draft, Link
    from git_decide.records.model import Alternative


@value
class Given:
    """What flags say: only what was given, under the keys of the canonical document.

    `listed` holds the alternatives as a Markdown list, `links` the records that the
    lists name by their ids.
    """

    texts: tuple[tuple[str, str], ...] = ()
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    listed: str = ""
    links: tuple[Link, ...] = ()

    def text(self, key: str) -> str | None:
        """Return a text or a section, None where its flag was not given."""
        return dict((*self.texts, *self.sections)).get(key)

    def items(self, key: str) -> tuple[str, ...]:
        """Return the items of a list, () where its flag was not given."""
        return dict(self.lists).get(key, ())


def draft(rules: Rules, path: str, content: bytes) -> Draft:
    """Return a record's file, ready to be edited with the team's own words."""
    from git_decide.records.editing import Draft  # takes longer to load than `new` may

    return Draft(content, path, rules.records.headings, rules.records.statuses)


def fill(draft: Draft, given: Given, links: Sequence[Link] = ()) -> Draft:
    """Return a record with what was given: texts and sections set, items added to lists.

    Everything else stays byte for byte; template text makes way. `links` are the
    records that `given` names by their ids, as far as they are known. Raises `Refused`
    where the record cannot be edited.
    """
    from git_decide.records import editing
    from git_decide.records.model import LINKS

    for key, text in given.texts:
        draft = editing.set_text(draft, key, text)
    for key, items in given.lists:
        if key in LINKS:
            draft = editing.add_links(draft, key, linked(items, (*given.links, *links)))
        else:
            draft = editing.add_items(draft, key, items)
    for key, text in given.sections:
        draft = editing.set_section(draft, key, text)
    if given.listed:
        draft = editing.append_to_section(draft, "alternatives", given.listed)
    return draft


def linked(ids: Sequence[str], links: Sequence[Link]) -> tuple[Link, ...]:
    """Return the links of these ids; one that is not among `links` has nothing but its id."""
    from git_decide.records.editing import Link

    known = {link.id: link for link in links}
    return tuple(known.get(each) or Link(each, "", "") for each in ids)

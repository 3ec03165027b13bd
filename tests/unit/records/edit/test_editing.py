"""An edit of a record in another tool's form keeps the manner in which the record is written."""

from __future__ import annotations

import pytest

from git_decide.errors import Refused
from git_decide.records import editing
from git_decide.records.editing import Draft, Link

HELP = Link("0009-help-scripts", "docs/adr/0009-help-scripts.md", "9. Help scripts", 9)
OTHER = Link("billing/0003-vat", "services/billing/adr/0003 vat.md", "VAT [all] of it", 3)
NYGARD = """# 5. Help comments

Date: 2016-02-13

## Status

Accepted

## Context

The tool has a help.

## Decision

It reads comments.

## Consequences

Less to write.
"""
MADR = """---
status: "accepted"
date: 2026-02-15
decision-makers: [Ida Berg (PM)]
---
# Use comments

## Context and Problem Statement

The tool has a help.

## Considered Options

* Comments
* A file

## Decision Outcome

Comments.

### Consequences

* Good, because less is to be written

## Pros and Cons of the Options

### Comments

Near.
"""
BULLETS = """# Use comments

* Status: accepted
* Deciders: Ida Berg, Bo Lind (tech lead)
* Date: 2020-09-27

## Context and Problem Statement

The tool has a help.
"""


def _draft(text: str, path: str = "docs/adr/0005-help-comments.md") -> Draft:
    return Draft(text.encode(), path)


def _changed(before: str, after: Draft, old: str, new: str) -> None:
    assert before.count(old) == 1
    assert after.content.decode() == before.replace(old, new)


# The status.


def test_the_status_of_a_section_becomes_a_link() -> None:
    """As adr-tools writes it, by number and title."""
    after = editing.set_status(_draft(NYGARD), "superseded", HELP)
    _changed(NYGARD, after, "Accepted\n", "Superseded by [9. Help scripts](0009-help-scripts.md)\n")
    assert editing.opened(after).superseded_by == ("docs/adr/0009-help-scripts.md",)


def test_a_status_that_names_no_other_record_leaves_nothing_behind() -> None:
    """What was superseded in part, nobody says by what, is superseded now."""
    before = NYGARD.replace("Accepted", "Partly superseded")
    after = editing.set_status(_draft(before), "superseded", HELP)
    _changed(
        before, after, "Partly superseded", "Superseded by [9. Help scripts](0009-help-scripts.md)"
    )


def test_a_link_stands_above_the_rule_that_ends_a_section() -> None:
    """A line of hyphens parts the status from what follows; the link is part of the status."""
    before = NYGARD.replace("Accepted\n", "Accepted\n\n---\n")
    after = editing.add_links(_draft(before), "supersedes", [HELP])
    link = "Supersedes [9. Help scripts](0009-help-scripts.md)"
    _changed(before, after, "Accepted\n", f"Accepted\n\n{link}\n")


def test_the_status_of_a_front_matter_becomes_a_link() -> None:
    """As MADR writes it, by the file's name."""
    after = editing.set_status(_draft(MADR), "superseded", HELP)
    new = "superseded by [0009-help-scripts](0009-help-scripts.md)"
    _changed(MADR, after, '"accepted"', new)


@pytest.mark.parametrize(
    ("before", "status", "after"),
    [
        ("* Status: accepted\n", "deprecated", "* Status: deprecated\n"),
        ("- **Status:** Proposed\n", "accepted", "- **Status:** Accepted\n"),
        ("**Status**: **Proposed**  \n", "accepted", "**Status**: **Accepted**  \n"),
        ("Status: PROPOSED\n", "accepted", "Status: ACCEPTED\n"),
        ("| Status | Date |\n|---|---|\n| Proposed | 2020-01-02 |\n", "rejected",
         "| Status | Date |\n|---|---|\n| Rejected | 2020-01-02 |\n"),
        ("|||\n|-|-|\n| Status | `proposed` |\n", "rejected",
         "|||\n|-|-|\n| Status | `rejected` |\n"),
        ("## Status: Proposed\n", "accepted", "## Status: Accepted\n"),
        ("![status](https://img.shields.io/badge/status-proposed-blue)\n", "accepted",
         "![status](https://img.shields.io/badge/status-accepted-blue)\n"),
        ("Status: Accepted, amends [3](0003-x.md)\n", "deprecated",
         "Status: Deprecated, amends [3](0003-x.md)\n"),
        ("* Status: {proposed | accepted | rejected}\n", "proposed", "* Status: proposed\n"),
    ],
)  # fmt: skip
def test_the_status_changes_where_it_stands(before: str, status: str, after: str) -> None:
    """Bullets, bold words, tables, headings and badges keep their marks and capitals."""
    whole = f"# Use comments\n\n{before}\n## Context\n\nx\n\n## Decision\n\ny\n"
    made = editing.set_status(_draft(whole), status)
    assert made.content.decode() == whole.replace(before, after)


def test_every_place_that_states_the_status_changes() -> None:
    """A front matter and a section cannot say different things afterwards."""
    both = f"---\nstatus: accepted\n---\n{NYGARD}"
    made = editing.set_status(_draft(both), "deprecated").content.decode()
    assert made == both.replace("accepted\n---", "deprecated\n---").replace(
        "Accepted", "Deprecated"
    )


def test_a_status_in_the_language_of_the_team() -> None:
    """Where the record uses the team's word, so does the new status."""
    words = (("proposed", ("Vorgeschlagen",)), ("accepted", ("Angenommen",)))
    text = NYGARD.replace("Accepted", "Vorgeschlagen")
    made = editing.set_status(Draft(text.encode(), "docs/adr/0005-x.md", (), words), "accepted")
    assert made.content.decode() == text.replace("Vorgeschlagen", "Angenommen")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# 5. Use it\n\n## Context\n\nx\n\n## Decision\n\ny\n\n## Consequences\n\nz\n",
         "# 5. Use it\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\ny\n\n"
         "## Consequences\n\nz\n"),
        (BULLETS.replace("* Status: accepted\n", ""),
         BULLETS.replace("* Status: accepted\n", "").replace(
             "09-27\n", "09-27\n* Status: accepted\n")),
        (MADR.replace('status: "accepted"\n', ""),
         MADR.replace('status: "accepted"', "status: accepted")),
    ],
)  # fmt: skip
def test_a_status_that_is_not_stated_yet(before: str, after: str) -> None:
    """It comes in the style that the record has."""
    assert editing.set_status(_draft(before), "accepted").content.decode() == after


# Fields.


def test_a_date_keeps_what_is_said_behind_it() -> None:
    """Only the day changes; a field in another form becomes a plain day."""
    text = NYGARD.replace("2016-02-13", "2016-02-13, updated in May")
    after = editing.set_text(_draft(text), "date", "2026-01-02")
    _changed(text, after, "2016-02-13", "2026-01-02")
    text = NYGARD.replace("2016-02-13", "13 February 2016")
    after = editing.set_text(_draft(text), "date", "2026-01-02")
    _changed(text, after, "13 February 2016", "2026-01-02")


@pytest.mark.parametrize(
    ("before", "old", "new"),
    [
        (NYGARD, "Date: 2016-02-13\n", "Date: 2016-02-13\n\nDeciders: Kim Ray (PM)\n"),
        (MADR, "[Ida Berg (PM)]", "[Ida Berg (PM), Kim Ray (PM)]"),
        (BULLETS, "(tech lead)\n", "(tech lead), Kim Ray (PM)\n"),
        (BULLETS.replace("Ida Berg, Bo Lind (tech lead)", "[everyone who decides]"),
         "[everyone who decides]", "Kim Ray (PM)"),
        (BULLETS.replace(" Ida Berg, Bo Lind (tech lead)", "\n  - Ida\n  - Kai"),
         "  - Kai\n", "  - Kai\n  - Kim Ray (PM)\n"),
        (BULLETS.replace("Deciders: Ida Berg, Bo Lind (tech lead)", "Deciders:"),
         "Deciders:\n", "Deciders: Kim Ray (PM)\n"),
        (BULLETS.replace("* Deciders: Ida Berg, Bo Lind (tech lead)\n", ""),
         "* Date: 2020-09-27\n", "* Date: 2020-09-27\n* Deciders: Kim Ray (PM)\n"),
        ("# A\n\n**Status:** Accepted  \n**Date:** 2020-09-27  \n\n## Context\n\nx\n",
         "**Date:** 2020-09-27  \n", "**Date:** 2020-09-27  \n**Deciders:** Kim Ray (PM)  \n"),
        ("# A\n\n| | |\n|-|-|\n| Status | Accepted |\n\n## Context\n\nx\n",
         "| Status | Accepted |\n", "| Status | Accepted |\n| Deciders | Kim Ray (PM) |\n"),
        ("# A\n\n## Status\n\nAccepted\n", "# A\n", "# A\n\nDeciders: Kim Ray (PM)\n"),
    ],
)  # fmt: skip
def test_a_decider_is_added_as_the_record_writes_such_things(
    before: str, old: str, new: str
) -> None:
    """To the list that is there, else as a new line like those that are there."""
    after = editing.add_items(_draft(before), "deciders", ["Kim Ray (PM)"])
    _changed(before, after, old, new)
    assert editing.add_items(after, "deciders", ["Kim Ray (PM)"]) == after


def test_somebody_gets_a_role() -> None:
    """Who is named without one is not named twice."""
    after = editing.add_items(_draft(BULLETS), "deciders", ["ida berg (PM)"])
    _changed(BULLETS, after, "Ida Berg", "Ida Berg (PM)")
    assert editing.add_items(after, "deciders", ["Ida Berg"]) == after
    with pytest.raises(Refused, match="as PM"):
        editing.add_items(after, "deciders", ["Ida Berg (CPO)"])


def test_patterns_are_no_markup() -> None:
    """The signs of a pattern would else be read as emphasis."""
    after = editing.add_items(_draft(NYGARD), "paths", ["src/**", "*.py"])
    _changed(NYGARD, after, "02-13\n", "02-13\n\nPaths: `src/**`, `*.py`\n")
    assert editing.opened(after).paths == ("src/**", "*.py")


def test_a_field_goes_with_its_lines() -> None:
    """And with one of the blank lines around it."""
    _changed(NYGARD, editing.remove_field(_draft(NYGARD), "date"), "Date: 2016-02-13\n\n", "")
    _changed(MADR, editing.remove_field(_draft(MADR), "date"), "date: 2026-02-15\n", "")
    _changed(BULLETS, editing.remove_field(_draft(BULLETS), "date"), "* Date: 2020-09-27\n", "")
    assert editing.remove_field(_draft(BULLETS), "kind") == _draft(BULLETS)


def test_a_cost_is_a_section() -> None:
    """No other format has a field for it."""
    after = editing.set_text(_draft(NYGARD), "cost", "Two days.")
    _changed(NYGARD, after, "Less to write.\n", "Less to write.\n\n## Cost\n\nTwo days.\n")


# Links.


@pytest.mark.parametrize(
    ("before", "link", "old", "new"),
    [
        (NYGARD, HELP, "Accepted\n",
         "Accepted\n\nSupersedes [9. Help scripts](0009-help-scripts.md)\n"),
        (MADR, HELP, "date: 2026-02-15\n", "date: 2026-02-15\nsupersedes: [0009-help-scripts]\n"),
        (BULLETS, OTHER, "09-27\n",
         "09-27\n* Supersedes: [0003-vat](../../services/billing/adr/0003%20vat.md)\n"),
        (BULLETS.replace("Date: 2020-09-27", "Supersedes: [1](0001-a.md)"), HELP,
         "[1](0001-a.md)", "[1](0001-a.md), [0009-help-scripts](0009-help-scripts.md)"),
    ],
)  # fmt: skip
def test_a_link_is_written_as_the_record_writes_such_things(
    before: str, link: Link, old: str, new: str
) -> None:
    """Below the status, in the front matter, or as a bullet; nothing where it is there."""
    after = editing.add_links(_draft(before), "supersedes", [link])
    _changed(before, after, old, new)
    assert editing.add_links(after, "supersedes", [link]) == after


def test_a_badge_has_no_room_for_a_link() -> None:
    """The link comes in a line of its own."""
    badge = "![status](https://img.shields.io/badge/status-accepted-blue)"
    text = f"# 5. A\n\n{badge}\n\n## Decision\n\nx\n"
    after = editing.set_status(_draft(text), "superseded", HELP)
    record = editing.opened(after)
    assert (record.status, record.superseded_by) == ("superseded", (HELP.path,))
    assert b"badge/status-superseded-blue" in after.content


# The title and the number.


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# 5. Old\n", "# 5. New\n"),
        ("# ADR-0005: Old #\n", "# ADR-0005: New #\n"),
        ("5 - Old\n=======\n", "5 - New\n=======\n"),
        ("---\ntitle: 0005 - Old\nstatus: x\n---\n# 0005 - Old\n",
         "---\ntitle: 0005 - New\nstatus: x\n---\n# 0005 - New\n"),
        ("---\ntitle: Old # c\nstatus: x\n---\n## Status\n\nAccepted\n",
         "---\ntitle: New # c\nstatus: x\n---\n## Status\n\nAccepted\n"),
    ],
)  # fmt: skip
def test_a_title_keeps_its_number(before: str, after: str) -> None:
    """Whatever stands between the number and the words stays, too."""
    rest = "\n## Status\n\nAccepted\n" if "## Status" not in before else ""
    made = editing.set_title(_draft(before + rest), "New")
    assert made.content.decode() == after + rest


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# 5. Use it\n", "# 12. Use it\n"),
        ("# ADR-005: Use 2\n", "# ADR-012: Use 2\n"),
        ("# Use it\n", "# Use it\n"),
        ('---\nadr: "0005"\ntitle: 0005 - Use it\n---\n# 0005 - Use it\n',
         '---\nadr: "0012"\ntitle: 0012 - Use it\n---\n# 0012 - Use it\n'),
        ("---\nid: ADR-5\n---\n# Use it\n", "---\nid: ADR-12\n---\n# Use it\n"),
    ],
)  # fmt: skip
def test_a_number_changes_wherever_it_stands(before: str, after: str) -> None:
    """Its digits stay as many as they were."""
    rest = "\n## Status\n\nAccepted\n"
    assert editing.set_number(_draft(before + rest), 12).content.decode() == after + rest


# Sections.


def test_a_section_gets_the_name_that_the_format_has_for_it() -> None:
    """And the place: MADR's consequences belong to its outcome."""
    text = MADR.replace("### Consequences\n\n* Good, because less is to be written\n\n", "")
    after = editing.set_section(_draft(text), "trade-offs", "Good.")
    _changed(text, after, "\nComments.\n", "\nComments.\n\n### Consequences\n\nGood.\n")
    text = NYGARD.partition("\n## Consequences")[0]
    after = editing.set_section(_draft(text), "trade-offs", "Good.")
    assert after.content.decode() == f"{text}\n## Consequences\n\nGood.\n"


def test_the_text_of_a_section_changes() -> None:
    """What is nested in it and means something else stays."""
    after = editing.set_section(_draft(MADR), "decision", "A file.")
    _changed(MADR, after, "\nComments.\n", "\nA file.\n")


def test_text_joins_a_section() -> None:
    """A list item joins the list, an option with a heading those with headings."""
    after = editing.append_to_section(_draft(MADR), "alternatives", "- Nothing")
    _changed(MADR, after, "* A file\n", "* A file\n- Nothing\n")
    named = "# 5. A\n\n## Status\n\nAccepted\n\n## Options\n\n### One\n\nx\n\n## Decision\n\ny\n"
    after = editing.append_to_section(_draft(named), "alternatives", "- **Two**: slow")
    _changed(named, after, "\nx\n", "\nx\n\n### Two\n\nslow\n")


def test_perspectives_stand_below_their_heading() -> None:
    """The second one finds the section of the first."""
    once = editing.set_section(_draft(NYGARD), "perspectives.product", "Yes.")
    twice = editing.set_section(once, "perspectives.engineering", "No.")
    said = "\n## Perspectives\n\n### Product\n\nYes.\n\n### Engineering\n\nNo.\n"
    assert twice.content.decode() == NYGARD + said


@pytest.mark.parametrize("text", ["", "## Decision\n\nx", "<!-- open"])
def test_a_text_that_does_not_stay_in_its_section_is_refused(text: str) -> None:
    """Headings and open comments would change what the rest means."""
    with pytest.raises(Refused) as refused:
        editing.set_section(_draft(NYGARD), "context", text)
    assert refused.value.hint


# Other markups.

RST = """Use comments
============

:Status: Accepted
:Date: 2016-02-13

Context
-------

The tool has a help.
"""
ADOC = """= Use comments
:status: accepted
:date: 2016-02-13

== Context

The tool has a help.
"""


@pytest.mark.parametrize(
    ("text", "ending", "old", "new"),
    [
        (RST, ".rst", "Accepted", "Superseded by `9. Help scripts <0009-help-scripts.md>`_"),
        (ADOC, ".adoc", "accepted", "superseded by link:0009-help-scripts.md[9. Help scripts]"),
    ],
)
def test_a_status_in_another_markup(text: str, ending: str, old: str, new: str) -> None:
    """Fields and attributes hold links as the markup writes them."""
    draft = _draft(text, f"docs/adr/0005-x{ending}")
    _changed(text, editing.set_status(draft, "superseded", HELP), old, new)


@pytest.mark.parametrize(
    ("text", "ending", "new"),
    [(RST, ".rst", ":Kind: technical\n"), (ADOC, ".adoc", ":kind: technical\n")],
)
def test_a_field_in_another_markup(text: str, ending: str, new: str) -> None:
    """It comes below those that are there."""
    draft = _draft(text, f"docs/adr/0005-x{ending}")
    after = editing.set_text(draft, "kind", "technical")
    _changed(text, after, "2016-02-13\n", f"2016-02-13\n{new}")


def test_a_section_in_another_markup() -> None:
    """Its heading is drawn like the others."""
    after = editing.set_section(_draft(RST, "docs/adr/0005-x.rst"), "outcome", "Good.")
    assert after.content.decode() == f"{RST}\nOutcome\n-------\n\nGood.\n"
    after = editing.set_section(_draft(ADOC, "docs/adr/0005-x.adoc"), "outcome", "Good.")
    assert after.content.decode() == f"{ADOC}\n== Outcome\n\nGood.\n"


def test_a_title_in_another_markup() -> None:
    """The line below it is as long as it."""
    after = editing.set_title(_draft(RST, "docs/adr/0005-x.rst"), "Use a file in its place")
    old = "Use comments\n============\n"
    _changed(RST, after, old, f"Use a file in its place\n{'=' * 23}\n")
    after = editing.set_title(_draft(ADOC, "docs/adr/0005-x.adoc"), "Use a file")
    _changed(ADOC, after, "= Use comments\n", "= Use a file\n")


# Places.


def test_a_place_that_reading_found_changes() -> None:
    """Bytes around it stay; what does not stand there is refused."""
    draft = Draft(b"\xff see [5](0005-x.md)\r\n")
    after = editing.splice(draft, 1, 11, "0005-x.md", "0006-x.md")
    assert after.content == b"\xff see [5](0006-x.md)\r\n"
    with pytest.raises(Refused):
        editing.splice(after, 1, 11, "0005-x.md", "0007-x.md")


@pytest.mark.parametrize("whole", [NYGARD, MADR], ids=["nygard", "madr"])
@pytest.mark.parametrize("text", ["```\ncode", "~~~ sh\nx\n```", "Well.\n<!-- not yet"])
def test_a_text_that_is_never_closed(whole: str, text: str) -> None:
    """It would swallow what is once written below it, although nothing is there today."""
    for edit in (editing.set_section, editing.append_to_section):
        with pytest.raises(Refused, match="leaves a code fence or a comment open"):
            edit(_draft(whole), "outcome", text)


def test_a_heading_in_a_text_is_told() -> None:
    """Of a section that is there as of one that is not."""
    for key in ("context", "outcome"):
        with pytest.raises(Refused, match="would not stay within the section"):
            editing.set_section(_draft(NYGARD), key, "x\n\n## Heading\n\ny")

"""What the header of a record said beyond its fields is still there in another format, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from git_decide.output.whole_record import TARGETS
from tests.unit.output.test_whole_record import convert, record_of

if TYPE_CHECKING:
    from git_decide.output.whole_record import Target

PATH = "docs/decisions/0009-move-the-help.md"
NYGARD = """\
# 9. Move the help

Date: 2020-01-31
{links}
## Status

{status}

## Context

Help was code. Middleware was implemented, as Ada proposed.

## Decision

Write it apart.

## Consequences

Two files.
"""


def _nygard(status: str, links: str = "") -> str:
    return NYGARD.format(status=status, links=links)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(
    ("status", "kept"),
    [
        ("Accepted", None),
        ("*Accepted* <!-- optional -->", None),
        ("Accepted, middleware implemented", "Accepted, middleware implemented"),
        ("Proposal", "Proposal"),
        ("Superseded by [12. Text](0012-text.md)", None),
        ("Superseded by ADR-0012", None),
        ("Superseded by [12. Text](0012-text.md), which Ada proposed",
         "Superseded by [12. Text](0012-text.md), which Ada proposed"),
        ("Accepted\n\nAmends [5. Help](0005-help.md)", None),
    ],
)  # fmt: skip
def test_wording_of_a_status(target: Target, status: str, kept: str | None) -> None:
    """Be its words elsewhere in the record or not; what a field says is not said again."""
    made = convert(_nygard(status), target, PATH)
    record = record_of(made.text, PATH)
    assert made.differs == ()
    assert record.format == target
    assert dict(record.extra).get("x-status") == kept
    assert "Status" not in [section.heading for section in record.sections]


@pytest.mark.parametrize("target", TARGETS)
def test_remarks_below_a_status(target: Target) -> None:
    """They stay, in a section that states no status."""
    text = _nygard("Accepted\n\nAmends [5. Help](0005-help.md)\n\nAda had doubts.")
    made = convert(text, target, PATH)
    record = record_of(made.text, PATH)
    assert made.differs == ()
    assert record.format == target
    assert [(s.heading, s.text) for s in record.sections] == [
        ("Notes on the status", "Ada had doubts.")
    ]
    assert convert(made.text, "madr" if target == "decision-log" else "decision-log").differs == ()


@pytest.mark.parametrize("target", TARGETS)
def test_links_in_prose(target: Target) -> None:
    """They stay what they are: a text, no code."""
    links = "Ticket: [#5](https://tickets.example/5)\n\nReplaces: [ADR-5](./0005-help.md)"
    text = _nygard("Accepted", f"\n{links}\n").replace(
        "Two files.", "Two files.\n\n## Links\n\n- Supersedes [0005-help](0005-help.md)"
    )
    made = convert(text, target, PATH)
    assert made.differs == ()
    assert "\nTicket: [#5](https://tickets.example/5)\n" in made.text
    assert "\n- Supersedes [0005-help](0005-help.md)\n" in made.text
    assert "    " not in made.text


@pytest.mark.parametrize(
    ("field", "said"),
    [("cost: [one, two]", "cost: [one, two]"), ("cost: two weeks", ""), ("title: One of two", "")],
)
def test_what_the_front_matter_said(field: str, said: str) -> None:
    """A value that is no field's stays, whatever words are elsewhere; another is moved."""
    text = f"---\nstatus: proposed\n{field}\n---\n\n# One of two\n\n## Context\n\nTwo weeks.\n"
    made = convert(text, "madr", PATH).text
    assert made.endswith(f"\n<!-- In the former text:\n{said}\n-->\n") == bool(said)


def test_a_list_of_reasons() -> None:
    """What speaks for an option is a list below its name, not behind it."""
    options = "## Considered Options\n\n* Hall\n* Yard\n\n## Pros and Cons of the Options\n\n"
    options += "### Hall\n\n* Good: dry\n\n"
    text = _nygard("Accepted").replace("## Decision", f"{options}## Decision")
    made = convert(text, "decision-log", PATH)
    assert made.differs == ()
    assert "### Hall\n\n* Good: dry\n" in made.text


def test_a_number_of_many_digits() -> None:
    """It is a word like any other."""
    digits = "7" * 5000
    assert digits in convert(_nygard("Accepted", f"\nSee {digits}\n"), "madr", PATH).text


@pytest.mark.parametrize("target", TARGETS)
def test_sections_with_headings_as_large(target: Target) -> None:
    """Their headings become smaller, and their text is no code."""
    text = _nygard("Accepted").replace(
        "Write it apart.\n", "Apart.\n\n# Where\n\nThere.\n\n## If\n\nX.\n"
    )
    text = text.replace("\n## ", "\n# ").replace("\n# If", "\n## If")
    made = convert(text.replace("# Where", "## Where"), target, PATH)
    assert made.differs == ()
    assert "    " not in made.text
    assert "\n### Where\n" in made.text

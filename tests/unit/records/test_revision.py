"""Which lines of a record in another format may change once it was accepted."""

from __future__ import annotations

import pytest

from git_decide.records import revision
from tests.unit.records.support import record_of

MADR = """# Use Lunr

- Status: accepted
- Date: 2020-11-03
{}
## Context and Problem Statement

We need a search.

## Decision Outcome

Lunr.

## Links

- [The index](https://example.org/index)
{}"""


@pytest.mark.parametrize(
    ("header", "links"),
    [
        ("- Supersedes: [Grep](0007-grep.md)\n", ""),
        ("- Source: a talk\n- Superseded by: [0009-x](0009-x.md), [0010-y](0010-y.md)\n", ""),
        ("- Source: a talk\n- Relates to:\n    - [Grep](0007-grep.md)\n", ""),
        ("", "- Supersedes [0007-grep](0007-grep.md)\n- Amended by [Nine](0009-nine.md)\n"),
    ],
)
def test_how_it_stands_to_others_is_free(header: str, links: str) -> None:
    """A line that a command adds where a record states its links is no other decision."""
    source = "- Source: a talk\n" if "Source" in header else ""
    before, after = record_of(MADR.format(source, "")), record_of(MADR.format(header, links))
    assert revision.prose(after) == revision.prose(before)


@pytest.mark.parametrize("line", ["- Source: another talk\n", "- See also what Bob said.\n"])
def test_any_other_line_counts(line: str) -> None:
    """What states no link is part of what was accepted."""
    before, after = record_of(MADR.format("", "")), record_of(MADR.format(line, line))
    assert revision.prose(after) != revision.prose(before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[1. Kafka](0001-k.md)", "[1. Pulsar](0001-k.md#why)"),
        ("`1. Kafka <0001-k.rst>`_", "`1. Pulsar <0001-k.rst>`_"),
        ("xref:0001-k.adoc[1. Kafka]", "xref:0001-k.adoc[1. Pulsar]"),
        ("<<0001-k.adoc#why,Kafka>>", "<<0001-k.adoc#,Pulsar>>"),
    ],
)
def test_the_label_of_a_link_to_a_record_is_free(before: str, after: str) -> None:
    """A record that was renamed is called by its new title wherever others name it."""
    said = [revision.prose(record_of(MADR.replace("Lunr.", each))) for each in (before, after)]
    assert said[0] == said[1]
    elsewhere = [record_of(MADR.replace("Lunr.", f"[{each}](https://a.org)")) for each in "ab"]
    assert revision.prose(elsewhere[0]) != revision.prose(elsewhere[1])

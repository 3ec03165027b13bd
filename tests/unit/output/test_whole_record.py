"""A record that is written in another format says what it said."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from git_decide.output.whole_record import TARGETS, Former, line_feeds, written
from git_decide.records import revision
from git_decide.records.digest import name_of
from git_decide.records.editing import Link
from git_decide.records.reader import read

if TYPE_CHECKING:
    from git_decide.output.whole_record import Target, Written
    from git_decide.records.model import Record

EXAMPLES = Path(__file__).parents[2] / "examples" / "records"
PATHS = sorted(
    path
    for path in EXAMPLES.rglob("*")
    if path.suffix in (".md", ".rst", ".adoc", ".asciidoc", ".markdown")
)
# What only says which part of a record follows, in either format.
LABELS = frozenset(
    re.findall(
        r"\w+",
        """
    adr status state date dated decided on created updated last modified deciders decider decision
    makers maker owner owners approvers approver approved by consulted informed superseded
    supersedes superceded amends amended relates related to records tags tag labels keywords context
    and problem statement background description issue options considered alternatives outcome
    consequences consequence pros cons of the positive negative neutral solution proposal rationale
    motivation impact results implications positions title number id x replaced replaces modifies
    trade offs tradeoffs perspectives product engineering resolution escalation success
    criteria cost proposed
    """,
    )
)

ODD = ("0011-attributes",)  # a comment for this tool within code, which code in Markdown is not


def record_of(text: str, path: str) -> Record:
    """Return the record in a text that lies at `path`."""
    name = name_of(path, "", "docs/decisions")
    assert name
    record = read(text.encode(), name).record
    assert record
    return record


def convert(text: str, target: Target, path: str = "docs/decisions/0007-a.md") -> Written:
    """Return a text in another format."""
    new = f"{path.rpartition('.')[0]}.md"
    return written(Former(record_of(text, path), text, new, {}), target)


def words(text: str) -> set[str]:
    """Return the words of a text, without regard to case."""
    return set(re.findall(r"[^\W_]+", text.casefold()))


def lost(before: str, after: str) -> set[str]:
    """Return the words that a text has lost, but for its number and the names of its parts."""
    before = re.sub("^([#*-].*)<!--.*-->", r"\1", before, flags=re.MULTILINE)
    gone = words(before) - words(after) - LABELS
    return {word for word in gone if not word.isdecimal() or int(word) > 9999}


NYGARD = """\
# 7. Keep a queue

Date: 2020-01-31

Discussion: [#12](https://example.com/12)

## Status

Accepted

## Context

Orders were lost. <!-- all of them? -->

<!-- git-decide: ignore missing-deciders: nobody remembers -->

## Decision

Keep a queue:

```sh
# not a heading
queue --keep
```

## Consequences

- A broker must run.

## References

1. [Queues](https://example.com)
"""
MADR = """\
---
status: accepted
date: 2020-01-31
decision-makers: [Ada (tech lead)]
---
# Keep a queue

## Context and Problem Statement

Orders were lost.

## Decision Drivers

* cost

## Considered Options

Of many, these:

* A queue
* A table, see <https://example.com>

## Decision Outcome

Chosen option: "A queue".

### Consequences

* Good, because it is simple

### Confirmation

By a test.

## Pros and Cons of the Options

### A queue

* Good, because it lasts

### A table

Slow.

## More Information

None.
"""
OWN = """\
---
# kept by hand
status: accepted
date: 2026-02-15
kind: trade-off
deciders: [Ada (tech lead), Grace (PM)]
modules: [payments]
paths: ["src/a b/**"]
cost: two days
x-team: {name: ours, size: "3"}
---

# Keep a queue

## Context

Orders were lost.

## Decision

Keep it.

## Alternatives considered

- **A table**: slow
- None

## Trade-offs

A broker must run.

## Perspectives

### Product

Sell now.

### Engineering

Mend first.

## Resolution

Mend, then sell.

## Notes

See the wiki.
"""


@pytest.mark.parametrize("text", [NYGARD, MADR, OWN])
@pytest.mark.parametrize("target", TARGETS)
def test_says_the_same(text: str, target: Target) -> None:
    """Every claim and every sentence is read back, in the format that was asked for."""
    made = convert(text, target)
    assert made.differs == ()
    before = record_of(text, "docs/decisions/0007-a.md")
    after = record_of(made.text, "docs/decisions/0007-a.md")
    assert after.format == target
    assert revision.prose(after) == revision.prose(before)
    assert revision.claims(after) == revision.claims(before)
    assert (after.status, after.extra) == (before.status, before.extra)
    assert lost(text, made.text) == set()


def test_comments_stay() -> None:
    """Those within a line, those between, and those of the front matter."""
    text = convert(NYGARD, "decision-log").text
    assert "<!-- all of them? -->" in text
    assert "<!-- git-decide: ignore missing-deciders: nobody remembers -->" in text
    assert "# kept by hand" in convert(OWN, "madr").text


def test_a_comment_above_the_title_stays_there() -> None:
    """As licences and linters have it."""
    text = convert(f"<!-- a licence -->\n\n{NYGARD}", "decision-log").text
    assert text.index("<!-- a licence -->") < text.index("# Keep a queue")


@pytest.mark.parametrize(
    ("before", "kept"),
    [
        ("Date: 2020-01-31, updated 2023-02-05 (a typo)", "2023-02-05 (a typo)"),
        ("Date: 31 January 2020", "x-date: 31 January 2020"),
    ],
)
def test_what_a_date_says_beside_the_day(before: str, kept: str) -> None:
    """It stays as a field of the team's own, and the day becomes one that can be compared."""
    made = convert(NYGARD.replace("Date: 2020-01-31", before), "decision-log")
    assert "date: 2020-01-31\n" in made.text
    assert kept in made.text
    assert made.differs == ()


@pytest.mark.parametrize("target", TARGETS)
def test_links_in_the_status(target: Target) -> None:
    """What superseded a record is named, in the way of the format."""
    path = "docs/decisions/0007-a.md"
    said = "Superseded by [9. Use tables](0009-use-tables.md)"
    text = NYGARD.replace("Accepted", said)
    record = record_of(text, path)
    assert record.superseded_by == ("docs/decisions/0009-use-tables.md",)
    link = Link("0009-use-tables", "docs/decisions/0009-use-tables.md", "Use tables", 9)
    made = written(Former(record, text, path, {record.superseded_by[0]: link}), target)
    new = record_of(made.text, path)
    assert new.status == "superseded"
    assert new.superseded_by in (("0009-use-tables",), record.superseded_by)
    assert lost(text, made.text) == set()


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(EXAMPLES)))
def test_the_examples(path: Path, target: Target) -> None:
    """No example loses a word or a claim, and once written in a format it stays as it is."""
    text = line_feeds(path.read_bytes())
    whole = f"docs/decisions/{path.name}"
    name = name_of(whole, "")
    record = read(text.encode(), name).record if name else None
    if record is None or record.format == target:
        return
    made = convert(text, target, whole)
    assert lost(text, made.text) == set()
    assert made.text.startswith("---\n")
    if not ("findings" in path.parts or record.placeholders or path.stem in ODD):
        assert made.differs == ()


@pytest.mark.parametrize("target", TARGETS)
def test_a_text_that_would_lead_out_of_its_section(target: Target) -> None:
    """Headings of another markup do not part a section: the text is indented as code."""
    text = (
        "A\n=\n\n:Status: Accepted\n\nContext\n-------\n\nWords.\n\nBelow\n~~~~~\n\nMore.\n\n"
        "Decision\n--------\n\n::\n\n  # no heading\n"
    )
    made = convert(text, target, "docs/decisions/0007-a.rst")
    assert made.differs == ()
    assert "    Below\n    ~~~~~\n" in made.text


SECTIONS = st.sampled_from(
    ["Context", "Decision", "Consequences", "Considered Options", "Links", "Notes", "Risks"]
)
TEXTS = st.sampled_from(
    [
        "Plain words.",
        "* one\n* two: because\n\n  more of it",
        "<!-- hidden -->",
        "Words.\n\n<!-- hidden\n\nlines -->\n\nMore.",
        "### Below\n\ntext",
        "#### Deep\n\ntext",
        "```\n## no heading\n```",
        "    indented\n\ntext",
        "Setext\n------\n\ntext",
        "| a | b |\n|---|---|\n| c | d |",
        "[x]: https://example.com\n\n[x]",
        "<div>\n\ntext\n\n</div>",
        "> quoted\nlazily",
        "",
        "---",
        "a\\\nb",
    ]
)
STATUSES = st.sampled_from(
    ["Accepted", "✅ accepted", "Accepted & implemented", "Superseded by [9](0009-b.md)", "Odd", ""]
)


@given(
    title=st.sampled_from(["# 7. A", "# A", "# ADR-7: A `b` *c*", "", "# C#", "A\n="]),
    status=STATUSES,
    manner=st.sampled_from(["## Status\n\n{}", "* Status: {}", "Status: {}", "**Status:** {}"]),
    parts=st.lists(st.tuples(SECTIONS, TEXTS), max_size=6),
    target=st.sampled_from(TARGETS),
)
def test_no_word_is_lost(
    title: str, status: str, manner: str, parts: list[tuple[str, str]], target: Target
) -> None:
    """Whatever stands in whichever section, each of its words stands in the new text."""
    blocks = [title, manner.format(status), *(f"## {name}\n\n{text}" for name, text in parts)]
    text = "\n\n".join(block for block in blocks if block) + "\n"
    made = convert(text, target)
    assert lost(text, made.text) == set()
    again = convert(made.text, target)
    assert lost(made.text, again.text) == set()

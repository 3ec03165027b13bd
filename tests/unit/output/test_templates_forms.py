"""A new record in another tool's form says what was given, and asks for what was not."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from git_decide.errors import Refused
from git_decide.output.templates import Setting, ending, render, render_from
from git_decide.records.checks import examine
from git_decide.records.digest import name_of
from git_decide.records.editing import Draft, Link, opened
from git_decide.records.model import Alternative, Person, Record
from git_decide.values import replace
from tests.unit.output.test_templates import BARE, FULL
from tests.unit.records.support import ENGINEERING, PRODUCT

PATH = "docs/adr/0012-cap-retries-at-two.md"
HELP = Link("0009-help", "docs/adr/0009-help.md", "Help", 9)
SETTING = Setting(PATH, links=(HELP,))
SOME = replace(
    BARE,
    kind="technical",
    deciders=(Person("Ida Berg", "PM"), Person("Bo Lind", "tech lead")),
    modules=("payments",),
    paths=("src/**",),
    supersedes=("0009-help",),
    context="The queue fills up.",
    decision="At most two.",
    alternatives=(Alternative("Queue", "needs a broker."), Alternative("Wait: see")),
    trade_offs="Fewer retries.",
)
NYGARD = """# 12. Cap retries at two

Date: 2026-02-15

Kind: technical

Deciders: Ida Berg (PM), Bo Lind (tech lead)

Modules: payments

Paths: `src/**`

## Status

Proposed

Supersedes [9. Help](0009-help.md)

## Context

The queue fills up.

## Decision

At most two.

## Alternatives considered

- **Queue**: needs a broker.
- **Wait: see**

## Consequences

Fewer retries.
"""
MADR = """---
status: proposed
date: 2026-02-15
kind: technical
modules: [payments]
paths: [src/**]
supersedes: [0009-help]
decision-makers: [Ida Berg (PM), Bo Lind (tech lead)]
---

# Cap retries at two

## Context and Problem Statement

The queue fills up.

## Considered Options

- Queue
- **Wait: see**

## Decision Outcome

At most two.

### Consequences

Fewer retries.

## Pros and Cons of the Options

### Queue

needs a broker.
"""


def _codes(content: bytes, path: str = PATH) -> list[str]:
    name = name_of(path, "")
    assert name
    _, findings = examine(content, name, product=PRODUCT, engineering=ENGINEERING)
    return [finding.code for finding in findings]


def _record(content: bytes, path: str = PATH) -> Record:
    return opened(Draft(content, path))


@pytest.mark.parametrize(("template", "text"), [("nygard", NYGARD), ("madr", MADR)])
def test_the_text_of_a_record(template: str, text: str) -> None:
    """Byte for byte, so that a change of the form is seen; nothing is found in it."""
    content = render(SOME, template, SETTING)
    assert content.decode() == text
    assert _record(content).format == template
    assert _codes(content) == []


@pytest.mark.parametrize(("template", "asked"), [("nygard", 3), ("madr", 4)])
def test_a_bare_record_asks(template: str, asked: int) -> None:
    """Every question is a warning until it is answered; a problem asks for less."""
    content = render(BARE, template, SETTING)
    assert set(_codes(content)) == {"unfilled-template"}
    assert len(_codes(content)) >= asked
    problem = render(replace(BARE, status="problem"), template, SETTING)
    assert problem.count(b"<!--") == 1


def test_a_name_without_a_number_gives_none() -> None:
    """Records that are named by their day have plain titles."""
    content = render(BARE, "nygard", Setting("docs/adr/2026-02-15-cap-retries.md"))
    assert content.startswith(b"# Cap retries at two\n")


@pytest.mark.parametrize("template", ["nygard", "madr"])
def test_every_field_comes_back(template: str) -> None:
    """What was given is read back, whatever the form has a place for."""
    fields = replace(FULL, tags=("retry", "b"))
    record = _record(render(fields, template, SETTING))
    for key in ("status", "date", "kind", "deciders", "consulted", "informed", "modules", "paths",
                "review_by", "escalated_to", "tags", "aliases", "context", "decision",
                "alternatives", "trade_offs", "cost", "success_criteria", "resolution",
                "outcome"):  # fmt: skip
        assert getattr(record, key) == getattr(fields, key), key
    assert record.perspectives
    assert (record.perspectives.product, record.perspectives.engineering) == ("Yes.", "No.")


@pytest.mark.parametrize("template", ["nygard", "madr"])
def test_a_text_that_would_break_the_record_is_refused(template: str) -> None:
    """Headings and open comments would change what the rest means."""
    for context in ("a\n\n## Decision\n\nb", "<!-- a", "```\na"):
        with pytest.raises(Refused):
            render(replace(BARE, context=context), template, SETTING)


# Templates of the team.

ADR_TOOLS = b"# NUMBER. TITLE\n\nDate: DATE\n\n## Status\n\nSTATUS\n\n## Context\n\n"
MADR_OWN = b"""---
status: "{proposed | rejected | accepted | superseded by ...}"
date: {YYYY-MM-DD of the last change}
decision-makers: {all who decide}
---

# {what is decided, in a few words}

## Context and Problem Statement

{What makes it necessary.}

## Considered Options

* {option 1}

## Decision Outcome

{Which one.}
"""
RST = b"""{{title}}
=========

:Status: {{status}}
:Date: {{date}}
:Deciders: {{deciders}}

Context
-------

{{context}}
"""
ADOC = b"= ADR-0000: Title\n:status: {{status}}\n:date: {{date}}\n\n== Context\n\n{{context}}\n"
SHORT = replace(SOME, supersedes=(), alternatives=(), trade_offs="", decision="")


@pytest.mark.parametrize(
    ("template", "ends", "begins"),
    [
        (ADR_TOOLS, ".md", "# 12. Cap retries at two\n\nDate: 2026-02-15\n"),
        (MADR_OWN, ".md", "---\nstatus: proposed\ndate: 2026-02-15\n"),
        (RST, ".rst", "Cap retries at two\n=========="),
        (ADOC, ".adoc", "= ADR-0012: Cap retries at two\n:status: proposed\n"),
        (b"# ADR {{number}}: {{title}}\n\nStatus: {{status}}\n\n## Context\n\n{{context}}\n", ".md",
         "# ADR 0012: Cap retries at two\n"),
        (ADR_TOOLS.replace(b"\n", b"\r\n"), ".md", "# 12. Cap retries at two\r\n\r\nDate"),
    ],
)  # fmt: skip
def test_a_template_may_be_of_any_format(template: bytes, ends: str, begins: str) -> None:
    """Its holes are filled, and what else was given comes where the format has it."""
    path = PATH.replace(".md", ends)
    content = render_from(template, SHORT, Setting(path))
    assert content.decode().startswith(begins)
    record = _record(content, path)
    assert record.title == "Cap retries at two"
    for key in ("status", "date", "kind", "deciders", "modules", "paths", "context"):
        assert getattr(record, key) == getattr(SHORT, key), key
    assert content.count(b"\r\n") in (0, content.count(b"\n"))


def test_words_of_a_title_are_no_holes() -> None:
    """What somebody typed is never filled in again."""
    content = render_from(ADR_TOOLS, replace(BARE, title="The STATUS of {{date}}"), SETTING)
    assert content.startswith(b"# 12. The STATUS of {{date}}\n")


def test_records_end_as_their_template_does() -> None:
    """The ending says the markup; a built-in form is Markdown."""
    assert [ending(name) for name in ("madr", "docs/a.rst", "x/adr.ADOC", "t.txt")] == [
        ".md", ".rst", ".ADOC", ".md",
    ]  # fmt: skip


_WORD = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp", "Cs"]),
    min_size=1,
    max_size=8,
)
_LINE = st.lists(_WORD, min_size=1, max_size=4).map(" ".join)


@settings(max_examples=80)
@given(
    template=st.sampled_from(["madr", "nygard"]),
    title=_LINE,
    context=_LINE,
    decider=_LINE,
    module=_LINE,
    option=_LINE,
)
def test_what_is_rendered_is_read(
    template: str, title: str, context: str, decider: str, module: str, option: str
) -> None:
    """Any words come back as they were, or are refused as a whole."""
    fields = replace(
        BARE,
        title=title,
        context=context,
        deciders=(Person(decider),),
        modules=(module,),
        alternatives=(Alternative(option, "slow"),),
    )
    try:
        record = _record(render(fields, template, SETTING))
    except Refused:
        assume(False)
    assert (record.status, record.date) == ("proposed", "2026-02-15")
    assert (record.context or "").split() == context.split()
    assert (record.deciders, record.modules) == (fields.deciders, fields.modules)
    assert [each.name.split() for each in record.alternatives] == [option.split()]

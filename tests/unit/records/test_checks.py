"""What a record lacks is told once, and the digest holds what rules look at."""

from __future__ import annotations

import pytest

from git_decide.records import checks
from git_decide.records.digest import Digest
from git_decide.records.limits import FINDINGS, LARGEST
from tests.unit.records.support import (
    ENGINEERING,
    EXAMPLES,
    PRODUCT,
    PROPOSED,
    codes,
    found,
    named,
)

TEMPLATE = """---
status: {status}
date: 2026-02-15
---

# Cap retries at two

## Context

<!-- What? -->

## Alternatives considered

-  <!-- Which? -->

## Perspectives

### Product

<!-- Why? -->

### Engineering

TODO
"""


def test_template_text_is_told_once() -> None:
    """What is missing because it is template text is not missing as well."""
    assert codes(TEMPLATE.format(status="contested")) == ["placeholder-text"] * 4


@pytest.mark.parametrize("status", ["problem", "rejected"])
def test_a_problem_may_hold_template_text(status: str) -> None:
    """But what it needs must be there."""
    told = codes(TEMPLATE.format(status=status))
    assert "missing-context" in told
    assert "placeholder-text" not in told


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("TODO", True),
        ("todo.", True),
        ("...", True),
        ("…", True),
        ("{{context}}", True),
        ("{Describe the context, in two sentences}", True),
        ("<what happened>", True),
        ("<https://example.com>", False),
        ("<a@example.com>", False),
        ("TODO: everything about lists", False),
        ("We use `{{context}}` in templates.", False),
        ('{"a": 1}', False),
        ("Nothing.", False),
    ],
)
def test_template_text_is_told_from_text(text: str, template: bool) -> None:
    """Only a section that as a whole is template text counts."""
    told = codes(PROPOSED.replace("The queue fills up.", text))
    assert told == (["placeholder-text"] if template else [])


def test_the_digest_of_a_valid_record() -> None:
    """Roles are the deciders'; there are no problems."""
    name = named("0042-use-webhooks.md")
    content = (EXAMPLES / "valid" / name.path.rsplit("/", 1)[1]).read_bytes()
    reading, found = checks.examine(content, name, product=PRODUCT, engineering=ENGINEERING)
    assert checks.digest(reading, found) == Digest(
        title="Use webhook notifications instead of polling for the partner API",
        status="accepted",
        date="2026-02-15",
        kind="trade-off",
        modules=("partner-sync",),
        paths=("src/partner/**",),
        roles=("PM", "tech lead"),
        aliases=("0041-use-webhooks",),
        deciders=(("Ida Berg (PM)", "PM"), ("Rosa Lind (tech lead)", "tech lead")),
    )


def test_the_digest_of_what_could_not_be_read() -> None:
    """Its problems are the errors in words, and nothing else is known."""
    reading, told = checks.examine(b"x" * (LARGEST + 1), named())
    assert checks.digest(reading, told) == Digest(
        problems=("The record is larger than 256 KiB and was not read.",)
    )
    reading, told = checks.examine(b"", named())
    assert checks.digest(reading, told).problems


def test_findings_of_one_record_are_counted_out() -> None:
    """The last one says how many more there are, so that no file can flood a check."""
    few = (
        "---\nstatus: proposed\n"
        + "".join(f"a{n}: b\n" for n in range(FINDINGS - 3))
        + "---\n# T\n"
    )
    assert "too-many-findings" not in codes(few)
    many = "---\nstatus: proposed\n" + "".join(f"a{n}: b\n" for n in range(500)) + "---\n# T\n"
    told = found(many)
    assert len(told) == FINDINGS
    assert told[-1].code == "too-many-findings"
    assert told[-1].message == "There are 484 more findings in this file."


def test_nothing_is_read_after_an_anchor() -> None:
    """A crowd of anchors and aliases is one finding."""
    told = codes("---\na: &b c\n" + "d: *b\n" * 500 + "---\n# T\n\n## Context\n\nX.\n")
    assert told == ["yaml-anchor"]

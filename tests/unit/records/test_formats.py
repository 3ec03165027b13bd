"""The format of a Markdown record is told by its headings and its front matter."""

from __future__ import annotations

import pytest

from tests.unit.records.support import record_of

FRONT = "---\nstatus: accepted\n---\n\n"
FORMATS = {
    FRONT + "# T\n\n## Context and Problem Statement\n\nx\n": "madr",
    "# T\n\n## Decision Drivers <!-- optional -->\n\nx\n": "madr",
    "---\ndecision-makers: Ann\n---\n# T\n\n## Context\n\nx\n": "madr",
    "---\ndecision_makers: Ann\n---\n# T\n": "madr",
    FRONT + "# T\n\n## Context\n\nx\n\n## Alternatives considered\n\n- a\n\n## Trade-offs\n\ny\n":
        "decision-log",
    FRONT + "# T\n\n## Context\n\nx\n": "decision-log",
    FRONT + "# 1. T\n\n## Context\n\nx\n": "decision-log",
    "# T\n\n## Context\n\nx\n\n## Alternatives considered\n\n- a\n": "decision-log",
    "# T\n\n## Context\n\nx\n": "decision-log",
    "# T\n\n## Summary\n\nx\n\n## Motivation\n\ny\n": "other",
    "# T\n\n## Context\n\nx\n\n## Alternatives\n\n- a\n\n## Notes\n\ny\n": "other",
    "## Alternatives considered\n\n### Polling\n\nx\n": "decision-log",
    "just some text\n": "decision-log",
    "": "decision-log",
    "---\nx-a: b\n---\n": "decision-log",
    "# T\n\n## Status\n\nAccepted\n": "nygard",
    "# T\n\n## Status\n\nAccepted\n\n## Alternatives considered\n\n- a\n": "nygard",
    FRONT + "# T\n\n## Context\n\nx\n\n## Decision\n\ny\n\n## Consequences\n\nz\n": "nygard",
    "# T\n\n### Status\n\nAccepted\n\n### Context\n\nx\n": "nygard",
    "# T\n\n# Status\n\nAccepted\n": "nygard",
    "# 1. T\n\n## Context\n\nx\n": "other",
    "# T\n\n* Status: accepted\n\n## Why\n\nx\n": "other",
    "# T\n\nDate: 2020-01-01\n\n## Alternatives considered\n\n- a\n": "other",
    "---\ntitle: T\nlayout: page\n---\n\n## Why\n\nx\n": "other",
    "---\nid: t\ntags: [a]\ndate: 2020-01-01\n---\n\n# T\n": "other",
    "---\ntags: [a]\ndate: 2020-01-01\n---\n\n# T\n": "decision-log",
    "---\ntitle: T\nstatus: accepted\n---\n\n## Why\n\nx\n": "other",
    "---\nstatsu: accepted\nkind: technical\n---\n\n# T\n": "decision-log",
}  # fmt: skip


@pytest.mark.parametrize("text", FORMATS)
def test_the_format_of_a_text(text: str) -> None:
    """MADR has headings of its own; without any sign a record is taken for one of ours."""
    assert record_of(text).format == FORMATS[text]

"""What tests of records share: names, role titles, the examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from git_decide.records.checks import examine
from git_decide.records.digest import Name, name_of
from git_decide.records.reader import read
from git_decide.resources import resource

if TYPE_CHECKING:
    from git_decide.findings import Finding
    from git_decide.records.model import Record

EXAMPLES = Path(__file__).parents[2] / "examples" / "records"
PRODUCT = ("PM", "product manager", "CPO")
ENGINEERING = ("tech lead", "software engineer")

with open(resource("schemas", "record.schema.json"), encoding="utf-8") as _stream:
    WHOLE = json.load(_stream)  # the schema of records as it is published


def named(base: str = "0042-x.md", log: str = "") -> Name:
    """Return the name of a record file in the main log's folder."""
    name = name_of(f"docs/decisions/{base}", log)
    assert name
    return name


def record_of(text: str | bytes) -> Record:
    """Return the record in a text, whatever is wrong with it."""
    content = text.encode() if isinstance(text, str) else text
    record = read(content, named()).record
    assert record
    return record


def found(text: str | bytes, own: object | None = None) -> tuple[Finding, ...]:
    """Return every finding about a text."""
    content = text.encode() if isinstance(text, str) else text
    _, findings = examine(content, named(), product=PRODUCT, engineering=ENGINEERING, own=own)
    return findings


def codes(text: str | bytes, own: object | None = None) -> list[str]:
    """Return the codes of every finding about a text."""
    return [finding.code for finding in found(text, own)]


PROPOSED = """---
status: proposed
date: 2026-02-15
---

# Cap retries at two

## Context

The queue fills up.

## Trade-offs

Fewer retries.
"""

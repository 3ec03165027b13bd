"""How much of a record is read: more than a person would write, and little work for a machine."""

from __future__ import annotations

LARGEST = 256 << 10  # bytes
LINES = 10_000
FINDINGS = 20  # told of one record

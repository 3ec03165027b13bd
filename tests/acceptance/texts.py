"""Records and flags that several tests write."""

from __future__ import annotations

ACCEPTED = """\
---
status: accepted
date: 2026-02-15
kind: technical
deciders: [Ada (tech lead)]
modules: [payments]
---

# Cap retries at two

## Context

Five tries made the bank block us.

## Alternatives considered

- **A queue**: needs a broker.

## Trade-offs

Rare failures reach the customer.
"""
PROPOSED = ACCEPTED.replace("accepted", "proposed")

# What .gitattributes says where payments are fragile.
FLAGS = """\
src/payments/** fragile=payments
docs/decisions/** decision-log
decisions.toml decision-log
.gitattributes decision-log
"""

# Every flag that an accepted record needs.
COMPLETE = (
    "--kind",
    "technical",
    "--decider",
    "Ada (tech lead)",
    "--context",
    "Five tries made the bank block us.",
    "--alternative",
    "A queue: needs a broker",
    "--trade-offs",
    "Rare failures reach the customer.",
)

"""One decision in every status and in every form that can be moved, and the verbs that move it."""

from __future__ import annotations

from tests.moves import MOVES

FORMS = ("decision-log", "madr", "nygard")
PATH, OTHER = "docs/decisions/0001-cap.md", "docs/decisions/0002-queue.md"
NAME = "0001-cap"

RESOLVED = "A first version in June."
_ARGUED = f"""\
## Perspectives

### Product

Customers ask for it.

### Engineering

It is two months of work.

## Resolution

{RESOLVED}
"""
_OWN = """\
---
status: {status}
date: 2026-02-15
kind: trade-off
deciders: [Ada (PM), Linus (tech lead)]{more}
---

# Cap retries at two

## Context

Five tries made the bank block us.

## Alternatives considered

- **A queue**: needs a broker.

## Trade-offs

Rare failures reach the customer.
"""
_MADR = """\
---
status: "{status}"
date: 2026-02-15
decision-makers: [Ada (PM), Linus (tech lead)]{more}
---

# Cap retries at two

## Context and Problem Statement

Five tries made the bank block us.

## Considered Options

* Cap at two
* A queue

## Decision Outcome

Chosen option: "Cap at two", because a queue needs a broker.

### Consequences

* Bad, because rare failures reach the customer.
"""
_NYGARD = """\
# 1. Cap retries at two

Date: 2026-02-15

Deciders: Ada (PM), Linus (tech lead)

## Status

{status}

## Context

Five tries made the bank block us.

## Decision

We try twice.

## Consequences

Rare failures reach the customer.
"""
COMMANDS: dict[str, tuple[str, ...]] = {
    "propose": ("propose", "1"),
    "accept": ("accept", "1"),
    "reject": ("reject", "1", "--why", "It costs too much."),
    "contest": ("contest", "1", "--side", "product", "--says", "It comes too late."),
    "resolve": ("resolve", "1", "--resolution", "All of it in July."),
    "escalate": ("escalate", "1", "--to", "Grace (CTO)"),
    "deprecate": ("deprecate", "1", "--why", "The bank is gone."),
    "supersede": ("supersede", "1", "--by", "2"),
    "reopen": ("reopen", "1"),
}


def leading_to(status: str) -> set[str]:
    """Return the verbs that make some record become `status`."""
    return {verb for (_, after), verb in MOVES.items() if after == status}


def written(form: str, status: str, argued: bool = True) -> str:
    """Return the decision in a form and a status; `argued` with perspectives and a resolution."""
    said, more = status, ""
    if form == "decision-log":
        more = "\nsuperseded-by: [0002-queue]" if status == "superseded" else ""
        more += "\nescalated-to: Grace (CTO)" if status == "escalated" else ""
        text = _OWN
    elif form == "madr":
        said = "superseded by [0002-queue](0002-queue.md)" if status == "superseded" else status
        text = _MADR
    else:
        said = status.capitalize()
        if status == "superseded":
            said = "Superseded by [2. Take a queue](0002-queue.md)"
        text = _NYGARD
    return text.format(status=said, more=more) + (f"\n{_ARGUED}" if argued else "")


def other(form: str, status: str = "accepted") -> str:
    """Return a further decision in the same form."""
    text = written(form, status, argued=False)
    return text.replace("1. Cap", "2. Cap").replace("Cap retries at two", "Take a queue")

"""A small history with decisions, the same at every run down to the ids of its commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support import Repo

FLAGS = """\
src/payments/** fragile=payments
src/partner/** fragile=partner-sync
docs/decisions/** decision-log
decisions.toml decision-log
.gitattributes decision-log
"""
POLLING = """\
---
status: {status}
date: 2025-11-03
kind: technical
deciders:
  - Ada Author (tech lead)
modules: [partner-sync]
{further}---

# Poll the partner API every minute

## Context

The partner has nothing else to offer.

## Alternatives considered

- **A nightly file**: orders would arrive a day late.

## Trade-offs

A minute of delay, and many requests that find nothing.
"""
WEBHOOKS = """\
---
status: {status}
date: 2026-02-15
kind: trade-off
deciders:
  - Pia Partner (PM)
  - Ada Author (tech lead)
modules: [partner-sync]
supersedes: [0001-poll-the-partner-api]
---

# Take webhooks instead of polling the partner

## Context

Polling hits the rate limits of the partner.

## Alternatives considered

- **Polling less often**: orders would wait for ten minutes.
- **WebSocket**: the partner does not offer it.

## Trade-offs

We run an endpoint that has to be there day and night.
"""
FIRST = "docs/decisions/0001-poll-the-partner-api.md"
SECOND = "docs/decisions/0002-take-webhooks.md"


def story(repo: Repo) -> None:
    """Play it in a new repository."""
    repo.env.update(GIT_COMMITTER_NAME="Ada Author", GIT_COMMITTER_EMAIL="ada@example.com")
    charge = "def charge(order):\n    return bank.take(order.total)\n"
    _commit(repo, "2025-11-02", "Charge orders", **{"src/payments/charge.py": charge})
    accepted = POLLING.format(status="accepted", further="")
    _commit(repo, "2025-11-03", "Decide to poll", **{FIRST: accepted, ".gitattributes": FLAGS})
    polling = "def orders():\n    return partner.get('/orders')\n"
    _commit(
        repo,
        "2025-11-04",
        "Poll the partner\n\nDecision: 0001-poll-the-partner-api",
        **{"src/partner/orders.py": polling},
    )
    repo.git("tag", "v1.0")
    _commit(
        repo,
        "2026-01-20",
        "Try a charge twice\n\nDecision-Skip: orders fail right now, decided tomorrow",
        **{"src/payments/charge.py": charge.replace("bank", "twice(bank)")},
    )
    _commit(repo, "2026-02-12", "Propose webhooks", **{SECOND: WEBHOOKS.format(status="proposed")})
    ended = POLLING.format(status="superseded", further="superseded-by: 0002-take-webhooks\n")
    _commit(
        repo,
        "2026-02-15",
        "Accept webhooks",
        "Pia Partner",
        **{SECOND: WEBHOOKS.format(status="accepted"), FIRST: ended},
    )
    webhook = "def orders(request):\n    return request.json()  # Decision: 0002-take-webhooks\n"
    _commit(
        repo,
        "2026-02-17",
        "Take orders by webhook\n\nDecision: 0002-take-webhooks",
        "Bo Builder",
        **{"src/partner/orders.py": webhook},
    )
    _commit(
        repo,
        "2026-02-18",
        "Answer webhooks at once",
        "Bo Builder",
        **{"src/partner/answer.py": "ANSWER = 204\n"},
    )
    link = {"GIT_AUTHOR_DATE": _time("2026-02-19"), "GIT_COMMITTER_DATE": _time("2026-02-19")}
    note = "Decision: 0002-take-webhooks"
    repo.git("notes", "--ref=decisions", "add", "-m", note, "HEAD", env=link)
    _commit(repo, "2026-02-20", "Say what the shop sells", **{"README.md": "Apples.\n"})


def _commit(
    repo: Repo, day: str, message: str, author: str = "Ada Author", /, **files: str
) -> None:
    repo.stage(**files)
    who = {
        "GIT_AUTHOR_NAME": author,
        "GIT_AUTHOR_EMAIL": f"{author.split()[0].lower()}@example.com",
    }
    when = {"GIT_AUTHOR_DATE": _time(day), "GIT_COMMITTER_DATE": _time(day)}
    repo.git("commit", "-q", "--no-verify", "-m", message, env={**who, **when})


def _time(day: str) -> str:
    return f"{day}T12:00:00+00:00"

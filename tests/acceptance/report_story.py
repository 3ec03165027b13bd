"""A branch with something of everything that a report tells, the same at every run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.acceptance.in_process import decide

if TYPE_CHECKING:
    from tests.support import Done, Repo

RANGE = ("report", "--range", "main..webhooks")
SITE = "https://github.example.com/shop/checkout"
RULES = """\
[policy]
protect = ["main"]

[fragile.partner-sync]
why = "Orders come in through it; what it loses is lost for good."
owners = ["@shop/partners"]

[fragile.payments]
why = "If we break it, all customers suffer."
owners = ["@shop/payments", "treasury@example.com"]
skip = "forbidden"

[fragile.sessions]
why = "Who is let in here may spend other people's money."
owners = ["@shop/security"]
"""
FLAGS = """\
src/partner/** fragile=partner-sync
src/payments/** fragile=payments
src/sessions/** fragile=sessions
"""
_RECORD = """\
---
status: {status}
date: {date}
kind: technical
deciders:
  - {decider}
{fields}
---

# {title}

## Context

{context}

## Alternatives considered

{alternatives}

## Trade-offs

{trade_offs}
"""
CAP = _RECORD.format(
    status="accepted",
    date="2026-01-12",
    decider="Noor Haddad (tech lead)",
    fields="modules: [payments]",
    title="Try a charge at most twice",
    context="Five tries in a minute made the bank block us for a day. Its contract allows two.",
    alternatives="- **A queue that tries later**: charges a customer who has left already.",
    trade_offs="Some charges fail that a third try would have saved.",
)
POLL = _RECORD.format(
    status="accepted",
    date="2025-06-03",
    decider="Noor Haddad (tech lead)",
    fields="modules: [partner-sync]",
    title="Poll the partner API every minute",
    context="The partner offers nothing else yet.",
    alternatives="- **A nightly file**: orders would be a day late.",
    trade_offs="Simple, but an order waits up to a minute.",
)
EUROPE = _RECORD.format(
    status="accepted",
    date="2025-11-20",
    decider="Ida Berg (architect)",
    fields='paths: ["src/partner/**", "src/export/**"]',
    title="Keep what partners send us in Europe",
    context="Two partners demand it in their contracts. Others will follow.",
    alternatives="- **Ask each partner**: nobody has the time.",
    trade_offs="No cheap storage elsewhere.",
)
WEBHOOKS = _RECORD.format(
    status="accepted",
    date="2026-02-15",
    decider="Noor Haddad (tech lead)\n  - Paul Okafor (PM)",
    fields="modules: [partner-sync]\nsupersedes: [0002-poll-the-partner-api]",
    title="Take orders by webhook instead of polling for them",
    context=(
        "The partner limits us to 500 calls an hour since January, which is fewer than "
        "polling takes. It can call us instead."
    ),
    alternatives=(
        "- **Poll less often**: an order would wait seven minutes, and the shop promises two.\n"
        "- **A message queue between us**: the partner does not run one."
    ),
    trade_offs=(
        "- Orders arrive at once, and the rate limit no longer matters.\n"
        "- We must keep a public endpoint up, and bear being called twice for one order."
    ),
).replace("kind: technical", "kind: trade-off")
REMOTE = "git@github.example.com:shop/checkout.git"
LOG = "docs/decisions"
PATIENT = "tries = 2\npause = 1\n"


def story(repo: Repo) -> Repo:
    """Make a repository with a branch ``webhooks`` that touches three modules."""
    repo.git("remote", "add", "origin", REMOTE)
    repo.commit(
        "Begin",
        **{
            "decisions.toml": RULES,
            ".gitattributes": FLAGS,
            f"{LOG}/0001-try-a-charge-twice.md": CAP,
            f"{LOG}/0002-poll-the-partner-api.md": POLL,
            f"{LOG}/0003-keep-partner-data-in-europe.md": EUROPE,
            "src/partner/poll.py": "EVERY = 60\n",
            "src/payments/charge.py": "tries = 2\n",
            "src/sessions/login.py": "retry = False\n",
        },
    )
    repo.git("checkout", "-q", "-b", "webhooks")
    superseded = POLL.replace("status: accepted", "status: superseded").replace(
        "modules:", "superseded-by: [0004-take-orders-by-webhook]\nmodules:"
    )
    repo.commit(
        "Decide on webhooks",
        **{
            f"{LOG}/0002-poll-the-partner-api.md": superseded,
            f"{LOG}/0004-take-orders-by-webhook.md": WEBHOOKS,
        },
    )
    repo.git("rm", "-q", "src/partner/poll.py")
    repo.commit(
        "Take orders by webhook\n\nDecision: 0004-take-orders-by-webhook",
        **{"src/partner/receive.py": "def receive(): ...\n"},
    )
    repo.commit(
        "Log in again after a refused token\n\nDecision-Skip: pager at 3 am, cause unknown",
        **{"src/sessions/login.py": "retry = True\n"},
    )
    repo.commit("Wait before the second try", **{"src/payments/charge.py": PATIENT})
    return repo


def well(repo: Repo) -> None:
    """Make a branch ``well`` on which nothing is lacking."""
    repo.git("checkout", "-q", "-b", "well", "main")
    repo.commit("Wait before the second try\n\nDecision: 1", **{"src/payments/charge.py": PATIENT})


def verdict(done: Done) -> str:
    """Return the first line that anybody sees of a page."""
    marker, first = done.stdout.splitlines()[:2]
    assert marker == "<!-- git-decide report -->"
    return first


def beside(repo: Repo, text: str, *more: str) -> Done:
    """Return the report with a pull request's text beside the commits."""
    repo.write("text", text)
    return decide(repo, *RANGE, "--message", "text", *more)

"""Makes a history of many commits that follow the records of a large log."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from logs import CONFIGURED, FOLDER, name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BATCHES = 100  # commits that add records, spread over the history
_START = 1_600_000_000
_STEP = 1_000  # seconds from commit to commit
_WORDS = """
broker cache client cluster column commit contract cursor deadline decimal deploy driver
endpoint event failover gateway handler header index invoice job key latency ledger limit lock
log mailbox merge metric migration module packet page parser partner payment poll pool port
protocol proxy queue quota rate record region release replica report request retry rollback
schema secret server session shard signal snapshot socket storage stream table tenant test
thread timeout token trace tunnel upload vendor version webhook worker zone
""".split()  # noqa: SIM905 - easier to read
RARE = "zeppelin"  # stands in one record of a thousand


def stem(number: int) -> str:
    """Return the id of a record, without its ending."""
    return name(number).removesuffix(".md")


def history(records: int, links: int) -> Iterator[bytes]:
    """Yield a stream for ``git fast-import``: commits on `main`, each of which links a record."""
    chance = random.Random(0)
    batch = records // _BATCHES
    apart = links // _BATCHES
    yield b"".join(_commit(0, "Set up", CONFIGURED))
    for number in range(links):
        if number % apart == 0:
            first = number // apart * batch
            new = {f"{FOLDER}/{name(n)}": _record(n, chance) for n in range(first, first + batch)}
            yield b"".join(_commit(number, "Decide", new))
            known = first + batch
        link = (
            f"Change {number}\n\n{_words(chance, 12)}.\n\nDecision: {stem(chance.randrange(known))}"
        )
        path = f"src/{number % 50}/{number % 997}.txt"
        yield b"".join(_commit(number, link, {path: f"{number}\n"}))


def _commit(number: int, message: str, files: Mapping[str, str]) -> Iterator[bytes]:
    at = _START + number * _STEP
    who = f"Benchmark <benchmark@example.com> {at} +0000"
    yield f"commit refs/heads/main\ncommitter {who}\n{_data(message)}".encode()
    for path, text in files.items():
        yield f"M 100644 inline {path}\n{_data(text)}".encode()


def _data(text: str) -> str:
    return f"data {len(text)}\n{text}\n"


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(_WORDS, k=count))


def _record(number: int, chance: random.Random) -> str:
    rare = f" {RARE}" if number % 1000 == 7 else ""
    return f"""\
---
status: accepted
date: 2026-01-{number % 28 + 1:02}
kind: technical
deciders:
  - the founders (tech lead)
---

# Decide number {number}: {_words(chance, 6)}

## Context

{_words(chance, 60)}{rare}.

## Alternatives considered

- **{_words(chance, 1)}**: {_words(chance, 15)}.
- **{_words(chance, 1)}**: {_words(chance, 15)}.

## Trade-offs

{_words(chance, 40)}.
"""

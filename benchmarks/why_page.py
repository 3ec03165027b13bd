"""Writes the page of what it costs to ask why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from measure import HEADS, listed, row, table

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST = 1.5  # what the first index may take of the log that it has to read
BLAME, MORE = 1.3, 80.0  # why may take so much of a bare blame, and so many milliseconds more
SEARCH = 60.0  # milliseconds that a search may take on top of an interpreter's start


def page(data: Mapping[str, Any]) -> str:
    """Return the results as Markdown."""
    lines = listed(data["machine"])
    parts = [
        "# What it costs to ask why\n\nWritten by `python3 benchmarks/why.py REPOSITORY...`; "
        "milliseconds, medians of interleaved rounds with their quartiles. Only the ratios mean "
        "anything elsewhere.\n",
        lines,
        *(part for history in data["histories"] for part in _history(history)),
        *_made(data["made"]),
    ]
    return "\n".join(parts)


def _history(history: Mapping[str, Any]) -> list[str]:
    return [
        f"## {history['name']}: {history['commits']:,} commits\n",
        _first(history, FIRST),
        _update(history["update"]),
        _why(history["why"]),
    ]


def _first(found: Mapping[str, Any], limit: float | None = None) -> str:
    timings = found["first"]
    base = timings["git log"]["median"]
    rows = [
        row("`git log --all --format=%H%x00%B`", timings["git log"], base),
        row("**the first index**", timings["index"], base, limit),
    ]
    return (
        "### The first index\n\nHeld against the log that has to be read. "
        f"{found['peak']:.0f} MB of memory at most; the file has {found['size'] / 1e6:.1f} MB.\n\n"
        + table(HEADS, rows)
    )


def _update(timings: Mapping[str, Any]) -> str:
    base = timings["nothing new"]["median"]
    rows = [row(told.replace("git log", "`git log`"), each, base) for told, each in timings.items()]
    return (
        "### What is new\n\nTo open the index, in a Python of its own, after so many new commits, "
        "each of which links a record. Held against opening it when nothing is new.\n\n"
        + table(HEADS[:4], [each[:4] for each in rows])
    )


def _why(lines: list[Mapping[str, Any]]) -> str:
    rows = []
    for each in lines:
        timings = each["timings"]
        base = timings["git blame"]["median"]
        limit = BLAME + MORE / base
        place = f"`{each['path']}:{each['line']}`"
        rows += [
            row(f"{place}: `git blame -L`", timings["git blame"], base),
            row(f"{place}: **why**, nothing known", timings["nothing known"], base, limit),
            row(f"{place}: **why**, by a note", timings["by a note"], base, limit),
        ]
    return (
        "### Why a line is as it is\n\nThe index is there. The limit is "
        f"{BLAME} times the bare blame and {MORE:.0f} ms.\n\n" + table(HEADS, rows)
    )


def _made(made: Mapping[str, Any]) -> list[str]:
    timings = made["asked"]
    base = timings["python -c pass"]["median"]
    limit = 1 + SEARCH / base
    rows = [
        row(_told(told), each, base, limit if told.startswith("search") else None)
        for told, each in timings.items()
    ]
    memory = ", ".join(f"{told} {most:.0f} MB" for told, most in made["memory"].items())
    return [
        f"## A made history: {made['records']:,} records, {made['links']:,} links\n",
        "Every commit links a record. What so many links meant, each in its commit's own tree, "
        "is settled by the first question that needs it; that one is not timed here.\n",
        _first(made),
        f"### Questions\n\nHeld against an interpreter's start; a search may take {SEARCH:.0f} ms "
        f"more. Memory at most: {memory}.\n\n" + table(HEADS, rows),
    ]


def _told(told: str) -> str:
    verb, _, rest = told.partition(" ")
    return f"`{told}`" if verb in ("git", "python") else f"**{verb.rstrip(',')}** {rest}"

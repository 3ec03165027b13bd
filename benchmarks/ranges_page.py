"""Writes the page of what ranges cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from measure import HEADS, listed, row, table

if TYPE_CHECKING:
    from collections.abc import Mapping

STATES = ("nothing flagged", "linked", "refused")
LIMIT = 3.0  # what a check may take of the log that it has to read


def page(data: Mapping[str, Any]) -> str:
    """Return the results as Markdown."""
    lines = listed(data["machine"])
    parts = [
        "# What ranges cost\n\nWritten by `python3 benchmarks/ranges.py REPOSITORY...`; "
        "milliseconds, medians of interleaved rounds with their quartiles. Only the ratios mean "
        "anything elsewhere.\n",
        lines,
        *(part for history in data["histories"] for part in _parts(history)),
    ]
    return "\n".join(parts)


def _parts(history: Mapping[str, Any]) -> list[str]:
    return [
        f"## {history['name']}: {history['commits']:,} commits, {history['merges']:,} of them "
        f"merges\n\nThe fragile module is the folder `{history['module']}`, in which "
        f"{history['touching']:,} of the commits change something. Linked: each of them names a "
        "decision. Refused: none does.\n",
        _check(history),
        _pushes(history["pushes"]),
        _others(history["others"]),
        _coverage(history["coverage"]),
    ]


def _check(history: Mapping[str, Any]) -> str:
    timings = history["check"]
    rows = []
    for state in STATES:
        base = timings[f"{state}, git log"]["median"]
        rows += [
            row(f"{state}: `git log --raw -z`", timings[f"{state}, git log"], base),
            row(f"{state}: **check --range**", timings[f"{state}, check"], base, LIMIT),
            row(f"{state}: check --range --json", timings[f"{state}, check --json"], base, LIMIT),
            row(f"{state}: report --range", timings[f"{state}, report"], base),
        ]
        if state == "linked":
            told = "linked: check --range, nothing remembered"
            rows.append(row(told, timings["linked, nothing remembered"], base))
    counts = "; ".join(f"{state}: {_counts(history['started'][state])}" for state in STATES)
    return (
        "### Checking them\n\nHeld against one `git log --raw -z` of the same range. A bare "
        f"`python -c pass` takes {timings['python -c pass']['median']:.1f} ms.\n\n"
        + table(HEADS, rows)
        + f"\nGit processes that a check starts: {counts}.\n"
    )


def _counts(started: Mapping[str, int]) -> str:
    return ", ".join(f"{count} for {int(commits):,} commits" for commits, count in started.items())


def _pushes(timings: Mapping[str, Any]) -> str:
    rows = []
    for state in STATES:
        for hook in ("pre-receive", "pre-push"):
            base = timings[f"{state}, {hook}, empty"]["median"]
            rows += [
                row(f"{state}: empty `{hook}`", timings[f"{state}, {hook}, empty"], base),
                row(f"{state}: **{hook}**", timings[f"{state}, {hook}, git-decide"], base),
            ]
    return (
        "### Pushing them\n\nTo `main` of a bare repository on the same disk that has their base. "
        "Held against the same push with a hook that is `#!/bin/sh` and `exit 0`. A push that is "
        "refused writes less.\n\n" + table(HEADS[:4], [each[:4] for each in rows])
    )


def _others(timings: Mapping[str, Any]) -> str:
    base = timings["**git-decide**"]["median"]
    rows = [row(told, timing, base) for told, timing in timings.items()]
    return (
        "### Other tools on the same messages\n\nEach asks every message of the range for a "
        "trailer, or for a form. None of them looks at what the commits change.\n\n"
        + table(HEADS[:4], [each[:4] for each in rows])
    )


def _coverage(coverage: Mapping[str, Any]) -> str:
    timings = coverage["timings"]
    base = timings["git log"]["median"]
    rows = [
        row("`git log --raw -z --no-merges`", timings["git log"], base),
        row("**coverage**", timings["coverage"], base),
    ]
    return (
        f"### The coverage of {coverage['commits']:,} commits\n\nHeld against the log that has to "
        f"be read. It had {coverage['peak']:.0f} MB of memory at most.\n\n"
        + table(HEADS[:4], [each[:4] for each in rows])
    )

"""Measures what the hooks cost a commit, and what the command costs to start.

    python3 -m pip install -e '.[test,bench]' && python3 benchmarks/hooks.py

Every number is a median of interleaved rounds in one run on one machine; only
the ratios mean anything elsewhere.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counting import started
from measure import HEADS, RESULTS, Case, interleaved, machine, plain, row, save, table
from repositories import FRAGILE, HOOKS, ORDINARY, RECORD, TOOLS, Bench, environment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from measure import Timing

PEERS = {"pre-commit": "the pre-commit framework", "prek": "prek"}
PACKAGES = ("git-decide", "click", "pre_commit", "prek")
SIZES = (200, 50_000)
PYTHON = [sys.executable, "-c", "pass"]
IMPORT_CLICK = [sys.executable, "-c", "import click"]
WITHIN = {"ordinary": 2.0, "linked": 2.0, "start": 1.25}


def main(arguments: Sequence[str]) -> int:
    """Run the benchmark and write its results."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="git-decide-bench-") as scratch:
        home = Path(scratch) / "home"
        home.mkdir()
        env = environment(home)
        sizes = [
            _commits(Bench(Path(scratch) / str(size), size, env), size, options.rounds)
            for size in options.sizes
        ]
        start = interleaved(_start_cases(Path(scratch), env), options.rounds)
    where = machine(PACKAGES)
    data = {"machine": where, "commits": sizes, "start": plain(start)}
    save("hooks", _page(where, sizes, start), data, options.output)
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=40, help="rounds that count (default: 40)")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="files per repository")
    parser.add_argument("--output", type=Path, default=RESULTS, help="folder of the results")
    return parser.parse_args(arguments)


# Commits: one repository of a size, whose set of hooks is exchanged before each commit.


def _commits(bench: Bench, size: int, rounds: int) -> dict[str, Any]:
    _install(bench)
    counts = {
        "ordinary": _started(bench, "git-decide", ORDINARY, "Change"),
        "linked": _started(bench, "git-decide", FRAGILE, _linked()),
    }
    timings = interleaved(_commit_cases(bench), rounds)
    return {"files": size, "timings": plain(timings), "started": counts}


def _install(bench: Bench) -> None:
    bench.add_hooks("bare")
    bench.add_empty_hooks("empty")
    bench.add_hooks("git-decide", str(TOOLS / "git-decide"), "hooks", "install")
    for peer in PEERS:
        install = [str(TOOLS / peer), "install"]
        bench.add_hooks(f"{peer} (1 hook)", *install, "-t", "pre-commit")
        bench.add_hooks(f"{peer} (3 hooks)", *install, *(f"-t{hook}" for hook in HOOKS))


def _commit_cases(bench: Bench) -> list[Case]:
    def case(name: str, hooks: str, file: str, message: str, cold: bool = False) -> Case:
        argv = ["git", "commit", "-q", "-m", message]
        return Case(name, argv, bench.path, bench.env, partial(_prepare, bench, hooks, file, cold))

    ordinary = ["bare", "empty", "git-decide"]
    ordinary += [f"{peer} ({hooks})" for peer in PEERS for hooks in ("1 hook", "3 hooks")]
    return [
        *(case(hooks, hooks, ORDINARY, "Change") for hooks in ordinary),
        case("linked, empty hooks", "empty", FRAGILE, _linked()),
        case("linked, git-decide, warm", "git-decide", FRAGILE, _linked()),
        case("linked, git-decide, cold", "git-decide", FRAGILE, _linked(), cold=True),
        Case("python -c pass", PYTHON, bench.path, bench.env),
    ]


def _prepare(bench: Bench, hooks: str, file: str, cold: bool) -> None:
    bench.use_hooks(hooks)
    bench.change(file)
    if cold:
        bench.forget()


def _linked() -> str:
    return f"Change\n\nDecision: {RECORD}"


def _started(bench: Bench, hooks: str, file: str, message: str) -> dict[str, int]:
    bench.use_hooks(hooks)
    bench.change(file)
    return started(bench, message)


# Start-up: the command against the one import that it cannot do without.


def _start_cases(folder: Path, env: Mapping[str, str]) -> list[Case]:
    command = str(TOOLS / "git-decide")
    return [
        Case("python -c pass", PYTHON, folder, env),
        Case("python -c 'import click'", IMPORT_CLICK, folder, env),
        Case("git-decide --version", [command, "--version"], folder, env),
        Case("git-decide --help", [command, "--help"], folder, env),
    ]


# The page.


def _page(
    where: Mapping[str, str], sizes: Sequence[Mapping[str, Any]], start: Mapping[str, Timing]
) -> str:
    lines = "".join(f"- {name}: {said}\n" for name, said in where.items())
    parts = [
        "# What the hooks cost\n\nWritten by `python3 benchmarks/hooks.py`; milliseconds, medians "
        "of interleaved rounds with their quartiles. Only the ratios mean anything elsewhere.\n",
        lines,
        *(_commit_part(size) for size in sizes),
        _start_part(start),
    ]
    return "\n".join(parts)


def _commit_part(size: Mapping[str, Any]) -> str:
    timings, counts = size["timings"], size["started"]
    empty = timings["empty"]["median"]
    linked_base = timings["linked, empty hooks"]["median"]
    starts = counts["linked"]["python"]
    python = timings["python -c pass"]["median"]
    linked = linked_base + starts * python
    return (
        f"## A commit in a repository of {size['files']:,} files\n\n"
        "Ordinary: one file that is not fragile. Held against three hooks that are `#!/bin/sh` and "
        f"`exit 0`. git-decide's three hooks started {counts['ordinary']['python']} Pythons and "
        f"{counts['ordinary']['git']} git processes.\n\n"
        + table(HEADS, _ordinary_rows(timings, empty))
        + "\nLinked: one file of a fragile module, with `Decision:` in the message. Held against "
        f"the same commit with empty hooks ({linked_base:.1f} ms) and {starts} bare `python -c "
        f"pass` ({python:.1f} ms each), one for each hook that started Python: {linked:.1f} ms. "
        "Warm: the verdict on the record is remembered. Cold: forgotten "
        f"before each commit. The hooks started {counts['linked']['git']} git processes.\n\n"
        + table(HEADS, _linked_rows(timings, linked))
    )


NAMES = {
    "bare": "no hooks",
    "empty": "three empty sh hooks",
    "git-decide": "**git-decide, three hooks**",
    **{
        f"{peer} ({hooks})": f"{told}, no-op, {hooks}"
        for peer, told in PEERS.items()
        for hooks in ("1 hook", "3 hooks")
    },
}


def _ordinary_rows(timings: Mapping[str, Any], base: float) -> list[list[str]]:
    return [
        row(told, timings[name], base, WITHIN["ordinary"] if name == "git-decide" else None)
        for name, told in NAMES.items()
    ]


def _linked_rows(timings: Mapping[str, Any], base: float) -> list[list[str]]:
    return [
        row("three empty sh hooks", timings["linked, empty hooks"], base, None),
        row("**git-decide, warm**", timings["linked, git-decide, warm"], base, WITHIN["linked"]),
        row("git-decide, cold", timings["linked, git-decide, cold"], base, None),
    ]


def _start_part(start: Mapping[str, Timing]) -> str:
    timings = plain(start)
    base = timings["python -c 'import click'"]["median"]
    rows = [
        row(f"`{name}`", timing, base, WITHIN["start"] if "git-decide" in name else None)
        for name, timing in timings.items()
    ]
    return "## Starting the command\n\n" + table(HEADS, rows)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Times commands against each other: interleaved rounds, medians, and where they were taken."""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

RESULTS = Path(__file__).parent / "results"
_OFTEN = 0.05  # seconds between two looks at how much memory a process has
HEADS = ("", "median", "quartiles", "ratio", "limit", "")  # of tables of what `row` returns


def _nothing() -> None:
    """Prepare nothing."""


@dataclass(frozen=True)
class Case:
    """One thing to time: `prepare` is not timed, `argv` is, started in `cwd` with `env`.

    It must end with one of `codes`, if any are given.
    """

    name: str
    argv: Sequence[str]
    cwd: Path
    env: Mapping[str, str]
    prepare: Callable[[], None] = field(default=_nothing)
    codes: Sequence[int] = (0,)


@dataclass(frozen=True)
class Timing:
    """What the rounds of a case took, in milliseconds."""

    median: float
    lower: float
    upper: float
    rounds: int

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Timing:
        """Summarise: the median and the two quartiles."""
        lower, median, upper = (1000 * cut for cut in statistics.quantiles(seconds, n=4))
        return cls(median, lower, upper, len(seconds))


def interleaved(cases: Sequence[Case], rounds: int, warm_up: int = 2) -> dict[str, Timing]:
    """Time every case once a round, in an order that changes from round to round.

    What slows the machine down for a while thus slows all cases alike. The first
    `warm_up` rounds do not count. Raises `RuntimeError` when a command fails.
    """
    order = list(cases)
    shuffle = random.Random(0).shuffle  # the same orders every time
    seconds: dict[str, list[float]] = {case.name: [] for case in cases}
    for number in range(warm_up + rounds):
        shuffle(order)
        for case in order:
            case.prepare()
            took = timed(case)
            if number >= warm_up:
                seconds[case.name].append(took)
    return {name: Timing.of(taken) for name, taken in seconds.items()}


def timed(case: Case) -> float:
    """Run the command of a case once; return how many seconds it took."""
    start = time.perf_counter()
    done = subprocess.run(case.argv, cwd=case.cwd, env=case.env, capture_output=True, check=False)
    took = time.perf_counter() - start
    if case.codes and done.returncode not in case.codes:
        said = done.stderr.decode("utf-8", "replace")
        raise RuntimeError(
            f"{case.name}: {' '.join(case.argv)} ended with {done.returncode}\n{said}"
        )
    return took


def peak(argv: Sequence[str], cwd: Path, env: Mapping[str, str]) -> float:
    """Return the most memory that a command had itself at once, in MB; its children are git."""
    with subprocess.Popen(argv, cwd=cwd, env=env, stdout=subprocess.DEVNULL) as child:
        most = 0
        while child.poll() is None:
            most = max(most, _resident(child.pid))
            time.sleep(_OFTEN)
    return most / 1000


def _resident(process: int) -> int:
    """Return the most kilobytes that a process had until now, 0 where nobody tells."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def say(step: str) -> None:
    """Tell, with the time of day, what is measured next."""
    print(f"{time.strftime('%H:%M:%S')} {step}", file=sys.stderr, flush=True)


def common_options(document: str, rounds: int, slow: int) -> argparse.ArgumentParser:
    """Return what reads the options that every benchmark has; `document` is its docstring."""
    parser = argparse.ArgumentParser(
        description=document, formatter_class=argparse.RawTextHelpFormatter
    )
    add = parser.add_argument
    add("--rounds", type=int, default=rounds, help=f"rounds that count (default: {rounds})")
    add("--slow", type=int, default=slow, help=f"rounds of what takes long (default: {slow})")
    add("--output", type=Path, default=RESULTS, help="folder of the results")
    return parser


def listed(where: Mapping[str, str]) -> str:
    """Return what `machine` found, as a list of Markdown."""
    return "".join(f"- {each}: {said}\n" for each, said in where.items())


def machine(packages: Sequence[str]) -> dict[str, str]:
    """Return what the numbers depend on: processor, system, versions."""
    found = {
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "git": _said("git", "--version").removeprefix("git version "),
        "sh": os.path.basename(os.path.realpath("/bin/sh")),
    }
    for package in packages:
        found[package] = importlib.metadata.version(package)
    return found


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _said(*argv: str) -> str:
    return subprocess.run(argv, capture_output=True, text=True, check=True).stdout.strip()


def plain(timings: Mapping[str, Timing]) -> dict[str, Any]:
    """Return timings as JSON has them."""
    return {name: asdict(timing) for name, timing in timings.items()}


def row(
    told: str, timing: Mapping[str, float], base: float, limit: float | None = None
) -> list[str]:
    """Return a timing, held against `base` milliseconds; `limit` is what the ratio may be."""
    ratio = timing["median"] / base
    spread = f"{timing['lower']:.1f} to {timing['upper']:.1f}"
    cells = [told, f"{timing['median']:.1f}", spread, f"{ratio:.2f}"]
    if limit is None:
        return [*cells, "", ""]
    return [*cells, f"{limit:.3g}", "held" if ratio <= limit else "**missed**"]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table whose columns after the first are aligned to the right."""
    rule = ["---", *("---:" for _ in heads[1:])]
    return "".join(f"| {' | '.join(each)} |\n" for each in (heads, rule, *rows))


def save(name: str, text: str, data: Mapping[str, Any], folder: Path = RESULTS) -> None:
    """Write the results as ``NAME.md`` for people and as ``NAME.json`` for programs."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / f"{name}.json").write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    print(text)
    print(f"written to {folder}/{name}.md and .json", file=sys.stderr)

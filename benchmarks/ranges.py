"""Measures what it costs to judge a thousand commits of a real history, and to push them.

    python3 -m pip install -e . && python3 benchmarks/ranges.py REPOSITORY...

Each REPOSITORY is a folder with a history of some thousand commits; it is read, and never
written to. One with many merges and one without any tell the most. Every number is a median
of interleaved rounds in one run on one machine; only the ratios mean anything elsewhere.
Other tools are timed where they are on the PATH: commitlint, gitlint, cz.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ranges_page
from histories import History, called
from measure import Case, common_options, interleaved, machine, peak, plain, save, say
from peers import range_cases
from pushes import Pushes
from repositories import TOOLS, environment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from histories import Span

PACKAGES = ("git-decide", "click", "jsonschema", "markdown-it-py", "PyYAML")
DECIDE = str(TOOLS / "git-decide")
COUNTED = (100, 500)  # commits of ranges in which processes are counted, beside the whole one


def main(arguments: Sequence[str]) -> int:
    """Run the benchmark and write its results."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="git-decide-bench-") as scratch:
        home = Path(scratch) / "home"
        home.mkdir()
        env = environment(home)
        found = [
            _history(Path(scratch) / f"{number}", source.resolve(), env, options)
            for number, source in enumerate(options.repositories)
        ]
    data = {"machine": machine(PACKAGES), "histories": found}
    save("ranges", ranges_page.page(data), data, options.output)
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = common_options(str(__doc__), 20, 3)
    add = parser.add_argument
    add("repositories", type=Path, nargs="+", metavar="REPOSITORY", help="histories to read")
    add("--commits", type=int, default=1000, help="commits of a range (default: 1000)")
    return parser.parse_args(arguments)


def _history(
    folder: Path, source: Path, env: Mapping[str, str], options: argparse.Namespace
) -> dict[str, Any]:
    say(f"{source}: a clone, and ranges in it")
    history = History(folder, source, env)
    bare = history.span(history.head, options.commits)
    module = history.typical(bare)
    spans = {
        "nothing flagged": bare,
        "linked": history.rewritten(bare, module, "refs/heads/linked", linked=True),
        "refused": history.rewritten(bare, module, "refs/heads/refused", linked=False),
    }
    return {
        "name": called(source),
        "commits": bare.commits,
        "merges": bare.merges,
        "module": module,
        "touching": history.touching(bare, module),
        "check": _check(history, spans, options),
        "started": {state: _started(history, state, spans[state]) for state in spans},
        "others": _others(history, spans["linked"], options),
        "pushes": _pushes(history, spans, folder, options),
        "coverage": _coverage(history, spans["linked"], options),
    }


# Checks: one range in three states, and the log that has to be read for each.


def _check(
    history: History, spans: Mapping[str, Span], options: argparse.Namespace
) -> dict[str, Any]:
    say("checks")

    def case(told: str, *argv: str, codes: Sequence[int] = (0,)) -> Case:
        return Case(told, argv, history.path, history.env, codes=codes)

    cases = [case("python -c pass", sys.executable, "-c", "pass")]
    for state, span in spans.items():
        codes = _codes(state)
        argv = (DECIDE, "check", "--range", span.name)
        cases += [
            case(f"{state}, git log", "git", "log", "--raw", "-z", span.name),
            case(f"{state}, check", *argv, codes=codes),
            case(f"{state}, check --json", *argv, "--json", codes=codes),
            case(f"{state}, report", DECIDE, "report", "--range", span.name, codes=codes),
        ]
    forgotten = Case(
        "linked, nothing remembered",
        (DECIDE, "check", "--range", spans["linked"].name),
        history.path,
        history.env,
        history.forget,
    )
    return plain(interleaved([*cases, forgotten], options.rounds, warm_up=1))


def _codes(state: str) -> tuple[int, ...]:
    return (1,) if state == "refused" else (0,)


def _started(history: History, state: str, span: Span) -> dict[str, int]:
    """Return how many git processes check a range, and shorter ones that end where it does."""
    shorter = [history.span(span.tip, commits) for commits in COUNTED]
    return {
        str(each.commits): history.started(
            DECIDE, "check", "--range", each.name, codes=(*_codes(state), 0)
        )
        for each in (*shorter, span)
    }


# Others: what holds every message of a range against a rule.


def _others(history: History, span: Span, options: argparse.Namespace) -> dict[str, Any]:
    say("other tools")
    ours = Case(
        "**git-decide**", (DECIDE, "check", "--range", span.name), history.path, history.env
    )
    cases = [ours, *range_cases(history, span)]
    return plain(interleaved(cases, options.slow, warm_up=1))


# Pushes: the same commits to a server with a hook and to one with an empty one.


def _pushes(
    history: History, spans: Mapping[str, Span], folder: Path, options: argparse.Namespace
) -> dict[str, Any]:
    say("pushes")
    cases = []
    for state, span in spans.items():
        place = folder.with_name(f"{folder.name}-{state.replace(' ', '-')}")
        cases += Pushes(history, span, place).cases(state, refused=state == "refused")
    return plain(interleaved(cases, max(options.slow, options.rounds // 2), warm_up=1))


# Coverage: the whole history.


def _coverage(history: History, span: Span, options: argparse.Namespace) -> dict[str, Any]:
    say("coverage")
    history.git("update-ref", "--no-deref", "HEAD", span.tip)
    argv = (DECIDE, "coverage", "--json")
    log = ("git", "log", "--raw", "-z", "--no-merges", "HEAD")
    timings = interleaved(
        [
            Case("git log", log, history.path, history.env),
            Case("coverage", argv, history.path, history.env),
        ],
        options.slow,
        warm_up=1,
    )
    return {
        "commits": int(history.git("rev-list", "--count", "HEAD")),
        "timings": plain(timings),
        "peak": peak(argv, history.path, history.env),
    }


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

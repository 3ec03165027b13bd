"""Measures what checking a log and starting a record cost, and what other tools take.

    python3 -m pip install -U pip && python3 -m pip install '.[bench]'
    python3 benchmarks/records.py

Every number is a median of interleaved rounds in one run on one machine; only
the ratios mean anything elsewhere. Other tools are timed where they are on the PATH:
adr-tools, decree, git-adr, adr-log, log4brains. It takes less than ten minutes. The
scripts that a pip older than 25 installs load `re` first, which is most of a check that
has nothing to do; a checkout that is installed as editable looks at its own files as well.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import peers
from logs import (
    CONFIGURED,
    FOLDER,
    Log,
    many_branches,
    name,
    nygard_records,
    one_commit,
    own_records,
)
from measure import (
    HEADS,
    Case,
    common_options,
    interleaved,
    listed,
    machine,
    plain,
    row,
    save,
    say,
    table,
)
from repositories import TOOLS, environment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PACKAGES = ("git-decide", "click", "jsonschema", "markdown-it-py", "PyYAML")
PYTHON = [sys.executable, "-c", "pass"]
DECIDE = str(TOOLS / "git-decide")
ROOT = Path(__file__).parents[1]
SMALL = 100  # branches of the repository whose processes are counted as well
MORE = 150.0  # milliseconds that `new` may take more than `git for-each-ref`


def main(arguments: Sequence[str]) -> int:
    """Run the benchmark and write its results."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="git-decide-bench-") as scratch:
        home = Path(scratch) / "home"
        home.mkdir()
        env = environment(home)
        check = _check(Path(scratch), env, options)
        say("new records")
        new = _new(Path(scratch), env, options)
        say("other tools")
        others = [
            _others(Path(scratch), env, options, count, slow)
            for count, slow in ((options.shared, False), (options.few, True))
        ]
        where = machine(PACKAGES) | peers.versions(env)
    data = {"machine": where, "check": check, "new": new, "others": others}
    save("records", _page(data), data, options.output)
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = common_options(str(__doc__), 40, 5)
    add = parser.add_argument
    add("--records", type=int, default=10_000, help="records to check (default: 10000)")
    add("--branches", type=int, default=2000, help="branches (default: 2000)")
    add("--on-each", type=int, default=500, help="records on each branch (default: 500)")
    add("--shared", type=int, default=1000, help="records for other tools (default: 1000)")
    add("--few", type=int, default=100, help="records for slow other tools (default: 100)")
    return parser.parse_args(arguments)


# Checking: one log, with everything forgotten before, with one record changed, with nothing.


def _check(folder: Path, env: Mapping[str, str], options: argparse.Namespace) -> dict[str, Any]:
    say("a log to check")
    log = Log(folder / "check", env, one_commit({**CONFIGURED, **own_records(options.records)}))
    documents = folder / "documents.json"
    documents.write_bytes(log.call(DECIDE, "list", "--json"))
    libraries = [sys.executable, str(Path(__file__).with_name("libraries.py"))]
    libraries += [FOLDER, str(documents), str(ROOT / "schemas" / "record.schema.json")]

    def case(told: str, *argv: str) -> Case:
        return Case(told, argv, log.path, log.env)

    say("checks with nothing remembered")
    slow = interleaved(
        [
            case("libraries", *libraries),
            Case("check, nothing remembered", [DECIDE, "check"], log.path, log.env, log.forget),
        ],
        options.slow,
        warm_up=1,
    )
    say("checks with nothing changed")
    log.call(DECIDE, "check")
    log.call(DECIDE, "check", "--staged")
    quick = interleaved(
        [
            case("git ls-files -s", "git", "ls-files", "-s"),
            case("python -c pass", *PYTHON),
            case("check", DECIDE, "check"),
            case("check --staged", DECIDE, "check", "--staged"),
        ],
        options.rounds,
    )
    record = log.path / FOLDER / name(1)

    def edit() -> None:
        record.write_text(f"{record.read_text(encoding='utf-8')}\nMore.\n", encoding="utf-8")

    edited = Case("check, one record changed", [DECIDE, "check"], log.path, log.env, edit)
    changed = interleaved([edited], options.slow)
    return {"records": options.records, "timings": plain({**slow, **quick, **changed})}


# Starting a record: the numbers of all branches are known already, or read for the first time.


def _new(folder: Path, env: Mapping[str, str], options: argparse.Namespace) -> dict[str, Any]:
    small = _branches(folder / "few", env, SMALL, options.on_each)
    log = _branches(folder / "many", env, options.branches, options.on_each)
    argv = [DECIDE, "new", "Take the next number"]
    timings = interleaved(
        [
            Case("git for-each-ref", ["git", "for-each-ref"], log.path, log.env),
            Case("new", argv, log.path, log.env, lambda: _undo(log)),
            Case("new, nothing remembered", argv, log.path, log.env, lambda: _undo(log, True)),
        ],
        options.rounds,
    )
    return {
        "branches": options.branches,
        "records": options.on_each,
        "timings": plain(timings),
        "started": {each: _started(each_log) for each, each_log in (("few", small), ("many", log))},
        "few": SMALL,
    }


def _branches(path: Path, env: Mapping[str, str], branches: int, records: int) -> Log:
    return Log(path, env, many_branches({**CONFIGURED, **own_records(records)}, branches))


def _undo(log: Log, forget: bool = False) -> None:
    log.call("git", "reset", "-q", "--hard")
    log.forget(*([] if forget else ["numbers"]))


def _started(log: Log) -> int:
    """Return how many git processes a new record starts, when nothing is remembered."""
    _undo(log, forget=True)
    traces = log.path / ".git" / "traces"
    traces.mkdir()
    log.env["GIT_TRACE2_EVENT"] = str(traces)
    log.call(DECIDE, "new", "Take the next number")
    del log.env["GIT_TRACE2_EVENT"]
    count = len(list(traces.iterdir()))
    for trace in traces.iterdir():
        trace.unlink()
    traces.rmdir()
    return count


# Others: the same records, in the form of Nygard, read in place.


def _others(
    folder: Path,
    env: Mapping[str, str],
    options: argparse.Namespace,
    count: int,
    slow: bool,
) -> dict[str, Any]:
    config = CONFIGURED | {"decisions.toml": '[records]\ndirectory = "doc/adr"\n'}
    config[".gitattributes"] = config[".gitattributes"].replace(FOLDER, "doc/adr")
    files = {**config, **peers.FILES, **nygard_records(count)}
    log = Log(folder / f"others-{count}", env, one_commit(files))
    ours = [
        Case("**git-decide, list**", [DECIDE, "list"], log.path, log.env),
        Case("**git-decide, check**", [DECIDE, "check"], log.path, log.env, log.forget),
        Case("**git-decide, check, remembered**", [DECIDE, "check"], log.path, log.env),
    ]
    timings = interleaved([*ours, *peers.cases(log, slow)], options.slow, warm_up=1)
    return {"records": count, "timings": plain(timings)}


# The page.


def _page(data: Mapping[str, Any]) -> str:
    lines = listed(data["machine"])
    parts = [
        "# What records cost\n\nWritten by `python3 benchmarks/records.py`; milliseconds, medians "
        "of interleaved rounds with their quartiles. Only the ratios mean anything elsewhere.\n",
        lines,
        _check_part(data["check"]),
        _new_part(data["new"]),
        *map(_others_part, data["others"]),
    ]
    return "\n".join(parts)


def _check_part(check: Mapping[str, Any]) -> str:
    timings = check["timings"]
    libraries = timings["libraries"]["median"]
    listing, python = (timings[each]["median"] for each in ("git ls-files -s", "python -c pass"))
    base = listing + python
    slow = [
        row("the libraries alone", timings["libraries"], libraries),
        row("**check**", timings["check, nothing remembered"], libraries, 1.4),
    ]
    quick = [
        row("`git ls-files -s`", timings["git ls-files -s"], base),
        row("`python -c pass`", timings["python -c pass"], base),
        row("**check**", timings["check"], base, 2.0),
        row("**check --staged**", timings["check --staged"], base, 2.0),
        row("check, one record changed", timings["check, one record changed"], base),
    ]
    return (
        f"## Checking {check['records']:,} records\n\n"
        "Nothing remembered: held against a bare loop over the same texts, in which libyaml loads "
        "the front matter, markdown-it-py parses the blocks and jsonschema holds the documents "
        "against the published schema.\n\n"
        + table(HEADS, slow)
        + "\nNothing changed since the last check: held against `git ls-files -s` and the start "
        f"of Python together, {base:.1f} ms.\n\n" + table(HEADS, quick)
    )


def _new_part(new: Mapping[str, Any]) -> str:
    timings, started = new["timings"], new["started"]
    refs = timings["git for-each-ref"]["median"]
    limit = (refs + MORE) / refs
    rows = [
        row("`git for-each-ref`", timings["git for-each-ref"], refs),
        row("**new**", timings["new"], refs, limit),
        row("new, nothing remembered", timings["new, nothing remembered"], refs),
    ]
    return (
        f"## A new record beside {new['branches']:,} branches of {new['records']} records\n\n"
        "Each branch has a record that no other one has. Held against one `git for-each-ref` and "
        f"{MORE:.0f} ms. It started {started['many']} git processes; beside {new['few']} branches "
        f"it started {started['few']}. Nothing remembered: as in a new clone, where all branches "
        "are read, and what a record like this one lacks is found out.\n\n" + table(HEADS, rows)
    )


def _others_part(others: Mapping[str, Any]) -> str:
    timings = others["timings"]
    base = timings["**git-decide, list**"]["median"]
    rows = [row(told, timing, base) for told, timing in timings.items()]
    return (
        f"## Other tools on the same {others['records']:,} records\n\n"
        "Records in the form of Nygard, read in place; tools that are installed. Those that "
        "start processes for every record are given fewer records.\n\n"
        + table(HEADS[:4], [each[:4] for each in rows])
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

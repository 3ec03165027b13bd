"""Measures what it costs to ask why: the index, and the questions that it answers.

    python3 -m pip install -e . && python3 benchmarks/why.py REPOSITORY...

Each REPOSITORY is a folder with a long history; it is read, and never written to. Beside
them a history is made in which every commit follows one of many records. Every number is
a median of interleaved rounds in one run on one machine; only the ratios mean anything
elsewhere. A line is asked about in at least 5 rounds, whatever --slow says: blamed by git
alone, and asked why of with and without a note in the same round. The scripts that a pip
older than 25 installs load `re` first, which a search notices: a sixth of what it may take.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import linked
import why_page
from histories import History, called
from logs import FOLDER, Log
from measure import Case, common_options, interleaved, machine, peak, plain, save, say
from repositories import DECISION, RECORD, TOOLS, environment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PACKAGES = ("git-decide", "click", "jsonschema", "markdown-it-py", "PyYAML")
DECIDE = str(TOOLS / "git-decide")
NEW = (100, 1_000)  # commits that an update takes in
LINES = 3  # lines of each history that are asked about
ROUNDS = 5  # at least, in which they are
_CODE = (".c", ".h", ".py", ".sh", ".rs", ".go", ".js", ".java")
_NOTES = "refs/notes/decisions"
_LOG = ("git", "log", "--all", "--format=%H%x00%B")
_UPDATE = """\
import os
from git_decide.git.repository import open_repository
from git_decide.policy.config import DEFAULTS
from git_decide.queries.index import open_index
open_index(open_repository(".", os.environ), DEFAULTS)
"""


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
        made = _made(Path(scratch) / "made", env, options)
    data = {"machine": machine(PACKAGES), "histories": found, "made": made}
    save("why", why_page.page(data), data, options.output)
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = common_options(str(__doc__), 20, 5)
    add = parser.add_argument
    add("repositories", type=Path, nargs="*", metavar="REPOSITORY", help="histories to read")
    add("--records", type=int, default=10_000, help="of the made history (default: 10,000)")
    add("--links", type=int, default=100_000, help="of the made history (default: 100,000)")
    return parser.parse_args(arguments)


# Real histories: the index, and why.


def _history(
    folder: Path, source: Path, env: Mapping[str, str], options: argparse.Namespace
) -> dict[str, Any]:
    say(f"{source}: a clone")
    history = History(folder, source, env)
    _decide(history)
    return {
        "name": called(source),
        "commits": int(history.git("rev-list", "--count", "--all")),
        "first": _first(history, options),
        "peak": peak((DECIDE, "index", "rebuild"), history.path, history.env),
        "size": _index(history.path).stat().st_size,
        "update": _update(history, options),
        "why": _why(history, options),
    }


def _index(path: Path) -> Path:
    return path / ".git" / "git-decide" / "index.sqlite"


def _decide(history: History) -> None:
    """Put a record on top of a history, and what is there into the work tree."""
    record = DECISION.encode()
    feed = b"commit refs/heads/decided\ncommitter B <b@example.com> 1767225600 +0000\n"
    feed += b"data 6\nDecide\nfrom %s\n" % history.head.encode()
    feed += b"M 100644 inline %s/%s.md\n" % (FOLDER.encode(), RECORD.encode())
    history.git("fast-import", "--quiet", feed=feed + b"data %d\n%s\n" % (len(record), record))
    history.git("checkout", "-q", "-f", "decided")


def _first(history: History, options: argparse.Namespace) -> dict[str, Any]:
    say("the first index")
    cases = [
        Case("git log", _LOG, history.path, history.env),
        Case("index", (DECIDE, "index", "rebuild"), history.path, history.env, history.forget),
    ]
    return plain(interleaved(cases, options.slow, warm_up=1))


def _update(history: History, options: argparse.Namespace) -> dict[str, Any]:
    say("updates")
    kept = history.path / ".git" / "kept.sqlite"
    shutil.copyfile(_index(history.path), kept)
    opening = (sys.executable, "-c", _UPDATE)
    # Once, since whoever opens it with other rules than those of the work tree changes it.
    history.call(*opening)
    shutil.copyfile(_index(history.path), kept)

    def put_back(tip: str) -> None:
        shutil.copyfile(kept, _index(history.path))
        if tip:
            history.git("update-ref", "refs/heads/new", tip)
        else:
            history.git("update-ref", "-d", "refs/heads/new")

    cases = [Case("nothing new", opening, history.path, history.env, partial(put_back, ""))]
    for count in NEW:
        tip = _grown(history, count)
        log = ("git", "log", "--format=%H%x00%B", f"HEAD..{tip}")
        before = partial(put_back, tip)
        cases += [
            Case(f"git log of {count}", log, history.path, history.env),
            Case(f"{count} new", opening, history.path, history.env, before),
        ]
    timings = interleaved(cases, options.rounds, warm_up=1)
    put_back("")
    return plain(timings)


def _grown(history: History, count: int) -> str:
    """Make commits that no ref holds, each linked; return the last one."""
    lines = []
    for number in range(count):
        message = f"Change {number}\n\nDecision: {RECORD}\n"
        begun = "from refs/heads/decided\n" if number == 0 else ""
        lines.append(
            f"commit refs/new\ncommitter B <b@example.com> {1767225700 + number} +0000\n"
            f"data {len(message)}\n{message}\n{begun}"
        )
    history.git("fast-import", "--quiet", feed="".join(lines).encode())
    tip = history.id("refs/new")
    history.git("update-ref", "-d", "refs/new")
    return tip


# Why: a line whose commit says nothing, and the same one once a note says something.


def _why(history: History, options: argparse.Namespace) -> list[dict[str, Any]]:
    say("why")
    found = []
    for path, line in _lines(history):
        blame = ("git", "blame", "-L", f"{line},{line}", "--", path)
        why = (DECIDE, "why", f"{path}:{line}")
        commit = history.call(*blame).split()[0].decode().removeprefix("^")
        bare = _Notes(history, why)
        history.git("notes", f"--ref={_NOTES}", "add", "-f", "-m", f"Decision: {RECORD}", commit)
        noted = _Notes(history, why)
        cases = [
            Case("git blame", blame, history.path, history.env),
            Case("nothing known", why, history.path, history.env, bare.put_back, (0, 1)),
            Case("by a note", why, history.path, history.env, noted.put_back),
        ]
        timings = interleaved(cases, max(options.slow, ROUNDS), warm_up=1)
        noted.put_back()
        found.append({"path": path, "line": line, "timings": plain(timings)})
    return found


class _Notes:
    """The notes of a history as they are, with the index that knows them once `why` was asked."""

    def __init__(self, history: History, why: Sequence[str]) -> None:
        history.call(*why, codes=(0, 1))
        self._history = history
        listed = history.git("for-each-ref", "--format=%(objectname)", _NOTES)
        self._id = listed.decode().strip()
        self._index = _index(history.path).read_bytes()

    def put_back(self) -> None:
        change = (_NOTES, self._id) if self._id else ("-d", _NOTES)
        self._history.git("update-ref", *change)
        _index(self._history.path).write_bytes(self._index)


def _lines(history: History) -> list[tuple[str, int]]:
    """Return lines in the middle of the largest files of code."""
    listed = history.git("ls-tree", "-r", "-l", "-z", "HEAD").decode("utf-8", "replace")
    files = [entry.split("\t") for entry in listed.split("\0") if entry]
    sizes = [
        (int(facts.split()[3]), path)
        for facts, path in files
        if path.endswith(_CODE) and facts.startswith("100")
    ]
    largest = [path for _, path in sorted(sizes, reverse=True)[:LINES]]
    return [(path, history.git("show", f"HEAD:{path}").count(b"\n") // 2) for path in largest]


# A made history: many records, and as many more commits that follow them.


def _made(folder: Path, env: Mapping[str, str], options: argparse.Namespace) -> dict[str, Any]:
    say(f"a history with {options.records:,} records and {options.links:,} links")
    log = Log(folder, env, linked.history(options.records, options.links))
    rebuild = (DECIDE, "index", "rebuild")
    first = [
        Case("git log", _LOG, folder, log.env),
        Case("index", rebuild, folder, log.env, log.forget),
    ]
    timings = interleaved(first, max(options.slow // 2, 2), warm_up=1)
    data = {
        "records": options.records,
        "links": options.links,
        "first": plain(timings),
        "peak": peak(rebuild, folder, log.env),
    }
    say("search, log and show")
    data["asked"] = _asked(log, options)
    data["memory"] = {
        verb: peak((DECIDE, *words), folder, log.env) for verb, words in _questions(options).items()
    }
    data["size"] = _index(folder).stat().st_size
    return data


def _questions(options: argparse.Namespace) -> dict[str, tuple[str, ...]]:
    """Return the command lines that are timed, by what they are called."""
    record = linked.stem(options.records // 2)
    return {
        "search, a rare word": ("search", linked.RARE),
        "search, two common words": ("search", "webhook", "timeout"),
        "log -n 20": ("log", "-n", "20"),
        "log RECORD": ("log", record),
        "show RECORD": ("show", record),
    }


def _asked(log: Log, options: argparse.Namespace) -> dict[str, Any]:
    record = linked.stem(options.records // 2)
    grep = ("git", "log", f"--grep=^Decision: {record}", "--format=%h %s")
    files = ("git", "grep", "-l", "-i", linked.RARE, "--", FOLDER)
    cases = [
        Case("python -c pass", (sys.executable, "-c", "pass"), log.path, log.env),
        Case("git log --grep", grep, log.path, log.env),
        Case("git grep", files, log.path, log.env),
    ]
    for told, words in _questions(options).items():
        log.call(DECIDE, *words)  # what it keeps is there from then on
        cases.append(Case(told, (DECIDE, *words), log.path, log.env))
    return plain(interleaved(cases, options.rounds, warm_up=1))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Runs `git-decide` in a process of its own that need not start an interpreter first.

Most of what a short command costs is the start of Python and its imports. A
process that has them behind it waits, and a copy of it (a fork) runs each
command line: with its own streams, folder, environment and exit code, and with
nothing that an earlier command line left in memory.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import marshal
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import IO

    from coverage import Coverage

    Asked = tuple[list[str], str, dict[str, str]]

# No test has changed this yet, so coverage is measured in the process if it is anywhere.
_AT_FIRST = {n: text for n, text in os.environ.items() if n != "PYTHONDONTWRITEBYTECODE"}
_STARTING = Lock()
LATER = ("git", "jsonschema", "markdown_it", "yaml")  # what the package loads where it is needed


class Ready:
    """The process that waits, as seen by those that give it command lines."""

    def __init__(self) -> None:
        self._ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.ready", str(theirs.fileno())],
                cwd=Path(__file__).parents[1],
                env=_AT_FIRST,
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )

    def run(
        self,
        arguments: Sequence[str],
        cwd: Path,
        env: Mapping[str, str],
        streams: Sequence[IO[bytes]],
    ) -> int:
        """Run a command line, with three streams for its own, and return its exit code.

        Several threads may ask at once, and their command lines run at once.
        """
        asked = json.dumps([list(arguments), str(cwd), dict(env)]).encode()
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                given = [theirs.fileno(), *(stream.fileno() for stream in streams)]
                socket.send_fds(self._ours, [b"."], given)
            ours.sendall(asked)
            ours.shutdown(socket.SHUT_WR)
            return int(_all(ours))

    def close(self) -> None:
        """Let the process end, and wait until it has."""
        self._ours.close()
        self._process.wait()


def ready() -> Ready:
    """Return the one of this process, started when first asked for, by whichever thread."""
    with _STARTING:
        return _started()


def close() -> None:
    """Let the one of this process end, if it has been started."""
    if _started.cache_info().currsize:
        _started().close()


@cache
def _started() -> Ready:
    return Ready()


def _all(connection: socket.socket) -> bytes:
    return b"".join(iter(lambda: connection.recv(1 << 16), b""))


def _serve(control: socket.socket, measured: Measured | None) -> None:
    """Give each command line a process, until nobody can ask any more."""
    signal.signal(signal.SIGCHLD, _bury)
    while True:
        _, given, _, _ = socket.recv_fds(control, 1, 4)
        if not given:
            return
        if measured:
            measured.learn()
        if os.fork() == 0:
            control.close()
            _answer(measured, *given)
        for descriptor in given:
            os.close(descriptor)


def _bury(*_: object) -> None:
    """Wait for those that have ended, so that what they cost counts as the tests' own."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _answer(measured: Measured | None, connection: int, *streams: int) -> None:
    """Run what is asked for, measure what of the package runs, tell the exit code, and end."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with socket.socket(fileno=connection) as asker:
        asked: Asked = json.loads(_all(asker))
        _become(*asked[1:], streams)
        code = _run(*asked[0])
        if measured:
            measured.save()
        asker.sendall(str(code).encode())
    os._exit(code)


def _become(cwd: str, env: Mapping[str, str], streams: Sequence[int]) -> None:
    """Stand where the installed command stands when its first line runs."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    sys.stdin = open(0, encoding="utf-8", errors="surrogateescape")  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape")  # noqa: SIM115
    sys.stderr = open(2, "w", 1, encoding="utf-8", errors="backslashreplace")  # noqa: SIM115


def _run(*arguments: str) -> int:
    """Run the command, and then what an interpreter does at its end."""
    from git_decide.cli.main import main

    sys.argv = [str(Path(sys.executable).parent / "git-decide"), *arguments]
    try:
        code = main()
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    sys.stdout.flush()
    atexit._run_exitfuncs()
    sys.stderr.flush()
    return code


def _load() -> None:
    """Import all that any command line may need."""
    import git_decide

    for module in pkgutil.walk_packages(git_decide.__path__, "git_decide."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in LATER:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


class Measured:
    """What measures the command lines, and what is known to have run in earlier ones.

    `told` is a file that the copies of this process append to, one entry in one write.
    Most run nothing that none before them ran. To save that once more, into a database of
    its own, takes as long as many a command line, and longer again where all are combined.
    """

    def __init__(self, measuring: Coverage, told: IO[bytes]) -> None:
        self._measuring = measuring
        self._known: dict[str, set[object]] = {}
        self._told = told
        self._read = 0

    def learn(self) -> None:
        """Read what copies of this process have told since."""
        here = self._told.fileno()
        stream = BytesIO(os.pread(here, os.fstat(here).st_size - self._read, self._read))
        with suppress(EOFError):  # behind the last entry
            while True:
                for name, seen in marshal.load(stream).items():
                    self._known.setdefault(name, set()).update(seen)
                self._read += stream.tell()
                stream = BytesIO(stream.read())

    def save(self) -> None:
        """End measuring in this copy, and save what has run unless all of it is known."""
        self._measuring.stop()
        collector = self._measuring._collector
        assert collector is not None
        nothing: set[object] = set()
        new = {name: seen - self._known.get(name, nothing) for name, seen in collector.data.items()}
        if any(new.values()):
            self._measuring.save()
            self._told.write(marshal.dumps(new))


def _measuring() -> Measured | None:
    """Return what measures a command line, None where coverage is not measured.

    What measures this process ends here. It would save the lines of all modules again
    for each command line, and look for those that nothing imported: several times as
    long as most command lines take.
    """
    if "coverage" not in sys.modules:  # what measures is loaded ahead of anything else
        return None
    import coverage

    import git_decide

    ours = coverage.Coverage.current()
    if ours is None:
        return None
    ours.stop()
    ours.save()
    made = coverage.Coverage(
        str(ours.get_option("run:data_file")),
        data_suffix=True,
        config_file=False,
        branch=bool(ours.get_option("run:branch")),
        include=[f"{git_decide.__path__[0]}/*"],
    )
    made.set_option("run:disable_warnings", ["no-data-collected"])
    made.start()
    atexit._clear()  # the copies save by themselves
    return Measured(made, TemporaryFile("a+b", buffering=0))


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as asked_here:
        _load()
        _serve(asked_here, _measuring())

"""Starts git: the only place in the project that starts a process."""

from __future__ import annotations

import os
import time

from git_decide.errors import CannotLook
from git_decide.git.ending import GitFailed as GitFailed
from git_decide.git.ending import Result as Result
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Mapping, Sequence


@value
class Started:
    """A git process under way: its id, its environment, its three streams."""

    child: int
    env: Mapping[str, str]
    streams: tuple[int, ...]


@value
class Ended:
    """A git process that has ended: the environment that it had, and how it ended."""

    env: Mapping[str, str]
    result: Result


# Processes that were started ahead of being asked for, by command line and input.
_AHEAD: dict[tuple[tuple[str, ...], bytes], Started | Ended] = {}


def ahead(arguments: Sequence[str], env: Mapping[str, str], feed: bytes = b"") -> None:
    """Start ``git ARGUMENTS`` now, because `run` will be asked for exactly that.

    Only for a process that never waits for anything, on what does not change
    meanwhile. Where that cannot be done, `run` starts it as usual.
    """
    if _IN_MEMORY and (tuple(arguments), feed) not in _AHEAD:
        try:
            _AHEAD[tuple(arguments), feed] = _start(["git", *arguments], env, feed)
        except OSError:
            return


def under_way(arguments: Sequence[str], feed: bytes = b"") -> bool:
    """Return whether ``git ARGUMENTS``, started ahead, has not ended yet."""
    started = _AHEAD.get((tuple(arguments), feed))
    if not isinstance(started, Started):
        return False
    return os.waitid(os.P_PID, started.child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def forget() -> None:
    """Let go of what was started ahead and will not be asked for, since something failed."""
    while _AHEAD:
        _result(_AHEAD.popitem()[1])


class Kept:
    """``with Kept():`` what git says meanwhile is said once more to who asks exactly that.

    For who asks ahead, and lets git begin with what follows from the answer. The same
    conditions hold as for `ahead`.
    """

    def __enter__(self) -> None:
        _KEEPING.append(self)

    def __exit__(self, *_: object) -> None:
        _KEEPING.remove(self)


_KEEPING: list[Kept] = []


def run(arguments: Sequence[str], env: Mapping[str, str], feed: bytes = b"") -> Result:
    """Run ``git ARGUMENTS`` in exactly `env`, with `feed` as standard input.

    Raises `CannotLook` when there is no git to run.
    """
    started = _AHEAD.pop((tuple(arguments), feed), None) if _AHEAD else None
    ready = started and started.env == env
    result = _result(started) if started and ready else _run(arguments, env, feed)
    if _KEEPING:
        _AHEAD[tuple(arguments), feed] = Ended(env, result)
    return result


def _result(begun: Started | Ended) -> Result:
    return begun.result if isinstance(begun, Ended) else _finish(begun)


def _run(arguments: Sequence[str], env: Mapping[str, str], feed: bytes) -> Result:
    argv = ["git", *arguments]
    try:
        return _finish(_start(argv, env, feed)) if _IN_MEMORY else _subprocess(argv, env, feed)
    except FileNotFoundError:
        raise CannotLook("git is not on the PATH", "Install git 2.34 or newer.") from None


# Files in memory instead of pipes: nothing can block, and `subprocess` (as slow to
# import as Python is to start) is not needed.
_IN_MEMORY = hasattr(os, "memfd_create")


def _start(argv: list[str], env: Mapping[str, str], feed: bytes) -> Started:
    streams = tuple(os.memfd_create(name) for name in ("in", "out", "err"))
    try:
        if feed:
            _write(streams[0], feed)
        actions = [(os.POSIX_SPAWN_DUP2, stream, number) for number, stream in enumerate(streams)]
        return Started(os.posix_spawnp(argv[0], argv, env, file_actions=actions), env, streams)
    except BaseException:
        _close(streams)
        raise


def _finish(started: Started) -> Result:
    try:
        code = os.waitstatus_to_exitcode(_reap(started.child))
        return Result(code, _content(started.streams[1]), _content(started.streams[2]))
    finally:
        _close(started.streams)


def _close(streams: Sequence[int]) -> None:
    for stream in streams:
        os.close(stream)


def _reap(child: int) -> int:
    try:
        return os.waitpid(child, 0)[1]
    except KeyboardInterrupt:
        _await(child)
        raise


def _await(child: int) -> None:
    try:
        os.waitpid(child, 0)
    except ChildProcessError:  # it had ended just before the interruption
        return


def _write(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
    os.lseek(descriptor, 0, os.SEEK_SET)


def _content(descriptor: int) -> bytes:
    size = os.fstat(descriptor).st_size
    return os.pread(descriptor, size, 0) if size < _CHUNK else _chunks(descriptor, size)


def _chunks(descriptor: int, size: int) -> bytes:
    return b"".join(os.pread(descriptor, _CHUNK, at) for at in range(0, size, _CHUNK))


_CHUNK = 1 << 28


def _subprocess(argv: list[str], env: Mapping[str, str], feed: bytes) -> Result:
    import subprocess

    done = subprocess.run(argv, env=env, input=feed, capture_output=True, check=False)
    return Result(done.returncode, done.stdout, done.stderr)


def stream(arguments: Sequence[str], env: Mapping[str, str], feed: bytes = b"") -> Iterator[bytes]:
    """Yield what ``git ARGUMENTS`` prints piece by piece, for what is too much to hold.

    `feed` is its standard input, all of which it must read before it prints much. git
    waits for the reader, and is ended where the reader goes away. Raises `GitFailed`
    behind the last piece unless git ends with 0, and `CannotLook` when there is no git.
    """
    import subprocess

    errors = os.memfd_create("err") if _IN_MEMORY else subprocess.DEVNULL
    argv = ["git", *arguments]
    pipe = subprocess.PIPE
    given = pipe if feed else subprocess.DEVNULL
    unhurried = {**env, "GIT_FLUSH": "0"}  # otherwise git writes each commit by itself
    try:
        with subprocess.Popen(
            argv, env=unhurried, stdin=given, stdout=pipe, stderr=errors
        ) as child:
            _give(child, feed)
            yield from _pieces(child)
        if child.returncode:
            said = _content(errors) if _IN_MEMORY else b""
            raise GitFailed(arguments, Result(child.returncode, b"", said))
    except FileNotFoundError:
        raise CannotLook("git is not on the PATH", "Install git 2.34 or newer.") from None
    finally:
        if _IN_MEMORY:
            os.close(errors)


def _give(child: subprocess.Popen[bytes], feed: bytes) -> None:
    if child.stdin is None:
        return
    try:
        child.stdin.write(feed)
        child.stdin.close()
    except BrokenPipeError:  # why it ended without reading is told by its exit code
        return


def _pieces(child: subprocess.Popen[bytes]) -> Iterator[bytes]:
    assert child.stdout is not None
    pipe = child.stdout.fileno()
    wide = _widen(pipe)
    small = 0
    try:
        while piece := os.read(pipe, _PIECE):
            yield piece
            small = small + 1 if len(piece) < _SMALL else 0
            if wide and small > _MANY:  # to wake up for each few lines takes both as long again
                time.sleep(_REST)
    except BaseException:
        child.kill()
        raise


def _widen(pipe: int) -> bool:
    """Let git go on while what it printed is read: a plain pipe is full at once."""
    try:
        from fcntl import F_SETPIPE_SZ, fcntl

        fcntl(pipe, F_SETPIPE_SZ, _PIPE)
    except (ImportError, OSError, OverflowError):
        return False  # another system, or a user who has many wide pipes already
    return True


_PIPE = 1 << 20  # bytes that one may hold without special rights, unless set otherwise
_PIECE = 1 << 20
_SMALL, _MANY = 1 << 16, 8  # bytes, and how many pieces in a row may have fewer
_REST = 0.001  # seconds, in which git fills a tenth of the pipe


def edit(editor: str, path: str, env: Mapping[str, str]) -> int:
    """Open `path` in `editor`, on the terminal, and return its exit code.

    `editor` is a command line for the shell, as ``git var GIT_EDITOR`` gives it; the
    path never becomes a part of it.
    """
    import subprocess

    if editor == ":":  # git's word for an editor that does nothing
        return 0
    return subprocess.call(["sh", "-c", f'{editor} "$@"', editor, path], env=dict(env))


def page(pager: str, text: bytes, env: Mapping[str, str]) -> bool:
    """Feed `text` to `pager`, a command line for the shell, and wait until it ends.

    False where there is no such program. One that ends before it read everything is
    content; Ctrl-C meanwhile is for the pager.
    """
    import signal
    import subprocess

    try:
        with subprocess.Popen(["sh", "-c", pager], stdin=subprocess.PIPE, env=dict(env)) as child:
            before = signal.signal(signal.SIGINT, signal.SIG_IGN)
            try:
                child.communicate(text)
            finally:
                signal.signal(signal.SIGINT, before)
    except FileNotFoundError:
        return False
    return child.returncode not in (126, 127)  # a shell's words for no such program


def said(argv: Sequence[str], env: Mapping[str, str]) -> bytes:
    """Return what a program prints, nothing where there is none."""
    try:
        return _subprocess([*argv], dict(env), b"").out
    except OSError:
        return b""

"""Git runs to its end with exactly what it is given."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from git_decide.errors import CannotLook
from git_decide.git import run as module
from git_decide.git.run import (
    GitFailed,
    Kept,
    Result,
    ahead,
    forget,
    run,
    stream,
    under_way,
)
from tests.support import git_starts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(params=["spawn", "subprocess"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test both ways: with files in memory, and with pipes where there are none."""
    if request.param == "spawn" and not hasattr(os, "memfd_create"):
        pytest.skip("no files in memory on this platform")
    monkeypatch.setattr(module, "_IN_MEMORY", request.param == "spawn")


@pytest.mark.usefixtures("either")
def test_output_error_and_code_come_back(env: dict[str, str]) -> None:
    """Standard output, standard error and the exit code are kept apart."""
    assert run(["stripspace"], env, b"x  ") == Result(0, b"x\n", b"")
    failed = run(["no-such-verb"], env)
    assert (failed.code, failed.out) == (1, b"")
    assert b"no-such-verb" in failed.err


@pytest.mark.usefixtures("either")
def test_much_in_and_much_out_does_not_block(env: dict[str, str]) -> None:
    """More than a pipe holds goes in and comes out."""
    feed = b"%063d\n" * 40_000 % tuple(range(40_000))
    done = run(["stripspace"], env, feed)
    assert (done.code, done.out) == (0, feed)


@pytest.mark.usefixtures("either")
def test_nothing_is_typed_in(env: dict[str, str]) -> None:
    """Without a feed standard input is at its end."""
    assert run(["stripspace"], env) == Result(0, b"", b"")


@pytest.mark.usefixtures("either")
def test_a_stream_comes_piece_by_piece(env: dict[str, str], tmp_path: Path) -> None:
    """All that git prints, and an exit code that is not 0 is raised behind it."""
    file = tmp_path / "much"
    file.write_bytes(b"0123456789abcdef" * 200_000)
    words = ["hash-object", str(file)]
    assert b"".join(stream(words, env)) == run(words, env).out
    pieces = stream(["diff", "--no-index", "--exit-code", "--text", os.devnull, str(file)], env)
    found = [next(pieces)]
    with pytest.raises(GitFailed) as caught:
        found.extend(pieces)
    assert caught.value.result.code == 1
    assert len(found) > 1
    assert len(b"".join(found)) > 3_200_000


def test_a_stream_in_many_small_pieces(
    env: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the same where the reader rests in between, and where a pipe cannot be wide."""
    monkeypatch.setattr(module, "_MANY", 1)
    file = tmp_path / "much"
    file.write_bytes(b"".join(b"%d\n" % number for number in range(100_000)))
    words = ["diff", "--no-index", "--text", os.devnull, str(file)]
    expected = run(words, env).out
    for size in (1 << 20, 1 << 40):  # nobody gets one as wide as the second
        monkeypatch.setattr(module, "_PIPE", size)
        found: list[bytes] = []
        with pytest.raises(GitFailed):
            found.extend(stream(words, env))
        assert b"".join(found) == expected


@pytest.mark.usefixtures("either")
def test_a_stream_without_git(env: dict[str, str]) -> None:
    """Where there is no git, that is what is said."""
    with pytest.raises(CannotLook, match="not on the PATH"):
        list(stream(["version"], {**env, "PATH": "/nowhere"}))


def test_large_output_is_read_in_pieces(
    env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Output beyond one read is put together again."""
    monkeypatch.setattr(module, "_CHUNK", 1000)
    lines = b"".join(b"%d\n" % number for number in range(1000))
    assert run(["stripspace"], env, lines).out == lines


@pytest.mark.usefixtures("either")
def test_a_process_started_ahead_is_the_one_that_is_asked_for(
    env: dict[str, str], tmp_path: Path
) -> None:
    """It is started once, serves one question only, and none in another environment."""
    trace = tmp_path / "trace"
    traced = {**env, "GIT_TRACE2_EVENT": str(trace)}
    ahead(["stripspace"], traced, b"a ")
    assert run(["stripspace"], traced, b"a ").out == b"a\n"
    assert len(git_starts(trace)) == 1
    assert run(["stripspace"], traced, b"a ").out == b"a\n"
    assert len(git_starts(trace)) == 2
    ahead(["var", "GIT_EDITOR"], env)
    assert run(["var", "GIT_EDITOR"], {**env, "GIT_EDITOR": "other"}).out == b"other\n"


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="nothing is started ahead")
def test_whether_a_process_is_under_way(env: dict[str, str], tmp_path: Path) -> None:
    """It is until it has ended, and whoever asks does not take its result away."""
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    words = ["hash-object", str(gate)]
    assert not under_way(words)
    ahead(words, env)
    assert under_way(words)
    gate.write_bytes(b"")  # lets it go on
    while under_way(words):
        pass
    assert not under_way(words)
    assert run(words, env).code == 0
    ahead(["version"], env)
    forget()
    assert not under_way(["version"])


@pytest.mark.usefixtures("either")
def test_what_was_asked_ahead_is_said_once_more(env: dict[str, str], tmp_path: Path) -> None:
    """Whoever asks the same gets the answer that is there, and the next one a new one."""
    trace = tmp_path / "trace"
    traced = {**env, "GIT_TRACE2_EVENT": str(trace)}
    words = ["hash-object", str(tmp_path / "missing")]
    with Kept():
        first = run(words, traced)
        run(["stripspace"], traced, b"a ")
    assert not under_way(words)
    assert run(words, traced) is first
    assert len(git_starts(trace)) == 2
    assert run(words, traced) == first
    assert len(git_starts(trace)) == 3
    assert run(["stripspace"], env, b"a ").out == b"a\n"  # asked for in another environment
    with Kept():
        run(["version"], traced)
    forget()
    run(["version"], traced)
    assert len(git_starts(trace)) == 5


def test_a_failure_names_verb_code_and_reason() -> None:
    """The verb is found behind git's own options; a reason is not made up."""
    failed = GitFailed(["-c", "a=b", "--literal-pathspecs", "diff"], Result(3, b"", b""))
    assert failed.message == "git diff failed (exit 3): no reason given"
    assert GitFailed(["--version"], Result(1, b"", b"x\n")).message == "git  failed (exit 1): x"

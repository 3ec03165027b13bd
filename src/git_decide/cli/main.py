"""The command `git-decide`: turns what goes wrong into words and an exit code."""

from __future__ import annotations

import gc
import io
import os
import sys

from git_decide import __version__
from git_decide.errors import INTERNAL, INTERRUPTED, UNUSABLE, UserError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_ELSEWHERE = frozenset({"-C", "-h", "--help"})  # another folder, or nothing to do
CLOSED_PIPE = 141  # what a shell shows for a program that wrote to a closed pipe


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (`sys.argv` unless given) and return its exit code."""
    code = _run(arguments)
    if arguments is None:
        gc.freeze()  # the process ends here: nothing need be looked through for garbage
    return code


def _run(arguments: Sequence[str] | None) -> int:
    words = sys.argv[1:] if arguments is None else arguments
    if sys.stderr is None:  # closed by whoever started this: nobody listens
        sys.stderr = io.StringIO()
    if sys.stdout is None:
        return _say("standard output is closed", "", UNUSABLE)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # what the locale cannot write is escaped, never fatal
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _quickly(list(words))
        if code is not None:
            return code
        from git_decide.cli.group import run

        return run(words)
    except KeyboardInterrupt:
        print("git-decide: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stdout = sys.stderr  # what could not be written must not be tried again at the end
        return CLOSED_PIPE
    except UserError as error:
        return _say(error.message, error.hint, error.exit_code)
    except OSError as error:
        where = f"{os.fsdecode(error.filename)}: " if error.filename else ""
        return _say(f"{where}{error.strerror or error}", "", UNUSABLE)
    except Exception as error:
        return _say_internal(error)


def _quickly(words: list[str]) -> int | None:
    """Do what is asked for often, by scripts that wait for it, before anything else is loaded.

    Return the exit code, None where nothing is done yet.
    """
    if words == ["--version"]:
        print(f"git-decide {__version__}", flush=True)
        return 0
    if words[:1] == ["completing"]:  # what the scripts of `git decide completion` ask
        from git_decide.cli.completing import answer

        answer(words[1:], os.environ)
        return 0
    if words in (["check"], ["check", "--staged"]):
        from git_decide.cli.quick import nothing_to_mend

        return 0 if nothing_to_mend(staged=len(words) > 1) else None
    if words[:1] == ["new"] and not _ELSEWHERE.intersection(words):
        from git_decide.cli.quick import begin_new

        begin_new()
    if words[:1] == ["search"] and not {*_ELSEWHERE, "--at"}.intersection(words):
        from git_decide.cli.quick import found_at_once

        return found_at_once(words[1:])
    option = next((word for word in words[1:-1] if word in ("--range", "--base")), "")
    if words[:1] == ["check"] and option and not _ELSEWHERE.intersection(words):
        from git_decide.cli.quick_range import begin_range, judged_at_once

        begin_range(words[words.index(option) + 1], base=option == "--base")
        return judged_at_once(words[1:])
    if words[:1] == ["why"] and not _ELSEWHERE.intersection(words):
        from git_decide.cli.quick import begin_why

        begin_why(words[1:])
    return None


def _say(message: str, hint: str, code: int) -> int:
    from git_decide.output.terminal import safe_lines

    print(f"git-decide: {safe_lines(message)}", file=sys.stderr)
    if hint:
        print("hint: " + safe_lines(hint).replace("\n", "\n      "), file=sys.stderr)
    return code


def _say_internal(error: Exception) -> int:
    if os.environ.get("GIT_DECIDE_DEBUG"):
        import traceback

        traceback.print_exception(error)
    return _say(
        f"internal error: {type(error).__name__}: {error}",
        "This is a fault of git-decide. Please report it, with what the same command prints\n"
        "when it runs with GIT_DECIDE_DEBUG=1.",
        INTERNAL,
    )

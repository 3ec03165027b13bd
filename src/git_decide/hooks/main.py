"""The entry of what git runs: picks the hook, and turns whatever goes wrong into one line."""

from __future__ import annotations

import os
import sys

from git_decide.errors import INTERNAL, INTERRUPTED, UNUSABLE, UserError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from git_decide.hooks.context import Context

USAGE = """usage: git-decide-hook HOOK [ARGUMENT ...]

What git itself runs; people use `git decide`. HOOK is one of
  pre-commit                               refuses what no message could justify
  prepare-commit-msg FILE [SOURCE [OBJECT]]  fills in or offers the decision
  commit-msg FILE                          the rule: a fragile change names its decision
  pre-push [REMOTE [ADDRESS]]              the rule for what is pushed to a protected branch
  pre-receive                              the same, on the server
  records                                  validates the staged records only

example: git-decide-hook commit-msg .git/COMMIT_EDITMSG

pre-push and pre-receive read what git writes to them on standard input.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one hook and return its exit code: 0 passes, anything else refuses."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if sys.flags.no_site:
        sys.meta_path.append(LateSite())
    try:
        return _run(given)
    except UserError as error:
        _say(f"git-decide: {error.message}")
        if error.hint:
            _say(f"hint: {error.hint}")
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        _say(f"git-decide: could not judge {_what(given)}: {error}")
        _say(f"hint: {_way_out(given)}")
        return UNUSABLE
    except Exception as error:
        if os.environ.get("GIT_DECIDE_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}".replace("\n", " ")
        _say(f"git-decide: could not judge {_what(given)} ({what}); this is a bug.")
        _say(f"hint: GIT_DECIDE_DEBUG=1 shows where; {_way_out(given)}")
        return INTERNAL


_PUSHES = ("pre-push", "pre-receive")


def _what(given: Sequence[str]) -> str:
    return "this push" if given[0] in _PUSHES else "this commit"


def _way_out(given: Sequence[str]) -> str:
    if given[0] == "pre-receive":
        return "the server's administrator can help."
    return f"{'push' if given[0] in _PUSHES else 'commit'} once with --no-verify if it must be."


class LateSite:
    """Finds third-party packages for an interpreter that was started with ``-S``.

    The site module costs a quarter of an interpreter's start, and a hook that
    parses nothing needs no third-party package. The first import that fails
    catches up on it.
    """

    def find_spec(self, name: str, path: Sequence[str] | None, _: object = None) -> Any:
        """Run the site module, once, and look again."""
        sys.meta_path.remove(self)
        import site
        from importlib.machinery import PathFinder

        site.main()
        return PathFinder.find_spec(name, path)


def _run(given: list[str]) -> int:
    if not given or given[0] in ("-h", "--help", "help"):
        (sys.stdout if given else sys.stderr).write(USAGE)
        return 0 if given else 2
    if given[0] == "--version":
        from git_decide import __version__

        sys.stdout.write(f"git-decide-hook {__version__}\n")
        return 0
    name, *rest = given
    from git_decide.hooks.context import begin, context

    if name in _PUSHES:
        return _push(name, rest)
    where = context(os.getcwd(), os.environ)
    if name == "commit-msg":
        begin(where)
    return _hook(name, where, rest)


def _hook(name: str, where: Context, rest: list[str]) -> int:
    if name == "commit-msg" and len(rest) == 1:
        from git_decide.hooks import commit_msg

        return commit_msg.commit_msg(where, rest[0])
    if name == "prepare-commit-msg" and 1 <= len(rest) <= 3:
        from git_decide.hooks import prepare_commit_msg

        return prepare_commit_msg.prepare_commit_msg(where, *rest)
    if name in ("pre-commit", "records"):
        from git_decide.hooks import pre_commit

        hook = pre_commit.pre_commit if name == "pre-commit" else pre_commit.records
        return hook(where)
    sys.stderr.write(USAGE)
    return 2


def _push(name: str, rest: list[str]) -> int:
    if len(rest) > (2 if name == "pre-push" else 0):
        sys.stderr.write(USAGE)
        return 2
    from git_decide.hooks.context import context

    # Whoever pushes could push a replacement, too, and have another commit judged.
    where = context(os.getcwd(), {**os.environ, "GIT_NO_REPLACE_OBJECTS": "1"})
    told = b"" if sys.stdin is None or sys.stdin.isatty() else sys.stdin.buffer.read()
    if name == "pre-push":
        from git_decide.hooks import pre_push

        return pre_push.pre_push(where, rest[0] if rest else "", told)
    from git_decide.hooks import pre_receive

    return pre_receive.pre_receive(where, told)


def _say(line: str) -> None:
    from git_decide.hooks import context

    text = "".join(
        c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in line
    )
    context.write(text.encode("utf-8", "replace").decode("utf-8", "replace"))

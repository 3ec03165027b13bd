"""How a git process ended, and what is said where that was not expected."""

from __future__ import annotations

from git_decide.errors import UserError
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


@value
class Result:
    """How a git process ended: exit code, standard output, standard error."""

    code: int
    out: bytes
    err: bytes


class GitFailed(UserError):
    """git ended with an exit code that was not expected; carries its own last words."""

    def __init__(self, arguments: Sequence[str], result: Result) -> None:
        said = result.err.decode("utf-8", "replace").strip()
        what = f"git {_verb(arguments)} failed (exit {result.code})"
        super().__init__(f"{what}: {said or 'no reason given'}")
        self.result = result


def _verb(arguments: Sequence[str]) -> str:
    words = iter(arguments)
    for word in words:
        if word in ("-c", "-C"):
            next(words, "")
        elif not word.startswith("-"):
            return word
    return ""

"""What goes wrong and is nobody's bug: a message, a hint, an exit code."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 5
REFUSED = 1
UNUSABLE = 2
INTERNAL = 3
INTERRUPTED = 130


class UserError(Exception):
    """Something a user or a file did, told in one message and one hint.

    `hint` says what to type or do next; it may be empty. `exit_code` is what
    the process ends with.
    """

    exit_code = UNUSABLE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Refused(UserError):
    """The rules do not allow it, or a question found nothing (exit 1)."""

    exit_code = REFUSED


class CannotLook(UserError):
    """The answer may exist, but not within reach: no repository, shallow history (exit 2)."""


class ConfigurationBroken(UserError):
    """`decisions.toml` or a schema cannot be read (exit 2)."""


def named(text: str) -> str:
    """Return a foreign text in quotes and on one line, to stand in a message.

    Nothing else is escaped: whoever shows the message does that.
    """
    return f"'{' '.join(text.splitlines())}'"


def some(texts: Sequence[str], joint: str = ", ") -> str:
    """Return texts in a row, the first five of many and how many more there are."""
    told = joint.join(texts[:_MOST])
    return told if len(texts) <= _MOST else f"{told} and {len(texts) - _MOST} more"

"""Rules out that a commit copied a line from anywhere, since no file before it has that line."""

from __future__ import annotations

import os

from git_decide.git.revisions import parents_of
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository

_LEAST = 6  # letters and digits: what has fewer stands in many files
_PROCESSORS = 2  # with fewer, git is no quicker at looking for a line than at blaming it
_GREP = (
    "grep", "--fixed-strings", "--no-ignore-case", "--text", "-h", "--no-line-number",
    "--no-column", "--no-color", "--no-recurse-submodules",
)  # fmt: skip


@value
class Looked:
    """A line that is looked for in all files of the parents of the commit that has it."""

    parents: tuple[str, ...]
    text: str


def tells(text: str) -> bool:
    """Return whether it is worth looking for a line: it is long enough to stand alone."""
    plain = text.isascii() and "\0" not in text
    long = sum(map(str.isalnum, text)) >= _LEAST
    return plain and long and (os.cpu_count() or 1) >= _PROCESSORS


def begin(repo: Repository, commit: str, text: str) -> Looked:
    """Let git begin to look for a line that `commit` has; what comes of it `is_new` says.

    Two processes, the one that reads all files once is only started.
    """
    looked = Looked(parents_of(repo, commit), text)
    if looked.parents:
        repo.ahead(*_command(looked))
    return looked


def is_new(repo: Repository, looked: Looked) -> bool:
    """Return whether no file of the parents has this very line; False where git cannot tell."""
    if not looked.parents:
        return True
    result = repo.ask(*_command(looked))
    return result.code in (0, 1) and looked.text.encode() not in result.out.split(b"\n")


def _command(looked: Looked) -> tuple[str, ...]:
    return (*_GREP, "-e", looked.text, *looked.parents, "--")

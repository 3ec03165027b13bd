"""What every hook knows of the commit being made before it asks git anything."""

from __future__ import annotations

import os
import sys

from git_decide import files
from git_decide.git import changes, objects, state
from git_decide.git.repository import hook_repository
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from git_decide.git.repository import Repository

REUSED = "reused"
REFUSED_MESSAGE = "REFUSED_MSG"


@value
class Context:
    """The repository and the environment that git gave the hook."""

    repo: Repository
    directory: str
    environ: Mapping[str, str]

    @property
    def editor(self) -> bool:
        """Whether a person will see the message in an editor (git says ``:`` when not)."""
        return self.environ.get("GIT_EDITOR") != ":"

    @property
    def author(self) -> str:
        """The author of the commit as ``NAME <ADDRESS>``; git commit exports it."""
        name = self.environ.get("GIT_AUTHOR_NAME")
        address = self.environ.get("GIT_AUTHOR_EMAIL")
        if name and address:
            return f"{name} <{address}>"
        from git_decide.git import revisions

        return revisions.author(self.repo)

    def own(self, name: str) -> str:
        """Return the path of one of this tool's files in the git directory of the worktree."""
        return os.path.join(self.repo.git_dir, "git-decide", name)


def context(directory: str, environ: Mapping[str, str]) -> Context:
    """Return the context of a hook that git runs in `directory`."""
    return Context(hook_repository(directory, environ), directory, environ)


def begin(where: Context) -> None:
    """Let git begin with what the rule will ask of every commit, while Python still loads.

    Wrong guesses (another log folder, a merge) cost a process and change nothing.
    """
    repo = where.repo
    head = state.head(repo)
    if head:
        changes.staged_ahead(repo, head)
        objects.blobs_ahead(repo, f"{head}:decisions.toml")
        objects.index_ahead(repo, "docs/decisions")


def read_message(where: Context, path: str) -> str:
    """Return the text of a message file; undecodable bytes survive as surrogates."""
    with open(os.path.join(where.directory, path), "rb") as stream:
        return stream.read().decode("utf-8", "surrogateescape")


def write_message(where: Context, path: str, text: str) -> None:
    """Replace the text of a message file."""
    content = text.encode("utf-8", "surrogateescape")
    files.write_whole(os.path.join(where.directory, path), content)


def comment_mark(where: Context, text: str) -> str:
    """Return what starts a comment line; git is asked only when a line might be one."""
    odd = any(line and not line[0].isalnum() and line[0] != " " for line in text.splitlines())
    if not odd:
        return "#"
    from git_decide.git import settings
    from git_decide.policy.message import comment_start

    return comment_start(text, settings.comment_setting(where.repo))


def note_reuse(where: Context, source: str, commit: str) -> None:
    """Remember for commit-msg that the message was taken from a commit (it may be an amendment)."""
    path = where.own(REUSED)
    if source == "commit":
        files.remember(path, commit.encode("utf-8", "surrogateescape"))
    elif os.path.exists(path):
        files.remember(path, b"")


def reused(where: Context) -> bool:
    """Return whether the message being judged was taken from HEAD."""
    try:
        with open(where.own(REUSED), "rb") as stream:
            return stream.read().strip() == b"HEAD"
    except OSError:
        return False


def say(*lines: str) -> None:
    """Print lines for people, where git shows what hooks have to say."""
    text = "\n".join(lines)
    if text:
        write(text.encode("utf-8", "replace").decode("utf-8"))


def write(text: str) -> None:
    """Write a text to standard error; a commit never fails because nobody reads that."""
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except OSError:
        return

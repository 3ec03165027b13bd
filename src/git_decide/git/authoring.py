"""Does for an author what git does: who they are, what they edit with, what they stage."""

from __future__ import annotations

import os
import time

from git_decide.errors import CannotLook, UserError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git import Git

    from git_decide.git.repository import Repository


# How long another git may hold the index, and how often is looked: seconds.
_PATIENCE, _PAUSE = 2.0, 0.05


def identity(repo: Repository) -> tuple[str, str]:
    """Return the author's name and address, as git would write them into a commit.

    Raises `CannotLook` where git does not know who is asking.
    """
    said = _variable(repo, "GIT_AUTHOR_IDENT")
    if not said:
        raise CannotLook(
            "git does not know who you are",
            "git config user.name 'YOUR NAME' && git config user.email you@example.com",
        )
    name, _, rest = said.rpartition(" <")
    return name, rest.partition(">")[0]


def editor(repo: Repository) -> str:
    """Return the command line of the editor that git would start, "" for none.

    git honours GIT_EDITOR, `core.editor`, VISUAL and EDITOR, in this order; ``:``
    stands for an editor that does nothing.
    """
    return _variable(repo, "GIT_EDITOR")


def default_branch(repo: Repository) -> str:
    """Return the branch that others build on, as far as this clone knows.

    What `origin` calls its HEAD, else the branch that is checked out, else the
    name that git gives to first branches.
    """
    client = _client(repo)
    remote = _quiet(client, "symbolic-ref", "--quiet", "refs/remotes/origin/HEAD")
    if remote:
        return remote.removeprefix("refs/remotes/origin/")
    here = _quiet(client, "symbolic-ref", "--quiet", "HEAD")
    if here.startswith("refs/heads/"):
        return here.removeprefix("refs/heads/")
    return _quiet(client, "config", "--get", "init.defaultBranch") or "main"


def stage(repo: Repository, paths: Sequence[str]) -> None:
    """Put the worktree's version of `paths` into the index, ignored or not; deletions, too.

    Another git that holds the index is waited for, a moment. Raises `UserError` when
    the index cannot be written then, either.
    """
    if not paths:
        return
    feed = b"".join(os.fsencode(path) + b"\0" for path in paths)
    # --sparse: a record may lie outside of what is checked out. -f: ignored is no objection.
    arguments = ("add", "-f", "--sparse", "--pathspec-from-file=-", "--pathspec-file-nul")
    result = repo.ask("--literal-pathspecs", *arguments, feed=feed)
    until = time.monotonic() + _PATIENCE
    while result.code and b"index.lock': File exists" in result.err and time.monotonic() < until:
        time.sleep(_PAUSE)
        result = repo.ask("--literal-pathspecs", *arguments, feed=feed)
    if result.code:
        said = result.err.decode("utf-8", "replace").removeprefix("fatal: ").strip()
        raise UserError(
            f"written, but not staged: {said.splitlines()[0] if said else 'no reason given'}",
            "Stage it yourself when git is free again: git add -- FILE",
        )


def unstaged(repo: Repository, paths: Sequence[str]) -> frozenset[str]:
    """Return those of `paths` whose worktree version is not what the index holds.

    A file that git does not track is one of them; one that exists nowhere is not.
    """
    if repo.top is None or not paths:
        return frozenset()
    arguments = ("--literal-pathspecs", "ls-files", "-z", "--modified", "--others")
    found = repo.git(*arguments, "--", *paths)
    return frozenset(os.fsdecode(path) for path in found.split(b"\0")[:-1])


def _variable(repo: Repository, name: str) -> str:
    return _quiet(_client(repo), "var", name)


def _client(repo: Repository) -> Git:
    """Return GitPython's own git, which works on every object format, in our environment."""
    from git import Git

    client = Git(repo.top or repo.git_dir)
    client.update_environment(**repo.environ)
    return client


def _quiet(client: Git, *arguments: str) -> str:
    from git import GitCommandError

    try:
        return str(client.execute(["git", *arguments]))
    except GitCommandError:
        return ""

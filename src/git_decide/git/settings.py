"""The git settings that decide how a message is read and where hooks live."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository


def comment_setting(repo: Repository) -> str:
    """Return what starts a comment line in a message, as configured: it may be ``auto``."""
    values = _values(repo)
    return values.get("core.commentstring") or values.get("core.commentchar") or "#"


def strips_comments(repo: Repository) -> bool:
    """Return whether git takes comment lines out of a message that was edited."""
    return _values(repo).get("commit.cleanup", "default") in ("default", "strip")


def _values(repo: Repository) -> dict[str, str]:
    pattern = r"^(core\.comment(char|string)|commit\.cleanup)$"
    result = repo.ask("config", "-z", "--get-regexp", pattern)
    pairs = (item.split("\n", 1) for item in os.fsdecode(result.out).split("\0") if "\n" in item)
    return dict(pairs)


def hooks_folder(repo: Repository) -> str:
    """Return the folder that git runs hooks from, as an absolute path."""
    out = os.fsdecode(repo.git("rev-parse", "--git-path", "hooks")).rstrip("\n")
    return os.path.join(repo.top or repo.git_dir, out)


def is_bare(repo: Repository) -> bool:
    """Return whether this is a repository without a worktree of its own."""
    return repo.git("rev-parse", "--is-bare-repository").strip() == b"true"

"""Tells what lies at one path of a commit, and where it went."""

from __future__ import annotations

from git_decide.git.objects import parse_tree
from git_decide.git.search import Commit, commits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.objects import TreeEntry
    from git_decide.git.repository import Repository


def entry_at(repo: Repository, revision: str, path: str) -> TreeEntry | None:
    """Return the file, folder or submodule at a path of a revision, None for nothing.

    Also None where there is no such revision. One process.
    """
    words = ("--literal-pathspecs", "ls-tree", "-z", "--full-tree", "--end-of-options")
    result = repo.ask(*words, revision, path.rstrip("/"))
    found = parse_tree(result.out) if result.code == 0 else ()
    return found[0] if found else None


def deletion(repo: Repository, revision: str, path: str) -> Commit | None:
    """Return the last commit behind a revision that deleted this path, None for none.

    Two processes at most.
    """
    place = f":(top,literal){path}"
    flags = ("--no-show-signature", "--format=%H", "--diff-filter=D", "--no-renames")
    result = repo.ask("log", "-1", *flags, "--end-of-options", revision, "--", place)
    commit = result.out.decode().strip() if result.code == 0 else ""
    return commits(repo, [commit])[commit] if commit else None

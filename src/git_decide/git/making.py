"""How the commit that a hook looks at was asked for, read from the index that git made for it."""

from __future__ import annotations

import os

from git_decide.git import changes
from git_decide.git.run import run
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository


@value
class Making:
    """The options and paths of a `git commit`, as far as they matter to repeat it.

    `author` is who git would take as the author if nobody said otherwise.
    """

    options: tuple[str, ...]
    paths: tuple[str, ...]
    author: str


def how(repo: Repository, parent: str | None) -> Making:
    """Return how the commit was asked for.

    git gives hooks the index it will commit: the real one, a ``.lock`` beside it
    for ``-a``, ``-i`` and ``-p``, ``next-index-…`` for ``git commit -- paths``.
    """
    folder, name = os.path.split(repo.index_file)
    if name.startswith("next-index-"):
        return Making((), _differing(repo, parent), _author(repo))
    if not name.endswith(".lock"):
        return Making((), (), _author(repo))
    unstaged = _unstaged(repo)
    if not unstaged:
        return Making(("-a",), (), _author(repo))
    included = _included(repo, os.path.join(folder, name.removesuffix(".lock")))
    if unstaged.isdisjoint(included):
        return Making(("--include",), included, _author(repo))
    return Making(("-p",), (), _author(repo))  # a part of a file can only be chosen again


def _unstaged(repo: Repository) -> frozenset[str]:
    out = repo.git("diff-files", "--name-only", "-z", "--ignore-submodules")
    return frozenset(os.fsdecode(out).split("\0")[:-1])


def _differing(repo: Repository, against: str | None) -> tuple[str, ...]:
    return tuple(entry.path for entry in changes.staged(repo, against))


def _included(repo: Repository, real: str) -> tuple[str, ...]:
    """Return the paths in which the index to commit differs from the one that stays locked."""
    listings = [repo.git("ls-files", "-s", "-z", index=index) for index in (real, repo.index_file)]
    before, after = (set(listing.split(b"\0")[:-1]) for listing in listings)
    return tuple(sorted({os.fsdecode(entry.partition(b"\t")[2]) for entry in before ^ after}))


def _author(repo: Repository) -> str:
    own = {k: v for k, v in repo.environ.items() if not k.startswith("GIT_AUTHOR_")}
    result = run(("-C", repo.top or repo.git_dir, "var", "GIT_AUTHOR_IDENT"), own)
    return os.fsdecode(result.out).rsplit(" ", 2)[0]

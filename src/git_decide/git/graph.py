"""Tells how commits hang together, and which of them say or change something."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.git.repository import Repository

_QUIET = ("-c", "log.showRoot=true", "log", "--format=%H", "--no-notes", "--no-show-signature")


def commits_with_parents(repo: Repository, tip: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the ids of all commits behind `tip`, parents first, each with its parents'."""
    order = ("rev-list", "--topo-order", "--reverse", "--parents")
    lines = repo.git(*order, tip, "--").decode().splitlines()
    return tuple((words[0], tuple(words[1:])) for words in map(str.split, lines))


def saying(repo: Repository, patterns: Sequence[str], tip: str, base: str = "") -> frozenset[str]:
    """Return the commits of ``base..tip`` with a line that matches one of these patterns.

    They are extended regular expressions; case does not count. One process.
    """
    how = ("--extended-regexp", "--regexp-ignore-case", *(f"--grep={each}" for each in patterns))
    since = (f"^{base}",) if base else ()
    return _ids(repo.git(*_QUIET, *how, tip, *since, "--"))


def rewording(repo: Repository, pattern: str, name: str, tip: str) -> frozenset[str]:
    """Return the commits behind `tip` that add or remove a matching line in a file `name`.

    The file may be in any folder; a merge counts for what it brings. One process.
    """
    how = ("--diff-merges=first-parent", "--no-renames", "--text", f"-G{pattern}")
    place = f":(top,glob)**/{name}"
    return _ids(repo.git(*_QUIET, *how, tip, "--", place))


def _ids(out: bytes) -> frozenset[str]:
    return frozenset(out.decode().split())

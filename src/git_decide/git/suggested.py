"""Lists the names in a repository that somebody most likely means."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository

_MOST = 2000
_COMMITS = 30
_KINDS = {"heads": "branch", "remotes": "remote branch", "tags": "tag"}


def revisions(repo: Repository) -> list[tuple[str, str]]:
    """Return branches, tags and remote branches, each with what it is; one process.

    Of very many, those that were committed to last.
    """
    words = ("--sort=-creatordate", f"--count={_MOST}", "--format=%(refname:short) %(refname)")
    out = repo.ask("for-each-ref", *words, *(f"refs/{kind}" for kind in _KINDS)).out
    pairs = (line.split(" ") for line in os.fsdecode(out).splitlines())
    return [(short, _KINDS[full.split("/")[1]]) for short, full in pairs]


def commits(repo: Repository) -> list[tuple[str, str]]:
    """Return the latest commits behind HEAD: the short id and the subject; one process."""
    out = repo.ask("log", f"--max-count={_COMMITS}", "--no-show-signature", "--format=%h %s").out
    pairs = (line.partition(" ") for line in out.decode("utf-8", "replace").splitlines())
    return [(short, subject) for short, _, subject in pairs]


def remotes(repo: Repository) -> list[str]:
    """Return the names of the remotes; one process."""
    return os.fsdecode(repo.ask("remote").out).splitlines()


def flagged(repo: Repository) -> list[str]:
    """Return what the tracked files with attributes call fragile modules; one process."""
    if repo.top is None:
        return []
    places = ("--", ":(top,glob)**/.gitattributes")
    out = repo.ask("grep", "-hoE", r"[[:space:]]fragile=[^[:space:]]+", *places).out
    found = (line.strip().partition("=")[2] for line in os.fsdecode(out).splitlines())
    return list(dict.fromkeys(name for name in found if name))

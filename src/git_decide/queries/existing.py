"""Finds the decision log that a repository has already, before anybody configured one."""

from __future__ import annotations

from git_decide import store
from git_decide.errors import ConfigurationBroken
from git_decide.git import worktree
from git_decide.policy import config
from git_decide.records.digest import name_of
from git_decide.values import replace, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository

# Where adr-tools, MADR, log4brains, dotnet-adr and people by hand put their records.
_USUAL = (
    "docs/decisions",
    "doc/decisions",
    "doc/adr",
    "docs/adr",
    "docs/adrs",
    "docs/ADR",
    "docs/architecture/decisions",
    "doc/architecture/decisions",
    "docs/architecture-decisions",
    "docs/architectural-decisions",
    "architecture/decisions",
    "adr",
    "adrs",
    "decisions",
)
_FOREIGN = frozenset({"no-front-matter", "missing-status"})


@value
class Existing:
    """A folder of records: how many, and how many of them are in a format that is read here."""

    folder: str
    records: int
    readable: int


def existing(repo: Repository) -> Existing | None:
    """Return the log in the work tree that has the most records, None where there is none."""
    found = [_look(repo, folder) for folder in _folders(repo)]
    return max((each for each in found if each.records), key=lambda e: e.records, default=None)


def _folders(repo: Repository) -> tuple[str, ...]:
    counted: dict[str, int] = {}
    for path in worktree.tracked(repo):
        folder, _, _ = path.rpartition("/")
        if path.endswith(".md") and any(char.isdigit() for char in path[len(folder) :]):
            counted[folder] = counted.get(folder, 0) + 1
    named = _named(repo)
    return tuple(folder for folder in counted if folder in _USUAL or folder == named)


def _named(repo: Repository) -> str:
    """Return the folder that ``.adr-dir`` of adr-tools names, "" where there is none."""
    try:
        content = store.content_at(repo, store.WORKTREE, ".adr-dir") or b""
    except ConfigurationBroken:  # whatever that is, adr-tools did not write it
        return ""
    return content.decode("utf-8", "replace").strip().removeprefix("./").rstrip("/")


def _look(repo: Repository, folder: str) -> Existing:
    records = replace(config.DEFAULTS.records, directory=folder)
    rules = replace(config.DEFAULTS, records=records)
    stored = [
        each
        for each in store.log(repo, rules, store.WORKTREE)
        if (name := name_of(each.name.path, "")) and name.id[:1].isdigit()
    ]
    readable = [s for s in stored if not _FOREIGN & {finding.code for finding in s.findings}]
    return Existing(folder, len(stored), len(readable))

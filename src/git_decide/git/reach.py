"""Says what of a range is out of a clone's reach, with the command that brings it within."""

from __future__ import annotations

import os

from git_decide.errors import CannotLook, named
from git_decide.git import state
from git_decide.git.run import GitFailed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from git_decide.git.repository import Repository

# The words with which git ends where an object is not there, or cannot be had.
_ABSENCES = (
    "promisor remote",
    "unable to read",
    "could not read ",
    "could not parse",
    "cannot read",
    "bad object",
    "bad tree object",
    "missing object",
    "missing blob",
    "missing tree",
    "missing commit",
    "not a valid commit name",
    "failed to traverse parents",
    "unable to find",
)
_UNSHALLOW = "git fetch --unshallow"
_DEEPER = f"{_UNSHALLOW}   (or --deepen=100; GitHub's checkout action: fetch-depth: 0)"
# What may stand in a command as it is.
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-")


def unknown(repo: Repository, revision: str) -> CannotLook:
    """Return that this clone has no commit called `revision`, and how to get it.

    Two processes at most.
    """
    if state.head(repo) is None and (revision == "HEAD" or _is_empty(repo)):
        return CannotLook("there are no commits yet", "Make the first one: git commit")
    if set(revision) & set("^~") and state.shallow(repo):
        return cut(revision)
    message = f"no commit is called {named(revision)} in this clone"
    command = _fetching(repo, revision)
    if not command:
        return CannotLook(message, "git branch -a; git tag   show what there is")
    return CannotLook(message, command)


def _is_empty(repo: Repository) -> bool:
    """Return whether a repository has no commit that anything leads to, nor where to get one."""
    return not repo.git("for-each-ref", "--count=1") and not repo.git("remote")


def _fetching(repo: Repository, revision: str) -> str:
    """Return the command that fetches a branch or a commit, "" where none can be told."""
    remotes = os.fsdecode(repo.git("remote")).splitlines()
    remote = "origin" if "origin" in remotes else next(iter(remotes), "")
    if not remote or not revision or not _PLAIN.issuperset(revision + remote):
        return ""
    command = _UNSHALLOW if state.shallow(repo) else "git fetch"
    if is_id(revision):
        return f"{command} {remote} {revision}"
    branch = revision.removeprefix("refs/")
    for start in ("remotes/", "heads/", f"{remote}/"):
        branch = branch.removeprefix(start)
    if branch.startswith("-") or branch == "HEAD":
        return ""
    # In full, since a clone of a single branch would only note the other one in FETCH_HEAD.
    return f"{command} {remote} +refs/heads/{branch}:refs/remotes/{remote}/{branch}"


def cut(what: str) -> CannotLook:
    """Return that the history of `what` ends where nothing more was fetched."""
    return not_held(f"all of {named(what)}")


def not_held(what: str) -> CannotLook:
    """Return that `what` is in a part of the history that was not fetched."""
    return CannotLook(f"this clone is shallow: it does not hold {what}", _DEEPER)


def unrelated(base: str, tip: str) -> CannotLook:
    """Return that two revisions have no common history."""
    return CannotLook(
        f"{named(base)} and {named(tip)} have no common history",
        "Name a base that the commits were made on: git merge-base BASE TIP",
    )


def require(repo: Repository, blobs: Sequence[str]) -> None:
    """Raise `CannotLook` unless all these objects are there. One process.

    git takes a file whose blob is missing for one that does not exist.
    """
    if not blobs:
        return
    feed = "".join(f"{blob}\n" for blob in blobs).encode()
    result = repo.ask("cat-file", "--batch-check=%(objecttype)", feed=feed)
    said = [line for line in result.out.splitlines() if line.endswith(b" missing")]
    if result.code or said:
        words = result.err or b"error: missing object: " + b"".join(said[:1])
        raise missing(repo, words) or GitFailed(("cat-file",), result)


def missing(repo: Repository, said: bytes) -> CannotLook | None:
    """Return that an object is missing here, if that is what git ended with; None otherwise.

    `said` is what it wrote to standard error.
    """
    text = said.decode("utf-8", "replace")
    lines = [line for line in text.splitlines() if _tells(line)]
    if not lines:
        return None
    if state.shallow(repo) and "promisor" not in text:
        return cut("what is asked for")
    what = lines[-1].partition(": ")[2] or lines[-1]
    if "promisor" in text:
        hint = "Try again with the network, or fetch everything: git fetch --refetch --no-filter"
        return CannotLook(f"this is a partial clone that lacks an object: {what}", hint)
    return CannotLook(
        f"the object store of this clone is damaged: {what}", "git fsck   tells more; clone anew"
    )


def _tells(line: str) -> bool:
    return any(words in line.lower() for words in _ABSENCES)


def is_id(text: str) -> bool:
    """Return whether `text` is the whole id of an object."""
    return len(text) in (40, 64) and not text.strip("0123456789abcdef")

"""Shares notes with a remote: git's settings for them, fetching, merging, pushing."""

from __future__ import annotations

import os

from git_decide.errors import UserError
from git_decide.git.notes import LOCAL, TRACKED, own_tip
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from git_decide.git.repository import Repository
    from git_decide.git.run import Result

_NOTES = "refs/notes/"
_TRIES = 10  # how often somebody else's push may come first
_REWRITE, _MODE = "notes.rewriteRef", "notes.rewriteMode"
# One of these among the words of a refused push: somebody else was faster.
_RACED = ("[rejected]", "cannot lock ref", "failed to update ref", "incorrect old value")
_SERVER = "remote: "
_MOST = 20  # lines of a server that are shown


@value
class Remote:
    """A remote by its name, with what a plain ``git fetch`` takes from it."""

    name: str
    fetched: tuple[str, ...] = ()

    @property
    def refspec(self) -> str:
        """What fetches the notes into a ref of their own.

        With a star, since a plain fetch fails where the remote does not have a ref that
        is named exactly.
        """
        return f"+{LOCAL}*:{TRACKED}{self.name}/decisions*"

    def tracked(self, own: str = LOCAL) -> str:
        """Return the ref that holds the notes of a ref as the remote last had them.

        `own` is ``refs/notes/decisions`` or one whose name begins like that.
        """
        return f"{TRACKED}{self.name}/{own.removeprefix(_NOTES)}"


_REMOTES = ("config", "-z", "--get-regexp", r"^remote\..*\.(url|fetch)$")


def remotes_ahead(repo: Repository) -> None:
    """Let git begin with what `remotes` will ask."""
    repo.ahead(*_REMOTES)


def remotes(repo: Repository) -> tuple[Remote, ...]:
    """Return the remotes of this clone. One process."""
    result = repo.ask(*_REMOTES)
    found: dict[str, list[str]] = {}
    for item in os.fsdecode(result.out).split("\0")[:-1]:
        key, _, text = item.partition("\n")
        name, _, kind = key.removeprefix("remote.").rpartition(".")
        own = found.setdefault(name, [])
        if kind == "fetch":
            own.append(text)
    return tuple(Remote(name, tuple(own)) for name, own in found.items())


def follow_rewrites(repo: Repository) -> bool:
    """Let notes follow their commits through amend and rebase; return whether that was new.

    Notes that are put together lose what they have in common, unless somebody said
    otherwise or has other notes rewritten in git's own way.
    """
    known = _settings(repo, "notes\\.rewrite(ref|mode)")
    refs = [text for key, text in known if key == _REWRITE.lower()]
    if LOCAL in refs:
        return False
    repo.git("config", "--add", _REWRITE, LOCAL)
    if not known:
        repo.git("config", _MODE, "cat_sort_uniq")
    return True


def fetch_from_now_on(repo: Repository, remote: Remote) -> bool:
    """Let a plain ``git fetch`` bring the notes of a remote; return whether that was new.

    A remote without any refspec is left alone: its fetch would bring nothing else any more.
    """
    if remote.refspec in remote.fetched or not remote.fetched:
        return False
    repo.git("config", "--add", f"remote.{remote.name}.fetch", remote.refspec)
    return True


def share(repo: Repository, remote: Remote, own: str = LOCAL) -> None:
    """Bring this clone's notes of a ref and those of a remote together, on both sides.

    Nobody's note is overwritten: what the remote has is merged first, again and again
    where somebody else pushes meanwhile. Raises `UserError` where the remote cannot be
    reached or refuses.
    """
    for _ in range(_TRIES):
        if not _fetch(repo, remote):
            continue
        tip = _merged(repo, remote, own)
        if not tip:  # nobody has any; pushing nothing would take away what comes meanwhile
            return
        result = repo.ask("push", "--porcelain", remote.name, f"{tip}:{own}")
        if result.code == 0:
            repo.git("update-ref", remote.tracked(own), tip)
            return
        if not _raced(result):
            raise UserError(
                f"{remote.name} did not take the notes: {_reason(result)}{_words(result)}",
                f"The note is kept here. Whoever may push: git push {remote.name} {own}",
            )
    raise UserError(f"somebody else keeps pushing notes to {remote.name}", "Try again in a moment.")


def shared(repo: Repository, remote: Remote, own: str = LOCAL) -> bool:
    """Return whether a remote had all of this clone's notes of a ref when it was last asked."""
    result = repo.ask("rev-list", "-1", own, f"^{remote.tracked(own)}", "--")
    return result.code == 0 and not result.out


def _fetch(repo: Repository, remote: Remote) -> bool:
    """Fetch the notes of a remote; return False where another git does just that."""
    options = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules")
    result = repo.ask("fetch", *options, "--prune", remote.name, remote.refspec)
    if result.code and not _raced(result):
        raise UserError(
            f"the notes of {remote.name} cannot be fetched: {_reason(result)}",
            f"The note is kept here. Try it yourself: git fetch {remote.name}",
        )
    return result.code == 0


def _merged(repo: Repository, remote: Remote, own: str) -> str:
    """Merge what the remote has into this clone's notes and return what they are then."""
    theirs = repo.ask("rev-parse", "--verify", "--quiet", remote.tracked(own))
    if theirs.code == 0:
        strategy = ("--quiet", "--strategy=cat_sort_uniq")
        repo.git("notes", f"--ref={own}", "merge", *strategy, remote.tracked(own))
    return own_tip(repo, own)


def _settings(repo: Repository, pattern: str) -> list[tuple[str, str]]:
    result = repo.ask("config", "-z", "--get-regexp", f"^{pattern}$")
    items = os.fsdecode(result.out).split("\0")[:-1]
    return [(key, text) for key, _, text in (item.partition("\n") for item in items)]


def _raced(result: Result) -> bool:
    said = os.fsdecode(result.out + result.err)
    return any(sign in said for sign in _RACED)


def _reason(result: Result) -> str:
    """Return git's own reason on one line: of the first ref, else its last words."""
    for line in os.fsdecode(result.out).splitlines():
        if line.startswith("!"):
            return line.rpartition("\t")[2]
    lines = [line.strip() for line in os.fsdecode(result.err).splitlines() if line.strip()]
    fatal = [line for line in lines if line.startswith(("fatal: ", "error: "))]
    first = (fatal or lines or ["no reason given"])[0]
    return first.removeprefix("fatal: ").removeprefix("error: ")


def _words(result: Result) -> str:
    """Return what the server itself said, a line each, as git shows it; "" for nothing."""
    said = [line.rstrip() for line in os.fsdecode(result.err).splitlines()]
    lines = [line for line in said if line.startswith(_SERVER)]
    left = [f"and {len(lines) - _MOST} more lines"] if len(lines) > _MOST else []
    return "".join(f"\n    {line}" for line in [*lines[:_MOST], *left])

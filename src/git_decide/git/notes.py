"""Notes on commits under ``refs/notes/decisions``: which ones count, how they are written."""

from __future__ import annotations

import os

from git_decide.errors import CannotLook, UserError
from git_decide.git.run import GitFailed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from git_decide.git.repository import Repository

LOCAL = "refs/notes/decisions"
TRACKED = "refs/notes/remotes/"
_SAME_NAME = "/decisions"
_TRIES = 10  # how often another writer may come first
_RACED = (b"Not updating", b"cannot lock ref", b"reference already exists")


def verdict_refs(repo: Repository) -> tuple[str, ...]:
    """Return the notes refs that verdicts read, as full names: none, one, or one per remote.

    What the remotes have counts, so that everybody gets the same answer. This clone's own
    notes count in a bare repository, where they were pushed to, and in a clone that never
    learned to fetch notes (`fetches_notes`): there they were fetched by hand, if at all.
    One process, one more where only own notes exist.
    """
    out = repo.git("for-each-ref", "--format=%(refname)", LOCAL, TRACKED)
    refs = os.fsdecode(out).splitlines()
    own = (LOCAL,) if LOCAL in refs else ()
    if repo.top is None:
        return own
    tracked = tuple(ref for ref in refs if ref.startswith(TRACKED) and ref.endswith(_SAME_NAME))
    return tracked or (own if own and not fetches_notes(repo) else ())


def fetches_notes(repo: Repository) -> bool:
    """Return whether a plain ``git fetch`` brings the notes of some remote into this clone."""
    result = repo.ask("config", "-z", "--get-regexp", r"^remote\..*\.fetch$")
    return f":{TRACKED}" in os.fsdecode(result.out)


def note_on(repo: Repository, commit: str) -> str:
    """Return this clone's own note on a commit, given by its id; "" for none."""
    result = repo.ask("notes", f"--ref={LOCAL}", "show", commit)
    return result.out.decode("utf-8", "surrogateescape") if result.code == 0 else ""


def write_note(repo: Repository, commit: str, change: Callable[[str], str]) -> bool:
    """Put what `change` makes of a commit's note in its place; return whether it differs.

    Whoever writes another note meanwhile keeps it: then `change` is asked again. Raises
    `CannotLook` where git does not know who is writing.
    """
    writer = _writer(repo)
    for _ in range(_TRIES):
        tip = own_tip(repo)
        before = note_on(repo, commit)
        after = change(before)
        if after == before:
            return False
        result = repo.ask("fast-import", "--quiet", feed=_stream(writer, tip, commit, after))
        if result.code == 0:
            return True
        if not any(sign in result.err for sign in _RACED):
            raise GitFailed(("fast-import",), result)
    raise UserError("somebody else keeps writing notes in this clone", "Try again in a moment.")


def own_tip(repo: Repository) -> str:
    """Return the id of the commit that holds this clone's own notes, "" for none."""
    return repo.ask("rev-parse", "--verify", "--quiet", LOCAL).out.decode().strip()


def _writer(repo: Repository) -> bytes:
    result = repo.ask("var", "GIT_COMMITTER_IDENT")
    if result.code:
        raise CannotLook(
            "git does not know who you are",
            "git config user.name 'YOUR NAME' && git config user.email you@example.com",
        )
    return result.out.strip()


def _stream(writer: bytes, tip: str, commit: str, text: str) -> bytes:
    """Return what `git fast-import` makes one more note from.

    It moves the ref only forward from `tip`, so that nobody's note is lost, and it spreads
    many notes over folders as `git notes` does.
    """
    content = text.encode("utf-8", "surrogateescape")
    since = f"from {tip}\n" if tip else ""
    return b"".join(
        (
            f"commit {LOCAL}\n".encode(),
            b"committer " + writer + b"\n",
            _data(f"Link {commit}\n".encode()),
            f"{since}N inline {commit}\n".encode(),
            _data(content),
        )
    )


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)

"""Notes on commits under ``refs/notes/decisions``: which ones count, how they are written."""

from __future__ import annotations

import os

from git_decide.errors import CannotLook, UserError
from git_decide.git.objects import read_objects
from git_decide.git.run import GitFailed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from git_decide.git.repository import Repository

LOCAL = "refs/notes/decisions"
TRACKED = "refs/notes/remotes/"
_SAME_NAME = "/decisions"
_KINDS = ("commit", "tree")  # what git takes for notes
_TRIES = 10  # how often another writer may come first
_RACED = (b"Not updating", b"cannot lock ref", b"reference already exists")


def verdict_refs(repo: Repository) -> tuple[str, ...]:
    """Return the notes refs that verdicts read, as full names: none, one, or one per remote.

    What the remotes have counts, so that everybody gets the same answer. This clone's own
    notes count in a bare repository, where they were pushed to, and in a clone that never
    learned to fetch notes (`fetches_notes`): there they were fetched by hand, if at all.
    One process, one more where only own notes exist. Raises `CannotLook` where one of them
    cannot hold notes.
    """
    kinds = _refs(repo)
    own = (LOCAL,) if LOCAL in kinds else ()
    if repo.top is None:
        return _sound(own, kinds)
    tracked = tuple(ref for ref in kinds if ref.startswith(TRACKED) and ref.endswith(_SAME_NAME))
    return _sound(tracked or (own if own and not fetches_notes(repo) else ()), kinds)


def verdict_refs_ahead(repo: Repository) -> None:
    """Let git begin with what `verdict_refs` will ask first."""
    repo.ahead(*_REFS)


_REFS = ("for-each-ref", "--format=%(refname) %(objecttype) %(*objecttype)", LOCAL, TRACKED)


def _refs(repo: Repository) -> dict[str, str]:
    """Return the refs that may hold notes on decisions, each with the kind of what it is."""
    lines = os.fsdecode(repo.git(*_REFS)).splitlines()
    return {line.split(" ")[0]: line.split()[-1] for line in lines}


def _sound(refs: tuple[str, ...], kinds: Mapping[str, str]) -> tuple[str, ...]:
    """Return these refs; raise `CannotLook` for one that git could not read notes from."""
    for ref in refs:
        if kinds[ref] not in _KINDS:
            raise CannotLook(f"{ref} is a {kinds[ref]}, which holds no notes", _without(ref))
    return refs


def _without(ref: str) -> str:
    """Return what takes a ref away that holds no notes, and asks its remote again."""
    from shlex import join

    command = join(["git", "update-ref", "-d", ref])
    if ref != LOCAL:
        remote = ref.removeprefix(TRACKED).removesuffix(_SAME_NAME)
        command += f" && {join(['git', 'fetch', remote])}"
    return f"Take it away: {command}"


def fetches_notes(repo: Repository) -> bool:
    """Return whether a plain ``git fetch`` brings the notes of some remote into this clone."""
    result = repo.ask("config", "-z", "--get-regexp", r"^remote\..*\.fetch$")
    return f":{TRACKED}" in os.fsdecode(result.out)


def note_on(repo: Repository, commit: str) -> str:
    """Return this clone's own note on a commit, given by its id; "" for none."""
    result = repo.ask("notes", f"--ref={LOCAL}", "show", commit)
    return result.out.decode("utf-8", "surrogateescape") if result.code == 0 else ""


def uncounted(repo: Repository, commits: Sequence[str]) -> dict[str, str]:
    """Return this clone's own notes on commits (by their ids), where verdicts read others.

    Four processes at most.
    """
    own = {} if LOCAL in verdict_refs(repo) or not commits else _notes_on(repo, commits)
    return {commit: text for commit, text in own.items() if text}


def write_note(repo: Repository, commit: str, change: Callable[[str], str]) -> bool:
    """Put what `change` makes of a commit's note in its place; return whether it differs.

    As `write_notes` does it for one commit.
    """
    return bool(write_notes(repo, {commit: change}))


def write_notes(repo: Repository, changes: Mapping[str, Callable[[str], str]]) -> tuple[str, ...]:
    """Put what each change makes of the note of a commit (by its id) in its place, all or none.

    Returns the commits whose notes differ. Whoever writes another note meanwhile keeps it:
    then the changes are asked again. A constant number of processes. Raises `CannotLook`
    where git does not know who is writing.
    """
    writer = _writer(repo)
    for _ in range(_TRIES):
        tip = own_tip(repo)
        before = _notes_on(repo, tuple(changes))
        after = {commit: change(before[commit]) for commit, change in changes.items()}
        new = {commit: text for commit, text in after.items() if text != before[commit]}
        if not new:
            return ()
        result = repo.ask("fast-import", "--quiet", feed=_stream(writer, tip, new))
        if result.code == 0:
            return tuple(new)
        if not any(sign in result.err for sign in _RACED):
            _sound((LOCAL,) if tip else (), _refs(repo))
            raise GitFailed(("fast-import",), result)
    raise UserError("somebody else keeps writing notes in this clone", "Try again in a moment.")


def _notes_on(repo: Repository, commits: Sequence[str]) -> dict[str, str]:
    """Return this clone's own notes on commits. Two processes at most."""
    if len(commits) == 1:
        return {commits[0]: note_on(repo, commits[0])}
    listed = repo.ask("notes", f"--ref={LOCAL}", "list").out.decode().split()
    blobs = dict(zip(listed[1::2], listed[::2], strict=True))
    found = read_objects(repo, [blobs[commit] for commit in commits if commit in blobs])
    texts = {name: each[2] for name, each in found.items() if each}
    return {
        commit: texts.get(blobs.get(commit, ""), b"").decode("utf-8", "surrogateescape")
        for commit in commits
    }


def own_tip(repo: Repository, ref: str = LOCAL) -> str:
    """Return the id of the commit that holds this clone's own notes of a ref, "" for none."""
    return repo.ask("rev-parse", "--verify", "--quiet", ref).out.decode().strip()


def _writer(repo: Repository) -> bytes:
    result = repo.ask("var", "GIT_COMMITTER_IDENT")
    if result.code:
        raise CannotLook(
            "git does not know who you are",
            "git config user.name 'YOUR NAME' && git config user.email you@example.com",
        )
    return result.out.strip()


def _stream(writer: bytes, tip: str, texts: Mapping[str, str]) -> bytes:
    """Return what `git fast-import` makes more notes from: texts by commit.

    It moves the ref only forward from `tip`, so that nobody's note is lost, and it spreads
    many notes over folders as `git notes` does.
    """
    what = next(iter(texts)) if len(texts) == 1 else f"{len(texts)} commits"
    lines = [f"commit {LOCAL}\n".encode(), b"committer " + writer + b"\n"]
    lines += [_data(f"Link {what}\n".encode()), f"from {tip}\n".encode() if tip else b""]
    for commit, text in texts.items():
        content = text.encode("utf-8", "surrogateescape")
        lines += [f"N inline {commit}\n".encode(), _data(content)]
    return b"".join(lines)


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)

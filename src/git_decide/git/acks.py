"""Notes on the texts of records, under ``refs/notes/decisions-acks``: read, added to, traced."""

from __future__ import annotations

import os

from git_decide.errors import UserError
from git_decide.git import state
from git_decide.git.folders import files
from git_decide.git.notes import TRACKED, own_tip
from git_decide.git.objects import FULL_INDEX, read_blobs, tree_entries
from git_decide.git.run import GitFailed
from git_decide.git.scratch import Scratch
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from git_decide.git.repository import Repository
    from git_decide.git.run import Result

ACKS = "refs/notes/decisions-acks"
_SAME_NAME = "/decisions-acks"
_TRIES = 10  # how often another writer may come first
_LARGEST = 256 << 10  # bytes of one note: some thousand people
_LOG = (
    "-c", "log.showRoot=true", "log", "-z", "--raw", "--no-abbrev", "--no-show-signature",
    "--no-notes", "--no-color", "--no-ext-diff", "--no-relative", "--no-renames", "--reverse",
    "--topo-order", "--format=tformat:/%H",
)  # fmt: skip


@value
class _Ref:
    name: str
    tree: str


def lines(repo: Repository) -> dict[str, tuple[str, ...]]:
    """Return the lines of the notes on each object, by its id: those here, those of remotes.

    The number of processes does not depend on the notes. Where there are none it is one.
    """
    refs = _refs(repo)
    if not refs:
        return {}
    noted: dict[str, list[str]] = {}
    for found in files(repo, [ref.tree for ref in refs]).values():
        for path, _, note in found:
            noted.setdefault(_noted(os.fsdecode(path)), []).append(note.hex())
    texts = _texts(repo, [note for some in noted.values() for note in some])
    return {
        name: tuple(dict.fromkeys(line for note in some for line in texts.get(note, ())))
        for name, some in noted.items()
    }


def any_refs(repo: Repository) -> bool:
    """Return whether there are such notes, here or from a remote. One process."""
    return bool(_refs(repo))


def wants_signatures(repo: Repository) -> bool:
    """Return whether commits are signed here without being asked to (``commit.gpgSign``)."""
    result = repo.ask("config", "--type=bool", "--get", "commit.gpgSign")
    return result.out.strip() == b"true"


def add(repo: Repository, noted: str, line: str, message: str, *, sign: bool) -> bool:
    """Add a line to the note on an object, given by its id; return False where it is there.

    The notes get a new commit, signed if `sign`. Whoever writes another note meanwhile keeps
    it. Raises `UserError` where git cannot sign.
    """
    for _ in range(_TRIES):
        tip = own_tip(repo, ACKS)
        path, before = _note(repo, tip, noted)
        if line in before.split("\n"):
            return False
        text = "".join(f"{part}\n" for part in (before.rstrip("\n"), line) if part)
        tree = _tree(repo, tip, path, text)
        commit = _commit(repo, tree, tip, message, sign)
        if repo.ask("update-ref", "-m", message, ACKS, commit, tip).code == 0:
            return True
    raise UserError("somebody else keeps writing notes in this clone", "Try again in a moment.")


def written_in(repo: Repository, noted: Collection[str]) -> dict[tuple[str, str], str]:
    """Return which commits added the lines of the notes on some objects, by object and line.

    The last ones that did so. What was added before the history of a shallow clone begins
    is left out. Four processes at most.
    """
    refs = _refs(repo) if noted else ()
    if not refs:
        return {}
    paths = [path for name in noted for path in _paths(name)]
    out = repo.git(*_LOG, *(ref.name for ref in refs), "--", *paths)
    changed = list(_changes(out))
    texts = _texts(repo, [note for _, _, before, after in changed for note in (before, after)])
    unknown = state.boundaries(repo)
    found: dict[tuple[str, str], str] = {}
    for commit, name, before, after in changed:
        fresh = set(texts.get(after, ())) - set(texts.get(before, ()))
        found.update({(name, line): commit for line in fresh if commit not in unknown})
    return found


def _refs(repo: Repository) -> tuple[_Ref, ...]:
    out = repo.git("for-each-ref", "--format=%(refname) %(tree)", ACKS, TRACKED)
    known = (line.rpartition(" ") for line in os.fsdecode(out).splitlines())
    return tuple(
        _Ref(ref, tree)
        for ref, _, tree in known
        if tree and (ref == ACKS or ref.endswith(_SAME_NAME))
    )


def _noted(path: str) -> str:
    """Return the id of the object that a note at a path is about."""
    return path.replace("/", "")


def _paths(noted: str) -> tuple[str, ...]:
    """Return where the note on an object may be: git spreads many notes over folders."""
    folders = [noted[at : at + 2] for at in range(0, 6, 2)]
    spread = ["/".join([*folders[:deep], noted[2 * deep :]]) for deep in range(4)]
    return tuple(f":(top,literal){path}" for path in spread)


def _texts(repo: Repository, notes: Sequence[str]) -> dict[str, tuple[str, ...]]:
    wanted = [note for note in dict.fromkeys(notes) if note]
    found = read_blobs(repo, wanted, limit=_LARGEST)
    return {
        note: tuple(_text(blob.content).split("\n"))
        for note, blob in zip(wanted, found, strict=True)
        if blob
    }


def _text(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape").rstrip("\n")


def _note(repo: Repository, tip: str, noted: str) -> tuple[str, str]:
    """Return where this clone's own note on an object is, or would be, and its text."""
    entries = tree_entries(repo, tip) if tip else ()
    entry = next((each for each in entries if _noted(each.path) == noted), None)
    if entry is None:
        return noted, ""
    blob = read_blobs(repo, [entry.blob])[0]
    return entry.path, _text(blob.content) if blob else ""


def _tree(repo: Repository, tip: str, path: str, text: str) -> str:
    """Return the tree of the notes with another text at a path."""
    content = text.encode("utf-8", "surrogateescape")
    note = repo.git("hash-object", "-w", "--stdin", feed=content).decode().strip()
    with Scratch(repo) as scratch:
        index = os.path.join(scratch.path, "index")
        if tip:
            repo.git(*FULL_INDEX, "read-tree", tip, index=index)
        feed = f"100644 {note}\t{path}\n".encode()
        repo.git(*FULL_INDEX, "update-index", "--add", "--index-info", feed=feed, index=index)
        return repo.git(*FULL_INDEX, "write-tree", index=index).decode().strip()


def _commit(repo: Repository, tree: str, tip: str, message: str, sign: bool) -> str:
    parents = ("-p", tip) if tip else ()
    signing = ("-S",) if sign else ("--no-gpg-sign",)
    words = ("commit-tree", *signing, *parents, tree)
    result = repo.ask(*words, feed=f"{message}\n".encode())
    if result.code and sign:
        raise UserError(
            f"git cannot sign: {_reason(result)}",
            "Nothing was written. Mend user.signingKey, or leave the signature out: --no-sign",
        )
    if result.code:
        raise GitFailed(words, result)
    return result.out.decode().strip()


def _reason(result: Result) -> str:
    said = [line.strip() for line in os.fsdecode(result.err).splitlines() if line.strip()]
    return (said or ["no reason given"])[0].removeprefix("error: ").removeprefix("fatal: ")


def _changes(out: bytes) -> Iterator[tuple[str, str, str, str]]:
    """Yield what ``git log`` tells: a commit, an object, the note on it before and after.

    Oldest first. A note that git moved to another folder was there before.
    """
    commit = ""
    moved: dict[str, list[str]] = {}
    fields = iter(out.split(b"\0"))
    for field in fields:
        text = field.lstrip(b"\n")
        if text[:1] == b"/":
            yield from _flat(commit, moved)
            commit, moved = text[1:].decode(), {}
        elif text[:1] == b":":
            _, _, before, after, _ = text.decode().split(" ")
            sides = moved.setdefault(_noted(os.fsdecode(next(fields))), ["", ""])
            sides[0] = (before.strip("0") and before) or sides[0]
            sides[1] = (after.strip("0") and after) or sides[1]
    yield from _flat(commit, moved)


def _flat(commit: str, moved: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, str, str]]:
    for name, (before, after) in moved.items():
        yield commit, name, before, after

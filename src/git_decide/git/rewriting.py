"""Makes commits anew with other messages, and nothing else of them different."""

from __future__ import annotations

import os

from git_decide.errors import UserError
from git_decide.git.notes import LOCAL
from git_decide.git.objects import read_objects
from git_decide.git.scratch import Scratch
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from git_decide.git.repository import Repository

_SIGNATURES = (b"gpgsig ", b"gpgsig-sha256 ")


@value
class Whole:
    """A commit with every byte of it; `message` keeps those that are no UTF-8 as surrogates."""

    id: str
    header: bytes
    message: str

    @property
    def parents(self) -> tuple[str, ...]:
        """The ids of the parents."""
        lines = self.header.split(b"\n")
        return tuple(line[7:].decode() for line in lines if line.startswith(b"parent "))

    @property
    def signed(self) -> bool:
        """Whether somebody signed exactly this commit."""
        return any(line.startswith(_SIGNATURES) for line in self.header.split(b"\n"))

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.lstrip("\n").partition("\n")[0]


def commits(repo: Repository, base: str, tip: str) -> tuple[Whole, ...]:
    """Return the commits of ``base..tip``, parents before children. Two processes."""
    since = (f"^{base}",) if base else ()
    ids = repo.git("rev-list", "--topo-order", "--reverse", tip, *since, "--").decode().split()
    found = read_objects(repo, ids) if ids else {}
    return tuple(_whole(name, entry[2]) for name, entry in found.items() if entry)


def rewritten(
    repo: Repository, originals: Sequence[Whole], messages: Mapping[str, str]
) -> dict[str, str]:
    """Write commits with other `messages`, and all that stand on them; return new ids by old.

    `originals` come parents before children. Trees, authors, committers, dates and
    further headers stay as they are; a signature does not, since it signs the old
    commit. No ref moves. One process.
    """
    made: dict[str, str] = {}
    contents: dict[str, bytes] = {}
    for each in originals:
        if each.id in messages or not made.keys().isdisjoint(each.parents):
            content = _content(each, messages.get(each.id, each.message), made)
            made[each.id] = _name(repo, content)
            contents[made[each.id]] = content
    _store(repo, contents)
    return made


def branch_ref(repo: Repository, name: str) -> str:
    """Return the full name of the local branch called `name`, "" where it is none.

    A detached HEAD is "HEAD".
    """
    arguments = ("rev-parse", "--symbolic-full-name", "--end-of-options", name)
    words = os.fsdecode(repo.ask(*arguments).out).split("\n")
    found = next((word for word in words if word and word != "--end-of-options"), "")
    return found if found.startswith("refs/heads/") or found == "HEAD" else ""


def unpublished(repo: Repository, tip: str, base: str, refs: Sequence[str]) -> frozenset[str]:
    """Return the commits of ``base..tip`` that no remote-tracking branch and none of `refs` has."""
    known = [base, *refs] if base else refs
    out = repo.git("rev-list", tip, "--not", "--remotes", *known, "--")
    return frozenset(out.decode().split())


def local_branches(repo: Repository) -> tuple[str, ...]:
    """Return the names of the local branches."""
    out = repo.git("for-each-ref", "--format=%(refname)", "refs/heads/")
    return tuple(os.fsdecode(line).removeprefix("refs/heads/") for line in out.splitlines())


def holder(repo: Repository, commit: str) -> str:
    """Return a remote-tracking branch that has a commit, "" for none."""
    form = ("--format=%(refname:lstrip=2)", "--count=1", f"--contains={commit}")
    return os.fsdecode(repo.git("for-each-ref", *form, "refs/remotes/")).strip()


def move(repo: Repository, ref: str, old: str, new: str, why: str) -> None:
    """Let a branch point to `new` if it still points to `old`; the reflog says `why`."""
    flags = ("--no-deref", "--create-reflog", "-m", why)
    result = repo.ask("update-ref", *flags, ref, new, old)
    if result.code:
        said = result.err.decode("utf-8", "replace").removeprefix("fatal: ").strip()
        raise UserError(f"{ref} was not moved: {said}", "Nothing has changed. Try again.")


def carry_notes(repo: Repository, ids: Mapping[str, str]) -> None:
    """Copy notes from old commits to new ones, as an amend or a rebase would (one process)."""
    feed = "".join(f"{old} {new}\n" for old, new in ids.items()).encode()
    own = ("-c", f"notes.rewriteRef={LOCAL}")
    repo.git(*own, "notes", "copy", "--for-rewrite=rebase", "--stdin", feed=feed)


def _whole(name: str, content: bytes) -> Whole:
    header, _, message = content.partition(b"\n\n")
    return Whole(name, header, message.decode("utf-8", "surrogateescape"))


def _content(original: Whole, message: str, made: Mapping[str, str]) -> bytes:
    lines: list[bytes] = []
    dropping = False
    for line in original.header.split(b"\n"):
        dropping = line.startswith(_SIGNATURES) or (dropping and line.startswith(b" "))
        if dropping:
            continue
        if line.startswith(b"parent "):
            parent = line[7:].decode()
            line = b"parent " + made.get(parent, parent).encode()
        lines.append(line)
    return b"\n".join(lines) + b"\n\n" + message.encode("utf-8", "surrogateescape")


def _name(repo: Repository, content: bytes) -> str:
    """Return the id that git will give to a commit, so that its children can name it."""
    import hashlib

    return hashlib.new(repo.object_format, b"commit %d\0" % len(content) + content).hexdigest()


def _store(repo: Repository, contents: Mapping[str, bytes]) -> None:
    with Scratch(repo) as scratch:
        paths = [scratch.write(name, content) for name, content in contents.items()]
        feed = b"".join(os.fsencode(path) + b"\n" for path in paths)
        flags = ("-t", "commit", "-w", "--no-filters", "--stdin-paths")
        written = repo.git("hash-object", *flags, feed=feed).decode().split()
    if written != list(contents):
        raise UserError("git stored other commits than it was given", "Nothing has changed.")

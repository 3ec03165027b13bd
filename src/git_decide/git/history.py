"""Walks the commits of a range: who made them, what they say, what they changed."""

from __future__ import annotations

import os

from git_decide.git.changes import AUTOMATIC, EXACT, parse
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from git_decide.git.changes import Entry
    from git_decide.git.repository import Repository

    # Raw differences as git printed them: facts and path in turns.
    Raw = Sequence[bytes]


@value
class Commit:
    """A commit as a walk finds it.

    `author` is ``NAME <ADDRESS>``; `committed` seconds since 1970, UTC. `message` is the
    whole of it, in UTF-8; `notes` are the notes on it, "" for none. `parents` are ids.
    """

    id: str
    parents: tuple[str, ...]
    author: str
    committed: int
    message: str
    notes: str = ""

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.lstrip("\n").partition("\n")[0]


@value
class Step:
    """A commit with what differs between it and its first parent, as git printed it.

    A commit without parents is held against the empty tree.
    """

    commit: Commit
    raw: Raw

    @property
    def paths(self) -> Raw:
        """The paths, as bytes, at which the commit differs from its first parent."""
        return self.raw[1::2]

    def entries(self, only: frozenset[bytes]) -> tuple[Entry, ...]:
        """Return how the commit differs from its first parent, at the paths of `only`."""
        raw = self.raw
        return tuple(
            entry
            for at in range(0, len(raw), 2)
            if raw[at + 1] in only
            for entry in parse(raw[at] + b"\0" + raw[at + 1] + b"\0")
        )


_FIELDS = 6
_FORM = "--format=tformat:%H%x00%P%x00%an <%ae>%x00%ct%x00%B%x00"
_LOG = (
    "-c", "log.showRoot=true", "log", "--no-color", "--no-show-signature", "--encoding=UTF-8",
    "--diff-merges=first-parent", *EXACT,
)  # fmt: skip
_FEW = 100  # commits that one process shows as soon as two


def shown(
    repo: Repository,
    ids: Sequence[str],
    notes: Sequence[str] = (),
    known: Sequence[Sequence[str]] = (),
) -> tuple[Step, ...]:
    """Return these commits, in their order. Two processes at the same time.

    And one for each part of what was `known` when `shown_ahead` was asked first. `notes` are
    the refs whose notes are read. Raises `GitFailed` where objects are missing.
    """
    shown_ahead(repo, ids, notes, known)
    fields = [
        repo.git(*_one_by_one(notes), feed=_lines(part)).split(b"\0")
        for part in _parted(ids, known)
    ]
    steps = {step.commit.id: step for each in fields for step in _steps(each)}
    return tuple(steps[name] for name in ids)


def shown_ahead(
    repo: Repository,
    ids: Sequence[str],
    notes: Sequence[str],
    known: Sequence[Sequence[str]] = (),
) -> None:
    """Let git begin with what `shown` will ask."""
    for part in _parted(ids, known):
        repo.ahead(*_one_by_one(notes), feed=_lines(part))


def _parted(ids: Sequence[str], known: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Return what one process each is given; without any commit it would show that of HEAD."""
    told = frozenset(name for part in known for name in part)
    return [*known, *halves([name for name in ids if name not in told] if told else ids)]


def halves(ids: Sequence[str]) -> list[Sequence[str]]:
    """Return commits in as many parts as there should be processes that show them."""
    half = (len(ids) + 1) // 2 if len(ids) > _FEW else len(ids)
    return [part for part in (ids[:half], ids[half:]) if part]


def _one_by_one(notes: Sequence[str]) -> tuple[str, ...]:
    return (*_LOG, "--no-walk=unsorted", *_form(notes), "--stdin")


def _form(notes: Sequence[str]) -> list[str]:
    # Where git shows no notes at all, %N stands for itself.
    return [*(f"--notes={ref}" for ref in notes), f"{_FORM}%N"] if notes else [_FORM]


def _steps(fields: list[bytes]) -> tuple[Step, ...]:
    found = []
    at, end = 0, len(fields) - 1
    while at + _FIELDS <= end:
        head = fields[at : at + _FIELDS]
        at = start = at + _FIELDS
        if at < end and fields[at][:1] == b"\n":
            fields[at] = fields[at][1:]
            while at < end and fields[at][:1] == b":":
                at += 2
        found.append(Step(_commit(head), fields[start:at]))
    return tuple(found)


def _commit(head: Sequence[bytes]) -> Commit:
    name, parents, author, committed, message, notes = (
        field.decode("utf-8", "surrogateescape") for field in head
    )
    # git prints no date where a commit has none that it can read.
    return Commit(name, tuple(parents.split()), author, int(committed or 0), message, notes)


def differing(
    repo: Repository, pairs: Sequence[tuple[str, str]], places: Sequence[str] = ()
) -> tuple[Raw, ...]:
    """Return, for each pair of commits, what leads from the first to the second.

    At `places`, which are pathspecs, if there are any. One process for all pairs.
    """
    if not pairs:
        return ()
    out = repo.git(*_DIFFERING, *places, feed=_fed(pairs))
    return tuple(raw for _, raw in _parts(out.split(b"\0"), 1))


def differing_ahead(
    repo: Repository, pairs: Sequence[tuple[str, str]], places: Sequence[str] = ()
) -> None:
    """Let git begin with what `differing` will ask."""
    if pairs:
        repo.ahead(*_DIFFERING, *places, feed=_fed(pairs))


_DIFFERING = ("diff-tree", "--stdin", "--always", *EXACT, "--")


def _fed(pairs: Sequence[tuple[str, str]]) -> bytes:
    # git takes what comes first for the commit, and what follows for its parent.
    return "".join(f"{new} {old}\n" for old, new in pairs).encode()


def objects(repo: Repository, names: Sequence[bytes]) -> tuple[str, ...]:
    """Return the id of what each name (``COMMIT:PATH``) means, "" where nothing. One process."""
    if not names:
        return ()
    feed = b"".join(name + b"\n" for name in names)
    out = repo.git("cat-file", "--batch-check=%(objectname)", feed=feed)
    found = out.split(b"\n")[: len(names)]
    return tuple("" if line.endswith(b" missing") else line.decode() for line in found)


def _parts(fields: list[bytes], headers: int) -> Iterator[tuple[str, Raw]]:
    """Yield the id and the raw differences of each commit; `headers` fields come first."""
    at, end = 0, len(fields) - 1
    while at < end:
        name = fields[at].decode("ascii")
        at = start = at + headers
        if at < end and fields[at][:1] == b"\n":
            fields[at] = fields[at][1:]
        while at < end and fields[at][:1] == b":":
            at += 2
        yield name, fields[start:at]


def remerged(repo: Repository, merges: Iterable[Commit]) -> dict[str, tuple[Entry, ...]]:
    """Return what each merge holds beyond git's own automatic merge of its parents.

    As `changes.merge_difference` has it, for any number of merges, which come parents
    first. Two processes.
    """
    # Before 2.48 git forgets the parents of what it has shown, and then merges what descends
    # from that on a wrong base: so what descends is asked about first.
    wanted = [*merges][::-1]
    pairs = [commit.id for commit in wanted if len(commit.parents) == 2]
    found = automatic(repo, pairs)
    rest = [commit.id for commit in wanted if commit.id not in found]
    return found | (_combined(repo, rest) if rest else {})


def remerges(repo: Repository) -> bool:
    """Return whether this git makes merges again (2.35 and newer). One process."""
    return repo.ask("log", "--max-count=0", "--remerge-diff").code == 0


def automatic(
    repo: Repository, ids: Sequence[str], settings: Sequence[str] = ()
) -> dict[str, tuple[Entry, ...]]:
    """Return what each merge of two parents holds beyond git's own; nothing where git cannot tell.

    Those that descend from others come first. `settings` are git's for this one process.
    """
    if not ids:
        return {}
    result = repo.ask(*_remerging(settings), feed=_lines(ids))
    if result.code:  # git before 2.35 does not have it
        return {}
    return {name: _entries(raw) for name, raw in _parts(result.out.split(b"\0"), 1)}


def automatic_ahead(repo: Repository, ids: Sequence[str], settings: Sequence[str]) -> None:
    """Let git begin with what `automatic` will ask."""
    repo.ahead(*_remerging(settings), feed=_lines(ids))


def _remerging(settings: Sequence[str]) -> tuple[str, ...]:
    how = ("log", "--no-walk=unsorted", "--remerge-diff", "--no-color", "--no-textconv")
    return (*AUTOMATIC, *settings, *how, "--format=tformat:%H", *EXACT, "--stdin")


def _lines(ids: Sequence[str]) -> bytes:
    return "".join(f"{each}\n" for each in ids).encode()


def _combined(repo: Repository, ids: Sequence[str]) -> dict[str, tuple[Entry, ...]]:
    out = repo.git("diff-tree", "--stdin", "--always", "-c", *EXACT, feed=_lines(ids))
    return {name: _entries(raw) for name, raw in _parts(out.split(b"\0"), 1)}


def _entries(raw: Raw) -> tuple[Entry, ...]:
    return parse(b"".join(field + b"\0" for field in raw))


def decoded(paths: Iterable[bytes]) -> dict[bytes, str]:
    """Return the paths as texts, by their bytes."""
    return {path: os.fsdecode(path) for path in paths}

"""Streams what every commit of a history says and which paths it changed."""

from __future__ import annotations

from git_decide.git import reach, state
from git_decide.git.run import GitFailed
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from git_decide.git.repository import Repository


@value
class Changed:
    """A commit that is no merge, and the paths at which it differs from its parent.

    `committed` are seconds since 1970, UTC. Message, notes and paths are bytes as git
    prints them: few of them are looked at.
    """

    commit: str
    committed: int
    message: bytes
    notes: bytes
    paths: tuple[bytes, ...]


# No path begins with a slash, so one tells where the next commit begins.
_FORM = "--format=tformat:/%H%x00%ct%x00%B%x00"
_LOG = (
    "-c", "log.showRoot=true", "-c", "log.follow=false", "log", "--no-merges", "--no-color",
    "--no-show-signature", "--encoding=UTF-8", "-z", "--name-only", "--no-renames",
    "--no-ext-diff", "--no-relative", "--ignore-submodules=none",
)  # fmt: skip


def changed(
    repo: Repository, tip: str, without: str = "", notes: Sequence[str] = (), since: int = 0
) -> Iterator[Changed]:
    """Yield the commits behind `tip` that are no merges and not behind `without`, newest first.

    `notes` are the refs whose notes are read, `since` the oldest committer date, in
    seconds since 1970. One process, and no more memory than one commit needs. Raises
    `CannotLook` where the history is not all here, at the latest when it gets there.
    """
    # Without notes to show, git would print %N as it stands.
    refs = [f"{_FORM}%N", *(f"--notes={ref}" for ref in notes)] if notes else [_FORM, "--no-notes"]
    ages = [f"--since={since}"] if since else []
    ends = [tip, *([f"^{without}"] if without else [])]
    boundaries = state.boundaries(repo)
    out = repo.stream(*_LOG, *refs, *ages, "--end-of-options", *ends, "--")
    try:
        for found in _commits(_fields(out)):
            if found.commit in boundaries:
                raise reach.cut("HEAD")
            yield found
    except GitFailed as error:
        raise reach.missing(repo, error.result.err) or error from None


def _commits(fields: Iterator[bytes]) -> Iterator[Changed]:
    field = next(fields, None)
    while field is not None:
        head = field, next(fields), next(fields), next(fields)
        paths = []
        field = next(fields, None)
        if field is not None and field[:1] == b"\n":
            paths.append(field[1:])
            for field in fields:
                if field[:1] == b"/":
                    break
                paths.append(field)
            else:
                field = None
        yield Changed(head[0][1:].decode(), int(head[1] or 0), head[2], head[3], tuple(paths))


def _fields(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what stands before each NUL."""
    begun: list[bytes] = []
    for piece in pieces:
        first, *rest = piece.split(b"\0")
        begun.append(first)
        if rest:
            yield b"".join(begun)
            yield from rest[:-1]
            begun = [rest[-1]]

"""Asks git which commits the lines of a file are from."""

from __future__ import annotations

import os

from git_decide.errors import CannotLook, UserError, named
from git_decide.git.attribute_lines import unquoted
from git_decide.git.objects import read_blobs
from git_decide.git.run import GitFailed
from git_decide.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from git_decide.git.repository import Repository
    from git_decide.git.run import Result

IGNORED = ".git-blame-ignore-revs"  # the name that forges look for, without any configuration


@value
class Line:
    """A line of a file: its number (from one) and text there, and where it was written.

    `commit` is "" for a line that is not committed; otherwise the line stood there in the
    file `path`, with the number `origin`, and `previous` is what the commit made that file
    from, as commit and path; ("", "") for a file that is new in it.
    """

    number: int
    text: str
    commit: str
    path: str
    origin: int
    previous: tuple[str, str] = ("", "")


@value
class Change:
    """A commit that lines are from: who made it and when (YYYY-MM-DD, by the committer).

    `author` is ``NAME <ADDRESS>``.
    """

    id: str
    author: str
    date: str
    subject: str


@value
class Blame:
    """The lines asked about, in order, the commits that they are from, by id, and a remark.

    `remark` tells why commits that are to be passed over were not, "" where nothing is wrong.
    """

    lines: tuple[Line, ...]
    changes: dict[str, Change]
    remark: str = ""


@value
class Wanted:
    """What is asked about: the lines `first` to `last` (0: to the end) of a file.

    `revision` is a commit's id, "" for the work tree.
    """

    path: str
    revision: str = ""
    first: int = 1
    last: int = 0


class NoSuchLine(UserError):
    """The file ends before the line that is asked about; `lines` is how many it has."""

    def __init__(self, path: str, lines: int) -> None:
        have = "1 line" if lines == 1 else f"{lines} lines"
        super().__init__(f"{path} has {have}" if lines else f"{path} is empty")
        self.lines = lines


class NotThere(UserError):
    """The commit that is asked about, or HEAD, does not have the file."""


def blame(repo: Repository, wanted: Wanted) -> Blame:
    """Return the lines with the commits that last changed them, through renames of the file.

    Commits that `blame.ignoreRevsFile` or a file `.git-blame-ignore-revs` at the top name
    are passed over; in a bare repository that is the one of HEAD. One process, two where
    such a file cannot be used, one more in a bare repository. Raises `NoSuchLine`,
    `NotThere`, or `CannotLook` where objects are missing.
    """
    result = _asked(repo, wanted)
    if result.code and _ignoring_failed(result):
        return _without_ignoring(repo, _command(repo, wanted, ignoring=False), wanted, result)
    if result.code:
        raise _failed(repo, wanted, result)
    return _parsed(result.out)


def _asked(repo: Repository, wanted: Wanted) -> Result:
    listed = read_blobs(repo, [f"HEAD:{IGNORED}"])[0] if repo.top is None else None
    if listed is None:
        return repo.ask(*_command(repo, wanted))
    from git_decide.git.scratch import Scratch

    with Scratch(repo) as scratch:
        passing = f"--ignore-revs-file={scratch.write(IGNORED, listed.content)}"
        first, *rest = _command(repo, wanted)
        return repo.ask(first, passing, *rest)


def ahead(repo: Repository, wanted: Wanted) -> None:
    """Let git begin with what `blame` will ask."""
    repo.ahead(*_command(repo, wanted))


def under_way(repo: Repository, wanted: Wanted) -> bool:
    """Return whether git is still at what `ahead` began."""
    return repo.under_way(*_command(repo, wanted))


def moved(repo: Repository, commit: str, wanted: Wanted) -> Blame:
    """Return lines of a file in `commit`, blamed on what its parents held and it only moved.

    Looked for in the file itself and, with the lines around them (alone they may be too
    short to tell), in all others of the parents. A line that the commit wrote is from the
    commit. Nothing where git cannot tell. One process, which reads no further history,
    two where a file of commits to pass over cannot be used.
    """
    command = _moving(commit, wanted)
    result = repo.ask(*command)
    if result.code and _ignoring_failed(result):
        return _without_ignoring(repo, command, wanted, result)
    return Blame((), {}) if result.code else _parsed(result.out)


def moved_ahead(repo: Repository, commit: str, wanted: Wanted) -> None:
    """Let git begin with what `moved` will ask."""
    repo.ahead(*_moving(commit, wanted))


def _moving(commit: str, wanted: Wanted) -> tuple[str, ...]:
    span = f"{max(1, wanted.first - _AROUND)},{wanted.last + _AROUND}"
    return (*_BLAME, "-C", "-C", "-L", span, f"{commit}^!", "--", wanted.path)


_AROUND = 12
_BLAME = ("blame", "--porcelain", "--no-textconv", "--encoding=UTF-8")


def _command(repo: Repository, wanted: Wanted, ignoring: bool = True) -> tuple[str, ...]:
    span = f"{wanted.first},{wanted.last or ''}"
    ranged = () if span == "1," else ("-L", span)
    known = ignoring and repo.top and os.path.isfile(os.path.join(repo.top, IGNORED))
    passing = (f"--ignore-revs-file={IGNORED}",) if known else ()
    revision = (wanted.revision,) if wanted.revision else ()
    return (*_BLAME, *passing, *ranged, *revision, "--", wanted.path)


# What git says of a file with commits to pass over that is not there, or that names none.
_NO_LIST = b"could not open object name list: "
_NO_NAME = b"invalid object name: "


def _ignoring_failed(result: Result) -> bool:
    return _NO_LIST in result.err or _NO_NAME in result.err


def _without_ignoring(
    repo: Repository, command: tuple[str, ...], wanted: Wanted, failed: Result
) -> Blame:
    """Blame without passing over any commit, whatever is configured: nothing takes that back.

    git looks for the file from the top of the work tree, so an empty one is put there, in
    a work tree of its own.
    """
    from git_decide.git.scratch import Scratch

    said = os.fsdecode(failed.err.strip().splitlines()[-1]).removeprefix("fatal: ")
    name = said.partition(_NO_LIST.decode())[2] or _configured(repo)
    with Scratch(repo) as scratch:
        if name and not os.path.isabs(name) and not os.path.normpath(name).startswith(".."):
            scratch.write(name, b"")
        place = os.path.join(repo.top or "", wanted.path)
        content = () if wanted.revision else ("--contents", place)
        env = {"GIT_DIR": repo.git_dir, "GIT_WORK_TREE": scratch.path}
        words = ("-C", scratch.path, *command[:1], *content, *command[1:])
        result = repo.ask(*words, extra_env=env)
    if result.code:
        raise _failed(repo, wanted, result)
    found = _parsed(result.out)
    return Blame(found.lines, found.changes, f"no commit is passed over: {said}")


def _configured(repo: Repository) -> str:
    result = repo.ask("config", "--get", "blame.ignoreRevsFile")
    return os.fsdecode(result.out).rstrip("\n")


def _failed(repo: Repository, wanted: Wanted, result: Result) -> Exception:
    from git_decide.git import reach

    said = result.err.decode("utf-8", "replace")
    if " has only " in said:
        words = said.rpartition(" has only ")[2].split()
        return NoSuchLine(wanted.path, int(words[0]))
    if "no such path" in said or "cannot stat path" in said:
        where = wanted.revision[:10] or "HEAD"
        return NotThere(f"{where} does not have {named(wanted.path)}")
    if "no such ref: HEAD" in said or "bad default revision" in said:
        return CannotLook("there are no commits yet", "Make the first one: git commit")
    return reach.missing(repo, result.err) or GitFailed(("blame",), result)


def _parsed(out: bytes) -> Blame:
    """Read what ``git blame --porcelain`` prints.

    ``ID ORIGIN NUMBER [LINES]``, for the first line of each commit (and where the path
    changes) headers such as ``author NAME``, then a tab and the line itself.
    """
    told: dict[bytes, dict[bytes, bytes]] = {}
    places: dict[bytes, tuple[str, str, tuple[str, str]]] = {}
    lines = []
    rows = iter(out.split(b"\n"))
    for row in rows:
        if not row:
            break
        id_, origin, number = row.split(b" ")[:3]
        text = next(rows, b"")
        if text[:1] != b"\t":
            known = told.setdefault(id_, {})
            text = _headers(text, rows, known)
            places[id_] = _place(id_, known)
        commit, path, previous = places[id_]
        lines.append(Line(int(number), _text(text[1:]), commit, path, int(origin), previous))
    changes = {each.decode(): known for each, known in told.items() if each.strip(b"0")}
    return Blame(tuple(lines), {id_: _change(id_, known) for id_, known in changes.items()})


def _headers(row: bytes, rows: Iterator[bytes], known: dict[bytes, bytes]) -> bytes:
    """Note the headers that begin with a row, and return the row behind them, the line itself."""
    headers = {}
    while row[:1] != b"\t" and row:
        key, _, headers[key] = row.partition(b" ")
        row = next(rows, b"")
    if b"filename" in headers:  # what is told of one path does not hold for the next one
        known.pop(b"previous", None)
    known.update(headers)
    return row


def _place(commit: bytes, known: dict[bytes, bytes]) -> tuple[str, str, tuple[str, str]]:
    """Return commit, path and what that was made from for the lines behind these headers."""
    written = commit.decode() if commit.strip(b"0") else ""
    before, _, former = known.get(b"previous", b"").partition(b" ")
    return written, _path(known[b"filename"]), (before.decode(), _path(former))


def _change(commit: str, known: dict[bytes, bytes]) -> Change:
    author = _text(known[b"author"] + b" " + known[b"author-mail"])
    date = _day(int(known[b"committer-time"]), known[b"committer-tz"].decode())
    subject = _text(known.get(b"summary", b""))
    return Change(commit, author, date, subject)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _path(raw: bytes) -> str:
    found = unquoted(raw, 0) if raw[:1] == b'"' else None
    return os.fsdecode(found[0] if found else raw)


def _day(seconds: int, zone: str) -> str:
    """Return the day at which a commit was made, where it was made."""
    import time

    offset = (int(zone[1:3]) * 60 + int(zone[3:5])) * 60
    local = time.gmtime(max(0, seconds + (-offset if zone[0] == "-" else offset)))
    return time.strftime("%Y-%m-%d", local)
